using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Performance.Goals;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Tests.Goals;

/// <summary>The bank of <see cref="HrOffice"/>, in August 2026.</summary>
public class OwnGoalsTests
{
    private const string Month = "2026-08";

    private static readonly DateTimeOffset Now = new(2026, 8, 15, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nobody_decides_on_their_own_goals_or_twice()
    {
        var goals = New(null);
        Assert.Equal("own-goals.maker-cannot-check", Refused(() => goals.Confirm("M1", Now)));
        goals.Return("head", "say it by week", Now);
        Assert.Equal((GoalState.Returned, "head", "say it by week"), (goals.State, goals.DecidedBy, goals.Reason));
        Assert.Equal("own-goals.wrong-state", Refused(() => goals.Confirm("head", Now)));
    }

    [Fact]
    public void What_is_set_anew_replaces_what_waits_and_leaves_what_was_decided()
    {
        var first = New(null);
        var second = New(first);
        Assert.Equal((GoalState.Replaced, GoalState.Set, 2), (first.State, second.State, second.Version));
        second.Confirm("head", Now);
        var third = New(second);
        Assert.Equal((GoalState.Confirmed, GoalState.Set, 3), (second.State, third.State, third.Version));
    }

    [Fact]
    public async Task Are_set_returned_set_anew_and_confirmed_with_every_version_kept()
    {
        await using var office = await HrOffice.StartAsync();
        var (manager, head) = (Manager(office, "M1"), Head(office, "B1"));
        var set = await PutAsync(manager, "M1", Goals("三十张新卡"), 200);
        Assert.Equal(("set", 1), StateOf(set));
        Assert.True(set.GetProperty("maySet").GetBoolean());
        Assert.False(set.GetProperty("mayDecide").GetBoolean());

        var read = (await HrOffice.GetAsync(head, $"/own-goals/M1/{Month}")).Body;
        Assert.True(read.GetProperty("mayDecide").GetBoolean());
        Assert.False(read.GetProperty("maySet").GetBoolean());
        var returned = await PostAsync(
            head,
            $"/own-goals/M1/{Month}/return",
            """{ "version": 1, "reason": "by week" }""",
            200
        );
        Assert.Equal(("returned", 1), StateOf(returned));
        Assert.Equal("by week", returned.GetProperty("goals").GetProperty("reason").GetString());

        Assert.Equal(("set", 2), StateOf(await PutAsync(manager, "M1", Goals("每周八张新卡"), 200)));
        Assert.Equal(
            "own-goals.wrong-state",
            await CodeAsync(head, $"/own-goals/M1/{Month}/confirm", """{ "version": 1 }""", 409)
        );
        var confirmed = await PostAsync(head, $"/own-goals/M1/{Month}/confirm", """{ "version": 2 }""", 200);
        Assert.Equal(("confirmed", 2), StateOf(confirmed));
        Assert.Equal(
            ["confirmed", "returned"],
            confirmed.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("state").GetString())
        );
        var listed = (await HrOffice.GetAsync(head, $"/own-goals?period={Month}&state=confirmed")).Body;
        var row = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal(("M1", 2), (row.GetProperty("managerNo").GetString(), row.GetProperty("version").GetInt32()));
        Assert.Empty(
            (await HrOffice.GetAsync(head, $"/own-goals?state=returned")).Body.GetProperty("items").EnumerateArray()
        );
    }

    [Fact]
    public async Task The_same_set_twice_is_one_version()
    {
        await using var office = await HrOffice.StartAsync();
        var manager = Manager(office, "M1");
        await PutAsync(manager, "M1", Goals("三十张新卡"), 200);
        Assert.Equal(("set", 1), StateOf(await PutAsync(manager, "M1", Goals("三十张新卡"), 200)));
    }

    [Theory]
    [InlineData(""" "marketing": "", "workPlan": "w", "focus": "f" """, "request.invalid")]
    [InlineData(""" "marketing": "m", "workPlan": " ", "focus": "f" """, "request.invalid")]
    [InlineData(""" "marketing": "m", "workPlan": "w" """, "request.invalid")]
    [InlineData(
        """ "marketing": "m", "workPlan": "w", "focus": "f", "kpi": "activated" """,
        "own-goals.kpi-or-target-missing"
    )]
    [InlineData(
        """ "marketing": "m", "workPlan": "w", "focus": "f", "target": "3" """,
        "own-goals.kpi-or-target-missing"
    )]
    [InlineData(
        """ "marketing": "m", "workPlan": "w", "focus": "f", "kpi": "activated", "target": "0" """,
        "target.not-positive"
    )]
    [InlineData(
        """ "marketing": "客户 4111 1111 1111 1111", "workPlan": "w", "focus": "f" """,
        "import.looks-like-a-card-number"
    )]
    public async Task All_three_are_needed_and_a_number_has_its_KPI(string body, string code)
    {
        await using var office = await HrOffice.StartAsync();
        var answer = await HrOffice.SendAsync(
            Manager(office, "M1"),
            HttpMethod.Put,
            $"/own-goals/M1/{Month}",
            $"{{{body}}}"
        );
        Assert.Equal((400, code), (answer.Status, answer.Body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_check_asks_while_they_are_written_and_keeps_nothing()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", Month, ("activated", "1"));
        var manager = Manager(office, "M1");
        var asked = await PostAsync(
            manager,
            $"/own-goals/M1/{Month}/check",
            """{ "marketing": "多发卡", "workPlan": "待定", "kpi": "approved", "target": "3" }""",
            200
        );
        Assert.Equal(
            ["marketing smart.relevant", "workPlan smart.specific"],
            asked
                .GetProperty("findings")
                .EnumerateArray()
                .SelectMany(f =>
                    f.GetProperty("findings")
                        .EnumerateArray()
                        .Select(c => $"{f.GetProperty("item").GetString()} {c.GetProperty("code").GetString()}")
                )
        );
        var nothing = (await HrOffice.GetAsync(manager, $"/own-goals/M1/{Month}")).Body;
        Assert.Equal(JsonValueKind.Null, nothing.GetProperty("goals").ValueKind);
    }

    [Fact]
    public async Task Belong_to_the_manager_and_to_those_above()
    {
        await using var office = await HrOffice.StartAsync();
        await PutAsync(Manager(office, "M2"), "M1", Goals("三十张新卡"), 404);
        await PutAsync(Manager(office, "M1"), "M1", Goals("三十张新卡"), 200);
        Assert.Equal(404, (await HrOffice.GetAsync(Head(office, "B2"), $"/own-goals/M1/{Month}")).Status);
        Assert.Equal(
            "manager.not-found",
            await CodeAsync(Head(office, "B2"), $"/own-goals/M1/{Month}/confirm", """{ "version": 1 }""", 404)
        );
        Assert.Empty(
            (await HrOffice.GetAsync(Head(office, "B2"), "/own-goals")).Body.GetProperty("items").EnumerateArray()
        );
        Assert.Equal(403, (await SendAsync(office.Hr, HttpMethod.Put, $"/own-goals/M1/{Month}", Goals("x"))).Status);
    }

    private static OwnGoals New(OwnGoals? before) =>
        OwnGoals.Set("M1", Period.Parse(Month), "B1", new("m", null, null, "w", "f"), before, "M1", Now);

    private static string Refused(Action act) => Assert.Throws<RuleBrokenException>(act).Code;

    private static string Goals(string marketing) =>
        JsonSerializer.Serialize(
            new
            {
                marketing,
                kpi = "activated",
                target = "30",
                workPlan = "每周两次走访",
                focus = "经营客户",
            }
        );

    private static HttpClient Manager(HrOffice office, string no) =>
        office.Service.As(Roles.AccountManager, managerNo: no, id: no);

    private static HttpClient Head(HrOffice office, string org) =>
        office.Service.As(Roles.BranchHead, org, id: $"head-of-{org}");

    private static (string?, int) StateOf(JsonElement answer) =>
        (
            answer.GetProperty("goals").GetProperty("state").GetString(),
            answer.GetProperty("goals").GetProperty("version").GetInt32()
        );

    private static Task<Answer> SendAsync(HttpClient by, HttpMethod method, string path, string body) =>
        HrOffice.SendAsync(by, method, path, body);

    private static async Task<JsonElement> PutAsync(HttpClient by, string no, string body, int status)
    {
        var answer = await SendAsync(by, HttpMethod.Put, $"/own-goals/{no}/{Month}", body);
        Assert.True(answer.Status == status, answer.Body.ToString());
        return answer.Body;
    }

    private static async Task<JsonElement> PostAsync(HttpClient by, string path, string body, int status)
    {
        var answer = await SendAsync(by, HttpMethod.Post, path, body);
        Assert.True(answer.Status == status, answer.Body.ToString());
        return answer.Body;
    }

    private static async Task<string?> CodeAsync(HttpClient by, string path, string body, int status) =>
        (await PostAsync(by, path, body, status)).GetProperty("code").GetString();
}
