using System.Globalization;
using System.Text.Json;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Releases;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Incentive.Tests.Ledger;

/// <summary>Amounts that a run defers or keeps are booked, fall due, and are paid once.</summary>
public class ReleaseTests
{
    /// <summary>Of 100.00 an activation, a tenth is deferred over two years.</summary>
    private const string Deferral = """{ "id": "deferral", "type": "deferral", "share": "0.10", "years": 2 }""";

    private const string Reserve = """
        { "id": "reserve", "type": "reserve", "settle": "02",
          "tiers": [ { "from": "0", "share": "0" }, { "from": "100", "share": "0.50" } ] }
        """;

    [Fact]
    public async Task What_a_run_defers_is_seen_by_the_manager_their_head_and_payroll()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Deferral);
        office.Others.Hire("M2", org: "B2");
        office.Others.Fact("A", "activated", "C1", "2026-04-02").Fact("B", "activated", "C2", "2026-04-03", "M2");
        await office.PayAsync("2026-04");

        var own = (
            await BonusOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "/ledger/M1")
        ).Body;
        Assert.Equal(("10.00", "0.00"), (Text(own, "deferred"), Text(own, "released")));
        Assert.Equal(
            [("2027-04-30", "5.00"), ("2028-04-30", "5.00")],
            own.GetProperty("due").EnumerateArray().Select(d => (Text(d, "dueOn"), Text(d, "amount")))
        );
        Assert.Equal(
            [("deferred", "2026-04", "5.00", "5.00"), ("deferred", "2026-04", "5.00", "10.00")],
            own.GetProperty("entries")
                .EnumerateArray()
                .Select(e => (Text(e, "kind"), Text(e, "period"), Text(e, "amount"), Text(e, "balance")))
        );

        var head = office.Service.As(Roles.BranchHead, org: "B2");
        Assert.Equal(404, (await BonusOffice.GetAsync(head, "/ledger/M1")).Status);
        Assert.Equal(200, (await BonusOffice.GetAsync(head, "/ledger/M2")).Status);
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Analyst, "/ledger/M9")).Status);
        Assert.Equal(
            404,
            (await BonusOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M2"), "/ledger/M1")).Status
        );
        Assert.Equal(["M2"], await DueAsync(head, ""));
        Assert.Equal(["M1", "M2"], await DueAsync(office.Payroll, "?dueBefore=2027-05-01"));
        Assert.Empty(await DueAsync(office.Payroll, "?dueBefore=2027-04-30"));
        Assert.Empty(await DueAsync(office.Payroll, "?account=reserve"));
    }

    [Fact]
    public async Task What_falls_due_is_proposed_by_one_approved_by_another_and_paid_once()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Deferral);
        office.Others.Fact("A", "activated", "C1", "2026-04-02").Fact("B", "activated", "C2", "2026-05-02");
        await office.PayAsync("2026-04");
        await office.PayAsync("2026-05");
        office.Service.Clock.SetTo(new(2027, 4, 20));
        Assert.Equal("release.nothing-due", (await ProposeAsync(office, "2027-04-29")).Code);
        Assert.Equal("release.day-out-of-range", (await ProposeAsync(office, "2027-05-22")).Code);

        var proposed = await ProposeAsync(office, "2027-04-30");
        Assert.Equal((201, "5.00"), (proposed.Status, Text(proposed.Body, "total")));
        Assert.Equal("release.already-proposed", (await ProposeAsync(office, "2027-04-30")).Code);
        var path = $"/releases/{Text(proposed.Body, "id")}";
        var line = (await BonusOffice.GetAsync(office.Payroll, $"{path}/lines")).Body.GetProperty("items")[0];
        Assert.Equal(
            ("M1", "2026-04", "deferred", "5.00"),
            (Text(line, "managerNo"), Text(line, "period"), Text(line, "account"), Text(line, "paid"))
        );
        Assert.Equal(403, (await BonusOffice.PostAsync(office.Analyst, $"{path}/approve")).Status);
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Approver, $"{path}/approve")).Status);
        Assert.Equal("release.wrong-state", (await BonusOffice.PostAsync(office.Approver, $"{path}/approve")).Code);

        var entries = await office.EntriesAsync();
        var approved = entries.Single(e => e.Kind == "approved" && e.Period == "2026-04");
        var released = Assert.Single(entries, e => e.Kind == "released");
        Assert.Equal(
            (3, "M1", "2026-04", "5.00", approved.EventId),
            (released.Sequence, released.ManagerNo, released.Period, released.Amount, released.CorrectsEventId)
        );
        Assert.Equal("release.nothing-due", (await ProposeAsync(office, "2027-04-30")).Code);
        Assert.Empty(await FaultsAsync(office));
    }

    /// <summary>Clients name a type of content also where they send none; what needs a body says so.</summary>
    [Theory]
    [InlineData("GET", "/ledger", 200)]
    [InlineData("GET", "/releases", 200)]
    [InlineData("POST", "/releases", 400)]
    public async Task A_request_may_name_a_type_without_a_body(string method, string path, int status)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        using var request = new HttpRequestMessage(new(method), path)
        {
            Content = new ByteArrayContent([]) { Headers = { ContentType = new("application/json") } },
        };
        using var response = await office.Analyst.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Who_proposes_a_release_cannot_approve_it()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Deferral);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        office.Service.Clock.SetTo(new(2027, 4, 30));
        var both = office.Service.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}");
        var proposed = await BonusOffice.PostAsync(both, "/releases", """{ "dueUntil": "2027-04-30" }""");

        var path = $"/releases/{Text(proposed.Body, "id")}";
        Assert.Equal("release.maker-cannot-check", (await BonusOffice.PostAsync(both, $"{path}/approve")).Code);
        Assert.Equal(
            200,
            (await BonusOffice.PostAsync(office.Approver, $"{path}/reject", """{ "reason": "wait" }""")).Status
        );
        Assert.Equal(201, (await ProposeAsync(office, "2027-04-30")).Status);
    }

    [Fact]
    public async Task A_later_result_of_a_month_already_released_is_set_against_what_falls_due_next()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Deferral);
        office.Others.Fact("A", "activated", "C1", "2026-04-02").Fact("B", "activated", "C2", "2026-04-03");
        await office.PayAsync("2026-04");
        office.Service.Clock.SetTo(new(2027, 4, 30));
        await ReleaseAsync(office, "2027-04-30");
        office.Others.Void("B").Fact("C", "activated", "C3", "2026-05-02");
        await office.PayAsync("2026-05");
        Assert.Empty(await FaultsAsync(office));

        // 10.00 fell due in April, 5.00 of it for a card that never was; May has 5.00 due.
        office.Service.Clock.SetTo(new(2027, 5, 31));
        Assert.Equal("release.nothing-due", (await ProposeAsync(office, "2027-05-30")).Code);
        var release = await ReleaseAsync(office, "2027-05-31");
        Assert.Equal("0.00", Text(release, "total"));
        office.Service.Clock.SetTo(new(2028, 5, 31));
        Assert.Equal("10.00", Text(await ReleaseAsync(office, "2028-05-31"), "total"));
        Assert.Equal(
            [("2026-04", "10.00"), ("2026-04", "5.00"), ("2026-05", "5.00")],
            (await office.EntriesAsync()).Where(e => e.Kind == "released").Select(e => (e.Period, e.Amount))
        );
        Assert.Empty(await FaultsAsync(office));
    }

    [Fact]
    public async Task A_release_whose_grounds_have_changed_is_not_approved()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Deferral);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        office.Service.Clock.SetTo(new(2027, 4, 30));
        var path = $"/releases/{Text((await ProposeAsync(office, "2027-04-30")).Body, "id")}";
        office.Others.Void("A");
        await office.PayAsync("2026-05");

        Assert.Equal("release.stale", (await BonusOffice.PostAsync(office.Approver, $"{path}/approve")).Code);
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Analyst, $"{path}/withdraw")).Status);
        Assert.Equal("release.nothing-due", (await ProposeAsync(office, "2027-04-30")).Code);
    }

    /// <summary>A late fact leaves April's pay at the minimum and makes its advance less.</summary>
    [Fact]
    public async Task An_advance_that_becomes_less_is_booked_although_the_pay_stays()
    {
        await using var office = await BonusOffice.StartAsync(
            Rules.Hundred,
            """{ "id": "least", "type": "minimum", "amount": "500.00", "recover": true }"""
        );
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        Assert.Equal("400.00", await DrawAsync(office));

        office.Others.Fact("late", "activated", "C2", "2026-04-03");
        office.Others.Fact("B", "activated", "C3", "2026-05-02");
        await office.PayAsync("2026-05");
        Assert.Equal("700.00", await DrawAsync(office));

        // Nine cards are 400.00 above the minimum, which pay back what they can.
        for (var card = 0; card < 9; card++)
            office.Others.Fact($"J{card}", "activated", $"D{card}", "2026-06-02");
        await office.PayAsync("2026-06");
        Assert.Equal(("500.00", "300.00"), ((await office.StatementAsync("2026-06")).Payable, await DrawAsync(office)));
        await using var scope = office.Service.App.Services.CreateAsyncScope();
        Assert.Equal(0, await VerifyRuns.RunAsync(scope.ServiceProvider, CancellationToken.None));

        static async Task<string> DrawAsync(BonusOffice office) =>
            Text((await BonusOffice.GetAsync(office.Analyst, "/ledger/M1")).Body, "draw");
    }

    [Theory]
    [InlineData("keep", "5.00", "0.00")]
    [InlineData("forfeit", "0.00", "5.00")]
    public async Task A_leaver_gets_what_falls_due_later_as_the_bank_has_decided(
        string choice,
        string paid,
        string lost
    )
    {
        await using var office = await BonusOffice.StartAsync(
            builder =>
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?> { ["Incentive:LeaverDeferral"] = choice }
                ),
            Rules.Hundred,
            Deferral
        );
        office.Others.Hire("M2", leftOn: "2026-05-10");
        office.Others.Fact("A", "activated", "C1", "2026-04-02", "M2");
        await office.PayAsync("2026-04");
        office.Service.Clock.SetTo(new(2027, 4, 30));

        var release = await ReleaseAsync(office, "2027-04-30");
        Assert.Equal((paid, lost), (Text(release, "total"), Text(release, "forfeited")));
        var ledger = (await BonusOffice.GetAsync(office.Analyst, "/ledger/M2")).Body;
        Assert.Equal((paid, lost), (Text(ledger, "released"), Text(ledger, "forfeited")));
        Assert.Empty(await FaultsAsync(office));
    }

    [Fact]
    public async Task A_reserve_is_released_in_the_month_the_plan_names()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Reserve);
        for (var card = 1; card <= 3; card++)
            office.Others.Fact($"F{card}", "activated", $"C{card}", "2026-04-02");
        await office.PayAsync("2026-04");
        Assert.Equal("100.00", Text((await BonusOffice.GetAsync(office.Analyst, "/ledger/M1")).Body, "reserve"));

        office.Service.Clock.SetTo(new(2027, 2, 1));
        Assert.Equal("100.00", Text(await ReleaseAsync(office, "2027-02-01"), "total"));
        Assert.Equal("0.00", Text((await BonusOffice.GetAsync(office.Analyst, "/ledger/M1")).Body, "reserve"));
    }

    [Fact]
    public async Task Runs_approved_before_there_was_a_ledger_are_booked_when_the_service_starts()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Deferral);
        office.Others.Fact("A", "activated", "C1", "2026-04-02").Fact("B", "activated", "C2", "2026-04-03");
        await office.PayAsync("2026-04");
        office.Others.Void("B");
        await office.PayAsync("2026-05");
        var before = await EntriesAsync(office);
        await InDatabaseAsync(
            office,
            async db =>
            {
                await db.LedgerEntries.ExecuteDeleteAsync();
                await db.Runs.ExecuteUpdateAsync(set => set.SetProperty(r => r.IsInLedger, false));
                return true;
            }
        );
        Assert.NotEmpty(await FaultsAsync(office));

        await office.Service.RestartAsync();
        await Testing.ServiceUnderTest.UntilAsync(
            async () => (await FaultsAsync(office)).Count == 0,
            "the ledger to be booked"
        );
        Assert.Equal(before, await EntriesAsync(office));
    }

    [Fact]
    public async Task A_ledger_that_was_touched_is_found()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Deferral);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        await InDatabaseAsync(
            office,
            async db =>
                await db.Database.ExecuteSqlRawAsync(
                    "UPDATE \"LedgerEntries\" SET \"Amount\" = 600 WHERE \"Number\" = 1"
                )
        );

        var fault = Assert.Single(await FaultsAsync(office));
        Assert.Equal("M1 2026-04 deferred due 2027-04-30: the statements say 5.00, the ledger 6.00.", fault);
    }

    /// <summary>
    /// Every plan, every late fact: ledger, statements and payroll say the same, whatever is released when.
    /// </summary>
    [Fact]
    public void Whatever_comes_late_and_whatever_is_released_when_the_ledger_is_right() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(LongRun.Histories(inShortRun: 5, inLongRun: 12)),
            Prop.ForAll(
                (
                    from sayings in Happenings.Sayings(closes: 4)
                    from days in Gen.ArrayOf(Gen.Choose(0, 1500), 4)
                    select (sayings, days)
                ).ToArbitrary(),
                async told =>
                {
                    await using var office = await BonusOffice.StartAsync(Happenings.FirstRules);
                    office.Others.Hire("M2").Hire("M3");
                    for (var close = 1; close <= 4; close++)
                    {
                        foreach (var saying in told.sayings.Where(s => s.HeardBefore == close))
                            saying.To(office.Others);
                        await office.PayAsync(Happenings.Month(close));
                        var until = new DateOnly(2027, 4, 1).AddDays(told.days[close - 1]);
                        if (office.Service.Clock.Now.UtcDateTime < until.ToDateTime(default))
                            office.Service.Clock.SetTo(until);
                        await ReleaseAsync(office, Day(until));
                        Assert.Empty(await FaultsAsync(office));
                    }

                    office.Service.Clock.SetTo(new(2031, 1, 1));
                    await ReleaseAsync(office, "2031-01-01");
                    Assert.Empty(await FaultsAsync(office));
                    var paid = (await office.EntriesAsync()).Where(e => e.Kind == "released").Sum(Fen);
                    var (deferred, open) = await InDatabaseAsync(
                        office,
                        async db =>
                        {
                            var all = await db.LedgerEntries.AsNoTracking().ToListAsync();
                            return (
                                all.Where(e => e.Kind == LedgerEntry.Deferred).Sum(e => e.Amount.Fen),
                                all.GroupBy(e => e.ManagerNo).Sum(g => Math.Min(0, g.Sum(e => e.Amount.Fen)))
                            );
                        }
                    );
                    // Nothing is left but what was paid for cards that later came to nothing.
                    Assert.Equal(deferred - open, paid);
                }
            )
        );

    private static long Fen(Entry entry) => (long)(decimal.Parse(entry.Amount, CultureInfo.InvariantCulture) * 100);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<Answer> ProposeAsync(BonusOffice office, string dueUntil) =>
        BonusOffice.PostAsync(office.Analyst, "/releases", $$"""{ "dueUntil": "{{dueUntil}}" }""");

    /// <summary>Proposes and approves a release; nothing when nothing is due.</summary>
    private static async Task<JsonElement> ReleaseAsync(BonusOffice office, string dueUntil)
    {
        var proposed = await ProposeAsync(office, dueUntil);
        if (proposed.Code == "release.nothing-due")
            return default;
        Assert.True(proposed.Status == 201, proposed.Body.ToString());
        var approved = await BonusOffice.PostAsync(office.Approver, $"/releases/{Text(proposed.Body, "id")}/approve");
        Assert.True(approved.Status == 200, approved.Body.ToString());
        return approved.Body;
    }

    private static async Task<IReadOnlyList<string>> DueAsync(HttpClient by, string query) =>
        (await BonusOffice.GetAsync(by, $"/ledger{query}"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(i => Text(i, "managerNo"))
            .Distinct()
            .ToList();

    private static Task<IReadOnlyList<string>> FaultsAsync(BonusOffice office) =>
        InDatabaseAsync(office, db => VerifyLedger.FaultsAsync(db, CancellationToken.None));

    private static Task<List<string>> EntriesAsync(BonusOffice office) =>
        InDatabaseAsync(
            office,
            async db =>
                (await db.LedgerEntries.AsNoTracking().OrderBy(e => e.Number).ToListAsync()).ConvertAll(e =>
                    $"{e.Number} {e.ManagerNo} {e.Kind} {e.Period} {e.DueOn} {e.Amount} {e.RunNumber}"
                )
        );

    private static async Task<T> InDatabaseAsync<T>(BonusOffice office, Func<IncentiveDbContext, Task<T>> work)
    {
        await using var scope = office.Service.App.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IncentiveDbContext>());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
