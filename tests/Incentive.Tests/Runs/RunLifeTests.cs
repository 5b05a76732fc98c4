using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.Tests.Runs;

public class RunLifeTests
{
    [Fact]
    public async Task A_closed_month_is_run_checked_and_paid()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Activation, Rules.Factor, Rules.Complaints);
        office
            .Others.Hire("M2", "B2")
            .Hire("M3")
            .Score("2026-04", 1.2m)
            .Complain("P1", "minor", "upheld", "2026-04-20", "M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-03")
            .Fact("C", "approved", "C2", "2026-04-03");
        await office.CloseAsync("2026-04");

        var run = await office.RunAsync("2026-04");

        Assert.Equal(("calculated", "120.00", "0.00", 1), (run.Status, run.Total, run.Deferred, run.CloseNumber));
        Assert.Equal(new(3, 1, 3, 4), run.Counts);
        Assert.Matches("^[0-9a-f]{64}$", run.ResultHash);
        Assert.Equal(("CARD", 1, Roles.IncentiveAnalyst), (run.PlanCode, run.PlanVersion, run.CreatedBy));
        Assert.Empty(await office.EntriesAsync());

        var approved = await office.ApproveAsync(run);
        Assert.Equal((200, "approved"), (approved.Status, approved.Body.GetProperty("status").GetString()));
        var entry = Assert.Single(await office.EntriesAsync());
        Assert.Equal(
            (1L, "approved", "M1", "B1", "120.00", "0.00", run.Id),
            (entry.Sequence, entry.Kind, entry.ManagerNo, entry.Org, entry.Amount, entry.Deferred, entry.RunId)
        );
    }

    [Fact]
    public async Task What_the_answer_to_a_start_says_leads_to_the_run()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.CloseAsync("2026-04");

        using var response = await office.Analyst.PostAsJsonAsync("/runs", new { period = "2026-04" });
        Assert.Equal(202, (int)response.StatusCode);
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        Assert.Equal($"/incentive/runs/{id}", response.Headers.Location!.ToString());
        Assert.Equal("calculated", (await office.EndedAsync(id)).Status);
    }

    [Fact]
    public async Task Who_made_a_run_cannot_approve_it()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.CloseAsync("2026-04");
        var both = office.Service.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: "wang");
        var id = (await BonusOffice.PostAsync(both, "/runs", """{ "period": "2026-04" }"""))
            .Body.GetProperty("id")
            .GetGuid();
        await office.EndedAsync(id);

        var answer = await BonusOffice.PostAsync(both, $"/runs/{id}/approve");
        Assert.Equal((409, "run.maker-cannot-check"), (answer.Status, answer.Code));
        Assert.Equal(
            ("run.maker-cannot-check", "calculated"),
            (
                (await BonusOffice.PostAsync(both, $"/runs/{id}/reject", """{ "reason": "mine" }""")).Code,
                (await office.SeenAsync(id)).Status
            )
        );
    }

    [Fact]
    public async Task A_second_run_waits_for_the_first_to_be_decided()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.CloseAsync("2026-04");
        var first = await office.RunAsync("2026-04");

        var second = await office.StartRunAsync("2026-04");
        Assert.Equal((409, "run.already-open"), (second.Status, second.Code));

        var rejected = await BonusOffice.PostAsync(
            office.Approver,
            $"/runs/{first.Id}/reject",
            """{ "reason": "not yet" }"""
        );
        Assert.Equal(
            ("rejected", "not yet"),
            (rejected.Body.GetProperty("status").GetString(), rejected.Body.GetProperty("reason").GetString())
        );
        Assert.Equal(
            (409, "run.wrong-state"),
            (await office.ApproveAsync(first) is var late ? (late.Status, late.Code) : default)
        );

        var third = await office.RunAsync("2026-04");
        Assert.Equal(first.ResultHash, third.ResultHash);
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Analyst, $"/runs/{third.Id}/cancel")).Status);
        Assert.Equal("cancelled", (await office.SeenAsync(third.Id)).Status);
        Assert.Equal("run.wrong-state", (await BonusOffice.PostAsync(office.Analyst, $"/runs/{third.Id}/cancel")).Code);
        Assert.Equal("run.wrong-state", (await office.ApproveAsync(third)).Code);
        Assert.Equal(200, (await office.ApproveAsync(await office.RunAsync("2026-04"))).Status);
    }

    [Fact]
    public async Task Months_are_run_in_order_each_approved_before_the_next()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.CloseAsync("2026-04");
        await office.CloseAsync("2026-05");

        var early = await office.StartRunAsync("2026-05");
        Assert.Equal((409, "run.out-of-order"), (early.Status, early.Code));
        await office.RunAndApproveAsync("2026-04");
        var again = await office.StartRunAsync("2026-04");
        Assert.Equal((409, "run.already-approved"), (again.Status, again.Code));
        await office.RunAndApproveAsync("2026-05");
    }

    [Fact]
    public async Task Without_a_plan_there_is_no_run()
    {
        await using var office = await BonusOffice.StartAsync();
        await office.CloseAsync("2026-04");

        var answer = await office.StartRunAsync("2026-04");
        Assert.Equal((409, "run.no-plan"), (answer.Status, answer.Code));
        await office.PutInForceAsync("2026-05", Rules.Hundred);
        Assert.Equal("run.no-plan", (await office.StartRunAsync("2026-04")).Code);
        await office.PutPlanAsync(Rules.Json("2026-04", Rules.Hundred));
        Assert.Equal("run.no-plan", (await office.StartRunAsync("2026-04")).Code); // a draft is not in force
    }

    [Fact]
    public async Task A_run_that_rests_on_a_plan_since_replaced_is_stale()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        await office.PutInForceAsync("2026-04", Rules.Hundred.Replace("100.00", "30.00", StringComparison.Ordinal));

        var answer = await office.ApproveAsync(run);
        Assert.Equal((409, "run.stale"), (answer.Status, answer.Code));
        Assert.Equal("calculated", (await office.SeenAsync(run.Id)).Status);
        Assert.Empty(await office.EntriesAsync());

        await BonusOffice.PostAsync(office.Analyst, $"/runs/{run.Id}/cancel");
        await office.RunAndApproveAsync("2026-04");
        Assert.Equal("30.00", Assert.Single(await office.EntriesAsync()).Amount);
    }

    [Fact]
    public async Task A_plan_for_later_months_makes_no_run_stale()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        await office.PutInForceAsync("2026-05", Rules.Activation);

        Assert.Equal(200, (await office.ApproveAsync(run)).Status);
    }

    [Fact]
    public async Task A_run_is_stale_when_something_it_should_have_known_arrives_after_it()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2").Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");

        // More data than the close announced, on which the run does not depend.
        await office.Service.DeliverAsync(
            new CardFactsRecorded([
                new("B", 1, "M1", CardFactKind.Activated, "C2", new(2026, 4, 3), null, null, false, 1, null),
            ])
        );
        Assert.Equal("run.stale", (await office.ApproveAsync(run)).Code);
    }

    [Fact]
    public async Task What_is_known_only_from_the_next_close_makes_no_run_stale_and_changes_none()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        office
            .Others.Fact("B", "activated", "C2", "2026-04-03")
            .Void("A")
            .Complain("P", "minor", "upheld", "2026-04-03")
            .Certify("2026-01-01")
            .Score("2026-04", 0.1m)
            .Hire(level: "senior");
        await office.DeliverAsync();

        Assert.Equal(200, (await office.ApproveAsync(run)).Status);
        Assert.Equal("100.00", Assert.Single(await office.EntriesAsync()).Amount);
    }

    [Fact]
    public async Task A_run_after_the_next_close_still_knows_only_its_own()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        var before = await office.RunAsync("2026-04");
        await BonusOffice.PostAsync(office.Analyst, $"/runs/{before.Id}/cancel");
        office.Others.Fact("B", "activated", "C2", "2026-04-03").Fact("A", "activated", "C1", "2026-05-02");
        await office.CloseAsync("2026-05");

        Assert.Equal(before.ResultHash, (await office.RunAsync("2026-04")).ResultHash);
    }

    [Fact]
    public async Task A_run_that_fails_says_why_and_may_be_made_again()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02", manager: "M9");
        await office.CloseAsync("2026-04");

        var run = await office.RunAsync("2026-04");
        Assert.Equal("failed", run.Status);
        Assert.Contains("M9", run.Error, StringComparison.Ordinal);
        Assert.Equal("run.wrong-state", (await office.ApproveAsync(run)).Code);
        Assert.Equal("failed", (await office.RunAsync("2026-04")).Status);
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Analyst, "/statements/M1/2026-04")).Status);
    }

    [Fact]
    public async Task A_queued_run_left_by_a_stop_is_calculated_after_the_start()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        var id = (await office.StartRunAsync("2026-04")).Body.GetProperty("id").GetGuid();
        await office.Service.RestartAsync();

        var run = await office.EndedAsync(id);
        Assert.Equal(("calculated", "100.00"), (run.Status, run.Total));
    }

    [Theory]
    [InlineData(Roles.IncentiveApprover, 403)]
    [InlineData(Roles.Payroll, 403)]
    [InlineData(Roles.Auditor, 403)]
    [InlineData(Roles.Administrator, 403)]
    [InlineData(Roles.AccountManager, 403)]
    public async Task Only_the_analyst_makes_runs(string role, int status)
    {
        await using var office = await BonusOffice.StartAsync();

        Assert.Equal(
            status,
            (
                await BonusOffice.PostAsync(
                    office.Service.As(role, managerNo: "M1"),
                    "/runs",
                    """{ "period": "2026-04" }"""
                )
            ).Status
        );
        Assert.Equal(400, (await BonusOffice.PostAsync(office.Analyst, "/runs")).Status);
        Assert.Equal(403, (await BonusOffice.PostAsync(office.Analyst, $"/runs/{Guid.NewGuid()}/approve")).Status);
        Assert.Equal(404, (await BonusOffice.PostAsync(office.Approver, $"/runs/{Guid.NewGuid()}/approve")).Status);
    }

    [Fact]
    public async Task Who_leaves_has_statements_to_the_last_month_and_none_after()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2", leftOn: "2026-05-01").Hire("M3", hiredOn: "2026-06-01");
        foreach (var month in new[] { "2026-04", "2026-05", "2026-06", "2026-07", "2026-08" })
            await office.PayAsync(month);

        async Task<string> HeldAsync(string manager) =>
            string.Concat(
                await Task.WhenAll(
                    new[] { "2026-04", "2026-05", "2026-06", "2026-07", "2026-08" }.Select(async month =>
                        (await BonusOffice.GetAsync(office.Analyst, $"/statements/{manager}/{month}")).Status == 200
                            ? "x"
                            : "-"
                    )
                )
            );
        Assert.Equal(
            ("xxxxx", "xx---", "--xxx"),
            (await HeldAsync("M1"), await HeldAsync("M2"), await HeldAsync("M3"))
        );
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_and_by_month()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        await office.PayAsync("2026-05");

        Assert.Equal(["2026-05", "2026-04"], (await ListAsync("/runs")).Select(r => r.Period));
        Assert.Equal(["2026-04"], (await ListAsync("/runs?period=2026-04")).Select(r => r.Period));
        var page = (await BonusOffice.GetAsync(office.Analyst, "/runs?limit=1")).Body;
        Assert.Equal(
            ["2026-04"],
            (await ListAsync($"/runs?limit=1&after={page.GetProperty("next").GetString()}")).Select(r => r.Period)
        );

        async Task<List<RunSeen>> ListAsync(string path) =>
            (await BonusOffice.GetAsync(office.Analyst, path))
                .Body.GetProperty("items")
                .Deserialize<List<RunSeen>>(JsonSerializerOptions.Web)!;
    }
}
