using System.Text.Json;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Releases;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Incentive.Tests.Recoveries;

/// <summary>A case over HTTP: opened, stated upon, decided, taken from the ledger, from pay, and from a leaver.</summary>
public sealed class RecoveryTests
{
    private const string Deferral = """{ "id": "deferral", "type": "deferral", "share": "0.10", "years": 2 }""";

    [Fact]
    public async Task A_case_waits_for_the_managers_side_and_is_decided_by_another_person()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2", org: "B2");
        await office.PayAsync("2026-04");
        var manager = office.Service.As(Roles.AccountManager, managerNo: "M1");
        var grounds = (await BonusOffice.GetAsync(manager, "/recovery-grounds")).Body;
        Assert.Equal(8, grounds.GetArrayLength());

        var opened = await OpenAsync(office, "M1", "150.00");
        Assert.Equal(
            (201, "awaiting-side", "绩效考核结果存在弄虚作假", false),
            (
                opened.Status,
                Text(opened.Body, "state"),
                opened.Body.GetProperty("ground").GetProperty("text").GetProperty("zh").GetString(),
                opened.Body.GetProperty("ground").GetProperty("isMust").GetBoolean()
            )
        );
        var path = $"/recoveries/{Text(opened.Body, "id")}";
        Assert.Equal("recovery.side-pending", (await BonusOffice.PostAsync(office.Approver, $"{path}/approve")).Code);
        Assert.Equal(
            "recovery.side-pending",
            (await BonusOffice.PostAsync(office.Approver, $"{path}/refuse", Reason)).Code
        );
        // Nobody but the manager sees it among managers, and states the side.
        var other = office.Service.As(Roles.AccountManager, managerNo: "M2");
        Assert.Equal(404, (await BonusOffice.GetAsync(other, path)).Status);
        Assert.Equal(404, (await BonusOffice.PostAsync(other, $"{path}/side", Side)).Status);
        Assert.Empty((await BonusOffice.GetAsync(other, "/recoveries")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal(403, (await BonusOffice.PostAsync(office.Analyst, $"{path}/side", Side)).Status);
        Assert.True((await BonusOffice.GetAsync(manager, path)).Body.GetProperty("mayStateSide").GetBoolean());

        var stated = await BonusOffice.PostAsync(manager, $"{path}/side", Side);
        Assert.Equal(("to-decide", "not I"), (Text(stated.Body, "state"), Text(stated.Body, "side")));
        Assert.Equal("recovery.side-already-stated", (await BonusOffice.PostAsync(manager, $"{path}/side", Side)).Code);
        Assert.Equal(403, (await BonusOffice.PostAsync(office.Analyst, $"{path}/approve")).Status);
        Assert.Equal(["to-decide"], await StatesAsync(office, "to-decide"));
        Assert.Empty(await StatesAsync(office, "awaiting-side"));

        var approved = await BonusOffice.PostAsync(office.Approver, $"{path}/approve");
        Assert.Equal(
            ("taking", "2026-05", "150.00", "150.00"),
            (
                Text(approved.Body, "state"),
                Text(approved.Body, "from"),
                Balance(approved, "demanded"),
                Balance(approved, "left")
            )
        );
        Assert.Equal("recovery.wrong-state", (await BonusOffice.PostAsync(office.Approver, $"{path}/approve")).Code);
        Assert.Equal(["taking"], await StatesAsync(office, "taking"));
        Assert.Equal(
            "request.invalid-state",
            (await BonusOffice.GetAsync(office.Analyst, "/recoveries?state=lost")).Code
        );
        Assert.Empty(await FaultsAsync(office));
    }

    [Fact]
    public async Task A_case_nobody_states_a_side_of_is_decided_when_the_ten_days_are_over()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        office.Service.Clock.SetTo(new(2026, 6, 1));
        var path = $"/recoveries/{Text((await OpenAsync(office, "M1", "10.00")).Body, "id")}";
        office.Service.Clock.SetTo(new(2026, 6, 12));
        var manager = office.Service.As(Roles.AccountManager, managerNo: "M1");
        Assert.Equal("recovery.side-too-late", (await BonusOffice.PostAsync(manager, $"{path}/side", Side)).Code);
        var refused = await BonusOffice.PostAsync(office.Approver, $"{path}/refuse", Reason);
        Assert.Equal(("refused", "not proven"), (Text(refused.Body, "state"), Text(refused.Body, "refusalReason")));
        Assert.Equal("0.00", Balance(refused, "demanded"));
    }

    [Theory]
    [InlineData("""{ "ground": "disliked" }""", "recovery.unknown-ground")]
    [InlineData("""{ "amount": "0.00" }""", "recovery.amount-out-of-range")]
    [InlineData("""{ "amount": "10000000.01" }""", "recovery.amount-out-of-range")]
    [InlineData("""{ "periods": [] }""", "recovery.periods-missing")]
    [InlineData("""{ "periods": [ "2099-01" ] }""", "correction.month-out-of-range")]
    [InlineData("""{ "periods": [ "2026-Q2" ] }""", "correction.month-out-of-range")]
    [InlineData("""{ "text": "  " }""", "request.invalid")]
    [InlineData("""{ "managerNo": "M9" }""", "manager.not-found")]
    public async Task What_is_not_a_case_is_refused(string wrong, string code)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        var body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Body("M1", "10.00"))!;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(wrong)!)
            body[name] = value;
        Assert.Equal(
            code,
            (await BonusOffice.PostAsync(office.Analyst, "/recoveries", JsonSerializer.Serialize(body))).Code
        );
    }

    [Fact]
    public async Task It_takes_what_is_not_released_first_then_pay_month_by_month()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Deferral);
        for (var month = 4; month <= 7; month++)
        for (var card = 1; card <= 2; card++)
            office.Others.Fact($"F{month}-{card}", "activated", $"C{month}-{card}", $"2026-0{month}-02");
        await office.PayAsync("2026-04");
        await office.PayAsync("2026-05");
        await office.CloseAsync("2026-06");
        var waiting = await office.RunAsync("2026-06");

        // Of April and May 20.00 each are deferred, half of it a year.
        var opened = await OpenAsync(office, "M1", "240.00", "2026-05");
        Assert.Equal(
            [
                ("2026-05", "2027-05-31"),
                ("2026-05", "2028-05-31"),
                ("2026-04", "2027-04-30"),
                ("2026-04", "2028-04-30"),
            ],
            opened.Body.GetProperty("wouldForfeit").EnumerateArray().Select(p => (Text(p, "period"), Text(p, "dueOn")))
        );
        var approved = await ApproveAsync(office, opened);
        Assert.Equal(("40.00", "200.00"), (Balance(approved, "forfeited"), Balance(approved, "left")));
        // A run that waits knows nothing of it.
        Assert.Equal("run.stale", (await office.ApproveAsync(waiting)).Code);
        await BonusOffice.PostAsync(office.Analyst, $"/runs/{waiting.Id}/cancel");
        var ledger = (await BonusOffice.GetAsync(office.Analyst, "/ledger/M1")).Body;
        Assert.Equal(
            ("40.00", "40.00", "0.00", "200.00"),
            (Text(ledger, "deferred"), Text(ledger, "forfeited"), Text(ledger, "recovered"), Text(ledger, "toRecover"))
        );
        Assert.Empty(ledger.GetProperty("due").EnumerateArray());
        var may = await office.StatementAsync("2026-05");

        await office.RunAndApproveAsync("2026-06");
        var june = await office.StatementAsync("2026-06");
        var line = Assert.Single(june.Lines, l => l.Kind == "recovery");
        Assert.Equal(("0.00", "-200.00"), (june.Payable, line.Amount));
        Assert.Equal("追索扣回第 1 号，本月扣回 200.00 元，还剩 0.00 元", line.Text.Zh);
        Assert.Equal("Recovery no. 1: ¥200.00 taken in this period; ¥0.00 is left", line.Text.En);
        await office.PayAsync("2026-07");
        Assert.Equal("180.00", (await office.StatementAsync("2026-07")).Payable);
        Assert.Equal(may.Payable, (await office.StatementAsync("2026-05")).Payable);

        var seen = await BonusOffice.GetAsync(office.Approver, $"/recoveries/{Text(opened.Body, "id")}");
        Assert.Equal("settled", Text(seen.Body, "state"));
        Assert.Equal(
            ("240.00", "40.00", "200.00", "0.00", "0.00"),
            (
                Balance(seen, "demanded"),
                Balance(seen, "forfeited"),
                Balance(seen, "taken"),
                Balance(seen, "claimed"),
                Balance(seen, "left")
            )
        );
        Assert.Equal(
            ("2026-06", "pay", "200.00"),
            seen.Body.GetProperty("balance")
                .GetProperty("parts")
                .EnumerateArray()
                .Select(p => (Text(p, "period"), Text(p, "account"), Text(p, "amount")))
                .Last()
        );
        Assert.Equal(["settled"], await StatesAsync(office, "settled"));
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
        Assert.Empty(await FaultsAsync(office));
    }

    [Fact]
    public async Task A_late_fact_of_a_month_that_paid_changes_what_it_gave_and_no_more_is_taken_than_demanded()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-05-02").Fact("B", "activated", "C2", "2026-06-02");
        await office.PayAsync("2026-04");
        await ApproveAsync(office, await OpenAsync(office, "M1", "250.00"));
        await office.PayAsync("2026-05");
        office.Others.Fact("late", "activated", "C3", "2026-05-03");
        await office.PayAsync("2026-06");

        // May gives 200.00 of what it comes to now, June the rest.
        var june = await office.StatementAsync("2026-06");
        Assert.Equal(("50.00", "-50.00"), (june.Payable, Assert.Single(june.Lines, l => l.Kind == "recovery").Amount));
        Assert.Equal([("2026-05", "200.00"), ("2026-06", "50.00")], await TakenAsync(office));
        office.Others.Void("late").Void("A");
        office.Others.Fact("C", "activated", "C4", "2026-07-02");
        await office.PayAsync("2026-07");
        // May gave nothing after all: June and July give what they can.
        Assert.Equal([("2026-06", "100.00"), ("2026-07", "100.00")], await TakenAsync(office));
        Assert.Empty(await FaultsAsync(office));
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_release_and_a_recovery_of_the_same_money_never_both_take_it(bool isReleaseFirst)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Deferral);
        office
            .Others.Hire("M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02", "M2");
        await office.PayAsync("2026-04");
        office.Service.Clock.SetTo(new(2027, 4, 30));
        var opened = await OpenAsync(office, "M1", "7.00");
        var release = await ProposeReleaseAsync(office);
        var path = $"/releases/{Text(release.Body, "id")}/approve";
        if (isReleaseFirst)
        {
            Assert.Equal(200, (await BonusOffice.PostAsync(office.Approver, path)).Status);
            // 5.00 is paid; the other 5.00 is due next year.
            Assert.Equal("5.00", Balance(await ApproveAsync(office, opened), "forfeited"));
        }
        else
        {
            Assert.Equal("7.00", Balance(await ApproveAsync(office, opened), "forfeited"));
            Assert.Equal("release.stale", (await BonusOffice.PostAsync(office.Approver, path)).Code);
            await BonusOffice.PostAsync(office.Analyst, $"/releases/{Text(release.Body, "id")}/withdraw");
            release = await ProposeReleaseAsync(office);
            // Of M1 nothing is due this year; M2 gets theirs.
            Assert.Equal("5.00", Text(release.Body, "total"));
        }

        Assert.Empty(await FaultsAsync(office));
    }

    [Fact]
    public async Task What_a_leaver_still_owes_is_claimed_by_payroll_once()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2", leftOn: "2026-05-10");
        office.Others.Fact("A", "activated", "C1", "2026-04-02", "M2").Fact("B", "activated", "C2", "2026-05-02", "M2");
        await office.PayAsync("2026-04");
        var id = Text((await ApproveAsync(office, await OpenAsync(office, "M2", "250.00"))).Body, "id");
        var path = $"/recoveries/{id}";
        // The last pay comes first.
        Assert.Equal("recovery.pay-left", (await BonusOffice.PostAsync(office.Analyst, $"{path}/demand")).Code);
        await office.PayAsync("2026-05");
        var seen = await BonusOffice.GetAsync(office.Analyst, path);
        Assert.True(seen.Body.GetProperty("mayDemand").GetBoolean());
        Assert.Equal(("100.00", "150.00"), (Balance(seen, "taken"), Balance(seen, "left")));

        Assert.Equal(200, (await BonusOffice.PostAsync(office.Analyst, $"{path}/demand")).Status);
        Assert.Equal("recovery.wrong-state", (await BonusOffice.PostAsync(office.Analyst, $"{path}/demand")).Code);
        Assert.Equal(["taking"], await StatesAsync(office, "demand-proposed"));
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Approver, $"{path}/demand/refuse", Reason)).Status);
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Analyst, $"{path}/demand")).Status);
        Assert.Equal(403, (await BonusOffice.PostAsync(office.Analyst, $"{path}/demand/approve")).Status);
        var approved = await BonusOffice.PostAsync(office.Approver, $"{path}/demand/approve");
        Assert.Equal(
            ("settled", "150.00", "0.00"),
            (Text(approved.Body, "state"), Balance(approved, "claimed"), Balance(approved, "left"))
        );
        Assert.Equal("recovery.wrong-state", (await BonusOffice.PostAsync(office.Analyst, $"{path}/demand")).Code);

        var entries = await office.EntriesAsync();
        var april = entries.Single(e => e is { Kind: "approved", ManagerNo: "M2", Period: "2026-04" });
        Assert.Equal(
            ("recovered", "M2", "2026-04", "-150.00", april.EventId, id),
            (
                entries[^1].Kind,
                entries[^1].ManagerNo,
                entries[^1].Period,
                entries[^1].Amount,
                entries[^1].CorrectsEventId,
                entries[^1].RunId.ToString()
            )
        );
        Assert.Equal(entries.Count, entries[^1].Sequence);
        Assert.Equal(
            200,
            (
                await BonusOffice.PostAsync(
                    office.Payroll,
                    "/payroll/acknowledgements",
                    $$"""{ "items": [ { "eventId": "{{entries[^1].EventId}}", "status": "paid", "paidOn": "2026-06-15", "paidAmount": "-150.00" } ] }"""
                )
            ).Status
        );
        // What comes late for the leaver is theirs: everything is taken or claimed already.
        office.Others.Fact("late", "activated", "C3", "2026-05-03", "M2");
        await office.PayAsync("2026-06");
        Assert.Equal("100.00", (await office.StatementAsync("2026-06", "M2")).Payable);
        Assert.Empty(await FaultsAsync(office));
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
    }

    /// <summary>Payroll's entry names the run of a month that was paid.</summary>
    [Fact]
    public async Task Nothing_is_claimed_of_a_leaver_before_a_month_is_approved()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2", leftOn: "2026-03-20");
        await office.CloseAsync("2026-04");
        var approved = await ApproveAsync(office, await OpenAsync(office, "M2", "50.00"));
        var path = $"/recoveries/{Text(approved.Body, "id")}";
        Assert.Equal("2026-04", Text(approved.Body, "from"));
        Assert.Equal("recovery.pay-left", (await BonusOffice.PostAsync(office.Analyst, $"{path}/demand")).Code);
        await office.RunAndApproveAsync("2026-04");
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Analyst, $"{path}/demand")).Status);
    }

    [Fact]
    public async Task What_a_leaver_loses_anyway_is_not_set_against_a_demand()
    {
        await using var office = await BonusOffice.StartAsync(
            builder =>
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?> { ["Incentive:LeaverDeferral"] = "forfeit" }
                ),
            Rules.Hundred,
            Deferral
        );
        office.Others.Hire("M2", leftOn: "2026-04-20");
        office.Others.Fact("A", "activated", "C1", "2026-04-02", "M2");
        await office.PayAsync("2026-04");
        var approved = await ApproveAsync(office, await OpenAsync(office, "M2", "50.00"));
        Assert.Equal(("0.00", "50.00"), (Balance(approved, "forfeited"), Balance(approved, "left")));
    }

    [Fact]
    public async Task A_ledger_of_a_recovery_that_was_touched_is_found()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        await ApproveAsync(office, await OpenAsync(office, "M1", "50.00"));
        await using (var scope = office.Service.App.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
            await db.Database.ExecuteSqlRawAsync("UPDATE \"LedgerEntries\" SET \"Amount\" = 4000");
        }

        Assert.Equal(
            "Recovery 1: 50.00 is to be demanded, the books say 40.00.",
            Assert.Single(await FaultsAsync(office))
        );
    }

    private const string Reason = """{ "reason": "not proven" }""";
    private const string Side = """{ "text": "not I" }""";

    private static string Body(string managerNo, string amount, string period = "2026-04") =>
        $$"""
            { "managerNo": "{{managerNo}}", "ground": "false-results", "periods": [ "{{period}}" ], "amount": "{{amount}}",
              "evidence": [ "OA-1" ], "text": "made up" }
            """;

    private static Task<Answer> OpenAsync(
        BonusOffice office,
        string managerNo,
        string amount,
        string period = "2026-04"
    ) => BonusOffice.PostAsync(office.Analyst, "/recoveries", Body(managerNo, amount, period));

    private static async Task<Answer> ApproveAsync(BonusOffice office, Answer opened)
    {
        Assert.True(opened.Status == 201, opened.Body.ToString());
        var path = $"/recoveries/{Text(opened.Body, "id")}";
        var manager = office.Service.As(Roles.AccountManager, managerNo: Text(opened.Body, "managerNo"));
        Assert.Equal(200, (await BonusOffice.PostAsync(manager, $"{path}/side", Side)).Status);
        var approved = await BonusOffice.PostAsync(office.Approver, $"{path}/approve");
        Assert.True(approved.Status == 200, approved.Body.ToString());
        return approved;
    }

    private static Task<Answer> ProposeReleaseAsync(BonusOffice office) =>
        BonusOffice.PostAsync(office.Analyst, "/releases", """{ "dueUntil": "2027-04-30" }""");

    private static async Task<IReadOnlyList<string?>> StatesAsync(BonusOffice office, string state) =>
        [
            .. (await BonusOffice.GetAsync(office.Approver, $"/recoveries?state={state}"))
                .Body.GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("state").GetString()),
        ];

    /// <summary>The amounts taken from pay of the only case, by month.</summary>
    private static async Task<IReadOnlyList<(string, string)>> TakenAsync(BonusOffice office)
    {
        var row = (await BonusOffice.GetAsync(office.Analyst, "/recoveries")).Body.GetProperty("items")[0];
        var seen = await BonusOffice.GetAsync(office.Analyst, $"/recoveries/{Text(row, "id")}");
        return
        [
            .. seen
                .Body.GetProperty("balance")
                .GetProperty("parts")
                .EnumerateArray()
                .Select(p => (Text(p, "period"), Text(p, "amount"))),
        ];
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(BonusOffice office)
    {
        await using var scope = office.Service.App.Services.CreateAsyncScope();
        return await VerifyLedger.FaultsAsync(
            scope.ServiceProvider.GetRequiredService<IncentiveDbContext>(),
            CancellationToken.None
        );
    }

    private static string Balance(Answer answer, string name) => Text(answer.Body.GetProperty("balance"), name);

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}
