using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Managers;

public class ImportManagersTests
{
    [Fact]
    public async Task A_row_is_announced_once_and_again_when_it_differs()
    {
        await using var office = await HrOffice.StartAsync();
        const string csv =
            "manager_no,name,org,hired_on,level\nM1,赵,B1,2020-01-01,junior\nM2,钱,B1,2020-01-01,junior\n";

        Assert.Equal((1L, 1L, 0L), (await office.TakeAsync("managers", csv)).Rows);
        Assert.Equal((0L, 2L, 0L), (await office.TakeAsync("managers", csv)).Rows);

        var outbox = (await office.Service.OutboxAsync()).Where(a => a.Event is ManagersChanged).ToList();
        Assert.All(outbox, a => Assert.Equal("managers", a.Stream));
        var changed = Assert.Single(((ManagersChanged)outbox[^1].Event).Managers);
        Assert.Equal(
            ("M2", 2, 1, "B1"),
            (changed.ManagerNo, changed.Version, changed.KnownFrom, changed.Postings.Single().Org)
        );
        Assert.Equal(
            "B1",
            await office.Service.ReadAsync<PerformanceDbContext, string>(async db =>
                (await db.Managers.SingleAsync(m => m.ManagerNo == "M2")).Postings.Single().Data.Org
            )
        );
    }

    [Fact]
    public async Task The_posting_announces_supervisor_and_mentor()
    {
        await using var office = await HrOffice.StartAsync();
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,supervisor_no,mentor_no\nM9,吴,B1,2020-01-01,trainee,M7,M8\n"
        );

        var posting = (await office.Service.AnnouncedAsync<ManagersChanged>())[^1].Managers.Single().Postings.Single();
        Assert.Equal(("M7", "M8"), (posting.Supervisor, posting.Mentor));
    }

    [Fact]
    public async Task Every_version_is_announced_even_of_a_manager_named_twice_in_one_file()
    {
        await using var office = await HrOffice.StartAsync();
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level\nM7,周,B1,2021-01-01,junior\nM7,周,B2,2021-01-01,junior\nM7,周,B1,2021-01-01,senior\n"
        );
        await office.CloseAsync("2026-04");

        Assert.Equal(
            [1, 2, 3],
            (await office.Service.AnnouncedAsync<ManagersChanged>())
                .SelectMany(m => m.Managers)
                .Where(m => m.ManagerNo == "M7")
                .Select(m => m.Version)
        );
        // Incentive waits for as many versions as the close states.
        Assert.Equal(
            (await office.Service.AnnouncedAsync<ManagersChanged>()).Sum(m => m.Managers.Count),
            (await office.Service.AnnouncedAsync<PeriodClosed>()).Single().ManagerVersions
        );
    }

    [Fact]
    public async Task A_missing_column_and_an_empty_cell_keep_what_is_known_and_the_word_none_takes_it_away()
    {
        await using var office = await HrOffice.StartAsync();
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,step,area,education,in_post_since,supervisor_no\nM1,赵,B1,2020-01-01,senior,A,rural,本科,2021-01-01,M9\n"
        );

        Assert.Equal(
            (0L, 1L, 0L),
            (await office.TakeAsync("managers", "manager_no,name,org,hired_on\nM1,赵,B1,2020-01-01\n")).Rows
        );
        Assert.Equal(
            (0L, 1L, 0L),
            (
                await office.TakeAsync(
                    "managers",
                    "manager_no,name,org,hired_on,step,education\nM1,赵,B1,2020-01-01,,\n"
                )
            ).Rows
        );
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,step,education\nM1,赵,B1,2020-01-01,none,无\n"
        );

        var (manager, posting) = await office.Service.ReadAsync<
            PerformanceDbContext,
            (CardTeam.Performance.Organisation.Manager, CardTeam.Performance.Organisation.PostingData)
        >(async db =>
            await db.Managers.SingleAsync(m => m.ManagerNo == "M1") is var m ? (m, m.Postings.Single().Data) : default
        );
        Assert.Equal((null, new DateOnly(2021, 1, 1)), (manager.Education, manager.InPostSince!.Value));
        Assert.Equal(
            ("senior", null, "rural", "M9"),
            (posting.Level, posting.Step, posting.Area, posting.SupervisorNo)
        );
    }

    [Fact]
    public async Task After_a_close_a_change_holds_from_the_open_month_unless_it_says_otherwise()
    {
        await using var office = await HrOffice.StartAsync();
        await office.CloseAsync("2026-04");
        await office.TakeAsync("managers", "manager_no,name,org,hired_on\nM1,赵,B2,2020-01-01\n");
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,effective_on\nM2,钱,B1,2020-01-01,2026-04-15\n"
        );

        var announced = (await office.Service.AnnouncedAsync<ManagersChanged>())
            .SelectMany(m => m.Managers)
            .TakeLast(2)
            .ToList();
        Assert.Equal([new DateOnly(2020, 1, 1), new(2026, 5, 1)], announced[0].Postings.Select(p => p.From));
        Assert.Equal([new DateOnly(2020, 1, 1), new(2026, 4, 15)], announced[1].Postings.Select(p => p.From));
        Assert.All(announced, m => Assert.Equal(2, m.KnownFrom));
    }

    [Fact]
    public async Task Wrong_rows_are_named()
    {
        await using var office = await HrOffice.StartAsync();
        var outcome = await office.Service.ImportAsync(
            "managers",
            """
            manager_no,name,org,hired_on,left_on,in_post_since,level,employment
            M 4,李,B1,2020-01-01,,,,
            M5,李,B9,2020-01-01,,,,
            M6,李,B1,2020-01-01,2019-12-31,,,
            M7,李,B1,2020-01-01,,2019-12-31,,
            M8,李,B1,2020-01-01,,,chief,
            M9,李,B1,1 May,,,,temporary
            """
        );

        Assert.Equal(
            [
                (2L, "manager_no", "manager.number-not-valid"),
                (3L, "org", "manager.unknown-org"),
                (4L, "left_on", "manager.left-before-hired"),
                (5L, "in_post_since", "manager.in-post-before-hired"),
                (6L, "level", "import.not-one-of"),
                (7L, "employment", "import.not-one-of"),
                (7L, "hired_on", "import.not-a-date"),
            ],
            outcome.Errors.Select(e => (e.Row, e.Column, e.Code)).Order()
        );
        Assert.Equal((0L, 0L, 6L), outcome.Rows);
    }

    [Fact]
    public async Task A_head_brings_only_their_own_people_and_takes_nobody_from_another()
    {
        await using var office = await HrOffice.StartAsync();
        var outcome = await office.Service.ImportAsync(
            "managers",
            "manager_no,name,org,hired_on\nM4,李,B1-1,2020-01-01\nM5,李,B2,2020-01-01\nM2,钱,B1,2020-01-01\nM1,赵,B2,2020-01-01\n",
            office.Service.As(Roles.BranchHead, org: "B1")
        );

        Assert.Equal((1L, 0L, 3L), outcome.Rows);
        Assert.All(outcome.Errors, e => Assert.Equal("import.outside-your-part", e.Code));
    }

    [Fact]
    public async Task Everybody_sees_their_part_of_the_bank()
    {
        await using var office = await HrOffice.StartAsync();

        Assert.Equal(["M1", "M2", "M3"], await HrOffice.KeysAsync(office.Hr, "/managers", "managerNo"));
        Assert.Equal(["M1", "M3"], await HrOffice.KeysAsync(office.Hr, "/managers?org=B1", "managerNo"));
        Assert.Equal(["M3"], await HrOffice.KeysAsync(office.Hr, "/managers?level=senior", "managerNo"));
        Assert.Equal(
            ["M1", "M3"],
            await HrOffice.KeysAsync(office.Service.As(Roles.BranchHead, org: "B1"), "/managers", "managerNo")
        );
        Assert.Empty(
            await HrOffice.KeysAsync(office.Service.As(Roles.BranchHead, org: "B1"), "/managers?org=B2", "managerNo")
        );
        Assert.Equal(
            403,
            (await HrOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "/managers")).Status
        );
        Assert.Equal(
            200,
            (await HrOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "/managers/M1")).Status
        );
        Assert.Equal(
            404,
            (await HrOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "/managers/M2")).Status
        );
        var page = (await HrOffice.GetAsync(office.Hr, "/managers?limit=2")).Body.GetProperty("next").GetString();
        Assert.Equal(["M3"], await HrOffice.KeysAsync(office.Hr, $"/managers?limit=2&after={page}", "managerNo"));
    }

    [Fact]
    public async Task The_roster_is_sorted_searched_and_exported()
    {
        await using var office = await HrOffice.StartAsync();
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,step\nM4,李_四,B2,2019-05-01,,\nN5,li Wei,B1,2021-01-01,junior,\n"
        );

        Assert.Equal(["M4", "M1", "M2", "M3", "N5"], await office.Hr.WalkAsync("/managers?sort=hiredOn", "managerNo"));
        Assert.Equal(["N5", "M1", "M2", "M3", "M4"], await office.Hr.WalkAsync("/managers?sort=-hiredOn", "managerNo"));
        Assert.Equal(["M2", "M4", "M3", "M1", "N5"], await office.Hr.WalkAsync("/managers?sort=-org", "managerNo"));
        Assert.Equal(["M1", "M2", "N5", "M3", "M4"], await office.Hr.WalkAsync("/managers?sort=level", "managerNo"));
        Assert.Equal(
            ["M3", "M1", "M2", "N5", "M4"],
            await office.Hr.WalkAsync("/managers?sort=-level", "managerNo", 2)
        );
        Assert.Equal(["N5", "M3", "M4", "M1", "M2"], await office.Hr.WalkAsync("/managers?sort=name", "managerNo"));
        Assert.Equal(
            ["N5", "M4", "M3", "M2", "M1"],
            await office.Hr.WalkAsync("/managers?sort=-managerNo", "managerNo", 2)
        );
        Assert.Equal(
            ["M1", "M3", "N5"],
            await office.Hr.ColumnAsync("/managers.csv?org=B1&sort=managerNo", "managerNo")
        );
        Assert.Equal(
            ["M2", "M4"],
            await office.Service.As(Roles.BranchHead, org: "B2").ColumnAsync("/managers.csv", "managerNo")
        );

        foreach (
            var (search, found) in new[]
            {
                ("m", (string[])["M1", "M2", "M3", "M4"]),
                ("LI", ["N5"]),
                ("_", ["M4"]),
                ("%25", []),
                ("李", ["M4"]),
                ("5", ["N5"]),
            }
        )
            Assert.Equal(found, await office.Hr.WalkAsync($"/managers?search={search}", "managerNo"));
    }

    [Fact]
    public async Task A_full_roster_with_an_empty_last_column_brings_no_leaver_back()
    {
        await using var office = await HrOffice.StartAsync();
        const string columns = "manager_no,name,org,hired_on,level,left_on\n";
        await office.TakeAsync("managers", $"{columns}M1,赵,B1,2020-01-01,junior,2026-05-31\n");

        await office.TakeAsync("managers", $"{columns}M1,赵,B1,2020-01-01,junior,\nM9,周,B1,2020-01-06,junior,\n");

        var left = (await HrOffice.GetAsync(office.Hr, "/managers/M1")).Body;
        Assert.Equal("2026-05-31", left.GetProperty("leftOn").GetString());
        await office.TakeAsync("managers", $"{columns}M1,赵,B1,2020-01-01,junior,none\n");
        var back = (await HrOffice.GetAsync(office.Hr, "/managers/M1")).Body;
        Assert.Equal(System.Text.Json.JsonValueKind.Null, back.GetProperty("leftOn").ValueKind);
    }

    [Fact]
    public async Task Who_is_hired_after_leaving_begins_a_new_employment_and_the_earlier_one_keeps_its_days()
    {
        await using var office = await HrOffice.StartAsync();
        const string columns = "manager_no,name,org,hired_on,level,left_on\n";
        await office.TakeAsync("managers", $"{columns}M1,赵,B1,2020-01-01,junior,2026-04-15\n");
        await office.TakeAsync("managers", $"{columns}M1,赵,B2,2026-06-10,senior,\n");

        var profile = (await office.Service.AnnouncedAsync<ManagersChanged>())[^1].Managers[^1];
        Assert.Equal((new DateOnly(2026, 6, 10), null), (profile.HiredOn, profile.LeftOn));
        Assert.Equal([new(new(2020, 1, 1), new DateOnly(2026, 4, 15))], profile.EarlierEmployments!);
        Assert.Equal(
            ["B1", "B2"],
            new[] { "2026-06-09", "2026-06-10" }.Select(d => profile.On(DateOnly.Parse(d))!.Org)
        );

        // The old row again changes nothing; with another last day it corrects; overlapping days are rejected.
        Assert.Equal(
            (0L, 1L, 0L),
            (await office.TakeAsync("managers", $"{columns}M1,赵,B1,2020-01-01,junior,\n")).Rows
        );
        Assert.Equal(
            (1L, 0L, 0L),
            (await office.TakeAsync("managers", $"{columns}M1,赵,B1,2020-01-01,junior,2026-04-30\n")).Rows
        );
        foreach (var row in new[] { "M1,赵,B1,2020-01-01,junior,2026-06-10", "M1,赵,B2,2026-04-30,senior," })
        {
            var refused = await office.Service.ImportAsync("managers", $"{columns}{row}\n");
            Assert.Equal(
                [(2L, "hired_on", "manager.employments-overlap")],
                refused.Errors.Select(e => (e.Row, e.Column, e.Code))
            );
        }

        var seen = (await HrOffice.GetAsync(office.Hr, "/managers/M1")).Body.GetProperty("employments");
        Assert.Equal(
            [("2020-01-01", "2026-04-30"), ("2026-06-10", null)],
            seen.EnumerateArray()
                .Select(e => (e.GetProperty("hiredOn").GetString()!, e.GetProperty("leftOn").GetString()))
        );
    }

    [Theory]
    [InlineData("managers", "manager_no,name,org,hired_on\nm1,赵,B1,2020-01-06\n")]
    [InlineData("targets", "manager_no,period,kpi,target\nm1,2026-06,activated,3\n")]
    [InlineData("indicators", "manager_no,period,kpi,value\nm1,2026-06,attendance,3\n")]
    [InlineData("card-facts", "fact_ref,manager_no,kind,card_ref,occurred_on\nF,m1,activated,C,2026-06-01\n")]
    public async Task A_number_in_other_letters_is_refused_with_the_known_one(string kind, string csv)
    {
        await using var office = await HrOffice.StartAsync();

        var refused = await office.Service.ImportAsync(kind, csv);

        var mistake = Assert.Single(refused.Errors);
        Assert.Equal(
            (2L, "manager_no", "manager.number-differs-in-case-only"),
            (mistake.Row, mistake.Column, mistake.Code)
        );
        Assert.Contains("M1", mistake.Message, StringComparison.Ordinal);
        Assert.Equal(404, (await HrOffice.GetAsync(office.Hr, "/managers/m1")).Status);
    }

    /// <summary>M1 is known, N9 is in the file; X9 is neither.</summary>
    [Theory]
    [InlineData("supervisor_no", "m1", "M1")]
    [InlineData("mentor_no", "m1", "M1")]
    [InlineData("mentor_no", "ｍ1", "M1")]
    [InlineData("supervisor_no", "n9", "N9")]
    [InlineData("mentor_no", "n8", "N8")]
    [InlineData("supervisor_no", "M1", null)]
    [InlineData("mentor_no", "N9", null)]
    [InlineData("mentor_no", "N8", null)]
    [InlineData("supervisor_no", "x9", null)]
    [InlineData("supervisor_no", "none", null)]
    public async Task A_supervisor_or_mentor_in_other_letters_is_refused_with_the_known_one(
        string column,
        string number,
        string? known
    )
    {
        await using var office = await HrOffice.StartAsync();

        var import = await office.Service.ImportAsync(
            "managers",
            $"manager_no,name,org,hired_on,{column}\nN8,钱,B1,2020-01-06,{number}\nN9,孙,B1,2020-01-06,\n"
        );

        if (known is null)
        {
            Assert.Empty(import.Errors);
            return;
        }

        var mistake = Assert.Single(import.Errors);
        Assert.Equal((2L, column, "manager.number-differs-in-case-only"), (mistake.Row, mistake.Column, mistake.Code));
        Assert.Contains(known, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(404, (await HrOffice.GetAsync(office.Hr, "/managers/N8")).Status);
        Assert.Equal(200, (await HrOffice.GetAsync(office.Hr, "/managers/N9")).Status);
    }

    [Theory]
    [InlineData("m1", true)]
    [InlineData("m3", true)]
    [InlineData("m2", false)]
    public async Task A_branch_head_learns_of_nobody_elsewhere_by_a_supervisor_in_other_letters(
        string supervisor,
        bool isRefused
    )
    {
        await using var office = await HrOffice.StartAsync();

        var import = await office.Service.ImportAsync(
            "managers",
            $"manager_no,name,org,hired_on,supervisor_no\nN8,钱,B1,2020-01-06,{supervisor}\n",
            office.Service.As("branch-head", org: "B1")
        );

        Assert.Equal(isRefused ? ["manager.number-differs-in-case-only"] : [], import.Errors.Select(e => e.Code));
    }

    /// <summary>
    /// M4 worked in B2 until 2024 and has worked in B1 since; M5 works in B2 and comes to B1 in September.
    /// </summary>
    [Theory]
    [InlineData("M4,李,B1,2020-01-01,senior,,2022-01-01", false)]
    [InlineData("M4,李,B1,2021-01-01,junior,,", false)]
    [InlineData("M4,李,B1,2020-01-01,junior,2023-05-31,", false)]
    [InlineData("M4,李,B1,2020-01-01,senior,,2026-01-01", true)]
    [InlineData("M4,李,B1,2020-01-01,junior,2026-08-31,", true)]
    [InlineData("M5,王,B1,2020-01-01,junior,2026-08-20,", false)]
    [InlineData("M5,王,B1,2020-01-01,senior,,", false)]
    public async Task A_branch_head_speaks_only_of_the_days_a_manager_works_in_the_branch(string row, bool isTaken)
    {
        await using var office = await HrOffice.StartAsync();
        const string columns = "manager_no,name,org,hired_on,level,left_on,effective_on\n";
        await office.TakeAsync(
            "managers",
            $"{columns}M4,李,B2,2020-01-01,junior,,\nM4,李,B1,2020-01-01,junior,,2024-01-01\nM5,王,B2,2020-01-01,junior,,\nM5,王,B1,2020-01-01,junior,,2026-09-01\n"
        );

        var said = await office.Service.ImportAsync(
            "managers",
            $"{columns}{row}\n",
            office.Service.As(CardTeam.ServiceDefaults.Security.Roles.BranchHead, org: "B1")
        );

        Assert.Equal(isTaken ? (1L, 0L, 0L) : (0L, 0L, 1L), said.Rows);
        if (!isTaken)
            Assert.Equal("import.outside-your-part", Assert.Single(said.Errors).Code);
    }
}
