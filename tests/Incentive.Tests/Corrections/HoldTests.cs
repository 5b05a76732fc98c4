using System.Text.Json;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Releases;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.Tests.Corrections;

/// <summary>Pay that is withheld until another person releases it, or until a complaint is decided.</summary>
public sealed class HoldTests
{
    private const string Holding = """
        { "id": "complaints", "type": "complaint", "holdUntilDecided": true,
          "perUpheld": { "minor": "50.00", "major": "200.00", "severe": "1000.00" } }
        """;

    [Fact]
    public async Task The_whole_payable_is_held_month_by_month_and_paid_by_the_run_after_its_release()
    {
        await using var office = await OfficeAsync(Rules.Hundred);
        Facts(office, "2026-04", "2026-05", "2026-06");
        var hold = await MakeAsync(office, """{ "managerNo": "M1", "from": "2026-04", "reason": "核查中" }""");
        await office.PayAsync("2026-04");
        var april = await office.StatementAsync("2026-04");
        Assert.Equal(("0.00", "100.00"), (april.Payable, april.Held));
        var line = Assert.Single(april.Lines, l => l.Kind == "held");
        Assert.Equal(("-100.00", "暂扣 100.00 元，解除后发放，原因：核查中"), (line.Amount, line.Text.Zh));
        Assert.Empty(await office.EntriesAsync());
        await office.PayAsync("2026-05");
        Assert.Equal([("active", "200.00")], await RowsAsync(office));

        Assert.Equal("hold.maker-cannot-check", (await ReleaseAsync(office, hold, office.Analyst)).Code);
        Assert.Equal(200, (await ReleaseAsync(office, hold, office.Approver)).Status);
        Assert.Equal("hold.wrong-state", (await ReleaseAsync(office, hold, office.Approver)).Code);
        Assert.Equal([("released", "200.00")], await RowsAsync(office));
        await office.PayAsync("2026-06");
        var june = await office.StatementAsync("2026-06");
        Assert.Equal(("300.00", "0.00"), (june.Payable, june.Held));
        Assert.Equal("200.00", Assert.Single(june.Lines, l => l.Kind == "released-hold").Amount);
        Assert.Equal([("settled", "0.00")], await RowsAsync(office));
        Assert.Equal("300.00", Assert.Single(await office.EntriesAsync()).Amount);
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
        var known = (await BonusOffice.GetAsync(office.Analyst, "/statements/M1/2026-04?asKnownAt=1")).Body;
        Assert.Equal(("0.00", "100.00"), (Text(known, "payable"), Text(known, "held")));
    }

    [Fact]
    public async Task An_amount_is_held_once_in_all_and_a_rule_is_held_by_its_line()
    {
        await using var office = await OfficeAsync(Rules.Hundred, Rules.Instalment);
        Facts(office, "2026-04", "2026-05");
        office.Others.Fact("I", "instalment", "C9", "2026-04-03", amount: "20000.00");
        await MakeAsync(
            office,
            """{ "managerNo": "M1", "from": "2026-04", "amount": "120.00", "reason": "赔付待定" }"""
        );
        await MakeAsync(
            office,
            """{ "managerNo": "M1", "from": "2026-04", "rule": "instalment", "reason": "分期待核" }"""
        );
        await office.PayAsync("2026-04");
        var april = await office.StatementAsync("2026-04");
        // 100.00 and 30.00 earned: 120.00 of it by the amount, of the instalments what is left.
        Assert.Equal(("0.00", "130.00"), (april.Payable, april.Held));
        Assert.Equal(["-120.00", "-10.00"], april.Lines.Where(l => l.Kind == "held").Select(l => l.Amount));
        await office.PayAsync("2026-05");
        Assert.Equal(
            ("100.00", "0.00"),
            ((await office.StatementAsync("2026-05")).Payable, (await office.StatementAsync("2026-05")).Held)
        );
    }

    [Theory]
    [InlineData("""{ "managerNo": "M9", "from": "2026-04", "reason": "r" }""", 404, "manager.not-found")]
    [InlineData("""{ "managerNo": "M1", "from": "2099-04", "reason": "r" }""", 400, "correction.month-out-of-range")]
    [InlineData(
        """{ "managerNo": "M1", "from": "2026-04", "amount": "0", "reason": "r" }""",
        400,
        "hold.amount-out-of-range"
    )]
    [InlineData(
        """{ "managerNo": "M1", "from": "2026-04", "rule": "none", "reason": "r" }""",
        400,
        "hold.unknown-rule"
    )]
    public async Task What_cannot_be_is_refused(string json, int status, string code)
    {
        await using var office = await OfficeAsync(Rules.Hundred);
        var answer = await BonusOffice.PostAsync(office.Analyst, "/holds", json);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_run_that_waits_is_not_approved_without_a_hold_made_since()
    {
        await using var office = await OfficeAsync(Rules.Hundred);
        Facts(office, "2026-04");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        await MakeAsync(office, """{ "managerNo": "M1", "from": "2026-05", "reason": "later" }""");
        Assert.Equal("calculated", (await office.SeenAsync(run.Id)).Status);
        await MakeAsync(office, """{ "managerNo": "M1", "from": "2026-04", "reason": "now" }""");
        Assert.Equal("run.stale", (await office.ApproveAsync(run)).Code);
    }

    [Theory]
    [InlineData("upheld", "100.00", "-50.00")]
    [InlineData("rejected", "150.00", null)]
    public async Task An_undecided_complaint_holds_and_once_decided_is_taken_or_given_back(
        string outcome,
        string payable,
        string? taken
    )
    {
        await using var office = await OfficeAsync(Rules.Hundred, Holding);
        Facts(office, "2026-04", "2026-05", "2026-06");
        office.Others.Complain("P", "minor", null, null);
        await office.PayAsync("2026-04");
        var april = await office.StatementAsync("2026-04");
        Assert.Equal(("50.00", "50.00"), (april.Payable, april.Held));
        Assert.Equal("一起投诉尚未作出认定，暂扣 50.00 元", Assert.Single(april.Lines, l => l.Kind == "held").Text.Zh);
        var kept = Assert.Single(await KeptAsync(office.Analyst));
        Assert.Equal(("M1", "B1", "P", "2026-04", "50.00"), Kept(kept));
        Assert.Empty(await KeptAsync(office.Service.As(Roles.IncentiveAnalyst, org: "B2")));
        Assert.Single(await KeptAsync(office.Service.As(Roles.IncentiveAnalyst, org: "B1")));
        // It holds once, however long it takes.
        await office.PayAsync("2026-05");
        Assert.Equal("100.00", (await office.StatementAsync("2026-05")).Payable);

        office.Others.Complain("P", "minor", outcome, "2026-06-10");
        await office.PayAsync("2026-06");
        var june = await office.StatementAsync("2026-06");
        Assert.Equal(payable, june.Payable);
        Assert.Equal("50.00", Assert.Single(june.Lines, l => l.Kind == "released-hold").Amount);
        Assert.Equal(taken, june.Lines.SingleOrDefault(l => l.Kind == "complaint")?.Amount);
        Assert.Empty(await KeptAsync(office.Analyst));
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
    }

    [Fact]
    public async Task A_complaint_that_becomes_another_managers_is_given_back_to_the_first()
    {
        await using var office = await OfficeAsync(Rules.Hundred, Holding);
        office.Others.Hire("M2").Fact("F", "activated", "CF", "2026-05-02", "M2");
        Facts(office, "2026-04", "2026-05");
        office.Others.Complain("P", "minor", null, null);
        await office.PayAsync("2026-04");
        office.Others.Complain("P", "minor", null, null, "M2");
        await office.PayAsync("2026-05");
        Assert.Equal("150.00", (await office.StatementAsync("2026-05")).Payable);
        Assert.Equal("50.00", (await office.StatementAsync("2026-05", "M2")).Payable);
        Assert.Equal(("M2", "B1", "P", "2026-05", "50.00"), Kept(Assert.Single(await KeptAsync(office.Analyst))));
        Assert.Equal(
            ["managerNo,name,org,orgName,complaint,from,held", "M2,,B1,,P,2026-05,50.00"],
            (await office.Analyst.GetStringAsync("/holds/complaints.csv")).TrimEnd().Split("\r\n")
        );
    }

    private static async Task<List<JsonElement>> KeptAsync(HttpClient by) =>
        [.. (await BonusOffice.GetAsync(by, "/holds/complaints")).Body.GetProperty("items").EnumerateArray()];

    private static (string?, string?, string?, string?, string?) Kept(JsonElement row) =>
        (Text(row, "managerNo"), Text(row, "org"), Text(row, "complaint"), Text(row, "from"), Text(row, "held"));

    [Fact]
    public async Task What_is_held_is_not_released_when_it_falls_due()
    {
        await using var office = await OfficeAsync(
            Rules.Hundred,
            """{ "id": "deferral", "type": "deferral", "share": "0.10", "years": 1 }"""
        );
        office.Others.Hire("M2").Hire("M3");
        Facts(office, "2026-04");
        office
            .Others.Fact("F2", "activated", "C2", "2026-04-02", "M2")
            .Fact("F3", "activated", "C3", "2026-04-02", "M3");
        await office.PayAsync("2026-04");
        var whole = await MakeAsync(office, """{ "managerNo": "M1", "from": "2026-04", "reason": "核查中" }""");
        await MakeAsync(office, """{ "managerNo": "M2", "from": "2026-04", "amount": "4.00", "reason": "核查中" }""");
        office.Service.Clock.SetTo(new(2027, 4, 20));
        var proposed = await BonusOffice.PostAsync(office.Analyst, "/releases", """{ "dueUntil": "2027-04-30" }""");
        Assert.Equal("16.00", Text(proposed.Body, "total"));
        // The hold ends while the release waits: what it paid is no longer what is due.
        Assert.Equal(200, (await ReleaseAsync(office, whole, office.Approver)).Status);
        var path = $"/releases/{Text(proposed.Body, "id")}";
        Assert.Equal("release.stale", (await BonusOffice.PostAsync(office.Approver, $"{path}/approve")).Code);
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Analyst, $"{path}/withdraw")).Status);
        proposed = await BonusOffice.PostAsync(office.Analyst, "/releases", """{ "dueUntil": "2027-04-30" }""");
        Assert.Equal("26.00", Text(proposed.Body, "total"));
        path = $"/releases/{Text(proposed.Body, "id")}";
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Approver, $"{path}/approve")).Status);
        Assert.Empty(
            await office.Service.ReadAsync<IncentiveDbContext, IReadOnlyList<string>>(db =>
                VerifyLedger.FaultsAsync(db, CancellationToken.None)
            )
        );
    }

    private static async Task<BonusOffice> OfficeAsync(params string[] rules)
    {
        var office = await BonusOffice.StartAsync(rules);
        await office.DeliverAsync();
        return office;
    }

    /// <summary>An activation of M1 in each month.</summary>
    private static void Facts(BonusOffice office, params string[] months)
    {
        foreach (var month in months)
            office.Others.Fact($"A{month}", "activated", $"C{month}", $"{month}-02");
    }

    private static async Task<string> MakeAsync(BonusOffice office, string json)
    {
        var made = await BonusOffice.PostAsync(office.Analyst, "/holds", json);
        Assert.True(made.Status == 201, made.Body.ToString());
        return Text(made.Body, "id");
    }

    private static Task<Answer> ReleaseAsync(BonusOffice office, string id, HttpClient by) =>
        BonusOffice.PostAsync(by, $"/holds/{id}/release", """{ "reason": "核查完毕" }""");

    private static async Task<List<(string State, string Held)>> RowsAsync(BonusOffice office) =>
        [
            .. (await BonusOffice.GetAsync(office.Service.As(Roles.Auditor), "/holds"))
                .Body.GetProperty("items")
                .EnumerateArray()
                .Select(r => (Text(r, "state"), Text(r, "held"))),
        ];

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;
}
