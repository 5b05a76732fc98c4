using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.Incentive.WhatIfs;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.WhatIfs;

/// <summary>The analyst asks what closed months would have come to by another plan.</summary>
public class WhatIfTests
{
    private const string TwoHundred =
        """{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "200.00" }""";

    private const string Fifty =
        """{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "50.00", "levels": ["junior"] }""";

    [Fact]
    public void The_plan_in_force_changes_nobody_and_another_comes_to_what_a_run_by_it_pays() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(6),
            Prop.ForAll(
                Happenings.Sayings(closes: 1).ToArbitrary(),
                async said =>
                {
                    await using var office = await WithHistoryAsync(said, Happenings.FirstRules);
                    await using var other = await WithHistoryAsync(said, Happenings.SecondRules);
                    var now = await office.RunAsync("2026-04");
                    var then = await other.RunAsync("2026-04");

                    var same = await AskAsync(office, """{ "code": "CARD", "version": 1 }""", "2026-04", "2026-04");
                    Assert.Equal("0.00", Text(same, "change"));
                    Assert.Equal(3, same.GetProperty("unchanged").GetInt32());
                    var asked = await AskAsync(
                        office,
                        Rules.Json("2026-09", Happenings.SecondRules),
                        "2026-04",
                        "2026-04"
                    );
                    Assert.Equal(
                        (now.Total, now.Deferred, then.Total, then.Deferred),
                        (
                            Text(asked.GetProperty("now"), "payable"),
                            Text(asked.GetProperty("now"), "deferred"),
                            Text(asked.GetProperty("then"), "payable"),
                            Text(asked.GetProperty("then"), "deferred")
                        )
                    );
                }
            )
        );

    [Theory]
    [InlineData("101.00", 3, true)] // 101 of 201 in each month
    [InlineData("100.00", 3, false)] // half is not over half
    [InlineData("101.00", 2, false)] // less than the closed months says nothing
    public async Task A_draft_is_led_by_volume_where_over_half_of_last_years_earnings_rest_on_it(
        string perApproval,
        int months,
        bool isFound
    )
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        for (var month = 4; month <= 6; month++)
        {
            office
                .Others.Fact($"A{month}", "approved", $"CA{month}", $"2026-0{month}-02")
                .Fact($"B{month}", "activated", $"CB{month}", $"2026-0{month}-03");
            await office.CloseAsync($"2026-0{month}");
        }

        var put = await office.PutPlanAsync(
            Rules.Json(
                "2026-09",
                $$"""{ "id": "approval", "type": "per-unit", "fact": "approved", "rate": "{{perApproval}}" }""",
                Rules.Hundred,
                """
                { "id": "step", "type": "factor", "of": ["activation"], "by": "scorecard",
                  "bands": [ { "from": "0", "factor": "1" } ] }
                """
            )
        );
        Assert.DoesNotContain("regulation.volume-led", FindingsOf(put.Body));
        var result = await AskAsync(
            office,
            """{ "code": "CARD", "version": 2 }""",
            months == 3 ? "2026-04" : "2026-05",
            "2026-06"
        );

        var earnings = result.GetProperty("earnings");
        Assert.Equal(
            (months * (decimal.Parse(perApproval) + 100), months * decimal.Parse(perApproval)),
            (decimal.Parse(Text(earnings, "earned")!), decimal.Parse(Text(earnings, "onVolume")!))
        );
        var draft = (await BonusOffice.GetAsync(office.Approver, "/plans/CARD/versions/2")).Body;
        Assert.Equal(isFound, FindingsOf(draft).Contains("regulation.volume-led", StringComparer.Ordinal));
        if (isFound)
            Assert.Contains(
                draft.GetProperty("findings").EnumerateArray(),
                f => Text(f, "zh")!.Contains("50.2%", StringComparison.Ordinal)
            );
        var approved = await BonusOffice.PostAsync(office.Approver, "/plans/CARD/versions/2/approve");
        Assert.Equal("plan.findings", approved.Code);
    }

    [Fact]
    public void Last_year_is_the_twelve_newest_closed_months_of_the_whole_bank()
    {
        var (first, last) = (Period.Parse("2025-01"), Period.Parse("2026-06"));

        Assert.True(Asked("2025-07", "2026-06").IsOfLastYear(first, last));
        Assert.False(Asked("2025-08", "2026-06").IsOfLastYear(first, last));
        Assert.False(Asked("2025-06", "2026-05").IsOfLastYear(first, last));
        Assert.False(Asked("2025-07", "2026-06", "B1").IsOfLastYear(first, last));
        Assert.True(Asked("2026-02", "2026-06").IsOfLastYear(Period.Parse("2026-02"), last));

        static WhatIf Asked(string from, string to, string? org = null) =>
            WhatIf.Queue(
                Plan.Draft(Rules.Document(Rules.Hundred), 1, "analyst", DateTimeOffset.UnixEpoch),
                1,
                (Period.Parse(from), Period.Parse(to)),
                org,
                1,
                "analyst",
                DateTimeOffset.UnixEpoch
            );
    }

    private static List<string?> FindingsOf(JsonElement plan) =>
        [.. plan.GetProperty("findings").EnumerateArray().Select(f => Text(f, "code"))];

    [Fact]
    public async Task Totals_winners_groups_and_fairness_follow_from_the_managers()
    {
        await using var office = await WithMonthsAsync();
        var id = await StartAsync(office, Rules.Json("2026-09", TwoHundred, Rules.Deferral), "2026-05", "2026-06");
        var result = await EndedAsync(office, id);

        // In May M1 has one card, M2 two; in June M1 one. April is not asked about.
        Assert.Equal(
            ["2026-05 3 300.00 600.00 300.00", "2026-06 3 100.00 200.00 100.00"],
            result
                .GetProperty("months")
                .EnumerateArray()
                .Select(m =>
                    $"{Text(m, "period")} {m.GetProperty("managers")} {Text(m.GetProperty("now"), "pay")} "
                    + $"{Text(m.GetProperty("then"), "pay")} {Text(m, "change")}"
                )
        );
        Assert.Equal(
            (3, "2 400.00", "0 0.00", 1),
            (
                result.GetProperty("managers").GetInt32(),
                Side(result, "winners"),
                Side(result, "losers"),
                result.GetProperty("unchanged").GetInt32()
            )
        );
        Assert.Equal(
            [
                "area  6 400.00 800.00",
                "branch B1 4 200.00 400.00",
                "branch B2 2 200.00 400.00",
                "employment  6 400.00 800.00",
                "level junior 4 200.00 400.00",
                "level senior 2 200.00 400.00",
                "pay-step junior 4 200.00 400.00",
                "pay-step senior 2 200.00 400.00",
            ],
            result
                .GetProperty("groups")
                .EnumerateArray()
                .Select(g =>
                    $"{Text(g, "by")} {Text(g, "key")} {g.GetProperty("months")} {Text(g, "now")} {Text(g, "then")}"
                )
        );
        var fairness = result
            .GetProperty("fairness")
            .EnumerateArray()
            .Where(f => Text(f, "by") == "level")
            .Select(f => $"{Text(f, "key")} {f.GetProperty("now").GetRawText()}");
        // Six managers' months with 400 in all: 66.67 on average, 50 among the juniors, 100 among the seniors.
        Assert.Equal(
            [
                """junior {"mean":"50.00","median":"0.00","share":"0.5","ratioOfMeans":"0.75"}""",
                """senior {"mean":"100.00","median":"0.00","share":"0.5","ratioOfMeans":"1.5"}""",
            ],
            fairness
        );
        Assert.Equal(
            """{"first":"0.00","median":"200.00","third":"200.00"}""",
            result.GetProperty("quartiles").GetProperty("now").GetRawText()
        );
    }

    [Fact]
    public async Task Managers_are_listed_by_the_size_of_their_change_paged_filtered_and_exported()
    {
        await using var office = await WithMonthsAsync();
        var id = await StartAsync(office, Rules.Json("2026-09", Fifty), "2026-04", "2026-06");
        await EndedAsync(office, id);

        Assert.Equal(["M2 -200.00", "M1 -100.00", "M3 0.00"], await ManagersAsync(office, id, ""));
        Assert.Equal(["M3 0.00"], await ManagersAsync(office, id, "?only=unchanged"));
        Assert.Equal(["M2 -200.00", "M1 -100.00"], await ManagersAsync(office, id, "?only=losers"));
        Assert.Empty(await ManagersAsync(office, id, "?only=winners"));
        Assert.Equal(["M2 -200.00"], await ManagersAsync(office, id, "?org=B2"));
        var page = (await BonusOffice.GetAsync(office.Analyst, $"/what-ifs/{id}/managers?limit=1&total=true")).Body;
        Assert.Equal(3, page.GetProperty("total").GetInt32());
        Assert.Equal(["M1 -100.00", "M3 0.00"], await ManagersAsync(office, id, $"?after={Text(page, "next")}"));
        var csv = await office.Analyst.GetStringAsync(new Uri($"/what-ifs/{id}/managers.csv", UriKind.Relative));
        Assert.Equal(4, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var wrong = await BonusOffice.GetAsync(office.Analyst, $"/what-ifs/{id}/managers?only=all");
        Assert.Equal((400, "request.invalid-only"), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task A_unit_counts_with_those_below_it_and_nothing_is_written_but_the_result()
    {
        await using var office = await WithMonthsAsync();
        var id = await StartAsync(office, Rules.Json("2026-09", TwoHundred), "2026-04", "2026-06", "B2");
        Assert.Equal(1, (await EndedAsync(office, id)).GetProperty("managers").GetInt32());
        Assert.Empty((await BonusOffice.GetAsync(office.Analyst, "/runs")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal(0, await office.Service.ReadAsync<IncentiveDbContext, int>(db => db.Statements.CountAsync()));
    }

    [Theory]
    [InlineData("""{ "code": "CARD", "version": 9 }""", "2026-04", "2026-04", null, 404, "plan.not-found")]
    [InlineData("""{ "code": 1, "version": "x" }""", "2026-04", "2026-04", null, 404, "plan.not-found")]
    [InlineData("""{ "rules": [] }""", "2026-04", "2026-04", null, 400, "plan.invalid")]
    [InlineData("""{ "rulez": [] }""", "2026-04", "2026-04", null, 400, "plan.unreadable")]
    [InlineData("""{ "code": "CARD", "version": 1 }""", "2026-05", "2026-04", null, 400, "what-if.invalid-months")]
    [InlineData("""{ "code": "CARD", "version": 1 }""", "2024-06", "2026-06", null, 400, "what-if.invalid-months")]
    [InlineData("""{ "code": "CARD", "version": 1 }""", "2026-Q2", "2026-Q2", null, 400, "what-if.invalid-months")]
    [InlineData("""{ "code": "CARD", "version": 1 }""", "2026-04", "2026-07", null, 409, "what-if.not-closed")]
    [InlineData("""{ "code": "CARD", "version": 1 }""", "2026-03", "2026-05", null, 409, "what-if.not-closed")]
    [InlineData("""{ "code": "CARD", "version": 1 }""", "2026-04", "2026-04", "B9", 400, "what-if.unknown-org")]
    public async Task What_cannot_be_asked_is_refused_with_the_reason(
        string plan,
        string from,
        string to,
        string? org,
        int status,
        string code
    )
    {
        await using var office = await WithMonthsAsync();
        var answer = await PostAsync(office.Analyst, plan, from, to, org);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Only_roles_of_the_whole_bank_ask_and_the_auditor_reads()
    {
        await using var office = await WithMonthsAsync();
        const string plan = """{ "code": "CARD", "version": 1 }""";
        Assert.Equal(202, (await PostAsync(office.Approver, plan, "2026-04", "2026-04")).Status);
        var bound = await PostAsync(office.Service.As(Roles.IncentiveAnalyst, "B1"), plan, "2026-04", "2026-04");
        Assert.Equal((403, "auth.whole-bank-only"), (bound.Status, bound.Code));
        foreach (var role in new[] { Roles.BranchHead, Roles.Auditor, Roles.Hr, Roles.Payroll })
            Assert.Equal(403, (await PostAsync(office.Service.As(role, "B1"), plan, "2026-04", "2026-04")).Status);
        Assert.Equal(200, (await BonusOffice.GetAsync(office.Service.As(Roles.Auditor), "/what-ifs")).Status);
        Assert.Equal(403, (await BonusOffice.GetAsync(office.Service.As(Roles.BranchHead, "B1"), "/what-ifs")).Status);
    }

    [Fact]
    public async Task One_that_waits_is_cancelled_and_those_behind_it_go_on()
    {
        await using var office = await WithMonthsAsync();
        await LetAnotherReplicaWorkAsync(office);
        var first = await StartAsync(office, Rules.Json("2026-09", TwoHundred), "2026-04", "2026-06");
        var second = await StartAsync(office, Rules.Json("2026-09", Fifty), "2026-04", "2026-06");
        Assert.Equal("queued", Text(await SeenAsync(office, first), "status"));
        Assert.Equal(
            "cancelled",
            Text((await BonusOffice.PostAsync(office.Analyst, $"/what-ifs/{first}/cancel")).Body, "status")
        );
        var again = await BonusOffice.PostAsync(office.Analyst, $"/what-ifs/{first}/cancel");
        Assert.Equal((409, "what-if.wrong-state"), (again.Status, again.Code));

        await EndTheOthersWorkAsync(office);
        await EndedAsync(office, second);
        Assert.Equal(
            ["calculated", "cancelled"],
            (await BonusOffice.GetAsync(office.Analyst, "/what-ifs"))
                .Body.GetProperty("items")
                .EnumerateArray()
                .Select(w => Text(w, "status"))
        );
        Assert.Empty(await ManagersAsync(office, first, ""));
    }

    [Fact]
    public async Task One_cancelled_while_it_is_calculated_saves_nothing_more()
    {
        await using var office = await WithMonthsAsync();
        await LetAnotherReplicaWorkAsync(office);
        var id = await StartAsync(office, Rules.Json("2026-09", TwoHundred), "2026-04", "2026-06");
        await office.Service.ReadAsync<IncentiveDbContext, int>(async calculating =>
        {
            var whatIf = await calculating.WhatIfs.SingleAsync();
            whatIf.Start(3);
            await calculating.SaveChangesAsync();
            Assert.Equal(200, (await BonusOffice.PostAsync(office.Analyst, $"/what-ifs/{id}/cancel")).Status);
            whatIf.Progress(1);
            calculating.WhatIfManagers.Add(new(whatIf.Number, "M1", "B1", null, 1, Money.Zero, Money.Zero));
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => calculating.SaveChangesAsync());
            return 0;
        });
        Assert.Equal(0, await office.Service.ReadAsync<IncentiveDbContext, int>(db => db.WhatIfManagers.CountAsync()));
        Assert.Equal("cancelled", Text(await SeenAsync(office, id), "status"));
    }

    [Fact]
    public async Task One_that_a_crash_interrupted_starts_again_without_what_it_had_written()
    {
        await using var office = await WithMonthsAsync();
        await LetAnotherReplicaWorkAsync(office);
        var id = await StartAsync(office, Rules.Json("2026-09", TwoHundred), "2026-04", "2026-06");
        // The other replica has begun, has saved a row that is wrong, and is gone.
        await office.Service.ReadAsync<IncentiveDbContext, int>(async db =>
        {
            var whatIf = await db.WhatIfs.SingleAsync();
            whatIf.Start(3);
            whatIf.Progress(1);
            db.WhatIfManagers.Add(new(whatIf.Number, "M1", "B9", null, 7, Money.Zero, Money.Zero));
            return await db.SaveChangesAsync();
        });
        await EndTheOthersWorkAsync(office);
        await office.Service.RestartAsync();

        var result = await EndedAsync(office, id);
        Assert.Equal(3, result.GetProperty("managers").GetInt32());
        Assert.Equal(["M1 200.00", "M2 200.00", "M3 0.00"], await ManagersAsync(office, id, ""));
    }

    [Fact]
    public async Task A_result_is_deleted_after_its_days_with_every_row()
    {
        await using var office = await WithMonthsAsync();
        var id = await StartAsync(office, Rules.Json("2026-09", TwoHundred), "2026-04", "2026-06");
        await EndedAsync(office, id);
        office.Service.Clock.Advance(TimeSpan.FromDays(90));
        await office.Service.RetainAsync();
        Assert.Equal(200, (await BonusOffice.GetAsync(office.Analyst, $"/what-ifs/{id}")).Status);
        office.Service.Clock.Advance(TimeSpan.FromDays(1));
        await office.Service.RetainAsync();
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Analyst, $"/what-ifs/{id}")).Status);
        Assert.Equal(0, await office.Service.ReadAsync<IncentiveDbContext, int>(db => db.WhatIfManagers.CountAsync()));
    }

    [Fact]
    public void A_branch_is_the_unit_below_the_top()
    {
        var branches = new Branches(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["HO"] = null,
                ["B1"] = "HO",
                ["S1"] = "B1",
                ["T1"] = "S1",
                ["X"] = "Y",
                ["Y"] = "X",
            }
        );
        Assert.Equal(
            ["HO", "B1", "B1", "B1", "unknown"],
            new[] { "HO", "B1", "S1", "T1", "unknown" }.Select(branches.Of)
        );
        Assert.NotNull(branches.Of("X")); // a circle ends
    }

    /// <summary>M1 and M3 are juniors of B1, M2 is a senior of B2; April to June are closed.</summary>
    private static async Task<BonusOffice> WithMonthsAsync()
    {
        var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Units(("HO", null), ("B1", "HO"), ("B2", "HO"))
            .Hire("M2", org: "B2", level: "senior")
            .Hire("M3")
            .Fact("A", "activated", "C1", "2026-05-02")
            .Fact("B", "activated", "C2", "2026-05-03", manager: "M2")
            .Fact("C", "activated", "C3", "2026-05-04", manager: "M2")
            .Fact("D", "activated", "C4", "2026-06-04");
        foreach (var month in new[] { "2026-04", "2026-05", "2026-06" })
            await office.CloseAsync(month);
        return office;
    }

    private static async Task<BonusOffice> WithHistoryAsync(Saying[] said, string[] rules)
    {
        var office = await BonusOffice.StartAsync(rules);
        office.Others.Hire(level: "senior").Hire("M2", level: "senior").Hire("M3");
        foreach (var saying in said)
            saying.To(office.Others);
        await office.CloseAsync("2026-04");
        return office;
    }

    private static async Task<JsonElement> AskAsync(BonusOffice office, string plan, string from, string to) =>
        await EndedAsync(office, await StartAsync(office, plan, from, to));

    private static async Task<Guid> StartAsync(
        BonusOffice office,
        string plan,
        string from,
        string to,
        string? org = null
    )
    {
        var started = await PostAsync(office.Analyst, plan, from, to, org);
        Assert.True(started.Status == 202, started.Body.ToString());
        return started.Body.GetProperty("id").GetGuid();
    }

    private static Task<Answer> PostAsync(HttpClient by, string plan, string from, string to, string? org = null) =>
        BonusOffice.PostAsync(
            by,
            "/what-ifs",
            $$"""{ "plan": {{plan}}, "from": "{{from}}", "to": "{{to}}", "org": {{JsonSerializer.Serialize(org)}} }"""
        );

    private static async Task<JsonElement> EndedAsync(BonusOffice office, Guid id)
    {
        var seen = default(JsonElement);
        await ServiceUnderTest.UntilAsync(
            async () => Text(seen = await SeenAsync(office, id), "status") is not ("queued" or "running"),
            "the what-if to end"
        );
        Assert.True(Text(seen, "status") == "calculated", seen.ToString());
        Assert.Equal(seen.GetProperty("outOf").GetInt32(), seen.GetProperty("done").GetInt32());
        return seen.GetProperty("result");
    }

    private static async Task<JsonElement> SeenAsync(BonusOffice office, Guid id) =>
        (await BonusOffice.GetAsync(office.Analyst, $"/what-ifs/{id}")).Body;

    private static async Task<IReadOnlyList<string>> ManagersAsync(BonusOffice office, Guid id, string query) =>
        (await BonusOffice.GetAsync(office.Analyst, $"/what-ifs/{id}/managers{query}"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(m => $"{Text(m, "managerNo")} {Text(m, "change")}")
            .ToList();

    private static Task<int> LetAnotherReplicaWorkAsync(BonusOffice office) =>
        office.Service.ReadAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "Leases" ("Name", "Owner", "ExpiresAt") VALUES ('what-ifs', 'another-machine/1/1', '2099-01-01 00:00:00')"""
            )
        );

    private static Task<int> EndTheOthersWorkAsync(BonusOffice office) =>
        office.Service.ReadAsync(db =>
            db.Database.ExecuteSqlAsync($"""DELETE FROM "Leases" WHERE "Name" = 'what-ifs'""")
        );

    private static string Side(JsonElement result, string name) =>
        $"{result.GetProperty(name).GetProperty("managers")} {Text(result.GetProperty(name), "change")}";

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
