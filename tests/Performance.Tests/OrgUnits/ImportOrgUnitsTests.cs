using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.OrgUnits;

public class ImportOrgUnitsTests
{
    [Fact]
    public async Task Children_may_stand_before_their_parents()
    {
        await using var service = await ServiceUnderTest.StartAsync(PerformanceService.Build);

        Assert.Equal(
            (3L, 0L, 0L),
            (
                await service.ImportAsync(
                    "org-units",
                    "code,name,parent,kind\nT,组,S,team\nS,支行,H,sub-branch\nH,总行,,head-office\n"
                )
            ).Rows
        );
        var outbox = await service.OutboxAsync();
        Assert.Equal("org-units", Assert.Single(outbox).Stream);
        Assert.Equal(
            [new OrgUnit("T", "S", 1, "组"), new("S", "H", 1, "支行"), new("H", null, 1, "总行")],
            ((OrgUnitsChanged)outbox[0].Event).Units
        );
    }

    [Fact]
    public async Task The_same_again_says_nothing_and_a_change_is_a_version()
    {
        await using var service = await ServiceUnderTest.StartAsync(PerformanceService.Build);
        await service.ImportAsync("org-units", "code,name,parent\nH,总行,\nB,分行,H\n");

        Assert.Equal(
            (1L, 1L, 0L),
            (await service.ImportAsync("org-units", "code,name,parent\nH,总行,\nB,分行,\n")).Rows
        );
        Assert.Equal([new OrgUnit("B", null, 2, "分行")], (await service.AnnouncedAsync<OrgUnitsChanged>())[^1].Units);
    }

    [Fact]
    public async Task A_parent_nobody_knows_is_refused_and_what_hangs_below_it_too()
    {
        await using var service = await ServiceUnderTest.StartAsync(PerformanceService.Build);

        var outcome = await service.ImportAsync("org-units", "code,name,parent\nT,组,S\nS,支行,X\nB,分行,\n");
        Assert.Equal(
            [(2L, "org-unit.unknown-parent"), (3L, "org-unit.unknown-parent")],
            outcome.Errors.Select(e => (e.Row, e.Code)).Order()
        );
        Assert.Equal(["B"], await CodesAsync(service));
    }

    [Theory]
    [InlineData("A,a,A\nD,d,\n")]
    [InlineData("A,a,B\nB,b,A\nD,d,\n")]
    [InlineData("A,a,B\nB,b,C\nC,c,A\nD,d,\n")]
    public async Task Units_are_not_each_others_parents(string rows)
    {
        await using var service = await ServiceUnderTest.StartAsync(PerformanceService.Build);

        var outcome = await service.ImportAsync("org-units", "code,name,parent\n" + rows);
        Assert.All(outcome.Errors, e => Assert.Equal("org-unit.circular", e.Code));
        Assert.Equal(["D"], await CodesAsync(service));
    }

    [Fact]
    public async Task A_circle_closed_by_a_second_file_is_refused_and_its_followers_stay()
    {
        await using var service = await ServiceUnderTest.StartAsync(PerformanceService.Build);
        await service.ImportAsync("org-units", "code,name,parent\nA,a,\nB,b,A\n");

        var outcome = await service.ImportAsync("org-units", "code,name,parent\nA,a,B\nC,c,B\n");
        Assert.Equal([(2L, "org-unit.circular")], outcome.Errors.Select(e => (e.Row, e.Code)));
        Assert.Equal(["A", "B", "C"], await CodesAsync(service));
    }

    /// <summary>The bank is HO with B1 (B1-1, B1-2 below it) and B2 (B2-1); the file is imported for B1.</summary>
    [Theory]
    [InlineData("B1,taken,HO", null)] // a name of one's own
    [InlineData("B1-1,moved,B1-2", null)]
    [InlineData("B1-1,moved,B2", "parent")]
    [InlineData("B1-1,moved,HO", "parent")]
    [InlineData("B1-1,moved,", "parent")]
    [InlineData("B1,moved,B2", "parent")]
    [InlineData("B1,moved,", "parent")]
    [InlineData("B2-1,taken,B1", "code")]
    [InlineData("B2-1,taken,B2", "code")]
    [InlineData("HO,taken,B1", "code")]
    [InlineData("HO,taken,", "code")]
    [InlineData("B3,new,B1", "code")]
    [InlineData("B3,new,HO", "code")]
    [InlineData("B1-1,moved,B2\nB1-1,moved,B1-2", "parent")] // of two rows each is judged by what it says itself
    public async Task A_unit_neither_comes_into_a_part_of_the_bank_nor_leaves_it(string rows, string? refused)
    {
        await using var service = await ServiceUnderTest.StartAsync(PerformanceService.Build);
        await service.ImportAsync(
            "org-units",
            "code,name,parent\nHO,总行,\nB1,一,HO\nB1-1,一甲,B1\nB1-2,一乙,B1\nB2,二,HO\nB2-1,二甲,B2\n"
        );
        foreach (var units in await service.AnnouncedAsync<OrgUnitsChanged>())
            await service.DeliverAsync(units);
        foreach (var role in (string[])[Roles.Feed, Roles.Hr, Roles.Administrator])
        {
            var outcome = await service.ImportAsync(
                "org-units",
                $"code,name,parent\n{rows}\n",
                service.As(role, org: "B1"),
                atomic: true,
                dryRun: true
            );
            if (refused is null)
                Assert.Equal((1L, 0L, 0L), outcome.Rows);
            else
                Assert.Equal([(refused, "import.outside-your-part")], outcome.Errors.Select(e => (e.Column, e.Code)));
        }
    }

    /// <summary>A chain as long as the file is not a bank. Rows in any order are judged in a moment.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_chain_of_thousands_is_refused_in_a_moment(bool isReversed)
    {
        await using var service = await ServiceUnderTest.StartAsync(PerformanceService.Build);
        var rows = Enumerable.Range(0, 20_000).Select(i => $"U{i},unit,{(i == 0 ? "" : $"U{i - 1}")}");
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var outcome = await service.ImportAsync(
            "org-units",
            "code,name,parent\n" + string.Join('\n', isReversed ? rows.Reverse() : rows)
        );
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "It took too long.");
        Assert.Equal(12, outcome.RowsAccepted);
        Assert.Contains("org-unit.too-deep", outcome.Errors.Select(e => e.Code));
        Assert.Equal(12, (await CodesAsync(service)).Count);
    }

    [Fact]
    public async Task Everybody_sees_their_part_of_the_bank()
    {
        await using var office = await HrOffice.StartAsync();

        Assert.Equal(["B1", "B1-1", "B2"], await HrOffice.KeysAsync(office.Hr, "/org-units", "code"));
        Assert.Equal(
            ["B1", "B1-1"],
            await HrOffice.KeysAsync(office.Service.As(Roles.BranchHead, org: "B1"), "/org-units", "code")
        );
        Assert.Equal(
            403,
            (await HrOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "/org-units")).Status
        );
    }

    private static Task<List<string>> CodesAsync(ServiceUnderTest service) =>
        service.ReadAsync<PerformanceDbContext, List<string>>(db =>
            db.Units.OrderBy(u => u.Code).Select(u => u.Code).ToListAsync()
        );
}
