using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Periods;

/// <summary>Quarters, half-years and years are closed like months, after their last month.</summary>
public class LongerPeriodTests
{
    private static readonly string[] FirstHalf = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];

    [Fact]
    public async Task A_quarter_is_closed_once_in_order_and_after_its_last_month()
    {
        await using var office = await HrOffice.StartAsync();
        await office.CloseAsync("2026-04", "2026-05");

        Assert.Equal((409, "period.last-month-open"), await TryAsync("2026-Q2"));
        await office.CloseAsync("2026-06");
        Assert.Equal((200, null), await TryAsync("2026-Q2"));
        Assert.Equal((409, "period.already-closed"), await TryAsync("2026-Q2"));
        Assert.Equal((409, "period.last-month-open"), await TryAsync("2026-Q3"));
        Assert.Equal((409, "period.last-month-open"), await TryAsync("2026-Q1"));
        Assert.Equal((200, null), await TryAsync("2026-H1"));
        Assert.Equal((409, "period.last-month-open"), await TryAsync("2026"));
        Assert.Equal(["2026-04", "2026-05", "2026-06"], await HrOffice.KeysAsync(office.Hr, "/periods", "period"));
        Assert.Equal(["2026-Q2"], await HrOffice.KeysAsync(office.Hr, "/periods?rhythm=quarter", "period"));
        Assert.Equal(["2026-H1"], await HrOffice.KeysAsync(office.Hr, "/periods?rhythm=half", "period"));
        Assert.Empty(await HrOffice.KeysAsync(office.Hr, "/periods?rhythm=year", "period"));
        Assert.Equal("period.rhythm-not-valid", (await HrOffice.GetAsync(office.Hr, "/periods?rhythm=week")).Code);
        // The clock of knowledge counts months alone.
        Assert.Equal(3, (await office.Service.AnnouncedAsync<PeriodClosed>()).Count);

        async Task<(int, string?)> TryAsync(string period) =>
            await office.TryCloseAsync(period, acceptGaps: true) is var a
                ? (a.Status, a.Status == 200 ? null : a.Code)
                : default;
    }

    [Fact]
    public async Task The_second_one_of_a_length_follows_the_first()
    {
        await using var office = await HrOffice.StartAsync();
        await office.CloseAsync([.. FirstHalf, "2026-Q1", "2026-Q2"]);
        await using var other = await HrOffice.StartAsync();
        await other.CloseAsync([.. FirstHalf, "2026-Q2"]);

        Assert.Equal("period.out-of-order", (await other.TryCloseAsync("2026-Q1", acceptGaps: true)).Code);
    }

    [Fact]
    public async Task Its_rates_are_counted_from_its_own_facts_and_targets_of_months_add_up_where_it_has_none()
    {
        await using var office = await HrOffice.StartAsync();
        var kpi = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Put,
            "/kpis/cases",
            """
            { "name": { "zh": "案例", "en": "Cases" }, "unit": "count", "direction": "higher", "family": "quality",
              "source": "import" }
            """
        );
        Assert.True(kpi.Status == 200, kpi.Body.ToString());
        await office.SheetOfAsync(
            "quarter",
            "junior",
            "2026-04",
            ("activation-rate", "0.4"),
            ("activated", "0.2"),
            ("attendance", "0.2"),
            ("cases", "0.2")
        );
        await office.FactsAsync(
            "P1,M1,approved,C1,2026-04-02",
            "A1,M1,activated,C1,2026-04-03",
            "P2,M1,approved,C2,2026-05-02",
            "P3,M1,approved,C3,2026-05-03",
            "P4,M1,approved,C4,2026-06-03",
            "A2,M2,activated,C9,2026-06-30"
        );
        await office.TargetsAsync(
            "M1,2026-Q2,activation-rate,0.5",
            "M1,2026-04,activation-rate,0.9",
            "M1,2026-04,activated,1",
            "M1,2026-05,activated,2",
            "M1,2026-06,activated,1",
            "M1,2026-07,activated,100",
            "M2,2026-04,activated,1",
            "M2,2026-Q2,activated,10",
            "M1,2026-Q2,attendance,1",
            "M1,2026-Q2,cases,8"
        );
        await office.IndicatorsAsync(
            "M1,2026-04,attendance,0.9",
            "M1,2026-05,attendance,0.9",
            "M1,2026-04,cases,1",
            "M1,2026-06,cases,3"
        );
        await office.CloseAsync("2026-04", "2026-05", "2026-06", "2026-Q2");

        var card = await office.ScorecardAsync("2026-Q2");
        // A mean of rates would be a third of 1, 0 and 0.
        Assert.Equal(("0.25", "0.5"), (card["activation-rate"].Value, card["activation-rate"].Target));
        Assert.Equal(("1", "4"), (card["activated"].Value, card["activated"].Target));
        // A rate that another system measures does not add up.
        Assert.Equal((null, "no-value"), (card["attendance"].Value, card["attendance"].LeftOut));
        Assert.Equal(("4", "8"), (card["cases"].Value, card["cases"].Target));
        Assert.Equal("10", (await office.ScorecardAsync("2026-Q2", "M2"))["activated"].Target);
        Assert.Equal((1, 4), (card.Version, card.KnownFrom));
        Assert.Equal(
            [("2026-Q2", 1, 4), ("2026-Q2", 1, 4)],
            (await office.Service.AnnouncedAsync<ScorecardsClosed>())
                .SelectMany(s => s.Scores)
                .Select(s => (s.Period.ToString(), s.Version, s.KnownFrom))
        );
    }

    [Fact]
    public async Task A_late_fact_touches_month_quarter_half_and_year_and_nothing_else()
    {
        await using var office = await HrOffice.StartAsync();
        var months = Enumerable.Range(1, 12).Select(m => $"2025-{m:00}").ToArray();
        await office.SheetAsync("junior", "2025-01", ("activated", "1"));
        foreach (var rhythm in Rhythms.Longer)
            await office.SheetOfAsync(rhythm, "junior", "2025-01", ("activated", "1"));
        await office.TargetsAsync(months.Select(m => $"M1,{m},activated,2"));
        await office.CloseAsync([.. months, "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025-H1", "2025-H2", "2025"]);

        await office.FactsAsync("L,M1,activated,C9,2025-05-09");
        await office.CloseAsync("2026-01");

        Assert.Equal(["2025", "2025-05", "2025-H1", "2025-Q2"], await NewAsync(2, 13));
        // A target of the quarter's own concerns the quarter alone, and says by whom.
        await office.TargetsAsync("M1,2025-Q2,activated,9");
        await office.CloseAsync("2026-02");
        Assert.Equal(["2025-Q2"], await NewAsync(3, 14));
        var versions = (await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2025-Q2/versions")).Body;
        Assert.Equal(
            [(3, 0, "target"), (2, 1, ""), (1, 0, "")],
            versions
                .EnumerateArray()
                .Select(v =>
                    (
                        v.GetProperty("version").GetInt32(),
                        v.GetProperty("lateFacts").GetInt32(),
                        string.Join(
                            ' ',
                            v.GetProperty("changedBy").EnumerateArray().Select(c => c.GetProperty("kind").GetString())
                        )
                    )
                )
        );

        Task<List<string>> NewAsync(int version, int close) =>
            office.Service.ReadAsync<PerformanceDbContext, List<string>>(async db =>
            {
                var found = await db
                    .Scorecards.AsNoTracking()
                    .Where(s => s.KnownFrom == close && s.Version == version)
                    .ToListAsync();
                return [.. found.Select(s => s.Period.ToString()).Order(StringComparer.Ordinal)];
            });
    }

    [Fact]
    public async Task What_comes_between_the_last_month_and_its_own_close_is_in_its_first_version()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetOfAsync("quarter", "junior", "2026-04", ("activated", "1"));
        await office.TargetsAsync("M1,2026-Q2,activated,4", "M2,2026-Q2,activated,4");
        await office.FactsAsync("A,M1,activated,C1,2026-04-02");
        await office.CloseAsync("2026-04", "2026-05", "2026-06");
        // The card counts already, and counts once.
        await office.FactsAsync("B,M2,activated,C1,2026-05-02", "C,M1,activated,C2,2026-06-02");
        await office.CloseAsync("2026-Q2");

        Assert.Equal("2", (await office.ScorecardAsync("2026-Q2"))["activated"].Value);
        Assert.Equal("0", (await office.ScorecardAsync("2026-Q2", "M2"))["activated"].Value);
        await office.FactsAsync("D,M1,activated,C3,2026-06-03");
        await office.CloseAsync("2026-07");
        var card = await office.ScorecardAsync("2026-Q2");
        Assert.Equal((2, 4, "3"), (card.Version, card.KnownFrom, card["activated"].Value));
        Assert.Equal(1, (await office.ScorecardAsync("2026-Q2", "M2")).Version);
    }

    [Fact]
    public async Task A_quarter_is_shown_while_it_is_open_and_listed_and_ranked_when_it_is_closed()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("approved", "1"));
        await office.SheetOfAsync("quarter", "junior", "2026-04", ("activated", "1"));
        await office.TargetsAsync("M1,2026-Q2,activated,4", "M2,2026-Q2,activated,2");
        await office.FactsAsync("A,M1,activated,C1,2026-04-02", "B,M2,activated,C2,2026-06-02");
        var live = (await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2026-Q2?live=true")).Body;
        Assert.Equal(("0.25", 0), (live.GetProperty("total").GetString(), live.GetProperty("version").GetInt32()));
        Assert.Empty(await HrOffice.KeysAsync(office.Hr, "/leaderboards/2026-Q2", "managerNo"));
        await office.CloseAsync("2026-04", "2026-05", "2026-06", "2026-Q2");

        Assert.Equal(["M1", "M2"], await HrOffice.KeysAsync(office.Hr, "/scorecards?period=2026-Q2", "managerNo"));
        Assert.Equal(["M2", "M1"], await HrOffice.KeysAsync(office.Hr, "/leaderboards/2026-Q2", "managerNo"));
        var head = office.Service.As(Roles.BranchHead, org: "B1");
        Assert.Equal(["M1"], await HrOffice.KeysAsync(head, "/scorecards?period=2026-Q2", "managerNo"));
        var closed = (await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2026-Q2?live=true")).Body;
        Assert.Equal(1, closed.GetProperty("version").GetInt32());
        // The month is scored by the sheet for months.
        Assert.Equal(["approved"], (await office.ScorecardAsync("2026-06")).Kpis.Select(k => k.Kpi));
    }

    [Fact]
    public async Task A_sheet_for_quarters_may_be_written_until_its_quarter_is_closed_and_replaces_no_other()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("approved", "1"));
        await office.CloseAsync("2026-04", "2026-05", "2026-06");
        await office.SheetOfAsync("quarter", "junior", "2026-04", ("activated", "1"));
        await office.CloseAsync("2026-Q2");

        var late = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Put,
            "/score-sheets/junior",
            """
            { "effectiveFrom": "2026-06", "rhythm": "quarter", "acceptFindings": "a test",
              "kpis": [ { "kpi": "overdue", "weight": "1" } ] }
            """
        );
        Assert.Equal((409, "score-sheet.period-closed"), (late.Status, late.Code));
        var odd = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Put,
            "/score-sheets/junior",
            """{ "effectiveFrom": "2026-09", "rhythm": "week", "kpis": [ { "kpi": "overdue", "weight": "1" } ] }"""
        );
        Assert.Equal((400, "score-sheet.rhythm-not-valid"), (odd.Status, odd.Code));
        Assert.Equal(
            ["month", "quarter"],
            (await HrOffice.GetAsync(office.Hr, "/score-sheets/junior"))
                .Body.EnumerateArray()
                .Select(s => s.GetProperty("rhythm").GetString())
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_managers_own_sheet_for_quarters_leaves_their_months_alone()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("approved", "1"));
        await office.SheetOfAsync("quarter", "junior", "2026-04", ("approved", "1"));
        await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Put,
            "/score-sheets/people/M1",
            """
            { "effectiveFrom": "2026-04", "rhythm": "quarter",
              "kpis": [ { "kpi": "overdue", "weight": "1" } ] }
            """
        );
        await office.CloseAsync("2026-04", "2026-05", "2026-06", "2026-Q2");

        Assert.Equal(["overdue"], (await office.ScorecardAsync("2026-Q2")).Kpis.Select(k => k.Kpi));
        Assert.Equal(["approved"], (await office.ScorecardAsync("2026-Q2", "M2")).Kpis.Select(k => k.Kpi));
        Assert.Equal(["approved"], (await office.ScorecardAsync("2026-06")).Kpis.Select(k => k.Kpi));
        var ended = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Delete,
            "/score-sheets/people/M1?rhythm=quarter&from=2026-07",
            "{}"
        );
        Assert.Equal(200, ended.Status);
    }

    /// <summary>The events of the first half-year, and what the bank would hold had all been known at once.</summary>
    private sealed record History(string[] Facts, string[] Corrections, string[][] Steps);

    /// <summary>
    /// Facts come in any batches between closes, corrections of them later; quarters and the half-year are closed soon
    /// after their last month, or late.
    /// </summary>
    [Fact]
    public void Whenever_facts_and_closes_come_every_period_ends_as_if_all_had_been_known_before() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(LongRun.Histories(inShortRun: 3, inLongRun: 6)),
            Prop.ForAll(
                Histories().ToArbitrary(),
                async history =>
                {
                    var straight = await ResultAsync([history.Facts, history.Corrections, .. Closes([])]);
                    var mixed = await ResultAsync(history.Steps);

                    Assert.Equal(straight, mixed);
                }
            )
        );

    private static Gen<History> Histories() =>
        from facts in Gen.CollectToArray(Enumerable.Range(0, 30), number => FactOf($"F{number:00}"))
        from corrected in Gen.SubListOf(Enumerable.Range(0, 30))
        from corrections in Gen.CollectToArray(corrected, number => FactOf($"F{number:00}"))
        from when in Gen.CollectToArray(facts, _ => Gen.Choose(0, 9))
        from later in Gen.CollectToArray(corrections, _ => Gen.Choose(0, 9))
        from delays in Gen.CollectToArray(Enumerable.Range(0, 3), _ => Gen.Choose(0, 3))
        select new History(facts, corrections, Mix(facts, when, corrections, later, delays));

    private static Gen<string> FactOf(string reference) =>
        from kind in Gen.Elements("approved", "activated", "active-month", "cancelled", "overdue", "instalment")
        from manager in Gen.Choose(1, 3)
        from card in Gen.Choose(1, 12)
        from day in Gen.Choose(-15, 180)
        from fen in Gen.Choose(0, 100_000)
        from isVoid in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Constant(",,true")))
        select $"{reference},M{manager},{kind},C{card},{new DateOnly(2026, 1, 1).AddDays(day):yyyy-MM-dd},,,{fen / 100}.{fen % 100:00}{isVoid}";

    /// <summary>The closes in order, a quarter or the half-year some places after the earliest possible one.</summary>
    private static string[][] Closes(int[] delays)
    {
        List<string> closes = [.. FirstHalf];
        var (q1, q2, half) = delays is [var a, var b, var c] ? (a, b, c) : (0, 0, 0);
        closes.Insert(Math.Min(3 + q1, closes.Count), "2026-Q1");
        closes.Insert(Math.Max(closes.IndexOf("2026-06"), closes.IndexOf("2026-Q1")) + 1, "2026-Q2");
        closes.Insert(Math.Min(closes.IndexOf("2026-06") + 1 + half, closes.Count), "2026-H1");
        if (q2 == 3)
            closes.Insert(closes.IndexOf("2026-Q2"), "2026-07");
        else
            closes.Add("2026-07");
        // The last close knows of everything.
        return [.. closes.Select(close => (string[])[$"close {close}"])];
    }

    private static string[][] Mix(string[] facts, int[] when, string[] corrections, int[] later, int[] delays)
    {
        var closes = Closes(delays);
        var steps = new List<string[]>();
        for (var step = 0; step < closes.Length; step++)
        {
            steps.Add([.. facts.Where((_, i) => when[i] == step)]);
            // A correction of a fact that is still to come would be its first version.
            steps.Add([
                .. corrections.Where(
                    (fact, i) => Math.Max(later[i], when[Array.FindIndex(facts, f => f[..3] == fact[..3])]) == step
                ),
            ]);
            steps.Add(closes[step]);
        }

        return [.. steps];
    }

    private static async Task<IReadOnlyList<string>> ResultAsync(string[][] steps)
    {
        await using var office = await HrOffice.StartAsync();
        string[] kpis =
        [
            "approved",
            "activated",
            "overdue",
            "active",
            "instalment-amount",
            "active-rate",
            "activation-rate",
        ];
        foreach (var level in new[] { "junior", "senior" })
        foreach (var rhythm in new[] { "month", "quarter", "half" })
            await office.SheetOfAsync(
                rhythm,
                level,
                "2026-01",
                [.. kpis.Select((kpi, i) => ((string?)kpi, i == 0 ? "0.4" : "0.1"))]
            );
        await office.TargetsAsync(
            from manager in new[] { "M1", "M2", "M3" }
            from period in FirstHalf.Append("2026-H1")
            from kpi in kpis
            select $"{manager},{period},{kpi},3"
        );
        var closed = 0;
        foreach (var step in steps.Where(s => s.Length > 0))
            if (step[0].StartsWith("close ", StringComparison.Ordinal))
            {
                await office.CloseAsync(step[0][6..]);
                closed++;
            }
            else
                await office.FactsAsync(step);
        Assert.Equal(10, closed);
        // Where the quarter or half-year was closed after the last month, one more close hears of what came since.
        await office.CloseAsync("2026-08");
        return await office.Service.ReadAsync<PerformanceDbContext, List<string>>(async db =>
            (await db.Scorecards.AsNoTracking().Where(s => s.IsCurrent).ToListAsync())
                .ConvertAll(s => $"{s.ManagerNo} {s.Period} {s.Total} {s.Kpis}")
                .Order(StringComparer.Ordinal)
                .ToList()
        );
    }
}
