using System.Text;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Tests.Plans;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>
/// Facts that are stored but earn nothing: of a card that has already counted, after the manager's last day, or with an
/// impossible day or amount.
/// </summary>
public class UncountedFactTests
{
    private const string Clawback =
        """{ "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": 30, "of": "activation" }""";

    [Fact]
    public async Task A_card_earns_once_whoever_reports_it_again_and_a_cancellation_takes_back_what_was_earned()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Clawback);
        office
            .Others.Hire("M2")
            .Fact("A-1", "activated", "C1", "2026-04-03")
            .Fact("A-2", "activated", "C1", "2026-04-03")
            .Fact("B-2", "activated", "C2", "2026-04-03", "M2")
            .Fact("B-1", "activated", "C2", "2026-04-03", "M1");
        var april = await office.PayAsync("2026-04");

        var (m1, m2) = (await office.StatementAsync("2026-04"), await office.StatementAsync("2026-04", "M2"));
        Assert.Equal(("200.00", "0.00"), (m1.Payable, m2.Payable));
        Assert.Equal(["A-2"], Assert.Single(m1.Lines, l => l.Kind == "why-not").Basis);
        var why = Assert.Single(m2.Lines, l => l.Kind == "why-not");
        Assert.Equal(("activation", "B-2"), (why.Rule, Assert.Single(why.Basis)));
        Assert.Contains("has counted before", why.Text.En, StringComparison.Ordinal);
        Assert.Contains("此前已计", why.Text.Zh, StringComparison.Ordinal);

        var review = (await BonusOffice.GetAsync(office.Approver, $"/runs/{april.Id}/repeated-cards")).Body;
        Assert.Equal(
            [("C1", "activated", "A-1", "M1", "A-2", "M1"), ("C2", "activated", "B-1", "M1", "B-2", "M2")],
            review
                .GetProperty("items")
                .EnumerateArray()
                .Select(i =>
                    (
                        i.GetProperty("cardRef").GetString(),
                        i.GetProperty("kind").GetString(),
                        i.GetProperty("counted").GetProperty("factRef").GetString(),
                        i.GetProperty("counted").GetProperty("managerNo").GetString(),
                        i.GetProperty("repeated").GetProperty("factRef").GetString(),
                        i.GetProperty("repeated").GetProperty("managerNo").GetString()
                    )
                )
        );
        var first = (
            await BonusOffice.GetAsync(office.Approver, $"/runs/{april.Id}/repeated-cards?limit=1&total=true")
        ).Body;
        Assert.Equal(2, first.GetProperty("total").GetInt32());
        Assert.False(review.TryGetProperty("total", out _));
        Assert.Equal(
            1,
            (await BonusOffice.GetAsync(office.Approver, "/runs?total=true")).Body.GetProperty("total").GetInt32()
        );
        var second = (
            await BonusOffice.GetAsync(
                office.Approver,
                $"/runs/{april.Id}/repeated-cards?limit=1&after={first.GetProperty("next").GetString()}"
            )
        ).Body;
        Assert.Equal(
            ("C1", "C2", System.Text.Json.JsonValueKind.Null),
            (Card(first), Card(second), second.GetProperty("next").ValueKind)
        );

        office
            .Others.Fact("A-3", "cancelled", "C1", "2026-04-10")
            .Fact("B-3", "cancelled", "C2", "2026-05-02", "M2")
            .Fact("A-4", "activated", "C1", "2026-05-20");
        await office.PayAsync("2026-05");

        // Both cards are clawed back from the managers who earned them; C1, cancelled, counts again.
        Assert.Equal("0.00", (await office.StatementAsync("2026-05")).Payable);
        Assert.Equal(
            "-100",
            Assert.Single((await office.StatementAsync("2026-05")).Lines, l => l.Kind == "adjustment").Exact
        );
        Assert.Equal("0.00", (await office.StatementAsync("2026-05", "M2")).Payable);

        static string? Card(System.Text.Json.JsonElement page) =>
            page.GetProperty("items")[0].GetProperty("cardRef").GetString();
    }

    [Fact]
    public async Task A_late_fact_that_comes_first_takes_the_card_over_by_an_adjustment()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2").Fact("B", "activated", "C1", "2026-04-05");
        await office.PayAsync("2026-04");
        office.Others.Fact("A", "activated", "C1", "2026-04-04", "M2").Fact("D", "activated", "C2", "2026-05-04");
        var may = await office.PayAsync("2026-05");

        Assert.Equal("0.00", (await office.StatementAsync("2026-05")).Payable);
        Assert.Equal("100.00", (await office.StatementAsync("2026-05", "M2")).Payable);
        var named = (await BonusOffice.GetAsync(office.Analyst, $"/runs/{may.Id}/repeated-cards")).Body;
        Assert.Equal("C1", named.GetProperty("items")[0].GetProperty("cardRef").GetString());

        office.Others.Void("A");
        await office.PayAsync("2026-06");
        Assert.Equal("100.00", (await office.StatementAsync("2026-06")).Payable);
    }

    [Fact]
    public async Task What_happened_after_the_last_day_earns_nothing_and_says_so()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Hire("M2", leftOn: "2026-04-15")
            .Fact("C-1", "activated", "C1", "2026-04-15", "M2")
            .Fact("C-2", "activated", "C2", "2026-04-16", "M2")
            .Fact("C-3", "activated", "C3", "2026-05-02", "M2");
        await office.PayAsync("2026-04");
        await office.PayAsync("2026-05");

        var (april, may) = (await office.StatementAsync("2026-04", "M2"), await office.StatementAsync("2026-05", "M2"));
        Assert.Equal(("100.00", "0.00"), (april.Payable, may.Payable));
        var why = Assert.Single(april.Lines, l => l.Kind == "why-not");
        Assert.Equal(["C-2"], why.Basis);
        Assert.Contains("2026-04-15", why.Text.En, StringComparison.Ordinal);
        Assert.Equal(["C-3"], Assert.Single(may.Lines, l => l.Kind == "why-not").Basis);
    }

    [Fact]
    public void Who_is_hired_again_has_left_only_between()
    {
        var profile = new ManagerProfile(
            "M1",
            2,
            1,
            new(2026, 6, 1),
            null,
            null,
            [],
            [new(new(2020, 1, 1), new(2026, 4, 15))]
        );

        Assert.Null(profile.LeftBefore(new(2026, 4, 15)));
        Assert.Equal(new(2026, 4, 15), profile.LeftBefore(new(2026, 5, 31)));
        Assert.Null(profile.LeftBefore(new(2026, 6, 1)));
        Assert.Null(profile.LeftBefore(new(2019, 1, 1)));
        Assert.Equal(
            [true, false, true],
            new[] { "2026-04", "2026-05", "2026-06" }.Select(m => profile.IsInPost(Period.Parse(m)))
        );
    }

    [Theory]
    [InlineData("0001-01-01", "1.00")]
    [InlineData("1899-12-31", "1.00")]
    [InlineData("9999-12-31", "1.00")]
    [InlineData("2026-04-10", "999999999999999.99")]
    public async Task A_fact_that_cannot_be_blocks_no_batch_and_no_run_and_earns_nothing(string day, string amount)
    {
        await using var office = await BonusOffice.StartAsync(
            Rules.Hundred,
            """{ "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.01" }"""
        );
        office.Others.Fact("GOOD", "activated", "C1", "2026-04-02");
        await office.DeliverAsync();
        var facts = Enumerable
            .Range(0, 120)
            .Select(i => new CardFact(
                $"BAD-{i:000}",
                1,
                "M1",
                CardFactKind.Instalment,
                $"K{i}",
                DateOnly.Parse(day),
                null,
                Money.Parse(amount),
                false,
                1,
                null
            ))
            .ToList();
        await office.Service.DeliverAsync(new CardFactsRecorded(facts));
        office.Others.Close("2026-04");
        foreach (var message in office.Others.Take())
            await office.Service.DeliverAsync(
                message is PeriodClosed closed
                    ? closed with
                    {
                        Facts = closed
                            .Facts.Append(new(FactBounds.MonthOf(facts[0].OccurredOn), 0, Money.Zero, 0))
                            .GroupBy(f => f.Month)
                            .Select(g =>
                                g.Key == FactBounds.MonthOf(facts[0].OccurredOn)
                                    ? new MonthTotal(
                                        g.Key,
                                        g.Sum(f => f.Count) + 120,
                                        new(
                                            g.Sum(f => f.Amount.Fen) + facts.Sum(f => FactBounds.Summed(f.Amount?.Fen))
                                        ),
                                        g.Sum(f => f.Versions) + 120
                                    )
                                    : g.Single()
                            )
                            .ToList(),
                    }
                    : message
            );

        Assert.Equal("100.00", (await office.RunAndApproveAsync("2026-04")).Total);
        var lines = (await office.StatementAsync("2026-04")).Lines.Where(l => l.Kind == "why-not").ToList();
        Assert.Equal(day.StartsWith("2026", StringComparison.Ordinal) ? 120 : 0, lines.Sum(l => l.Basis.Count));
    }

    [Fact]
    public async Task One_fact_that_cannot_be_read_is_set_aside_and_the_others_of_its_message_are_booked()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        var message = (CardFactsRecorded)
            EventCatalogue.Read(
                "performance.card-facts-recorded.v1",
                Encoding.UTF8.GetBytes(
                    """
                    { "facts": [
                      { "factRef": "A", "version": 1, "managerNo": "M1", "kind": "activated", "cardRef": "C1", "occurredOn": "2026-04-02", "knownFrom": 1 },
                      { "factRef": "B", "version": 1, "managerNo": "M1", "kind": "of-another-release", "cardRef": "C2", "occurredOn": "2026-04-02", "knownFrom": 1 },
                      { "factRef": "C", "version": 1, "managerNo": "M1", "kind": "activated", "cardRef": "C3", "occurredOn": "2026-02-30", "knownFrom": 1 },
                      { "factRef": "D", "version": 1, "managerNo": "M1", "kind": "activated", "cardRef": "C4", "occurredOn": "0001-01-01", "knownFrom": 1 } ] }
                    """
                )
            );
        await office.Service.DeliverAsync(message);

        Assert.Equal(
            ["A", "D"],
            await office.Service.ReadAsync<IncentiveDbContext, List<string>>(db =>
                db.Facts.Select(f => f.FactRef).OrderBy(f => f).ToListAsync()
            )
        );
        var parked = Assert.Single(await office.Service.ReadAsync(db => db.Parked.AsNoTracking().ToListAsync()));
        Assert.Contains("B, C", parked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totals_that_do_not_match_are_counted_anew_from_the_facts()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "instalment", "C2", "2026-04-03", amount: "12.50");
        await office.CloseAsync("2026-04");
        await office.Service.ReadAsync<IncentiveDbContext, int>(db =>
            db.Database.ExecuteSqlRawAsync("UPDATE \"FactTotals\" SET \"Amount\" = 9223372036854775807, \"Count\" = 7")
        );

        Assert.Equal("calculated", (await office.RunAsync("2026-04")).Status);
        Assert.Equal(
            [("2026-04", 2L, "12.50", 2L)],
            await office.Service.ReadAsync<IncentiveDbContext, List<(string, long, string, long)>>(async db =>
                (await db.FactTotals.AsNoTracking().ToListAsync()).ConvertAll(t =>
                    (t.Month.ToString(), t.Count, t.Amount.ToString(), t.Versions)
                )
            )
        );
    }
}
