using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Periods;

/// <summary>
/// April and May are closed, with a scorecard each; late data arrives; June's close computes them again.
/// </summary>
public class LateKnowledgeTests
{
    [Fact]
    public async Task A_late_fact_makes_a_new_version_only_where_something_differs_and_rewrites_nothing()
    {
        await using var office = await ClosedAsync(("activated", "1"));
        var before = await CardsAsync(office);
        await office.FactsAsync("L,M1,activated,C9,2026-04-09");
        var closed = await office.CloseAsync("2026-06");

        Assert.Equal(1, closed.GetProperty("recomputedScorecards").GetInt32());
        var after = await CardsAsync(office);
        Assert.Equal(
            [("M1", "2026-04", 2, 3, true)],
            after
                .Where(c => c.KnownFrom == 3 && c.Period != "2026-06")
                .Select(c => (c.ManagerNo, c.Period, c.Version, c.KnownFrom, c.IsCurrent))
        );
        Assert.Equal(
            before.Select(c => c with { IsCurrent = true }),
            after.Where(c => c.KnownFrom < 3).Select(c => c with { IsCurrent = true })
        );
        Assert.Equal(
            [("M1", "2026-04", 1)],
            after.Where(c => !c.IsCurrent).Select(c => (c.ManagerNo, c.Period, c.Version))
        );
        var card = await office.ScorecardAsync("2026-04");
        Assert.Equal((2, 3, "2"), (card.Version, card.KnownFrom, card["activated"].Value));
        Assert.Equal(
            [("2026-04", 2, 3)],
            (await office.Service.AnnouncedAsync<ScorecardsClosed>())
                .SelectMany(s => s.Scores)
                .Where(s => s.Version > 1)
                .Select(s => (s.Period.ToString(), s.Version, s.KnownFrom))
        );
    }

    [Fact]
    public async Task What_comes_to_the_same_makes_no_version()
    {
        await using var office = await ClosedAsync(("activated", "1"));
        await office.FactsAsync("L,M1,approved,C9,2026-04-09", "A,M1,activated,C7,2026-04-02");
        await office.TargetsAsync("M1,2026-04,overdue,3");
        await office.IndicatorsAsync("M1,2026-04,attendance,1");

        Assert.Equal(0, (await office.CloseAsync("2026-06")).GetProperty("recomputedScorecards").GetInt32());
    }

    [Fact]
    public async Task A_fact_that_moves_to_another_manager_and_month_changes_both()
    {
        await using var office = await ClosedAsync(("activated", "1"));
        await office.FactsAsync("A,M2,activated,C1,2026-05-02");
        await office.CloseAsync("2026-06");

        Assert.Equal(
            [("M1", "2026-04"), ("M2", "2026-05")],
            (await CardsAsync(office)).Where(c => c.Version == 2).Select(c => (c.ManagerNo, c.Period)).Order()
        );
        Assert.Equal(
            ("0", "1"),
            (
                (await office.ScorecardAsync("2026-04"))["activated"].Value,
                (await office.ScorecardAsync("2026-05", "M2"))["activated"].Value
            )
        );
    }

    [Fact]
    public async Task A_card_of_april_counts_into_the_rates_of_every_later_month()
    {
        await using var office = await ClosedAsync(("active-rate", "1"));
        await office.FactsAsync("L,M1,approved,C9,2026-04-09");
        await office.CloseAsync("2026-06");

        Assert.Equal(
            [("M1", "2026-04"), ("M1", "2026-05")],
            (await CardsAsync(office)).Where(c => c.Version == 2).Select(c => (c.ManagerNo, c.Period)).Order()
        );
    }

    [Fact]
    public async Task A_card_of_before_the_banks_first_month_does_too()
    {
        await using var office = await ClosedAsync(("active-rate", "1"));
        await office.FactsAsync("L,M1,approved,C9,2026-02-09");
        await office.CloseAsync("2026-06");

        Assert.Equal(
            [("M1", "2026-04"), ("M1", "2026-05")],
            (await CardsAsync(office)).Where(c => c.Version == 2).Select(c => (c.ManagerNo, c.Period)).Order()
        );
    }

    [Fact]
    public async Task A_cancellation_changes_the_rate_of_whoever_has_the_card()
    {
        await using var office = await ClosedAsync(("active-rate", "1"));
        await office.FactsAsync("L,M2,cancelled,C1,2026-05-09");
        await office.CloseAsync("2026-06");
        // May only: in April the card still counted.
        Assert.Equal(
            ["2026-05"],
            (await CardsAsync(office)).Where(c => c is { ManagerNo: "M1", Version: 2 }).Select(c => c.Period)
        );
        // C1 and C2 were active, only C2 is left.
        Assert.Equal(2m, decimal.Parse((await office.ScorecardAsync("2026-05"))["active-rate"].Value!));

        await office.FactsAsync("L,M2,cancelled,C1,2026-05-09,,,,,true");
        await office.CloseAsync("2026-07");
        Assert.Equal(
            (3, 1m),
            (await office.ScorecardAsync("2026-05")) is var card
                ? (card.Version, decimal.Parse(card["active-rate"].Value!))
                : default
        );
        Assert.Equal(1, (await office.ScorecardAsync("2026-04")).Version);
    }

    [Theory]
    [InlineData("2026-04", 2, 1)]
    [InlineData("2026-05", 1, 2)]
    [InlineData("2026-06", 1, 1)]
    [InlineData("2026-Q2", 1, 1)]
    public async Task A_late_target_changes_its_month(string period, int april, int may)
    {
        await using var office = await ClosedAsync(("activated", "1"));
        await office.TargetsAsync($"M1,{period},activated,40");
        await office.CloseAsync("2026-06");

        Assert.Equal(
            (april, may),
            ((await office.ScorecardAsync("2026-04")).Version, (await office.ScorecardAsync("2026-05")).Version)
        );
    }

    [Fact]
    public async Task A_quarters_target_makes_no_scorecard_and_hides_no_other_late_news()
    {
        await using var office = await ClosedAsync(("activated", "1"));
        await office.TargetsAsync("M2,2026,activated,40", "M2,2026-Q2,activated,40");
        await office.IndicatorsAsync("M2,2026-H1,attendance,1");
        await office.FactsAsync("L,M1,activated,C9,2026-05-09");
        await office.CloseAsync("2026-06");

        Assert.All(await CardsAsync(office), c => Assert.Equal(7, c.Period.Length));
        Assert.All(await CardsAsync(office), c => Assert.DoesNotContain('Q', c.Period));
        Assert.Equal(2, (await office.ScorecardAsync("2026-05")).Version);
    }

    [Fact]
    public async Task A_late_indicator_changes_its_month()
    {
        await using var office = await ClosedAsync(("attendance", "1"));
        await office.IndicatorsAsync("M1,2026-05,attendance,0.7");
        await office.CloseAsync("2026-06");

        Assert.Equal(
            (1, 2, "0.7"),
            (
                (await office.ScorecardAsync("2026-04")).Version,
                (await office.ScorecardAsync("2026-05")).Version,
                (await office.ScorecardAsync("2026-05"))["attendance"].Value
            )
        );
    }

    [Fact]
    public async Task A_late_complaint_and_a_late_answer_change_their_month()
    {
        await using var office = await ClosedAsync(("complaints-upheld", "0.5"), ("satisfaction", "0.5"));
        await office.Service.DeliverAsync(
            new ComplaintsChanged([new("P1", 1, 3, "M1", "minor", "upheld", new(2026, 4, 9))])
        );
        await office.Service.DeliverAsync(new SatisfactionRecorded([new(Guid.NewGuid(), 1, "M1", new(2026, 5, 9), 4)]));
        await office.CloseAsync("2026-06");

        var (april, may) = (await office.ScorecardAsync("2026-04"), await office.ScorecardAsync("2026-05"));
        Assert.Equal((2, "1"), (april.Version, april["complaints-upheld"].Value));
        Assert.Equal((2, 4m), (may.Version, decimal.Parse(may["satisfaction"].Value!)));
        Assert.Equal(1, (await office.ScorecardAsync("2026-04", "M2")).Version);
    }

    [Fact]
    public async Task A_level_known_late_changes_the_sheet_of_closed_months()
    {
        await using var office = await ClosedAsync(("activated", "1"));
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,effective_on\nM1,赵,B2,2020-01-01,senior,2026-05-31\n"
        );
        await office.CloseAsync("2026-06");

        Assert.Equal(
            [(1, "junior", "B1"), (2, "senior", "B2")],
            new[] { await office.ScorecardAsync("2026-04"), await office.ScorecardAsync("2026-05") }.Select(c =>
                (c.Version, c.Level, c.Org)
            )
        );
    }

    [Fact]
    public async Task What_was_late_once_is_not_looked_at_again()
    {
        await using var office = await ClosedAsync(("activated", "1"));
        await office.FactsAsync("L,M1,activated,C9,2026-04-09");
        await office.CloseAsync("2026-06");

        Assert.Equal(0, (await office.CloseAsync("2026-07")).GetProperty("recomputedScorecards").GetInt32());
    }

    /// <summary>M1 has card C1, activated and active in April, and C2, approved; April and May are closed.</summary>
    private static async Task<HrOffice> ClosedAsync(params (string Kpi, string Weight)[] kpis)
    {
        var office = await HrOffice.StartAsync();
        foreach (var level in new[] { "junior", "senior" })
            await office.SheetAsync(level, "2026-04", [.. kpis.Select(k => ((string?)k.Kpi, k.Weight))]);
        foreach (var (kpi, _) in kpis)
            await office.TargetsAsync(
                from manager in new[] { "M1", "M2" }
                from month in new[] { "2026-04", "2026-05", "2026-06", "2026-07" }
                select $"{manager},{month},{kpi},10"
            );
        await office.FactsAsync(
            "A,M1,activated,C1,2026-04-02",
            "B,M1,active-month,C1,2026-04-30,,,5.00",
            "C,M1,approved,C2,2026-04-02",
            "D,M1,active-month,C2,2026-05-30,,,5.00",
            "E,M1,active-month,C1,2026-05-30,,,5.00"
        );
        await office.CloseAsync("2026-04", "2026-05");
        return office;
    }

    private static Task<List<Kept>> CardsAsync(HrOffice office) =>
        office.Service.ReadAsync<PerformanceDbContext, List<Kept>>(async db =>
            (await db.Scorecards.AsNoTracking().ToListAsync())
                .OrderBy(s => s.ManagerNo, StringComparer.Ordinal)
                .ThenBy(s => s.Period)
                .ThenBy(s => s.Version)
                .Select(s => new Kept(
                    s.ManagerNo,
                    s.Period.ToString(),
                    s.Version,
                    s.KnownFrom,
                    s.IsCurrent,
                    s.Total,
                    s.Kpis
                ))
                .ToList()
        );

    private sealed record Kept(
        string ManagerNo,
        string Period,
        int Version,
        int KnownFrom,
        bool IsCurrent,
        decimal? Total,
        string Kpis
    );
}
