using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Plans;

public class PlanRoutesTests
{
    private static readonly string Sound = Rules.Json(
        "2026-04",
        Rules.Activation,
        Rules.Factor,
        Rules.Clawback,
        Rules.Deferral
    );

    [Fact]
    public async Task Each_writing_is_a_new_draft_version_and_none_is_changed()
    {
        await using var office = await BonusOffice.StartAsync();

        var (first, second) = (
            await office.PutPlanAsync(Sound),
            await office.PutPlanAsync(Rules.Json("2026-05", Rules.Activation, Rules.Factor))
        );
        Assert.Equal(
            (200, 1, 2, "draft"),
            (first.Status, Version(first), Version(second), first.Body.GetProperty("status").GetString())
        );
        var read = await BonusOffice.GetAsync(office.Approver, "/plans/CARD/versions/1");
        Assert.Equal(first.Body.ToString(), read.Body.ToString());
        Assert.Equal("2026-04", read.Body.GetProperty("document").GetProperty("effectiveFrom").GetString());
        Assert.Equal(
            [1, 2],
            (await BonusOffice.GetAsync(office.Approver, "/plans"))
                .Body.GetProperty("items")
                .EnumerateArray()
                .Select(p => p.GetProperty("version").GetInt32())
        );
        var one = (await BonusOffice.GetAsync(office.Approver, "/plans?limit=1&total=true")).Body;
        Assert.Equal((1, 2), (one.GetProperty("items").GetArrayLength(), one.GetProperty("total").GetInt32()));
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Approver, "/plans/CARD/versions/3")).Status);
    }

    [Theory]
    [InlineData(
        "[ { \"from\": \"0\", \"factor\": \"0\" }, { \"from\": \"0.6\", \"to\": \"0.79\", \"factor\": \"1\" }, { \"from\": \"0.8\", \"factor\": \"2\" } ]",
        "plan.hole"
    )]
    [InlineData(
        "[ { \"from\": \"0\", \"factor\": \"0\" }, { \"from\": \"0.6\", \"to\": \"0.81\", \"factor\": \"1\" }, { \"from\": \"0.8\", \"factor\": \"2\" } ]",
        "plan.overlap"
    )]
    public async Task A_plan_whose_bands_have_a_hole_or_an_overlap_is_refused(string bands, string code)
    {
        await using var office = await BonusOffice.StartAsync();

        var answer = await office.PutPlanAsync(
            Rules.Json(
                "2026-04",
                Rules.Activation,
                $$"""{ "id": "task", "type": "factor", "of": ["activation"], "by": "scorecard", "bands": {{bands}} }"""
            )
        );
        Assert.Equal((400, "plan.invalid"), (answer.Status, answer.Code));
        var fault = Assert.Single(answer.Details);
        Assert.Equal(
            (code, "rules[1].bands[1].to"),
            (fault.GetProperty("code").GetString(), fault.GetProperty("path").GetString())
        );
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Approver, "/plans/CARD/versions/1")).Status);
    }

    [Fact]
    public async Task A_plan_for_a_unit_is_written_paid_and_refused_where_units_have_moved_into_each_other()
    {
        const string Ours = """{ "id": "cap", "type": "cap", "amount": "150.00", "org": "B1" }""";
        const string Theirs = """{ "id": "cap-2", "type": "cap", "amount": "90.00", "org": "B2" }""";
        await using var office = await BonusOffice.StartAsync();

        var early = await office.PutPlanAsync(Rules.Json("2026-04", Rules.Hundred, Ours));
        Assert.Equal((400, "plan.invalid"), (early.Status, early.Code));
        Assert.Equal("plan.unknown-org", Assert.Single(early.Details).GetProperty("code").GetString());

        await office.Service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ"), ("B2", "HQ")));
        await office.PutInForceAsync("2026-04", Rules.Hundred, Ours, Theirs);
        office.Others.Fact("A1", "activated", "K1", "2026-04-10").Fact("A2", "activated", "K2", "2026-04-11");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        Assert.Equal("150.00", (await office.StatementAsync("2026-04")).Payable);
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Analyst, $"/runs/{run.Id}/cancel")).Status);

        await office.Service.DeliverAsync(new OrgUnitsChanged([new("B2", "B1", 2, "城西支行")]));
        var refused = await office.StartRunAsync("2026-04");
        Assert.Equal((409, "run.units-overlap"), (refused.Status, refused.Code));
        Assert.Equal("plan.more-than-one", Assert.Single(refused.Details).GetProperty("code").GetString());

        var preview = await BonusOffice.PostAsync(
            office.Analyst,
            "/plans/preview",
            Rules.Json("2026-05", Rules.Hundred, Theirs)
        );
        Assert.Contains("城西支行（B2）", preview.Body.GetProperty("zh").GetString());
    }

    [Theory]
    [InlineData("\"rate\": \"80.00\"", "\"rates\": \"80.00\"", 400, "plan.unreadable")]
    [InlineData("\"by\": \"scorecard\"", "\"by\": \"scorecard\", \"note\": \"x\"", 400, "plan.unreadable")]
    [InlineData("\"effectiveFrom\": \"2026-04\"", "\"effectiveFrom\": \"April\"", 400, "plan.unreadable")]
    [InlineData("\"effectiveFrom\": \"2026-04\"", "\"effectiveFrom\": \"2026-Q2\"", 400, "plan.invalid")]
    [InlineData("\"code\": \"CARD\"", "\"code\": \"OTHER\"", 400, "plan.other-code")]
    [InlineData("\"of\": [\"activation\"]", "\"of\": 7", 400, "plan.unreadable")]
    public async Task What_is_misspelt_is_an_error_and_nothing_is_skipped(
        string was,
        string becomes,
        int status,
        string code
    )
    {
        await using var office = await BonusOffice.StartAsync();

        var answer = await office.PutPlanAsync(Sound.Replace(was, becomes, StringComparison.Ordinal));
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Who_made_a_plan_cannot_approve_it_and_twice_is_once_too_often()
    {
        await using var office = await BonusOffice.StartAsync();
        var both = office.Service.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: "wang");
        await office.PutPlanAsync(Sound, by: both);

        Assert.Equal((409, "plan.maker-cannot-check"), await ApproveAsync(office, both));
        Assert.Equal((200, null), await ApproveAsync(office, office.Approver));
        Assert.Equal((409, "plan.already-approved"), await ApproveAsync(office, office.Approver));
        Assert.Equal(
            (403, null),
            (await ApproveAsync(office, office.Analyst)) is var no ? (no.Status, null as string) : default
        );
        Assert.Equal(404, (await ApproveAsync(office, office.Approver, version: 9)).Status);
    }

    [Fact]
    public async Task Findings_need_a_reason_which_stays_on_record()
    {
        await using var office = await BonusOffice.StartAsync();
        var put = await office.PutPlanAsync(
            Rules.Json("2026-04", Rules.Activation, Rules.Deferral.Replace("0.40", "0.10", StringComparison.Ordinal))
        );
        Assert.Equal(
            ["regulation.piece-rate-only", "regulation.deferral-too-light", "regulation.no-clawback"],
            put.Body.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString())
        );

        var refused = await BonusOffice.PostAsync(office.Approver, "/plans/CARD/versions/1/approve");
        Assert.Equal((409, "plan.findings", 3), (refused.Status, refused.Code, refused.Details.Count));
        Assert.Equal(
            (409, "plan.findings"),
            await ApproveAsync(office, office.Approver, """{ "acceptFindings": " " }""")
        );
        Assert.Equal(
            (200, null),
            await ApproveAsync(office, office.Approver, """{ "acceptFindings": "pilot of one branch" }""")
        );

        var detail = await office.Service.ReadAsync<IncentiveDbContext, string?>(db =>
            db.Audit.Where(a => a.Action.Contains("approve")).Select(a => a.Detail).SingleAsync()
        );
        var notes = JsonSerializer.Deserialize<JsonElement>(detail!);
        Assert.Equal(
            ("pilot of one branch", put.Body.GetProperty("ruleHash").GetString()),
            (notes.GetProperty("acceptFindings").GetString(), notes.GetProperty("ruleHash").GetString())
        );
        Assert.Equal(("draft", "approved"), BeforeAndAfter(notes.GetProperty("status")));
        Assert.Equal(
            "pilot of one branch",
            (await BonusOffice.GetAsync(office.Approver, "/plans/CARD/versions/1"))
                .Body.GetProperty("acceptedFindings")
                .GetString()
        );
    }

    [Fact]
    public async Task A_plan_takes_effect_only_after_the_last_approved_month()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PutPlanAsync(Sound);
        await office.PayAsync("2026-04");

        // Refused when it is written, not only when it is approved.
        var late = await office.PutPlanAsync(Sound);
        Assert.Equal((409, "plan.period-approved"), (late.Status, late.Code));
        var put = await office.PutPlanAsync(Sound.Replace("2026-04", "2026-05", StringComparison.Ordinal));
        Assert.Equal((200, 3), (put.Status, Version(put)));

        // A version written before the month was approved cannot be approved after it.
        Assert.Equal((409, "plan.period-approved"), await ApproveAsync(office, office.Approver, version: 2));
        Assert.Equal((200, null), await ApproveAsync(office, office.Approver, version: 3));
    }

    [Fact]
    public async Task An_approver_returns_a_plan_with_a_reason_and_it_is_not_approved_any_more()
    {
        await using var office = await BonusOffice.StartAsync();
        var both = office.Service.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: "wang");
        await office.PutPlanAsync(Sound, by: both);

        Assert.Equal((409, "plan.maker-cannot-check"), await ReturnAsync(office, both, "too much"));
        Assert.Equal((400, "plan.reason-required"), await ReturnAsync(office, office.Approver, " "));
        Assert.Equal(403, (await ReturnAsync(office, office.Analyst, "too much")).Status);
        Assert.Equal(404, (await ReturnAsync(office, office.Approver, "too much", version: 9)).Status);
        Assert.Equal((200, null), await ReturnAsync(office, office.Approver, "The cap is missing."));
        Assert.Equal((409, "plan.already-returned"), await ReturnAsync(office, office.Approver, "again"));
        Assert.Equal((409, "plan.already-returned"), await ApproveAsync(office, office.Approver));

        var read = (await BonusOffice.GetAsync(office.Analyst, "/plans/CARD/versions/1")).Body;
        Assert.Equal(
            ("returned", "The cap is missing."),
            (read.GetProperty("status").GetString(), read.GetProperty("returnReason").GetString())
        );
        Assert.NotNull(read.GetProperty("returnedBy").GetString());
        var notes = JsonSerializer.Deserialize<JsonElement>(
            await office.Service.ReadAsync<IncentiveDbContext, string>(db =>
                db.Audit.Where(a => a.Action.Contains("return")).Select(a => a.Detail!).SingleAsync()
            )
        );
        Assert.Equal(
            ("The cap is missing.", read.GetProperty("ruleHash").GetString()),
            (notes.GetProperty("reason").GetString(), notes.GetProperty("ruleHash").GetString())
        );
        Assert.Equal(("draft", "returned"), BeforeAndAfter(notes.GetProperty("status")));

        // The maker answers with another version, which is decided separately.
        await office.PutPlanAsync(Sound, by: both);
        Assert.Equal((200, null), await ApproveAsync(office, office.Approver, version: 2));
        Assert.Equal((409, "plan.already-approved"), await ReturnAsync(office, office.Approver, "late", version: 2));
    }

    [Fact]
    public async Task Of_an_approval_and_a_return_at_one_time_only_one_holds()
    {
        await using var office = await BonusOffice.StartAsync();
        for (var version = 1; version <= 6; version++)
        {
            await office.PutPlanAsync(Sound);
            var approve = ApproveAsync(office, office.Approver, version: version);
            var give = ReturnAsync(office, office.Approver, "no", version);
            var answers = new[] { (await approve).Status, (await give).Status };
            Assert.Single(answers, 200);
            Assert.Single(answers, 409);
        }
    }

    private static async Task<(int Status, string? Code)> ReturnAsync(
        BonusOffice office,
        HttpClient by,
        string reason,
        int version = 1
    )
    {
        var answer = await BonusOffice.PostAsync(
            by,
            $"/plans/CARD/versions/{version}/return",
            JsonSerializer.Serialize(new { reason })
        );
        return (answer.Status, answer.Status == 200 ? null : answer.Code);
    }

    [Fact]
    public async Task Of_two_plans_from_one_month_the_later_approved_is_in_force()
    {
        await using var office = await BonusOffice.StartAsync();
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PutPlanAsync(Rules.Json("2026-04", Rules.Hundred));
        await office.PutPlanAsync(Rules.Json("2026-04", Rules.Activation));
        await ApproveAsync(office, office.Approver, """{ "acceptFindings": "x" }""", version: 2);
        await ApproveAsync(office, office.Approver, """{ "acceptFindings": "x" }""", version: 1);
        await office.CloseAsync("2026-04");

        var run = await office.RunAsync("2026-04");
        Assert.Equal((1, "100.00"), (run.PlanVersion, run.Total));
    }

    [Fact]
    public async Task Written_and_approved_at_once_each_gets_a_number_of_its_own()
    {
        await using var office = await BonusOffice.StartAsync();

        var written = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => office.PutPlanAsync(Sound)));
        Assert.All(written, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(Enumerable.Range(1, 12), written.Select(Version).Order());

        var approved = await Task.WhenAll(
            Enumerable
                .Range(1, 12)
                .Select(version => ApproveAsync(office, office.Approver, """{ "acceptFindings": "x" }""", version))
        );
        Assert.All(approved, answer => Assert.Equal((200, null), answer));
        Assert.Equal(
            Enumerable.Range(1, 12),
            await office.Service.ReadAsync<IncentiveDbContext, List<int>>(db =>
                db.Plans.Select(p => p.ApprovalNumber!.Value).Order().ToListAsync()
            )
        );
    }

    [Theory]
    [InlineData(Roles.IncentiveApprover)]
    [InlineData(Roles.Hr)]
    [InlineData(Roles.Administrator)]
    public async Task Only_the_analyst_writes_plans(string role)
    {
        await using var office = await BonusOffice.StartAsync();

        Assert.Equal(403, (await office.PutPlanAsync(Sound, by: office.Service.As(role))).Status);
    }

    private static (string?, string?) BeforeAndAfter(JsonElement change) =>
        (change.GetProperty("before").GetString(), change.GetProperty("after").GetString());

    private static int Version(Answer answer) => answer.Body.GetProperty("version").GetInt32();

    private static async Task<(int Status, string? Code)> ApproveAsync(
        BonusOffice office,
        HttpClient by,
        string json = "{}",
        int version = 1
    )
    {
        var answer = await BonusOffice.PostAsync(by, $"/plans/CARD/versions/{version}/approve", json);
        return (answer.Status, answer.Status == 200 ? null : answer.Code);
    }
}
