using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.CardFacts;

/// <summary>
/// Facts that are stored but count nowhere: of a card that has already counted, after the manager's last day, or with
/// an impossible day or amount.
/// </summary>
public class UncountedFactTests
{
    [Fact]
    public async Task A_card_counts_once_and_the_close_names_it()
    {
        await using var office = await OpenAsync();
        await office.FactsAsync(
            "A-2,M1,activated,C1,2026-04-03",
            "A-1,M1,activated,C1,2026-04-03",
            "B-2,M2,activated,C2,2026-04-03",
            "B-1,M1,activated,C2,2026-04-03"
        );
        var closed = await office.CloseAsync("2026-04");

        Assert.Equal(2, closed.GetProperty("repeatedFacts").GetInt32());
        Assert.Equal(
            [("C1", "activated", "A-1", "A-2"), ("C2", "activated", "B-1", "B-2")],
            closed
                .GetProperty("repeatedCards")
                .EnumerateArray()
                .Select(c =>
                    (
                        c.GetProperty("cardRef").GetString(),
                        c.GetProperty("kind").GetString(),
                        c.GetProperty("countedRef").GetString(),
                        c.GetProperty("repeatedRefs")[0].GetString()
                    )
                )
        );
        Assert.Equal("2", (await office.ScorecardAsync("2026-04"))["activated"].Value);
        Assert.Equal("0", (await office.ScorecardAsync("2026-04", "M2"))["activated"].Value);
        Assert.Equal(["A-2", "B-2"], await HrOffice.KeysAsync(office.Hr, "/uncounted-facts?period=2026-04", "factRef"));
        Assert.Equal(["B-2"], await HrOffice.KeysAsync(office.Hr, "/uncounted-facts?search=M2", "factRef"));
        Assert.All(await HrOffice.KeysAsync(office.Hr, "/uncounted-facts", "name"), Assert.NotEmpty);
        // A head sees those of their own part.
        Assert.Equal(
            ["B-2"],
            await HrOffice.KeysAsync(office.Service.As(Roles.BranchHead, org: "B2"), "/uncounted-facts", "factRef")
        );

        await office.FactsAsync("A-3,M1,cancelled,C1,2026-05-01", "A-4,M1,activated,C1,2026-05-02");
        Assert.Equal(0, (await office.CloseAsync("2026-05")).GetProperty("repeatedFacts").GetInt32());
        Assert.Equal("1", (await office.ScorecardAsync("2026-05"))["activated"].Value);
    }

    [Fact]
    public async Task A_late_fact_that_comes_first_gives_both_scorecards_a_new_version_and_its_withdrawal_another()
    {
        await using var office = await OpenAsync();
        await office.FactsAsync("B,M2,activated,C1,2026-04-05");
        await office.CloseAsync("2026-04", "2026-05");
        await office.FactsAsync("A,M1,activated,C1,2026-04-04");
        var closed = await office.CloseAsync("2026-06");

        Assert.Equal("C1", closed.GetProperty("repeatedCards")[0].GetProperty("cardRef").GetString());
        Assert.Equal(("1", "0"), (await ActivatedAsync("M1"), await ActivatedAsync("M2")));

        await office.FactsAsync("A,M1,activated,C1,2026-04-04,,,,,true");
        await office.CloseAsync("2026-07");
        Assert.Equal(("0", "1"), (await ActivatedAsync("M1"), await ActivatedAsync("M2")));

        async Task<string?> ActivatedAsync(string manager) =>
            (await office.ScorecardAsync("2026-04", manager))["activated"].Value;
    }

    [Fact]
    public async Task What_happened_after_the_last_day_counts_in_no_kpi()
    {
        await using var office = await OpenAsync();
        await office.FactsAsync(
            "F1,M1,activated,C1,2026-04-15",
            "F2,M1,activated,C2,2026-04-16",
            "F3,M1,overdue,C3,2026-04-20"
        );
        const string columns = "manager_no,name,org,hired_on,level,left_on\n";
        await office.TakeAsync("managers", $"{columns}M1,赵,B1,2020-01-01,junior,2026-04-15\n");
        var closed = await office.CloseAsync("2026-04");

        Assert.Equal(2, closed.GetProperty("factsAfterLeaving").GetInt32());
        var card = await office.ScorecardAsync("2026-04");
        Assert.Equal(("1", "0"), (card["activated"].Value, card["overdue"].Value));

        // It becomes known later that they stayed: the closed month gets a new version.
        await office.TakeAsync("managers", $"{columns}M1,赵,B1,2020-01-01,junior,none\n");
        await office.CloseAsync("2026-05");
        card = await office.ScorecardAsync("2026-04");
        Assert.Equal(("2", "1", 2), (card["activated"].Value, card["overdue"].Value, card.Version));
    }

    [Fact]
    public void What_counts_follows_from_the_facts_alone_in_whatever_order_they_come() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(8),
            Prop.ForAll(
                (
                    from facts in Facts
                    from shuffled in Gen.Shuffle([.. facts, .. facts.Take(5)])
                    from size in Gen.Choose(5, 40)
                    select (Facts: facts, Cut: shuffled.Chunk(size).ToArray())
                ).ToArbitrary(),
                async files =>
                {
                    await using var office = await OpenAsync();
                    foreach (var file in files.Cut)
                        await office.FactsAsync(file);
                    await office.CloseAsync("2026-04");

                    Assert.Equal(Repeated(files.Facts), await UncountedAsync(office));
                }
            )
        );

    [Fact]
    public async Task A_branch_feed_neither_corrects_nor_voids_a_fact_of_another_branch()
    {
        await using var office = await OpenAsync();
        await office.FactsAsync("OTHERS,M2,activated,C1,2026-04-03");
        var feed = office.Service.As(Roles.Feed, org: "B1");

        foreach (var row in new[] { "OTHERS,M1,activated,C1,2026-04-03", "OTHERS,M1,activated,C1,2026-04-03,,,,,true" })
        {
            var refused = await office.Service.ImportAsync("card-facts", HrOffice.FactCsv([row]), feed);
            Assert.Equal(
                [(2L, "fact_ref", "import.outside-your-part")],
                refused.Errors.Select(e => (e.Row, e.Column, e.Code))
            );
        }

        Assert.Equal(
            (1, "M2", false),
            await office.Service.ReadAsync<PerformanceDbContext, (int, string, bool)>(async db =>
                await db.CardFacts.SingleAsync() is var f ? (f.Version, f.ManagerNo, f.Void) : default
            )
        );
    }

    /// <summary>Facts as stored by a release without these checks.</summary>
    [Theory]
    [InlineData(10101, 100)]
    [InlineData(18991231, 100)]
    [InlineData(99991231, 100)]
    [InlineData(20260410, 99_999_999_999_999_999)]
    public async Task A_stored_fact_that_cannot_be_blocks_no_close_and_is_taken_back_by_its_reference(int day, long fen)
    {
        await using var office = await OpenAsync();
        await office.FactsAsync("GOOD,M1,active-month,C1,2026-04-03,,,7.50");
        await office.Service.ReadAsync<PerformanceDbContext, int>(async db =>
        {
            for (var i = 0; i < 120; i++)
            {
                await db.Database.ExecuteSqlAsync(
                    $"""INSERT INTO "CardFacts" ("ManagerNo","OccurredOn","FactRef","Version","Kind","CardRef","Amount","NewCustomer","Void","KnownFrom") VALUES ('M1',{day},{$"BAD-{i:000}"},1,5,{$"K{i}"},{fen},0,0,1)"""
                );
                await db.Database.ExecuteSqlAsync(
                    $"""INSERT INTO "UncountedFacts" ("ManagerNo","OccurredOn","FactRef","Why","Kind","CardRef","KnownFrom") VALUES ('M1',{day},{$"BAD-{i:000}"},3,5,{$"K{i}"},0)"""
                );
            }

            return 0;
        });
        await office.CloseAsync("2026-04");
        Assert.Equal("7.5", (await office.ScorecardAsync("2026-04"))["active-amount"].Value);
        Assert.Equal(120, await CountAsync());

        var voids = await office.Service.ImportAsync(
            "card-facts",
            HrOffice.FactCsv(
                Enumerable
                    .Range(0, 120)
                    .Select(i =>
                        $"BAD-{i:000},M1,active-month,K{i},{day / 10_000:0000}-{day / 100 % 100:00}-{day % 100:00},,,{fen / 100}.{fen % 100:00},,true"
                    )
            )
        );
        Assert.Equal((120L, 0L, 0L), voids.Rows);
        await office.CloseAsync("2026-05");
        Assert.Equal(0, await CountAsync());
        Assert.Equal("7.5", (await office.ScorecardAsync("2026-04"))["active-amount"].Value);

        Task<int> CountAsync() =>
            office.Service.ReadAsync<PerformanceDbContext, int>(db =>
                db.Uncounted.CountAsync(u => u.FactRef.StartsWith("BAD"))
            );
    }

    private static readonly Gen<string[]> Facts = Gen.CollectToArray(
        Enumerable.Range(0, 40),
        number =>
            from kind in Gen.Elements("approved", "activated", "first-used", "cancelled", "active-month")
            from manager in Gen.Choose(1, 3)
            from card in Gen.Choose(1, 4)
            from day in Gen.Choose(1, 9)
            select $"F{number:00},M{manager},{kind},C{card},2026-04-0{day}"
    );

    /// <summary>The rule written out card by card, day by day.</summary>
    private static List<string> Repeated(IEnumerable<string> facts)
    {
        var found = new List<string>();
        foreach (var card in facts.Select(f => f.Split(',')).GroupBy(f => f[3], StringComparer.Ordinal))
        {
            var counted = new HashSet<string>(StringComparer.Ordinal);
            foreach (
                var day in card.GroupBy(f => f[4], StringComparer.Ordinal).OrderBy(d => d.Key, StringComparer.Ordinal)
            )
            {
                found.AddRange(
                    day.Where(f => f[2] is "approved" or "activated" or "first-used")
                        .OrderBy(f => f[0], StringComparer.Ordinal)
                        .Where(f => !counted.Add(f[2]))
                        .Select(f => f[0])
                );
                if (day.Any(f => f[2] == "cancelled"))
                    counted.Clear();
            }
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static Task<List<string>> UncountedAsync(HrOffice office) =>
        office.Service.ReadAsync<PerformanceDbContext, List<string>>(db =>
            db.Uncounted.Select(u => u.FactRef).OrderBy(f => f).ToListAsync()
        );

    private static async Task<HrOffice> OpenAsync()
    {
        var office = await HrOffice.StartAsync();
        foreach (var level in new[] { "junior", "senior" })
            await office.SheetAsync(
                level,
                "2026-04",
                ("activated", "0.4"),
                ("overdue", "0.3"),
                ("active-amount", "0.3")
            );
        return office;
    }
}
