using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Periods;

public class ClosePeriodTests
{
    [Fact]
    public async Task Months_are_closed_once_and_in_order_the_first_being_whichever_is_closed_first()
    {
        await using var office = await HrOffice.StartAsync();

        Assert.Equal((409, "period.last-month-open"), await TryAsync("2026-Q2"));
        Assert.Equal((200, null), await TryAsync("2026-04"));
        Assert.Equal((409, "period.already-closed"), await TryAsync("2026-04"));
        Assert.Equal((409, "period.out-of-order"), await TryAsync("2026-06"));
        Assert.Equal((409, "period.out-of-order"), await TryAsync("2026-03"));
        Assert.Equal((200, null), await TryAsync("2026-05"));
        Assert.Equal(["2026-04", "2026-05"], await HrOffice.KeysAsync(office.Hr, "/periods", "period"));
        Assert.Equal(2, (await office.Service.AnnouncedAsync<PeriodClosed>()).Count);

        async Task<(int, string?)> TryAsync(string month) =>
            await office.TryCloseAsync(month, acceptGaps: true) is var a
                ? (a.Status, a.Status == 200 ? null : a.Code)
                : default;
    }

    [Fact]
    public async Task What_is_missing_is_listed_and_may_be_accepted()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "0.5"), ("attendance", "0.5"));
        await office.TakeAsync("managers", "manager_no,name,org,hired_on\nM4,李,B1,2020-01-01\nM5,吴,B1,2026-05-01\n");
        await office.TargetsAsync("M1,2026-04,activated,1", "M1,2026-04,attendance,1", "M2,2026-04,activated,1");
        office.Service.Clock.SetTo(new(2026, 4, 30));

        var refused = await office.TryCloseAsync("2026-04");
        Assert.Equal((409, "period.gaps"), (refused.Status, refused.Code));
        Assert.Equal(
            [
                ("level-without-score-sheet", "senior"),
                ("manager-without-level", "M4"),
                ("no-target", "M2 attendance"),
                ("no-value", "M1 attendance"),
                ("period-not-over", "2026-04"),
            ],
            refused.Gaps.Order()
        );
        // The preview shows the same, and closes nothing.
        var asked = (await HrOffice.GetAsync(office.Hr, "/periods/2026-04/gaps")).Body;
        Assert.Equal(5, asked.GetProperty("count").GetInt32());
        Assert.Equal(
            refused.Gaps.Order(),
            asked
                .GetProperty("gaps")
                .EnumerateArray()
                .Select(g => (g.GetProperty("what").GetString()!, g.GetProperty("subject").GetString()!))
                .Order()
        );
        Assert.Equal(
            [
                "level-without-score-sheet 1",
                "manager-without-level 1",
                "no-target 1",
                "no-value 1",
                "period-not-over 1",
            ],
            asked
                .GetProperty("kinds")
                .EnumerateArray()
                .Select(k => $"{k.GetProperty("what").GetString()} {k.GetProperty("count").GetInt32()}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Empty(await office.Service.AnnouncedAsync<PeriodClosed>());
        Assert.Equal(0, await office.Service.ReadAsync<PerformanceDbContext, int>(db => db.Scorecards.CountAsync()));

        var closed = await office.TryCloseAsync("2026-04", acceptGaps: true);
        Assert.Equal((200, 5), (closed.Status, closed.Body.GetProperty("gaps").GetInt32()));
        Assert.Equal(
            "level-without-score-sheet,manager-without-level,no-target,no-value,period-not-over",
            string.Join(
                ',',
                (await HrOffice.KeysAsync(office.Hr, "/periods", "acceptedGaps"))
                    .Single()
                    .Split(',')
                    .Order(StringComparer.Ordinal)
            )
        );
    }

    [Fact]
    public async Task A_month_without_gaps_closes_without_a_word()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "1"));
        await office.SheetAsync("senior", "2026-04", ("activated", "1"));
        await office.TargetsAsync("M1,2026-04,activated,1", "M2,2026-04,activated,1", "M3,2026-04,activated,1");

        var closed = await office.TryCloseAsync("2026-04");
        Assert.Equal(
            (200, 3, 0),
            (
                closed.Status,
                closed.Body.GetProperty("scorecards").GetInt32(),
                closed.Body.GetProperty("gaps").GetInt32()
            )
        );
    }

    /// <summary>M1 and M3 (B1 and below) lack a sheet and a target, M2 (B2) nothing but a value.</summary>
    [Fact]
    public async Task Who_sees_a_part_is_told_what_is_missing_of_it_and_closes_nothing()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "0.5"), ("attendance", "0.5"));
        await office.TargetsAsync("M2,2026-04,activated,1", "M2,2026-04,attendance,1", "M1,2026-04,attendance,1");
        var (east, west) = (office.Service.As(Roles.Hr, org: "B1"), office.Service.As(Roles.Administrator, org: "B2"));

        Assert.Equal(
            ["level-without-score-sheet senior", "no-target M1 activated", "no-value M1 attendance"],
            await MissingAsync(east)
        );
        Assert.Equal(["no-value M2 attendance"], await MissingAsync(west));
        Assert.Equal(
            [
                "level-without-score-sheet senior",
                "no-target M1 activated",
                "no-value M1 attendance",
                "no-value M2 attendance",
            ],
            await MissingAsync(office.Hr)
        );
        Assert.Equal(["no-manager-in-post 2026-04"], await MissingAsync(office.Service.As(Roles.Hr, org: "B9")));
        var refused = await office.TryCloseAsync("2026-04", acceptGaps: true, by: east);
        Assert.Equal((403, "auth.whole-bank-only"), (refused.Status, refused.Code));

        static async Task<IReadOnlyList<string>> MissingAsync(HttpClient by) =>
            [
                .. (await HrOffice.GetAsync(by, "/periods/2026-04/gaps"))
                    .Body.GetProperty("gaps")
                    .EnumerateArray()
                    .Select(g => $"{g.GetProperty("what").GetString()} {g.GetProperty("subject").GetString()}")
                    .Order(StringComparer.Ordinal),
            ];
    }

    [Fact]
    public async Task Only_hr_closes()
    {
        await using var office = await HrOffice.StartAsync();

        foreach (var role in new[] { Roles.BranchHead, Roles.Administrator, Roles.IncentiveAnalyst, Roles.Auditor })
            Assert.Equal(403, (await office.TryCloseAsync("2026-04", by: office.Service.As(role, org: "B1"))).Status);
    }

    [Fact]
    public async Task A_close_announces_everything_known_late_facts_included()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "1"));
        await office.FactsAsync(
            "A,M1,activated,C1,2026-04-02",
            "B,M1,instalment,C1,2026-04-02,,,10.00",
            "C,M2,activated,C2,2026-05-02"
        );
        await office.CloseAsync("2026-04");
        await office.FactsAsync(
            "B,M1,instalment,C1,2026-04-02,,,12.50",
            "D,M2,activated,C2,2026-04-03",
            "A,M1,activated,C1,2026-04-02,,,,,true"
        );
        await office.CloseAsync("2026-05");

        var closes = await office.Service.AnnouncedAsync<PeriodClosed>();
        Assert.Equal(
            [new MonthTotal(Period.Parse("2026-04"), 2, new(1_000), 2), new(Period.Parse("2026-05"), 1, Money.Zero, 1)],
            closes[0].Facts
        );
        Assert.Equal(
            [new MonthTotal(Period.Parse("2026-04"), 2, new(1_250), 5), new(Period.Parse("2026-05"), 1, Money.Zero, 1)],
            closes[1].Facts
        );
        Assert.Equal(
            ("2026-04", 1, 3, 3, 2, 2),
            (
                closes[0].Period.ToString(),
                closes[0].CloseNumber,
                closes[0].Managers,
                closes[0].ManagerVersions,
                closes[0].Scorecards,
                closes[0].ScorecardVersions
            )
        );
        // M1 and M2 of May, and of April again because it changed for both.
        Assert.Equal((2, 4, 6), (closes[1].CloseNumber, closes[1].Scorecards, closes[1].ScorecardVersions));
        Assert.Equal(office.Service.Clock.Now, closes[0].ClosedAt);
    }

    [Fact]
    public async Task What_is_announced_adds_up_to_what_the_close_says()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "1"));
        await office.TargetsAsync("M1,2026-04,activated,2", "M2,2026-04,activated,2", "M1,2026-05,activated,2");
        await office.FactsAsync("A,M1,activated,C1,2026-04-02", "B,M2,activated,C2,2026-04-02");
        await office.CloseAsync("2026-04");
        await office.FactsAsync("A,M2,activated,C1,2026-04-03", "C,M2,activated,C3,2026-05-03");
        await office.TakeAsync("managers", "manager_no,name,org,hired_on\nM1,赵,B2,2020-01-01\n");
        await office.CloseAsync("2026-05");

        var outbox = (await office.Service.OutboxAsync()).Select(a => a.Event).ToList();
        foreach (var close in outbox.OfType<PeriodClosed>())
        {
            var facts = outbox
                .OfType<CardFactsRecorded>()
                .SelectMany(f => f.Facts)
                .Where(f => f.KnownFrom <= close.CloseNumber)
                .Select(f => (f.FactRef, f.Version, f.OccurredOn))
                .Distinct()
                .ToList();
            Assert.All(close.Facts, m => Assert.Equal(facts.Count(f => m.Month.Contains(f.OccurredOn)), m.Versions));
            Assert.Equal(
                outbox
                    .OfType<ManagersChanged>()
                    .SelectMany(m => m.Managers)
                    .Count(m => m.KnownFrom <= close.CloseNumber),
                close.ManagerVersions
            );
            Assert.Equal(
                outbox
                    .OfType<ScorecardsClosed>()
                    .SelectMany(s => s.Scores)
                    .Count(s => s.KnownFrom <= close.CloseNumber),
                close.ScorecardVersions
            );
        }

        Assert.Equal(["scorecards", "periods"], (await office.Service.OutboxAsync()).TakeLast(2).Select(a => a.Stream));
    }
}
