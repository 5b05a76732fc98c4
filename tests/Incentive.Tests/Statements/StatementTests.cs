using System.Globalization;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Statements;

public class StatementTests
{
    [Fact]
    public async Task A_factor_by_kpis_takes_what_performance_announced_unrounded()
    {
        await using var office = await BonusOffice.StartAsync(
            Rules.Hundred,
            """{ "id": "duty", "type": "factor", "of": ["activation"], "by": "kpis", "kpis": [ { "kpi": "active-rate", "weight": "1" } ] }"""
        );
        office
            .Others.Fact("A", "activated", "C1", "2026-04-02")
            .ScoreWithKpis("2026-04", 1, ("active-rate", new(2, 3)));
        await office.PayAsync("2026-04");

        var statement = await office.StatementAsync("2026-04");
        Assert.Equal("66.67", $"{statement.Payable}");
        Assert.Equal(
            "Weighted sum of KPIs 0.666667 (active-rate 0.666667 × 1): factor 0.666667 (included in Activations)",
            statement.Lines.Single(l => l.Rule == "duty").Text.En
        );
    }

    [Fact]
    public async Task Before_approval_only_who_makes_checks_and_audits_sees_a_statement()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Units(("B1", null), ("B2", null), ("B1-1", "B1"))
            .Hire("M2", "B2")
            .Hire("M3", "B1-1")
            .Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        string[] early = [Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor];

        foreach (var role in early)
            Assert.Equal("calculated", (await office.StatementAsync("2026-04", by: office.Service.As(role))).Status);
        Assert.Equal(404, await StatusAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "M1"));
        Assert.Equal(404, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B1"), "M1"));
        Assert.Empty(await ListAsync(office.Analyst));

        await office.ApproveAsync(run);
        foreach (var role in early)
            Assert.Equal("approved", (await office.StatementAsync("2026-04", by: office.Service.As(role))).Status);
        Assert.Equal(200, await StatusAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "M1"));
        Assert.Equal(404, await StatusAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "M3"));
        Assert.Equal(200, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B1"), "M3"));
        Assert.Equal(404, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B1"), "M2"));
        foreach (var role in new[] { Roles.Payroll, Roles.Hr, Roles.Administrator, Roles.Trainer, Roles.ComplaintDesk })
            Assert.Equal(403, await StatusAsync(office.Service.As(role), "M1"));
        Assert.Equal(["M1", "M2", "M3"], await ListAsync(office.Analyst));
        Assert.Equal(["M1", "M3"], await ListAsync(office.Service.As(Roles.BranchHead, org: "B1")));
        Assert.Equal(["M2"], await ListAsync(office.Service.As(Roles.AccountManager, managerNo: "M2")));
    }

    [Fact]
    public async Task A_rejected_run_leaves_no_statement()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.CloseAsync("2026-04");
        await BonusOffice.PostAsync(
            office.Approver,
            $"/runs/{(await office.RunAsync("2026-04")).Id}/reject",
            """{ "reason": "again" }"""
        );

        Assert.Equal(404, await StatusAsync(office.Analyst, "M1"));
    }

    [Fact]
    public async Task Reading_a_statement_is_on_record()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        await office.StatementAsync("2026-04", by: office.Service.As(Roles.Auditor, id: "zhao"));

        Assert.Equal(
            "M1 2026-04",
            await office.Service.ReadAsync<IncentiveDbContext, string>(db =>
                db.Audit.Where(a => a.Actor == "zhao").Select(a => a.Subject).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Everybody_of_the_period_has_one_with_zeros_if_nothing_was_earned()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");

        var statement = await office.StatementAsync("2026-04");
        Assert.Equal(
            ("0.00", "0.00", "0.00", "0.00", "B1"),
            (statement.Payable, statement.Deferred, statement.Held, statement.Carried, statement.Org)
        );
        Assert.Empty(statement.Lines);
    }

    [Fact]
    public async Task Every_kind_of_line_has_words_in_both_languages_and_the_amounts_sum_to_what_is_payable()
    {
        await using var office = await BonusOffice.StartAsync(
            Rules.Activation.Replace("\"fact\"", "\"products\": [\"gold\"], \"fact\"", StringComparison.Ordinal),
            Rules.Instalment,
            Rules.Factor,
            """{ "id": "second", "type": "factor", "of": ["instalment"], "by": "scorecard", "bands": [ { "from": 0, "factor": "1" } ] }""",
            """{ "id": "approval", "type": "per-unit", "fact": "approved", "rate": "400.00", "gate": { "certificate": "CARD-SALES", "cureDays": 30 } }""",
            Rules.Complaints,
            Rules.Clawback,
            Rules.Cap.Replace("20000", "3000", StringComparison.Ordinal),
            Rules.Deferral
        );
        var others = office.Others.Hire(level: "senior").Certify("2026-05-10");
        // April: cards of one product, one that another month counts, one that never counts; a complaint larger than
        // all earnings.
        others
            .Fact("A1", "activated", "C1", "2026-04-02", product: "gold")
            .Fact("A2", "activated", "C2", "2026-04-02", product: "silver")
            .Fact("N1", "approved", "C1", "2026-04-01")
            .Fact("N2", "approved", "C2", "2026-04-20")
            .Complain("P1", "severe", "upheld", "2026-04-05");
        await office.PayAsync("2026-04");
        // May: a score, eleven cards at two rates, one cancelled, instalments.
        others
            .Score("2026-05", 1.25m)
            .Fact("I", "instalment", "C2", "2026-05-03", amount: "1234567.89")
            .Fact("X", "cancelled", "G3", "2026-05-20")
            .Complain("P2", "minor", "upheld", "2026-05-05")
            .Complain("P3", "major", "upheld", "2026-05-05");
        for (var i = 0; i < 31; i++)
            others.Fact($"G{i:00}", "activated", $"G{i}", "2026-05-04", product: "gold");
        await office.PayAsync("2026-05");
        // June earns a little, and July learns of more of it; August learns that all of May is clawed back, more than
        // August has.
        others.Fact("J1", "activated", "J1", "2026-06-02", product: "gold");
        await office.PayAsync("2026-06");
        others.Fact("J2", "activated", "J2", "2026-06-02", product: "gold");
        await office.PayAsync("2026-07");
        for (var i = 0; i < 31; i++)
            others.Void($"G{i:00}");
        others.Void("I");
        await office.PayAsync("2026-08");

        var statements = new List<Statement>();
        foreach (var month in new[] { "2026-04", "2026-05", "2026-06", "2026-07", "2026-08" })
            statements.Add(await office.StatementAsync(month));
        Assert.All(statements, s => Assert.Equal(Parse(s.Payable), s.Lines.Sum(l => Parse(l.Amount))));
        var lines = statements.SelectMany(s => s.Lines).ToList();
        Assert.Equal(
            ["adjustment", "cap", "carried", "clawback", "complaint", "deferral", "earned", "factor", "why-not"],
            lines.Select(l => l.Kind).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(
            lines,
            l =>
                Assert.True(
                    l.Text.Zh.Any(c => c > 0x2E80) && l.Text.En.Length > 10 && !l.Text.En.Any(c => c > 0x2E80),
                    $"{l.Text.Zh} / {l.Text.En}"
                )
        );
        Assert.All(lines, l => Assert.DoesNotContain("{", l.Text.Zh + l.Text.En, StringComparison.Ordinal));
        Assert.Equal(
            [
                "adjustment",
                "adjustment-cut",
                "cap",
                "carried-in",
                "carried-out",
                "clawback",
                "complaint",
                "counts-later",
                "deferral",
                "earned-per-amount",
                "earned-per-unit",
                "factor",
                "factor-no-scorecard",
                "not-certified",
                "product-not-paid",
            ],
            (
                await office.Service.ReadAsync<IncentiveDbContext, List<string>>(async db =>
                    (await db.Statements.ToListAsync())
                        .SelectMany(s => s.ReadLines())
                        .Select(l => l.Reason)
                        .Distinct()
                        .ToList()
                )
            ).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            (
                "激活 31 张：10 张每张 50 元，20 张每张 80 元，1 张每张 120 元，系数 1.2",
                "Activations: 31 cards; 10 at ¥50.00 each, 20 at ¥80.00 each, 1 at ¥120.00 each, factor 1.2"
            ),
            Words("activation", "31")
        );
        Assert.Equal(
            ("分期 1,234,567.89 元，费率 0.15%", "Instalments: ¥1,234,567.89 at 0.15%"),
            Words("instalment", "1234567.89")
        );
        Assert.Equal(
            ("1 张卡在 30 天内注销，扣回 60.00 元", "1 card cancelled within 30 days: ¥60.00 clawed back"),
            Words("early-cancel", "1")
        );
        // Half-width punctuation beside Chinese is an error of the text.
        Assert.All(
            lines.Select(l => l.Text.Zh),
            text => Assert.DoesNotMatch("[\u4e00-\u9fff][,:;?!()]|[,:;?!()][\u4e00-\u9fff]", text)
        );

        (string, string) Words(string rule, string quantity) =>
            lines.Where(l => l.Rule == rule && l.Quantity == quantity).Select(l => (l.Text.Zh, l.Text.En)).First();
    }

    [Fact]
    public async Task Ratios_are_exact_text_and_money_has_two_places()
    {
        await using var office = await BonusOffice.StartAsync(
            Rules.Instalment,
            Rules.Factor.Replace("activation", "instalment", StringComparison.Ordinal)
        );
        office.Others.Score("2026-04", 0.8000m).Fact("A", "instalment", "C1", "2026-04-02", amount: "12345678901.23");
        await office.PayAsync("2026-04");

        var line = (await office.StatementAsync("2026-04")).Lines[0];
        Assert.Equal(
            (12345678901.23m, 0.0015m, 0.8m, 14814814.681476m),
            (Parse(line.Quantity!), Parse(line.Rate!), Parse(line.Factor!), Parse(line.Exact!))
        );
        Assert.Equal(("14814814.68", "half-up-0.01"), (line.Amount, line.Rounding));
        Assert.Equal(["A"], line.Basis);
    }

    [Fact]
    public async Task The_adjustment_opens_to_the_old_and_new_lines_of_each_period()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2").Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        office.Others.Fact("B", "activated", "C2", "2026-04-03");
        var run = await office.PayAsync("2026-05");

        var statement = await office.StatementAsync("2026-05");
        var adjustment = Assert.Single(statement.Lines);
        Assert.Equal(("100.00", "100.00"), (statement.Payable, adjustment.Amount));
        Assert.Equal(["2026-04"], adjustment.Basis);
        var step = Assert.Single(adjustment.Steps!);
        Assert.Equal(("2026-04", 100m, 200m), (step.Subject, Parse(step.Quantity!), Parse(step.Amount!)));

        var lines = (await BonusOffice.GetAsync(office.Approver, $"/runs/{run.Id}/lines"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(l =>
                (
                    l.GetProperty("managerNo").GetString(),
                    l.GetProperty("period").GetString(),
                    l.GetProperty("kind").GetString(),
                    l.GetProperty("amount").GetString()
                )
            );
        Assert.Equal([("M1", "2026-05", "adjustment", "100.00"), ("M1", "2026-04", "earned", "200.00")], lines);
        Assert.Equal("100.00", (await office.StatementAsync("2026-04")).Payable); // never rewritten
    }

    [Fact]
    public async Task Lines_of_a_run_come_in_pages_of_whole_managers()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Rules.Factor);
        office.Others.Hire("M2").Hire("M3");
        foreach (var manager in new[] { "M1", "M2", "M3" })
            office.Others.Fact($"F{manager}", "activated", $"C{manager}", "2026-04-02", manager);
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");

        var first = (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run.Id}/lines?limit=3")).Body;
        Assert.Equal(
            ["M1", "M1", "M2", "M2"],
            first.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("managerNo").GetString())
        );
        var rest = (
            await BonusOffice.GetAsync(
                office.Analyst,
                $"/runs/{run.Id}/lines?limit=3&after={first.GetProperty("next").GetString()}"
            )
        ).Body;
        Assert.Equal(
            ["M3", "M3"],
            rest.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("managerNo").GetString())
        );
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        Assert.Equal(
            2,
            (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run.Id}/lines?manager=M2"))
                .Body.GetProperty("items")
                .GetArrayLength()
        );
    }

    [Fact]
    public async Task Lines_of_a_run_are_counted_on_request_wherever_the_page_begins_and_as_they_are_filtered()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Rules.Factor);
        office.Others.Hire("M2").Hire("M3");
        foreach (var manager in new[] { "M1", "M2", "M3" })
            office.Others.Fact($"F{manager}", "activated", $"C{manager}", "2026-04-02", manager);
        await office.PayAsync("2026-04");
        office.Others.Fact("LATE", "activated", "C9", "2026-04-03", "M2");
        var run = await office.PayAsync("2026-05");

        async Task<int?> TotalAsync(string query, string? org = null) =>
            (
                await BonusOffice.GetAsync(office.Service.As(Roles.Auditor, org), $"/runs/{run.Id}/lines{query}")
            ).Body.TryGetProperty("total", out var total)
                ? total.GetInt32()
                : null;

        // The lines of earlier months that are calculated anew are in the list and in its total.
        var all = (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run.Id}/lines?limit=500")).Body.GetProperty(
            "items"
        );
        Assert.Contains(all.EnumerateArray(), l => l.GetProperty("period").GetString() == "2026-04");
        Assert.Null(await TotalAsync("?limit=1"));
        Assert.Equal(all.GetArrayLength(), await TotalAsync("?limit=1&total=true"));
        var next = (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run.Id}/lines?limit=1"))
            .Body.GetProperty("next")
            .GetString();
        Assert.Equal(all.GetArrayLength(), await TotalAsync($"?limit=1&total=true&after={next}"));
        foreach (var manager in new[] { "M1", "M2", "M9" })
        {
            var theirs = all.EnumerateArray().Count(l => l.GetProperty("managerNo").GetString() == manager);
            Assert.Equal(theirs, await TotalAsync($"?manager={manager}&total=true"));
            Assert.Equal(theirs, await TotalAsync($"?search={manager}&total=true"));
        }

        Assert.Equal(0, await TotalAsync("?total=true", "NOWHERE"));
    }

    [Fact]
    public async Task They_are_sorted_and_exported_and_the_export_is_recorded()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2", "B2").Hire("M3");
        foreach (var (fact, manager) in new[] { ("A", "M1"), ("B", "M1"), ("C", "M2"), ("D", "M3") })
            office.Others.Fact(fact, "activated", $"C{fact}", "2026-04-02", manager);
        await office.PayAsync("2026-04");

        Assert.Equal(
            ["M2", "M3", "M1"],
            await office.Approver.WalkAsync("/statements?period=2026-04&sort=payable", "managerNo")
        );
        Assert.Equal(
            ["M1", "M2", "M3"],
            await office.Approver.WalkAsync("/statements?period=2026-04&sort=-payable", "managerNo")
        );
        Assert.Equal(
            ["200.00", "100.00", "100.00"],
            await office.Approver.ColumnAsync("/statements.csv?period=2026-04&sort=-payable", "payable")
        );
        Assert.Equal(
            ["M2"],
            await office
                .Service.As(Roles.BranchHead, org: "B2", id: "head")
                .ColumnAsync("/statements.csv?period=2026-04", "managerNo")
        );
        var entry = await office.Service.ReadAsync(db => db.Audit.AsNoTracking().SingleAsync(e => e.Actor == "head"));
        Assert.Equal(("GET /statements.{format}", "csv period=2026-04"), (entry.Action, entry.Subject));
    }

    private static decimal Parse(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);

    private static async Task<int> StatusAsync(HttpClient by, string manager) =>
        (await BonusOffice.GetAsync(by, $"/statements/{manager}/2026-04")).Status;

    private static async Task<IReadOnlyList<string?>> ListAsync(HttpClient by) =>
        (await BonusOffice.GetAsync(by, "/statements?period=2026-04"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(s => s.GetProperty("managerNo").GetString())
            .ToList();
}
