using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Kpis;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Tests.Periods;

/// <summary>
/// April and May are closed. Whoever changes something of them is named with what is announced of it, and nobody is
/// named with anything else.
/// </summary>
public class ClosedMonthChangesTests
{
    [Fact]
    public async Task Figures_of_a_closed_month_name_everybody_who_changed_them_with_the_scorecard()
    {
        await using var office = await ClosedAsync();
        var head = office.Service.As(Roles.BranchHead, org: "B1", id: "head");
        await BringAsync(office, head, "targets", "manager_no,period,kpi,target\nM1,2026-04,activated,2\n");
        await BringAsync(office, head, "targets", "manager_no,period,kpi,target\nM1,2026-04,activated,3\n");
        await BringAsync(
            office,
            As(office, "hr-1"),
            "targets",
            "manager_no,period,kpi,target\nM1,2026-04,activated,4\n"
        );
        await BringAsync(
            office,
            As(office, "hr-2"),
            "indicators",
            "manager_no,period,kpi,value\nM1,2026-04,attendance,0.5\nM1,2026-06,attendance,0.7\n"
        );
        // Of June, which is open, and of a quarter, which has no scorecard, nobody is named.
        await BringAsync(
            office,
            As(office, "hr-3"),
            "targets",
            "manager_no,period,kpi,target\nM1,2026-06,activated,9\nM1,2026-Q2,activated,9\n"
        );
        await office.CloseAsync("2026-06");

        Assert.Equal(
            [
                "M1 2026-04 2: indicator attendance hr-2, target activated head, target activated hr-1",
                "M1 2026-06 1: ",
                "M2 2026-06 1: ",
            ],
            await NamedAsync(office, close: 3)
        );
        await BringAsync(
            office,
            As(office, "hr-4"),
            "targets",
            "manager_no,period,kpi,target\nM1,2026-04,activated,5\n"
        );
        await office.CloseAsync("2026-07");
        Assert.Equal(
            "M1 2026-04 3: target activated hr-4",
            (await NamedAsync(office, close: 4)).Single(s => s.StartsWith("M1 2026-04", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Where_nobody_changed_a_closed_month_nobody_is_named()
    {
        await using var office = await ClosedAsync();
        await office.FactsAsync("L,M1,activated,C9,2026-06-09");
        await office.CloseAsync("2026-06");

        Assert.All(
            (await office.Service.AnnouncedAsync<ScorecardsClosed>()).SelectMany(s => s.Scores),
            s => Assert.Null(s.ChangedBy)
        );
        Assert.All(
            (await office.Service.AnnouncedAsync<CardFactsRecorded>()).SelectMany(s => s.Facts),
            f => Assert.Null(f.ChangedBy)
        );
    }

    [Fact]
    public async Task A_dry_run_and_a_file_that_is_taken_back_name_nobody()
    {
        await using var office = await ClosedAsync();
        const string csv = "manager_no,period,kpi,target\nM1,2026-04,activated,2\n";
        await office.Service.ImportAsync("targets", csv, As(office, "hr-1"), dryRun: true);
        await office.Service.ImportAsync("targets", csv + "M9,2026-04,activated,2\n", As(office, "hr-2"), atomic: true);
        await BringAsync(office, As(office, "hr-3"), "targets", csv);
        await office.CloseAsync("2026-06");

        Assert.Equal(
            "M1 2026-04 2: target activated hr-3",
            (await NamedAsync(office, close: 3)).Single(s => s.StartsWith("M1 2026-04", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Answers_of_customers_in_a_closed_month_name_who_brought_them()
    {
        await using var office = await ClosedAsync();
        foreach (var (version, by) in ((int, string?)[])[(1, "desk-1"), (3, "desk-3"), (2, "desk-2")])
            await office.Service.DeliverAsync(
                new SatisfactionRecorded([
                    new(new Guid(new string('1', 32)), version, "M1", new(2026, 4, 9), version, by),
                ])
            );
        await office.Service.DeliverAsync(
            new SatisfactionRecorded([
                new(new Guid(new string('2', 32)), 1, "M2", new(2026, 4, 9), 1),
                new(new Guid(new string('3', 32)), 1, "M2", new(2026, 6, 9), 1, "desk-1"),
            ])
        );
        await office.CloseAsync("2026-06");

        // The second version came after the third and changed nothing.
        Assert.Equal(
            ["M1 2026-04 2: satisfaction  desk-1, satisfaction  desk-3", "M2 2026-04 2: "],
            (await NamedAsync(office, close: 3)).Where(s => s.Contains("2026-04", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Late_facts_name_who_recorded_corrected_moved_or_took_them_back()
    {
        await using var office = await ClosedAsync();
        foreach (
            var (by, rows) in ((string, string[])[])
                [
                    ("feed", ["L,M1,activated,C9,2026-04-09", "J,M1,activated,C8,2026-06-09"]),
                    ("hr-1", ["A,M1,activated,C1,2026-04-03"]),
                    ("hr-2", ["A,M2,activated,C1,2026-04-03"]),
                    ("hr-3", ["A,M2,activated,C1,2026-06-01"]),
                    ("hr-4", ["B,M2,activated,C2,2026-05-02,,,,,true"]),
                    ("hr-5", ["J,M2,activated,C8,2026-06-09"]),
                    ("hr-6", ["J,M2,activated,C8,2026-05-09"]),
                ]
        )
            await BringAsync(office, As(office, by), "card-facts", HrOffice.FactCsv(rows));

        Assert.Equal(
            [
                "L 1 M1 04 feed",
                "J 1 M1 06 ",
                "A 1 M1 04 ended ",
                "A 2 M1 04 hr-1",
                "A 2 M1 04 ended hr-2",
                "A 3 M2 04 hr-2",
                "A 3 M2 04 ended hr-3",
                "A 4 M2 06 ",
                "B 1 M2 05 ended ",
                "B 2 M2 05 hr-4",
                "J 1 M1 06 ended ",
                "J 2 M2 06 ",
                "J 2 M2 06 ended ",
                "J 3 M2 05 hr-6",
            ],
            (await office.Service.AnnouncedAsync<CardFactsRecorded>())
                .SelectMany(s => s.Facts)
                .Where(f => f.KnownFrom == 3 || f.KnownUntil == 3)
                .Select(f =>
                    $"{f.FactRef} {f.Version} {f.ManagerNo} {f.OccurredOn:MM} {(f.KnownUntil is null ? "" : "ended ")}{f.ChangedBy}"
                )
        );
    }

    /// <summary>
    /// A change of the roster that reaches into closed months names its author with the first and the last of them;
    /// one of open months alone, or of what nothing is paid by, names nobody.
    /// </summary>
    [Theory]
    [InlineData("M1,赵,B1,2020-01-01,senior,2026-04-01", "2026-04 2026-05")]
    [InlineData("M1,赵,B1,2020-01-01,senior,2026-05-20", "2026-05 2026-05")]
    [InlineData("M1,赵,B2,2020-01-01,junior,2026-05-31", "2026-05 2026-05")]
    [InlineData("M1,赵,B2,2020-01-01,junior,2026-06-01", null)]
    [InlineData("M1,赵,B1,2020-01-01,senior,", null)]
    [InlineData("M1,赵,B1,2020-01-01,senior,2026-01-01", "2026-04 2026-05")]
    [InlineData("M1,赵平,B1,2020-01-01,junior,", null)]
    [InlineData("M9,新,B1,2026-05-11,junior,", "2026-05 2026-05")]
    [InlineData("M9,新,B1,2026-06-01,junior,", null)]
    [InlineData("M1,赵,B1,2019-01-01,junior,", null)]
    [InlineData("M1,赵,B1,2026-04-09,junior,", "2026-04 2026-04")]
    public async Task Versions_of_the_roster_name_who_changed_closed_months(string row, string? months)
    {
        await using var office = await ClosedAsync();
        await BringAsync(
            office,
            As(office, "hr-1"),
            "managers",
            "manager_no,name,org,hired_on,level,effective_on\n" + row + "\n"
        );

        Assert.Equal(
            months is null ? (null, null, null) : ("hr-1", months.Split(' ')[0], months.Split(' ')[1]),
            await LastVersionAsync(office)
        );
    }

    [Theory]
    [InlineData("2026-04-15", "2026-04 2026-05")]
    [InlineData("2026-05-30", "2026-05 2026-05")]
    [InlineData("2026-05-31", null)]
    [InlineData("2026-06-30", null)]
    public async Task Leaving_and_its_correction_name_who_changed_closed_months(string leftOn, string? months)
    {
        await using var office = await ClosedAsync();
        const string columns = "manager_no,name,org,hired_on,left_on\n";
        await BringAsync(office, As(office, "hr-1"), "managers", columns + $"M1,赵,B1,2020-01-01,{leftOn}\n");
        var (from, to) = months is null ? (null, null) : (months.Split(' ')[0], months.Split(' ')[1]);
        Assert.Equal((months is null ? null : "hr-1", from, to), await LastVersionAsync(office));

        await BringAsync(office, As(office, "hr-2"), "managers", columns + "M1,赵,B1,2020-01-01,none\n");
        Assert.Equal((months is null ? null : "hr-2", from, to), await LastVersionAsync(office));
    }

    [Fact]
    public async Task A_manager_who_comes_back_in_a_closed_month_is_named_with_it()
    {
        await using var office = await ClosedAsync();
        const string columns = "manager_no,name,org,hired_on,left_on,level\n";
        await BringAsync(office, As(office, "hr-1"), "managers", columns + "M1,赵,B1,2020-01-01,2026-03-31,\n");
        Assert.Equal(("hr-1", "2026-04", "2026-05"), await LastVersionAsync(office));
        await BringAsync(office, As(office, "hr-2"), "managers", columns + "M1,赵,B1,2026-05-11,,senior\n");
        Assert.Equal(("hr-2", "2026-05", "2026-05"), await LastVersionAsync(office));
        // The first employment is corrected: April was worked after all.
        await BringAsync(office, As(office, "hr-3"), "managers", columns + "M1,赵,B1,2020-01-01,2026-04-10,\n");
        Assert.Equal(("hr-3", "2026-04", "2026-04"), await LastVersionAsync(office));
    }

    /// <summary>
    /// A complaint names its author itself where Feedback had heard of the close; otherwise the scorecard does, so that
    /// nobody is lost and nobody named twice.
    /// </summary>
    [Theory]
    [InlineData(3, "2026-04", "desk", "")]
    [InlineData(1, null, "desk", "complaint  desk")]
    [InlineData(2, "2026-04", "desk", "complaint  desk")]
    [InlineData(3, "2026-05", "desk", "complaint  desk")]
    [InlineData(1, null, null, "")]
    public async Task A_complaint_of_a_month_that_feedback_had_not_heard_closed_names_its_author_with_the_scorecard(
        int knownFrom,
        string? changed,
        string? by,
        string named
    )
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("complaints-upheld", "1"));
        await office.TargetsAsync("M1,2026-04,complaints-upheld,2", "M1,2026-05,complaints-upheld,2");
        await office.CloseAsync("2026-04", "2026-05");
        await office.Service.DeliverAsync(
            new ComplaintsChanged([
                new(
                    ComplaintRef: "K1",
                    Version: 1,
                    KnownFrom: knownFrom,
                    ManagerNo: "M1",
                    Severity: "major",
                    Outcome: "upheld",
                    ResolvedOn: new(2026, 4, 20),
                    ChangedBy: by,
                    ChangedMonths: changed is null ? null : [new("M1", Period.Parse(changed))]
                ),
            ])
        );
        await office.CloseAsync("2026-06");

        Assert.Contains($"M1 2026-04 2: {named}", await NamedAsync(office, close: 3));
    }

    /// <summary>The rows of a file and of a message ask the database together, not one by one.</summary>
    [Fact]
    public async Task A_file_of_closed_months_asks_for_its_marks_together()
    {
        var statements = new CountedStatements();
        await using var office = await ClosedAsync(statements);
        var few = await AskedAsync(1);
        var many = await AskedAsync(150);

        Assert.Equal(few, many);

        async Task<int> AskedAsync(int rows)
        {
            statements.Begin();
            await BringAsync(
                office,
                As(office, "hr-1"),
                "targets",
                "manager_no,period,kpi,target\n"
                    + string.Concat(Enumerable.Range(1, rows).Select(n => $"M1,2026-04,own-{rows}-{n},{n}\n"))
            );
            return statements.Of("LateMarks") + statements.Of("LateChanges");
        }
    }

    /// <summary>The author and the closed months of the roster version that was announced last.</summary>
    private static async Task<(string? By, string? From, string? To)> LastVersionAsync(HrOffice office)
    {
        var last = (await office.Service.AnnouncedAsync<ManagersChanged>()).SelectMany(m => m.Managers).Last();
        return (last.ChangedBy, last.ChangedFrom?.ToString(), last.ChangedTo?.ToString());
    }

    private static HttpClient As(HrOffice office, string id) => office.Service.As(Roles.Hr, id: id);

    private static async Task BringAsync(HrOffice office, HttpClient by, string kind, string csv)
    {
        var outcome = await office.Service.ImportAsync(kind, csv, by);
        Assert.True(outcome is { Status: "completed", RowsRejected: 0 }, string.Join('\n', outcome.Errors));
    }

    /// <summary>The scorecards a close announced, each with who changed what of its month.</summary>
    private static async Task<IReadOnlyList<string>> NamedAsync(HrOffice office, int close) =>
        [
            .. (await office.Service.AnnouncedAsync<ScorecardsClosed>())
                .SelectMany(s => s.Scores)
                .Where(s => s.KnownFrom == close)
                .Select(s =>
                    $"{s.ManagerNo} {s.Period} {s.Version}: {string.Join(", ", (s.ChangedBy ?? []).Select(c => $"{c.Kind} {c.Kpi} {c.By}"))}"
                )
                .Order(StringComparer.Ordinal),
        ];

    private static async Task<HrOffice> ClosedAsync(CountedStatements? statements = null)
    {
        var office = await HrOffice.StartAsync(statements);
        await office.SheetAsync(
            "junior",
            "2026-04",
            ("activated", "0.5"),
            ("attendance", "0.3"),
            ("satisfaction", "0.2")
        );
        await office.TargetsAsync(
            ((string[])["2026-04", "2026-05", "2026-06", "2026-07"]).SelectMany(month =>
                ((string[])["M1", "M2"]).SelectMany(no =>
                    (string[])
                        [$"{no},{month},activated,1", $"{no},{month},attendance,1", $"{no},{month},satisfaction,4"]
                )
            )
        );
        await office.FactsAsync("A,M1,activated,C1,2026-04-02", "B,M2,activated,C2,2026-05-02");
        await office.CloseAsync("2026-04", "2026-05");
        return office;
    }
}
