using System.Text.Json;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Targets;

/// <summary>The bank of <see cref="HrOffice"/>: B1 with M1 and B1-1 below it, which has M3; and B2 with M2.</summary>
public class TargetPlanTests
{
    [Fact]
    public async Task Is_proposed_by_one_approved_by_another_and_then_the_target_of_the_scorecard()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-08", ("activated", "1"));
        await office.FactsAsync("f1,M1,activated,c1,2026-08-03", "f2,M1,activated,c2,2026-08-04");
        var head = Head(office, "B1", "head-of-B1");

        var plan = await SendAsync(head, "/target-plans", Plan("2026-08", "activated", null, ("M1", "4")), 201);
        var id = plan.GetProperty("plan").GetProperty("id").GetString()!;
        Assert.Equal("proposed", plan.GetProperty("plan").GetProperty("state").GetString());
        Assert.False(plan.GetProperty("plan").GetProperty("mayDecide").GetBoolean());
        Assert.Equal((null, "4"), await TargetOfAsync(office, "M1", "activated"));

        Assert.Equal("target-plan.maker-cannot-check", await CodeAsync(head, $"/target-plans/{id}/approve", "{}", 409));
        var approved = await SendAsync(office.Hr, $"/target-plans/{id}/approve", "{}", 200);
        Assert.Equal("approved", approved.GetProperty("plan").GetProperty("state").GetString());
        Assert.Equal(("4", null), await TargetOfAsync(office, "M1", "activated"));
        Assert.Equal(
            "target-plan.wrong-state",
            await CodeAsync(office.Hr, $"/target-plans/{id}/refuse", """{ "reason": "no" }""", 409)
        );

        await office.CloseAsync("2026-08");
        Assert.Equal("0.5", (await office.ScorecardAsync("2026-08"))["activated"].Attainment);
    }

    [Fact]
    public async Task A_change_needs_a_reason_and_the_refused_one_leaves_the_target_as_it_is()
    {
        await using var office = await HrOffice.StartAsync();
        await ApproveAsync(office, Plan("2026-08", "activated", null, ("M1", "4")));
        var head = Head(office, "B1", "head-of-B1");
        Assert.Equal(
            "target-plan.reason-missing",
            await CodeAsync(head, "/target-plans", Plan("2026-08", "activated", null, ("M1", "5")), 400)
        );
        Assert.Equal(
            "target-plan.nothing-changed",
            await CodeAsync(head, "/target-plans", Plan("2026-08", "activated", "why", ("M1", "4.0")), 409)
        );
        var plan = await SendAsync(head, "/target-plans", Plan("2026-08", "activated", "on leave", ("M1", "5")), 201);
        var id = plan.GetProperty("plan").GetProperty("id").GetString()!;
        Assert.Equal("4", plan.GetProperty("nodes")[0].GetProperty("before").GetString());
        Assert.Equal(
            "request.invalid",
            await CodeAsync(office.Hr, $"/target-plans/{id}/refuse", """{ "reason": " " }""", 400)
        );
        var refused = await SendAsync(office.Hr, $"/target-plans/{id}/refuse", """{ "reason": "too much" }""", 200);
        Assert.Equal("too much", refused.GetProperty("plan").GetProperty("refusalReason").GetString());
        Assert.Equal(("4", null), await TargetOfAsync(office, "M1", "activated"));
    }

    [Fact]
    public async Task A_later_proposal_replaces_what_waits_and_every_version_is_kept()
    {
        await using var office = await HrOffice.StartAsync();
        var head = Head(office, "B1", "head-of-B1");
        var first = await SendAsync(
            head,
            "/target-plans",
            Plan("2026-08", "activated", null, ("M1", "4"), ("M3", "6")),
            201
        );
        var second = await SendAsync(head, "/target-plans", Plan("2026-08", "activated", null, ("M1", "5")), 201);
        foreach (var plan in new[] { first, second })
            await SendAsync(
                office.Hr,
                $"/target-plans/{plan.GetProperty("plan").GetProperty("id").GetString()}/approve",
                "{}",
                200
            );
        Assert.Equal(("5", null), await TargetOfAsync(office, "M1", "activated"));
        Assert.Equal(("6", null), await TargetOfAsync(office, "M3", "activated"));
        var versions = (await HrOffice.GetAsync(head, "/target-versions?period=2026-08&kpi=activated&node=M1"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(v => (Version: v.GetProperty("version").GetInt32(), State: v.GetProperty("state").GetString()))
            .ToList();
        Assert.Equal([(1, "replaced"), (2, "approved")], versions);
        Assert.Equal(
            "target-plan.nothing-changed",
            await CodeAsync(head, "/target-plans", Plan("2026-08", "activated", "again", ("M1", "5")), 409)
        );
    }

    [Fact]
    public async Task A_head_decides_on_what_lies_below_and_not_on_their_own_unit()
    {
        await using var office = await HrOffice.StartAsync();
        var (b11, b1) = (Head(office, "B1-1", "head-of-B1-1"), Head(office, "B1", "head-of-B1"));
        var own = await SendAsync(b11, "/target-plans", Plan("2026-08", "activated", null, ("B1-1", "9")), 201);
        var id = own.GetProperty("plan").GetProperty("id").GetString()!;
        var other = Head(office, "B1-1", "deputy-of-B1-1");
        Assert.Equal("target-plan.decided-above", await CodeAsync(other, $"/target-plans/{id}/approve", "{}", 409));
        Assert.Equal(
            "target-plan.not-found",
            await CodeAsync(Head(office, "B2", "head-of-B2"), $"/target-plans/{id}/approve", "{}", 404)
        );
        await SendAsync(b1, $"/target-plans/{id}/approve", "{}", 200);

        var top = await SendAsync(office.Hr, "/target-plans", Plan("2026-08", "activated", null, ("B1", "20")), 201);
        id = top.GetProperty("plan").GetProperty("id").GetString()!;
        Assert.Equal("target-plan.decided-above", await CodeAsync(b1, $"/target-plans/{id}/approve", "{}", 409));
        await SendAsync(office.Service.As(Roles.Hr, id: "hr-2"), $"/target-plans/{id}/approve", "{}", 200);

        Assert.Equal(
            "target-node.not-found",
            await CodeAsync(b1, "/target-plans", Plan("2026-08", "activated", null, ("M2", "1")), 404)
        );
        Assert.Equal(
            "target-node.not-found",
            await CodeAsync(b1, "/target-plans", Plan("2026-08", "activated", null, ("X", "1")), 404)
        );
    }

    [Fact]
    public async Task A_code_that_is_a_unit_and_a_manager_needs_its_kind()
    {
        await using var office = await HrOffice.StartAsync();
        await office.TakeAsync("managers", "manager_no,name,org,hired_on,level\nB2,李,B2,2020-01-01,junior\n");
        Assert.Equal(
            "target-plan.node-ambiguous",
            await CodeAsync(office.Hr, "/target-plans", Plan("2026-08", "activated", null, ("B2", "1")), 400)
        );
        var plan = await SendAsync(
            office.Hr,
            "/target-plans",
            """
            { "period": "2026-08", "kpi": "activated", "nodes": [
              { "node": "B2", "kind": "unit", "target": "3" }, { "node": "B2", "kind": "manager", "target": "1" } ] }
            """,
            201
        );
        Assert.Equal(
            ["unit", "manager"],
            plan.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("kind").GetString())
        );
    }

    [Fact]
    public async Task A_change_of_a_closed_month_makes_a_corrected_scorecard_and_names_both()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-06", ("activated", "1"));
        await office.FactsAsync("f1,M1,activated,c1,2026-06-03");
        await office.TargetsAsync("M1,2026-06,activated,2");
        await office.CloseAsync("2026-06");
        Assert.Equal("0.5", (await office.ScorecardAsync("2026-06"))["activated"].Attainment);

        await ApproveAsync(office, Plan("2026-06", "activated", "was on leave", ("M1", "1"), ("B1", "3")));
        var changes = await office.Service.ReadAsync<PerformanceDbContext, List<string>>(async db =>
            await db.LateChanges.Select(c => c.ManagerNo + " " + c.Kind + " " + c.ChangedBy).Order().ToListAsync()
        );
        Assert.Equal(["M1 target head-of-bank", "M1 target hr-2"], changes);
        await office.CloseAsync("2026-07");
        var card = await office.ScorecardAsync("2026-06");
        Assert.Equal((2, "1"), (card.Version, card["activated"].Attainment));
    }

    [Fact]
    public async Task The_tree_has_sums_gaps_and_progress_of_the_callers_part()
    {
        await using var office = await HrOffice.StartAsync();
        await office.FactsAsync(
            "f1,M1,activated,c1,2026-08-03",
            "f2,M1,activated,c2,2026-08-04",
            "f3,M3,activated,c3,2026-08-04",
            "f4,M3,activated,c4,2026-07-31"
        );
        await ApproveAsync(
            office,
            Plan("2026-08", "activated", null, ("B1", "10"), ("B1-1", "3"), ("M1", "4"), ("M3", "3"))
        );
        await SendAsync(office.Hr, "/target-plans", Plan("2026-08", "activated", "more", ("M3", "5")), 201);

        var tree = await HrOffice.GetAsync(Head(office, "B1", "h"), "/target-tree?period=2026-08&kpi=activated");
        Assert.Equal(
            ["B1 0 10  7 3 3 0.3", "B1-1 1 3  3 0 1 0.333333", "M3 2 3 5   1 0.333333", "M1 1 4    2 0.5"],
            Lines(tree)
        );
        var own = await HrOffice.GetAsync(
            office.Service.As(Roles.AccountManager, managerNo: "M3"),
            "/target-tree?period=2026-08&kpi=activated"
        );
        Assert.Equal(["M3 0 3    1 0.333333"], Lines(own));
        var quarter = await HrOffice.GetAsync(office.Hr, "/target-tree?period=2026-Q3&kpi=activated&org=B1-1");
        Assert.Equal(["B1-1 0     2 ", "M3 1     2 "], Lines(quarter));
        var file = await office.Hr.GetStringAsync(
            new Uri("/target-tree.csv?period=2026-08&kpi=activated", UriKind.Relative)
        );
        Assert.StartsWith("code,kind,name,parent,managers,target,", file, StringComparison.Ordinal);
        Assert.Contains("B1-1,unit,东城一部,B1,1,3,,3,0,1,0.333333", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Amounts_distinct_cards_and_means_are_counted_too()
    {
        await using var office = await HrOffice.StartAsync();
        await office.FactsAsync(
            "a1,M1,active-month,c1,2026-08-03,,,10.25",
            "a2,M1,active-month,c1,2026-08-09,,,5.00",
            "a3,M3,active-month,c3,2026-08-04,,,1.00"
        );
        await office.IndicatorsAsync("M1,2026-08,attendance,0.9");
        async Task<string> OfB1Async(string kpi) =>
            Lines(await HrOffice.GetAsync(Head(office, "B1", "h"), $"/target-tree?period=2026-08&kpi={kpi}"))[0];
        Assert.Equal("B1 0     16.25 ", await OfB1Async("active-amount"));
        Assert.Equal("B1 0     2 ", await OfB1Async("active"));
        Assert.Equal("B1 0      ", await OfB1Async("attendance"));
        Assert.Equal("B1 0      ", await OfB1Async("satisfaction"));
        Assert.Equal("B1 0     0 ", await OfB1Async("new-customers"));
    }

    [Fact]
    public async Task However_many_nodes_there_are_the_tree_asks_the_database_the_same()
    {
        var asked = new CountedStatements();
        await using var office = await HrOffice.StartAsync(asked);
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level\n"
                + string.Concat(Enumerable.Range(0, 50).Select(i => $"N{i:00},钱,B1-1,2020-01-01,junior\n"))
        );
        asked.Begin();
        var tree = await HrOffice.GetAsync(office.Hr, "/target-tree?period=2026-08&kpi=activated");
        Assert.Equal(56, Lines(tree).Count);
        Assert.Equal(
            [1, 1, 1, 1],
            new[] { "Units", "Targets", "UnitTargets", "CardFacts" }.Select(table => asked.Of(table))
        );
    }

    [Fact]
    public async Task A_target_is_checked_to_be_smart_and_proposed_all_the_same()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-08", ("activated", "1"));
        await office.SheetAsync("senior", "2026-08", ("overdue", "1"));
        await office.FactsAsync(
            "f1,M1,activated,c1,2026-06-03",
            "f2,M1,activated,c2,2026-06-04",
            "f3,M1,activated,c3,2026-07-04",
            "f4,M3,activated,c4,2026-07-05"
        );
        var body = Plan("2026-08", "activated", null, ("M1", "4"), ("M3", "2"), ("B1", "4"), ("M2", "9"));
        var checks = await SendAsync(office.Hr, "/target-plans/check", body, 200);
        // The medians are 1.5 of M1, 1 of M3 and 2 of B1; M2 has nothing before.
        Assert.Equal(["M1 smart.achievable", "M3 smart.relevant"], Found(checks));
        Assert.Empty(await HrOffice.KeysAsync(office.Hr, "/target-plans", "id"));
        var plan = await SendAsync(office.Hr, "/target-plans", body, 201);
        Assert.Equal(["M1 smart.achievable", "M3 smart.relevant"], Found(plan));

        static IEnumerable<string> Found(JsonElement answer) =>
            answer
                .GetProperty("nodes")
                .EnumerateArray()
                .SelectMany(n =>
                    n.GetProperty("findings")
                        .EnumerateArray()
                        .Select(f => $"{n.GetProperty("code").GetString()} {f.GetProperty("code").GetString()}")
                )
                .Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("last-period", "last-period", "B1-1 7, M1 3")]
    [InlineData("head-count", "head-count", "B1-1 5, M1 5")]
    [InlineData("evenly", "evenly", "B1-1 5, M1 5")]
    public async Task A_target_is_spread_over_the_children_and_nothing_is_kept(string by, string used, string expected)
    {
        await using var office = await HrOffice.StartAsync();
        await office.FactsAsync(
            "f1,M1,activated,c1,2026-07-03",
            "f2,M3,activated,c2,2026-07-04",
            "f3,M3,activated,c3,2026-07-05"
        );
        var answer = await SendAsync(
            office.Hr,
            "/target-plans/spread",
            $$"""{ "period": "2026-08", "kpi": "activated", "node": "B1", "target": "10", "by": "{{by}}" }""",
            200
        );
        Assert.Equal(used, answer.GetProperty("by").GetString());
        Assert.Equal(
            expected,
            string.Join(
                ", ",
                answer
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Select(n => $"{n.GetProperty("code").GetString()} {n.GetProperty("target").GetString()}")
            )
        );
        Assert.Empty(await HrOffice.KeysAsync(office.Hr, "/target-plans", "id"));
    }

    [Fact]
    public async Task A_spread_says_why_it_cannot_be()
    {
        await using var office = await HrOffice.StartAsync();
        Task<string?> RefusedAsync(string kpi, string node, string target, string by, int status = 400) =>
            CodeAsync(
                office.Hr,
                "/target-plans/spread",
                $$"""{ "period": "2026-08", "kpi": "{{kpi}}", "node": "{{node}}", "target": "{{target}}", "by": "{{by}}" }""",
                status
            );
        Assert.Equal("target-spread.not-summed", await RefusedAsync("satisfaction", "B1", "9", "evenly"));
        Assert.Equal("target-spread.not-whole", await RefusedAsync("activated", "B1", "9.5", "evenly"));
        Assert.Equal("target-spread.unknown-way", await RefusedAsync("activated", "B1", "9", "somehow"));
        Assert.Equal("target-node.not-found", await RefusedAsync("activated", "M1", "9", "evenly", 404));
        await office.TakeAsync("org-units", "code,name,parent\nB3,空,\n");
        Assert.Equal("target-spread.no-children", await RefusedAsync("activated", "B3", "9", "evenly", 409));
    }

    private static HttpClient Head(HrOffice office, string org, string id) =>
        office.Service.As(Roles.BranchHead, org, id: id);

    private static string Plan(
        string period,
        string kpi,
        string? reason,
        params (string Node, string Target)[] nodes
    ) =>
        JsonSerializer.Serialize(
            new
            {
                period,
                kpi,
                reason,
                nodes = nodes.Select(n => new { node = n.Node, target = n.Target }),
            }
        );

    /// <summary>Proposes and approves.</summary>
    private static async Task ApproveAsync(HrOffice office, string plan)
    {
        var proposed = await SendAsync(office.Service.As(Roles.Hr, id: "head-of-bank"), "/target-plans", plan, 201);
        await SendAsync(
            office.Service.As(Roles.Hr, id: "hr-2"),
            $"/target-plans/{proposed.GetProperty("plan").GetProperty("id").GetString()}/approve",
            "{}",
            200
        );
    }

    private static async Task<(string? InForce, string? Proposed)> TargetOfAsync(
        HrOffice office,
        string node,
        string kpi
    )
    {
        var tree = await HrOffice.GetAsync(office.Hr, $"/target-tree?period=2026-08&kpi={kpi}");
        var found = tree
            .Body.GetProperty("nodes")
            .EnumerateArray()
            .Single(n => n.GetProperty("code").GetString() == node);
        return (found.GetProperty("target").GetString(), found.GetProperty("proposed").GetString());
    }

    /// <summary>Code, depth, target, proposed, sum of children, gap, value and progress of each node.</summary>
    private static List<string> Lines(Answer tree) =>
        tree
            .Body.GetProperty("nodes")
            .EnumerateArray()
            .Select(n =>
                $"{n.GetProperty("code").GetString()} {n.GetProperty("depth").GetInt32()} "
                + string.Join(
                    ' ',
                    new[] { "target", "proposed", "childrenSum", "gap", "value", "progress" }.Select(m =>
                        n.GetProperty(m).GetString()
                    )
                )
            )
            .ToList();

    private static async Task<string?> CodeAsync(HttpClient by, string path, string body, int status) =>
        (await SendAsync(by, path, body, status)).GetProperty("code").GetString();

    private static async Task<JsonElement> SendAsync(HttpClient by, string path, string body, int status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await by.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
