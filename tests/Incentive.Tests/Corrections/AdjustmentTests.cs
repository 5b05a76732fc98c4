using System.Text.Json;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Corrections;

/// <summary>Amounts that people give or take beside the plan: two people, one run, one line with its reason.</summary>
public sealed class AdjustmentTests
{
    [Fact]
    public async Task What_another_person_approved_is_a_line_of_the_next_run_once()
    {
        await using var office = await OfficeAsync();
        await office.PayAsync("2026-04");
        var proposed = await ProposeAsync(office, "M1", "2026-04", "250.00", "漏记四月竞赛奖励");
        Assert.Equal(
            (201, "proposed", "250.00", "0.00"),
            (proposed.Status, Text(proposed, "state"), Text(proposed, "given"), Text(proposed, "taken"))
        );
        var path = $"/adjustments/{Text(proposed, "id")}";
        // Nothing is paid before the approval, and nobody approves their own.
        await office.CloseAsync("2026-05");
        var without = await office.RunAsync("2026-05");
        Assert.Equal("0.00", (await office.StatementAsync("2026-05")).Payable);
        var both = office.Service.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: "both");
        var own = await ProposeAsync(office, "M1", "2026-04", "1.00", "own", both);
        var ownPath = $"/adjustments/{Text(own, "id")}";
        Assert.Equal("adjustment.maker-cannot-check", (await BonusOffice.PostAsync(both, $"{ownPath}/approve")).Code);
        Assert.Equal(200, (await BonusOffice.PostAsync(both, $"{ownPath}/withdraw")).Status);
        Assert.Equal(403, (await BonusOffice.PostAsync(office.Analyst, $"{path}/approve")).Status);
        Assert.Equal("approved", Text(await BonusOffice.PostAsync(office.Approver, $"{path}/approve"), "state"));
        Assert.Equal("adjustment.wrong-state", (await BonusOffice.PostAsync(office.Approver, $"{path}/approve")).Code);
        // The run that waits knows nothing of it.
        Assert.Equal("run.stale", (await office.ApproveAsync(without)).Code);
        await BonusOffice.PostAsync(office.Analyst, $"/runs/{without.Id}/cancel");

        await office.RunAndApproveAsync("2026-05");
        var statement = await office.StatementAsync("2026-05");
        var line = Assert.Single(statement.Lines, l => l.Kind == "manual");
        Assert.Equal(("250.00", "250.00", "1"), (statement.Payable, line.Amount, Assert.Single(line.Basis)));
        Assert.Equal("人工调整（2026 年 4 月）：漏记四月竞赛奖励", line.Text.Zh);
        Assert.Equal("Manual adjustment for April 2026: 漏记四月竞赛奖励", line.Text.En);
        Assert.Equal("250.00", (await office.EntriesAsync())[^1].Amount);
        var row = Assert.Single(await RowsAsync(office, "?state=settled"));
        Assert.Equal(
            ("250.00", "2026-04"),
            (row.GetProperty("paid").GetString(), row.GetProperty("period").GetString())
        );

        // Late knowledge of a month and the next run leave it as it is.
        office.Others.Fact("late", "activated", "C9", "2026-05-03");
        await office.PayAsync("2026-06");
        statement = await office.StatementAsync("2026-06");
        Assert.Equal("100.00", statement.Payable);
        Assert.DoesNotContain(statement.Lines, l => l.Kind == "manual");
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
        Assert.Equal("250.00", await AsKnownAsync(office, "2026-05", "2"));
        Assert.Equal("350.00", await AsKnownAsync(office, "2026-05", "now"));
    }

    [Fact]
    public async Task What_is_taken_waits_until_there_is_enough_and_is_never_below_zero()
    {
        await using var office = await OfficeAsync();
        office.Others.Fact("A", "activated", "C1", "2026-04-02").Fact("B", "activated", "C2", "2026-05-02");
        office.Others.Fact("C", "activated", "C3", "2026-06-02");
        await ApproveAsync(office, await ProposeAsync(office, "M1", "2026-04", "-250.00", "多发"));
        await ApproveAsync(office, await ProposeAsync(office, "M1", "2026-04", "20.00", "少发"));
        var payable = new List<(string, string)>();
        foreach (var month in new[] { "2026-04", "2026-05", "2026-06" })
        {
            await office.PayAsync(month);
            var statement = await office.StatementAsync(month);
            payable.Add(
                (
                    statement.Payable,
                    string.Join(' ', statement.Lines.Where(l => l.Kind == "manual").Select(l => l.Amount))
                )
            );
        }

        Assert.Equal([("0.00", "20.00 -120.00"), ("0.00", "-100.00"), ("70.00", "-30.00")], payable);
        Assert.Equal(
            "Manual adjustment for April 2026: 多发. This period is deducted down to zero, ¥100.00; later ones take the "
                + "remaining ¥30.00",
            (await office.StatementAsync("2026-05")).Lines.Single(l => l.Kind == "manual").Text.En
        );
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
    }

    [Fact]
    public async Task Who_has_left_gets_a_statement_for_it_and_none_while_it_waits()
    {
        await using var office = await OfficeAsync();
        office.Others.Hire("M2", leftOn: "2026-03-31").Hire("M3", leftOn: "2026-03-31");
        await office.DeliverAsync();
        await ApproveAsync(office, await ProposeAsync(office, "M2", "2026-03", "80.00", "补发三月"));
        await ApproveAsync(office, await ProposeAsync(office, "M3", "2026-03", "-80.00", "追回三月"));
        await office.PayAsync("2026-04");

        Assert.Equal("80.00", (await office.StatementAsync("2026-04", "M2")).Payable);
        Assert.Equal("B1", (await office.StatementAsync("2026-04", "M2")).Org);
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Analyst, "/statements/M3/2026-04")).Status);
        Assert.Equal(
            ["M3"],
            (await RowsAsync(office, "?state=approved")).Select(r => r.GetProperty("managerNo").GetString()!)
        );
        await office.PayAsync("2026-05");
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Analyst, "/statements/M2/2026-05")).Status);
    }

    [Theory]
    [InlineData("""UPDATE "RunCorrections" SET "Amount" = 100""")]
    [InlineData("""DELETE FROM "RunCorrections" """)]
    [InlineData("""UPDATE "RunCorrections" SET "Reference" = '2'""")]
    [InlineData(
        """INSERT INTO "RunCorrections" SELECT "RunNumber", 'M2', "Kind", "Reference", "Amount" FROM "RunCorrections" """
    )]
    [InlineData("""UPDATE "Sheets" SET "Corrected" = 0""")]
    public async Task A_run_whose_stored_parts_were_changed_pays_nothing(string sql)
    {
        await using var office = await OfficeAsync();
        await ApproveAsync(office, await ProposeAsync(office, "M1", "2026-04", "80.00", "补发"));
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        await office.Service.ReadAsync<IncentiveDbContext, int>(db => db.Database.ExecuteSqlRawAsync(sql));

        Assert.Equal("run.result-changed", (await office.ApproveAsync(run)).Code);
        Assert.Empty(await office.EntriesAsync());
    }

    [Fact]
    public async Task A_returned_or_withdrawn_one_pays_nothing_and_says_why()
    {
        await using var office = await OfficeAsync();
        var returned = $"/adjustments/{Text(await ProposeAsync(office, "M1", "2026-04", "80.00", "补发"), "id")}";
        var withdrawn = $"/adjustments/{Text(await ProposeAsync(office, "M1", "2026-04", "90.00", "补发"), "id")}";
        Assert.Equal(
            "request.invalid",
            (await BonusOffice.PostAsync(office.Approver, $"{returned}/return", """{ "reason": "   " }""")).Code
        );
        Assert.Equal(
            200,
            (await BonusOffice.PostAsync(office.Approver, $"{returned}/return", """{ "reason": "缺少依据" }""")).Status
        );
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Analyst, $"{withdrawn}/withdraw")).Status);
        Assert.Equal(
            "adjustment.wrong-state",
            (await BonusOffice.PostAsync(office.Analyst, $"{returned}/withdraw")).Code
        );
        await office.PayAsync("2026-04");
        Assert.Equal("0.00", (await office.StatementAsync("2026-04")).Payable);
        Assert.Equal(
            [("90.00", "withdrawn", null), ("80.00", "returned", "缺少依据")],
            (await RowsAsync(office, "")).Select(r =>
                (
                    r.GetProperty("amount").GetString(),
                    r.GetProperty("state").GetString(),
                    r.GetProperty("returnReason").GetString()
                )
            )
        );
    }

    [Theory]
    [InlineData("amount", "1e9")]
    [InlineData("period", "2026-99")]
    public async Task What_cannot_be_read_is_named(string member, string text)
    {
        await using var office = await BonusOffice.StartAsync();
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["managerNo"] = "M1",
            ["period"] = "2026-04",
            ["amount"] = "1.00",
            ["reason"] = "why",
            ["evidence"] = Array.Empty<string>(),
            [member] = text,
        };

        var answer = await BonusOffice.PostAsync(
            office.Analyst,
            "/adjustments",
            System.Text.Json.JsonSerializer.Serialize(body)
        );

        Assert.Equal((400, "request.invalid"), (answer.Status, answer.Code));
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(member, out _), $"{answer.Body}");
    }

    [Theory]
    [InlineData("M9", "2026-04", "1.00", "why", 404, "manager.not-found")]
    [InlineData("M1", "2026-04", "0.00", "why", 400, "adjustment.amount-out-of-range")]
    [InlineData("M1", "2026-04", "1000000.01", "why", 400, "adjustment.amount-out-of-range")]
    [InlineData("M1", "2026-04", "-1000000.01", "why", 400, "adjustment.amount-out-of-range")]
    [InlineData("M1", "2099-01", "1.00", "why", 400, "correction.month-out-of-range")]
    [InlineData("M1", "2026-Q1", "1.00", "why", 400, "correction.month-out-of-range")]
    [InlineData("M1", "2026-04", "1.00", " ", 400, "request.invalid")]
    public async Task What_cannot_be_is_refused(
        string manager,
        string period,
        string amount,
        string reason,
        int status,
        string code
    )
    {
        await using var office = await OfficeAsync();
        var answer = await ProposeAsync(office, manager, period, amount, reason);
        Assert.Equal(status, answer.Status);
        if (code != "request.invalid")
            Assert.Equal(code, answer.Code);
        Assert.Empty(await RowsAsync(office, ""));
    }

    [Fact]
    public async Task A_file_is_taken_whole_decided_as_one_and_never_twice()
    {
        await using var office = await OfficeAsync();
        office.Others.Hire("M2");
        await office.DeliverAsync();
        const string File = "客户经理编号,期间,金额,原因\r\nM1,2026-04,100.00,竞赛\r\nM2,2026-04,-30.00,多发\r\n";
        var bad = await ImportAsync(
            office,
            File + "M9,2026-04,1.00,谁\r\nM1,2026-04,100.00,竞赛\r\nM1,2026-04,0,零\r\n"
        );
        Assert.Equal(("failed", 3L), (bad.Status, bad.RowsRejected));
        Assert.Empty(await RowsAsync(office, ""));

        var taken = await ImportAsync(office, File);
        Assert.Equal(("completed", 2L), (taken.Status, taken.RowsAccepted));
        var again = await ImportAsync(office, File);
        Assert.Equal(("completed", 2L), (again.Status, again.RowsUnchanged));
        var rows = await RowsAsync(office, "");
        Assert.Equal([taken.Id, taken.Id], rows.Select(r => r.GetProperty("proposal").GetGuid()));
        Assert.All(rows, r => Assert.True(r.GetProperty("isOfFile").GetBoolean()));
        Assert.Equal(
            404,
            (
                await BonusOffice.PostAsync(
                    office.Approver,
                    $"/adjustments/{rows[0].GetProperty("id").GetString()}/approve"
                )
            ).Status
        );

        var proposal = await BonusOffice.GetAsync(office.Approver, $"/adjustments/{taken.Id}");
        Assert.Equal(
            (2, "100.00", "-30.00"),
            (proposal.Body.GetProperty("adjustments").GetInt32(), Text(proposal, "given"), Text(proposal, "taken"))
        );
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Approver, $"/adjustments/{taken.Id}/approve")).Status);
        await office.PayAsync("2026-04");
        Assert.Equal("100.00", (await office.StatementAsync("2026-04")).Payable);
        Assert.Equal("0.00", (await office.StatementAsync("2026-04", "M2")).Payable);
    }

    private static async Task<BonusOffice> OfficeAsync()
    {
        var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.DeliverAsync();
        return office;
    }

    internal static Task<Answer> ProposeAsync(
        BonusOffice office,
        string manager,
        string period,
        string amount,
        string reason,
        HttpClient? by = null
    ) =>
        BonusOffice.PostAsync(
            by ?? office.Analyst,
            "/adjustments",
            JsonSerializer.Serialize(
                new
                {
                    managerNo = manager,
                    period,
                    amount,
                    reason,
                    evidence = new[] { "OA-2026-17" },
                }
            )
        );

    internal static async Task ApproveAsync(BonusOffice office, Answer proposed)
    {
        Assert.True(proposed.Status == 201, proposed.Body.ToString());
        var approved = await BonusOffice.PostAsync(office.Approver, $"/adjustments/{Text(proposed, "id")}/approve");
        Assert.True(approved.Status == 200, approved.Body.ToString());
    }

    private static async Task<ImportOutcome> ImportAsync(BonusOffice office, string csv) =>
        await office.Service.ImportAsync("adjustments", csv, office.Analyst, atomic: true);

    private static async Task<string?> AsKnownAsync(BonusOffice office, string month, string known) =>
        Text(await BonusOffice.GetAsync(office.Analyst, $"/statements/M1/{month}?asKnownAt={known}"), "payable");

    private static async Task<List<JsonElement>> RowsAsync(BonusOffice office, string query) =>
        [
            .. (await BonusOffice.GetAsync(office.Analyst, $"/adjustments{query}"))
                .Body.GetProperty("items")
                .EnumerateArray(),
        ];

    private static string? Text(Answer answer, string field) => answer.Body.GetProperty(field).GetString();
}
