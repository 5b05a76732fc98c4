using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Performance.Tests.CardFacts;

public class ImportCardFactsTests
{
    [Fact]
    public async Task A_new_fact_is_recorded_counted_and_announced()
    {
        await using var office = await HrOffice.StartAsync();

        Assert.Equal(
            (2L, 0L, 0L),
            (
                await office.FactsAsync(
                    "F1,M1,activated,C1,2026-04-02,K1,gold",
                    "F2,M2,instalment,C2,2026-04-03,,,1234.50"
                )
            ).Rows
        );

        var outbox = (await office.Service.OutboxAsync()).Single(a => a.Event is CardFactsRecorded);
        Assert.Equal("card-facts", outbox.Stream);
        Assert.Equal(
            [
                new CardFact(
                    "F1",
                    1,
                    "M1",
                    CardFactKind.Activated,
                    "C1",
                    new(2026, 4, 2),
                    "gold",
                    null,
                    false,
                    1,
                    null
                ),
                new("F2", 1, "M2", CardFactKind.Instalment, "C2", new(2026, 4, 3), null, new(123_450), false, 1, null),
            ],
            ((CardFactsRecorded)outbox.Event).Facts
        );
        Assert.Equal(["2026-04: 2 facts, 123450 fen, 2 versions"], (await office.TotalsAsync()).Kept);
        await office.AssertTotalsAsync();
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        await using var office = await HrOffice.StartAsync();
        string[] rows =
        [
            "F1,M1,activated,C1,2026-04-02,K1,gold",
            "F2,M2,instalment,C2,2026-04-03,,,1234.50",
            "F3,M1,approved,C2,2026-04-03,,,,true",
        ];
        await office.FactsAsync(rows);
        var said = (await office.Service.OutboxAsync()).Count;

        Assert.Equal((0L, 3L, 0L), (await office.FactsAsync(rows)).Rows);
        Assert.Equal((0L, 4L, 0L), (await office.FactsAsync([.. rows.Reverse(), rows[0]])).Rows);
        Assert.Equal(said, (await office.Service.OutboxAsync()).Count);
        await office.AssertTotalsAsync();
    }

    [Theory]
    [InlineData("F1,M2,activated,C1,2026-04-02,K1,gold,10.00")] // another manager
    [InlineData("F1,M1,approved,C1,2026-04-02,K1,gold,10.00")]
    [InlineData("F1,M1,activated,C2,2026-04-02,K1,gold,10.00")]
    [InlineData("F1,M1,activated,C1,2026-05-02,K1,gold,10.00")]
    [InlineData("F1,M1,activated,C1,2026-04-02,K2,gold,10.00")]
    [InlineData("F1,M1,activated,C1,2026-04-02,K1,silver,10.00")]
    [InlineData("F1,M1,activated,C1,2026-04-02,K1,,10.00")]
    [InlineData("F1,M1,activated,C1,2026-04-02,K1,gold,10.01")]
    [InlineData("F1,M1,activated,C1,2026-04-02,K1,gold")]
    [InlineData("F1,M1,activated,C1,2026-04-02,K1,gold,10.00,true")]
    public async Task A_correction_keeps_and_announces_both(string corrected)
    {
        await using var office = await HrOffice.StartAsync();
        await office.FactsAsync("F1,M1,activated,C1,2026-04-02,K1,gold,10.00");
        await office.CloseAsync("2026-04");

        Assert.Equal((1L, 0L, 0L), (await office.FactsAsync(corrected)).Rows);

        var announced = (await office.Service.AnnouncedAsync<CardFactsRecorded>())[^1].Facts;
        Assert.Equal([(1, 1, (int?)2), (2, 2, null)], announced.Select(f => (f.Version, f.KnownFrom, f.KnownUntil)));
        Assert.Equal(
            new CardFact("F1", 1, "M1", CardFactKind.Activated, "C1", new(2026, 4, 2), "gold", new(1_000), false, 1, 2),
            announced[0] with
            {
                ChangedBy = null,
            }
        );
        Assert.Equal(
            [(1, 1, (int?)2), (2, 2, null)],
            await office.Service.ReadAsync<PerformanceDbContext, List<(int, int, int?)>>(async db =>
                (await db.CardFacts.OrderBy(f => f.Version).ToListAsync()).ConvertAll(f =>
                    (f.Version, f.KnownFrom, f.KnownUntil)
                )
            )
        );
        await office.AssertTotalsAsync();
        Assert.Equal((0L, 1L, 0L), (await office.FactsAsync(corrected)).Rows);
    }

    [Fact]
    public async Task A_file_that_changes_its_mind_ends_with_its_last_word()
    {
        await using var office = await HrOffice.StartAsync();

        Assert.Equal(
            (3L, 1L, 0L),
            (
                await office.FactsAsync(
                    "F1,M1,activated,C1,2026-04-02",
                    "F2,M1,activated,C2,2026-04-02",
                    "F2,M1,activated,C2,2026-04-02",
                    "F1,M1,activated,C1,2026-04-03"
                )
            ).Rows
        );
        Assert.Equal(["2026-04: 2 facts, 0 fen, 3 versions"], (await office.TotalsAsync()).Kept);
        await office.AssertTotalsAsync();
    }

    [Fact]
    public async Task Taken_back_is_for_good()
    {
        await using var office = await HrOffice.StartAsync();
        await office.FactsAsync("F1,M1,instalment,C1,2026-04-02,,,10.00");

        // A voided fact keeps its values whatever the row says, so that it leaves the month in which it counted.
        Assert.Equal((1L, 0L, 0L), (await office.FactsAsync("F1,M2,activated,C9,2026-05-02,,,99.00,,true")).Rows);
        Assert.Equal(
            (0L, 2L, 0L),
            (
                await office.FactsAsync(
                    "F1,M1,instalment,C1,2026-04-02,,,10.00",
                    "F1,M1,instalment,C1,2026-04-02,,,10.00,,true"
                )
            ).Rows
        );

        var last = (await office.Service.AnnouncedAsync<CardFactsRecorded>())[^1].Facts;
        Assert.Equal([(1, false), (2, true)], last.Select(f => (f.Version, f.Void)));
        Assert.Equal(("M1", "C1", new DateOnly(2026, 4, 2)), (last[1].ManagerNo, last[1].CardRef, last[1].OccurredOn));
        Assert.Equal(["2026-04: 0 facts, 0 fen, 2 versions"], (await office.TotalsAsync()).Kept);
        await office.AssertTotalsAsync();
    }

    [Fact]
    public async Task Taken_back_before_it_came_it_never_counts()
    {
        await using var office = await HrOffice.StartAsync();

        Assert.Equal((1L, 0L, 0L), (await office.FactsAsync("F1,M1,activated,C1,2026-04-02,,,5.00,,true")).Rows);
        Assert.Equal((0L, 1L, 0L), (await office.FactsAsync("F1,M1,activated,C1,2026-04-02,,,5.00")).Rows);
        Assert.Equal(["2026-04: 0 facts, 0 fen, 1 versions"], (await office.TotalsAsync()).Kept);
        await office.AssertTotalsAsync();
    }

    [Fact]
    public async Task Totals_equal_a_recount_after_every_step()
    {
        await using var office = await HrOffice.StartAsync();
        var random = new Random(7);
        for (var step = 0; step < 12; step++)
        {
            await office.FactsAsync(
                Enumerable
                    .Range(0, 25)
                    .Select(_ =>
                        $"F{random.Next(40)},M{random.Next(1, 4)},{(random.Next(2) == 0 ? "activated" : "instalment")},C{random.Next(9)},2026-0{random.Next(4, 8)}-{random.Next(10, 29)},,,{random.Next(100)}.{random.Next(10, 99)},,{(random.Next(9) == 0 ? "true" : "")}"
                    )
            );
            await office.AssertTotalsAsync();
            if (step is 4 or 8)
                await office.CloseAsync(step == 4 ? "2026-04" : "2026-05");
        }

        // The outbox contains every version exactly: each once as recorded, and once more with its end where it has
        // one.
        var announced = (await office.Service.AnnouncedAsync<CardFactsRecorded>()).SelectMany(e => e.Facts).ToList();
        var kept = await office.Service.ReadAsync<PerformanceDbContext, List<(string, int, int?)>>(async db =>
            (await db.CardFacts.ToListAsync()).ConvertAll(f => (f.FactRef, f.Version, f.KnownUntil))
        );
        Assert.Equal(
            kept.SelectMany(f => f.Item3 is null ? [f] : new[] { f with { Item3 = null }, f }).Order(),
            announced.Select(f => (f.FactRef, f.Version, f.KnownUntil)).Order()
        );
        Assert.Contains(kept, f => f.Item2 > 3);
    }

    [Fact]
    public async Task An_event_carries_at_most_500_and_all_of_them_every_fact()
    {
        await using var office = await HrOffice.StartAsync();
        await office.FactsAsync(Enumerable.Range(0, 1203).Select(i => $"F{i},M{1 + i % 3},activated,C{i},2026-04-02"));

        var events = await office.Service.AnnouncedAsync<CardFactsRecorded>();
        Assert.All(events, e => Assert.InRange(e.Facts.Count, 1, 500));
        Assert.Equal(1203, events.SelectMany(e => e.Facts).Select(f => f.FactRef).Distinct().Count());
    }

    [Fact]
    public async Task Wrong_rows_are_named_and_the_rest_is_taken()
    {
        await using var office = await HrOffice.StartAsync();
        var outcome = await office.Service.ImportAsync(
            "card-facts",
            HrOffice.FactCsv([
                "F1,M9,activated,C1,2026-04-02",
                "F2,M1,opened,C1,2026-04-02",
                "F3,M1,instalment,C1,2026-04-02,,,-0.01",
                "F4,M1,activated,4111111111111111,2026-04-02",
                "F5,M1,activated,C1,2026-04-02,5500005555555559",
                "6011000990139424,M1,activated,C1,2026-04-02",
                "F7,M1,activated,4111111111111112,2026-04-02",
                "F8,M1,instalment,C1,2026-04-02,,,1.005",
                "F9,M1,activated,C1,2026-02-30",
                "F10,M1,activated,C1,2026-04-02,,,,maybe",
                ",M1,activated,C1,2026-04-02",
            ])
        );

        Assert.Equal(
            [
                (2L, "manager_no", "manager.unknown"),
                (3L, "kind", "card-fact.unknown-kind"),
                (4L, "amount", "card-fact.negative-amount"),
                (5L, "card_ref", "import.looks-like-a-card-number"),
                (6L, "customer_ref", "import.looks-like-a-card-number"),
                (7L, "fact_ref", "import.looks-like-a-card-number"),
                (9L, "amount", "import.not-an-amount"),
                (10L, "occurred_on", "import.not-a-date"),
                (11L, "new_customer", "import.not-true-or-false"),
                (12L, "fact_ref", "import.required"),
            ],
            outcome.Errors.Select(e => (e.Row, e.Column, e.Code)).Order()
        );
        Assert.Equal((1L, 0L, 10L), outcome.Rows); // sixteen digits whose sum is not a card's are a reference
        Assert.DoesNotContain(outcome.Errors, e => e.Message.Contains("4111111111111111", StringComparison.Ordinal));
        await office.AssertTotalsAsync();
    }

    [Theory]
    [InlineData(true, false, "failed")]
    [InlineData(false, true, "completed")]
    public async Task Atomic_with_a_bad_row_and_a_dry_run_keep_nothing(bool atomic, bool dryRun, string status)
    {
        await using var office = await HrOffice.StartAsync();

        var outcome = await office.Service.ImportAsync(
            "card-facts",
            HrOffice.FactCsv(["F1,M1,activated,C1,2026-04-02", "F2,M9,activated,C1,2026-04-02"]),
            atomic: atomic,
            dryRun: dryRun
        );
        Assert.Equal((status, (1L, 0L, 1L)), (outcome.Status, outcome.Rows));
        Assert.Empty((await office.TotalsAsync()).Kept);
        Assert.Empty(await office.Service.AnnouncedAsync<CardFactsRecorded>());
    }

    [Fact]
    public async Task Facts_totals_and_announcement_are_kept_together_or_not_at_all()
    {
        var saves = new FailingSaves(entity =>
            entity is CardTeam.Platform.Messaging.Outbox.OutboxMessage message && message.Stream == "card-facts"
        );
        await using var service = await ServiceUnderTest.StartAsync(
            PerformanceService.Build,
            builder =>
                builder.Services.ConfigureDbContext<PerformanceDbContext>(options => options.AddInterceptors(saves))
        );
        await service.ImportAsync("org-units", "code,name\nB1,东城\n");
        await service.ImportAsync("managers", "manager_no,name,org,hired_on\nM1,赵,B1,2020-01-01\n");

        var import = service.ImportAsync("card-facts", HrOffice.FactCsv(["F1,M1,activated,C1,2026-04-02"]));
        await saves.Failed;
        Assert.Equal(
            (0, 0),
            await service.ReadAsync<PerformanceDbContext, (int, int)>(async db =>
                (await db.CardFacts.CountAsync(), await db.FactTotals.CountAsync())
            )
        );
        Assert.Empty(await service.AnnouncedAsync<CardFactsRecorded>());

        saves.Failing = false;
        Assert.Equal((1L, 0L, 0L), (await import).Rows);
        Assert.Equal(
            1,
            await service.ReadAsync<PerformanceDbContext, long>(db => db.FactTotals.Select(t => t.Count).SingleAsync())
        );
        Assert.Single(await service.AnnouncedAsync<CardFactsRecorded>());
    }

    [Fact]
    public async Task Everybody_sees_the_facts_of_their_part_of_the_bank_every_version_of_each()
    {
        await using var office = await HrOffice.StartAsync();
        await office.FactsAsync(
            "F1,M1,activated,C1,2026-04-02",
            "F2,M1,activated,C2,2026-05-02",
            "F3,M2,activated,C3,2026-04-02"
        );
        await office.FactsAsync("F1,M1,activated,C1,2026-04-03");

        Assert.Equal(["F1", "F1"], await SeenAsync(office.Hr, "M1"));
        Assert.Equal(["F1", "F1"], await SeenAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "M1"));
        Assert.Equal(["F3"], await SeenAsync(office.Service.As(Roles.BranchHead, org: "B2"), "M2"));
        foreach (
            var (by, manager) in new[]
            {
                (office.Service.As(Roles.AccountManager, managerNo: "M1"), "M2"),
                (office.Service.As(Roles.BranchHead, org: "B2"), "M1"),
            }
        )
            Assert.Equal(404, (await HrOffice.GetAsync(by, $"/card-facts?manager={manager}&period=2026-04")).Status);
        Assert.Equal(
            403,
            (
                await HrOffice.GetAsync(
                    office.Service.As(Roles.IncentiveAnalyst),
                    "/card-facts?manager=M1&period=2026-04"
                )
            ).Status
        );

        static Task<IReadOnlyList<string>> SeenAsync(HttpClient by, string manager) =>
            HrOffice.KeysAsync(by, $"/card-facts?manager={manager}&period=2026-04", "factRef");
    }

    [Fact]
    public async Task They_are_sorted_by_day_filtered_by_kind_and_exported()
    {
        await using var office = await HrOffice.StartAsync();
        await office.FactsAsync(
            "F1,M1,activated,C1,2026-04-09",
            "F2,M1,approved,C2,2026-04-02",
            "F3,M1,activated,C3,2026-04-02"
        );
        await office.FactsAsync("F1,M1,activated,C1,2026-04-01");
        const string facts = "manager=M1&period=2026-04";

        Assert.Equal(
            ["F1", "F2", "F3", "F1"],
            await office.Hr.WalkAsync($"/card-facts?{facts}&sort=occurredOn", "factRef")
        );
        Assert.Equal(
            ["F1", "F2", "F3", "F1"],
            await office.Hr.WalkAsync($"/card-facts?{facts}&sort=-occurredOn", "factRef", 2)
        );
        Assert.Equal(["1", "2", "1", "1"], await office.Hr.WalkAsync($"/card-facts?{facts}", "version"));
        Assert.Equal(["F2"], await office.Hr.WalkAsync($"/card-facts?{facts}&kind=approved", "factRef"));
        Assert.Equal(
            ["activated", "activated", "activated"],
            await office.Hr.ColumnAsync($"/card-facts.csv?{facts}&kind=activated", "kind")
        );
        Assert.Equal(
            "card-fact.unknown-kind",
            (await HrOffice.GetAsync(office.Hr, $"/card-facts?{facts}&kind=2")).Code
        );
        Assert.Equal(
            404,
            (
                await HrOffice.GetAsync(
                    office.Service.As(Roles.AccountManager, managerNo: "M2"),
                    $"/card-facts.csv?{facts}"
                )
            ).Status
        );
    }
}
