using System.Text.Json;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.Tests.Plans;

/// <summary>Account managers read the plan they are paid by, and sign its text.</summary>
public class SignatureTests
{
    private const string Signatures = "/plans/CARD/versions/1/signatures";

    [Fact]
    public async Task A_manager_signs_the_text_in_force_once_and_the_statement_says_when()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        var manager = office.Service.As(Roles.AccountManager, managerNo: "M1");

        var plan = (await BonusOffice.GetAsync(manager, "/plans/in-force?period=2026-04")).Body;
        Assert.Equal(
            ("CARD", 1, JsonValueKind.Null),
            (Text(plan, "code"), plan.GetProperty("version").GetInt32(), plan.GetProperty("signedAt").ValueKind)
        );
        Assert.Contains("每笔激活 100.00 元。", Text(plan, "zh"), StringComparison.Ordinal);

        var rule = Assert.Single(plan.GetProperty("rules").EnumerateArray());
        Assert.Equal(("activation", "激活"), (Text(rule, "id"), Text(rule.GetProperty("name"), "zh")));

        var other = await BonusOffice.PostAsync(manager, Signatures, """{ "textHash": "sha256:another" }""");
        Assert.Equal((409, "plan.text-changed"), (other.Status, other.Code));
        var signing = $$"""{ "textHash": "{{Text(plan, "textHash")}}" }""";
        var (first, again) = (
            await BonusOffice.PostAsync(manager, Signatures, signing),
            await BonusOffice.PostAsync(manager, Signatures, signing)
        );
        Assert.Equal((200, 200, first.Body.ToString()), (first.Status, again.Status, again.Body.ToString()));
        Assert.NotEqual(
            JsonValueKind.Null,
            (await BonusOffice.GetAsync(manager, "/plans/in-force?period=2026-04"))
                .Body.GetProperty("signedAt")
                .ValueKind
        );

        var run = await office.PayAsync("2026-04");
        var statement = await BonusOffice.GetAsync(manager, "/statements/M1/2026-04");
        Assert.Equal(Text(first.Body, "signedAt"), Text(statement.Body, "signedAt"));
        Assert.Equal(
            1,
            (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run.Id}")).Body.GetProperty("signed").GetInt32()
        );
    }

    [Fact]
    public async Task The_list_has_everybody_in_post_and_a_head_sees_their_own_part()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2").Hire("M3", org: "B2");
        await office.DeliverAsync();
        var plan = (await BonusOffice.GetAsync(office.Analyst, "/plans/CARD/versions/1/text")).Body;
        var manager = office.Service.As(Roles.AccountManager, managerNo: "M2");
        await BonusOffice.PostAsync(manager, Signatures, $$"""{ "textHash": "{{Text(plan, "textHash")}}" }""");

        Assert.Equal(["M1", "M2", "M3"], await ListAsync(office.Analyst, ""));
        Assert.Equal(["M2"], await ListAsync(office.Analyst, "?signed=true"));
        Assert.Equal(["M1", "M3"], await ListAsync(office.Analyst, "?signed=false"));
        Assert.Equal(["M3"], await ListAsync(office.Service.As(Roles.BranchHead, org: "B2"), "?signed=false"));
        Assert.Equal(403, (await BonusOffice.GetAsync(manager, Signatures)).Status);
    }

    [Fact]
    public async Task A_draft_is_neither_in_force_nor_to_be_signed()
    {
        await using var office = await BonusOffice.StartAsync();
        await office.PutPlanAsync(Rules.Json("2026-04", Rules.Hundred));
        var manager = office.Service.As(Roles.AccountManager, managerNo: "M1");

        Assert.Equal(404, (await BonusOffice.GetAsync(manager, "/plans/in-force?period=2026-04")).Status);
        Assert.Equal(404, (await BonusOffice.PostAsync(manager, Signatures, """{ "textHash": "x" }""")).Status);
    }

    [Fact]
    public async Task A_preview_says_every_fault_or_what_the_plan_says_and_saves_nothing()
    {
        await using var office = await BonusOffice.StartAsync();

        var wrong = await BonusOffice.PostAsync(
            office.Analyst,
            "/plans/preview",
            """{ "rules": [ { "type": "cap" } ] }"""
        );
        Assert.Equal(200, wrong.Status);
        Assert.Equal(
            ["code", "effectiveFrom", "title.zh", "title.en", "rules[0].id", "rules[0].amount"],
            wrong.Body.GetProperty("faults").EnumerateArray().Select(f => Text(f, "path"))
        );
        Assert.Equal(JsonValueKind.Null, wrong.Body.GetProperty("zh").ValueKind);
        var sound = await BonusOffice.PostAsync(office.Analyst, "/plans/preview", Rules.Json("2026-04", Rules.Hundred));
        Assert.Empty(sound.Body.GetProperty("faults").EnumerateArray());
        Assert.Equal(
            ["regulation.piece-rate-only", "regulation.no-clawback"],
            sound.Body.GetProperty("findings").EnumerateArray().Select(f => Text(f, "code"))
        );
        Assert.Contains("¥100.00 for each", Text(sound.Body, "en"), StringComparison.Ordinal);
        Assert.Empty((await BonusOffice.GetAsync(office.Analyst, "/plans")).Body.GetProperty("items").EnumerateArray());
    }

    private static async Task<IReadOnlyList<string?>> ListAsync(HttpClient by, string query) =>
        (await BonusOffice.GetAsync(by, Signatures + query))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(r => Text(r, "managerNo"))
            .ToList();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
