using System.Text.Json;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Tests.Targets;

public class ImportTargetsTests
{
    [Fact]
    public async Task A_target_is_set_changed_and_left_alone()
    {
        await using var office = await HrOffice.StartAsync();
        const string csv =
            "manager_no,period,kpi,target\nM1,2026-04,activated,10\nM1,2026-Q2,activated,30\nM2,2026-04,cancelled,0\n";

        Assert.Equal((3L, 0L, 0L), (await office.TakeAsync("targets", csv)).Rows);
        Assert.Equal((0L, 3L, 0L), (await office.TakeAsync("targets", csv)).Rows);
        Assert.Equal(
            (0L, 1L, 0L),
            (await office.TakeAsync("targets", "manager_no,period,kpi,target\nM1,2026-04,activated,10.00\n")).Rows
        );
        Assert.Equal(
            (1L, 0L, 0L),
            (await office.TakeAsync("targets", "manager_no,period,kpi,target\nM1,2026-04,activated,12\n")).Rows
        );
        Assert.Equal(
            ["12"],
            await HrOffice.KeysAsync(
                office.Service.As(Roles.AccountManager, managerNo: "M1"),
                "/targets?period=2026-04",
                "value"
            )
        );
    }

    [Fact]
    public async Task A_target_is_above_zero_or_zero_where_lower_is_better()
    {
        await using var office = await HrOffice.StartAsync();
        var outcome = await office.Service.ImportAsync(
            "targets",
            "manager_no,period,kpi,target\nM1,2026-04,activated,0\nM1,2026-04,attendance,0\nM1,2026-04,cancelled,0\nM1,2026-04,overdue,-1\nM1,2026-04,Activated,1\nM9,2026-04,active,1\nM1,2026-13,active,1\nM1,2026-04,active,x\n"
        );

        Assert.Equal(
            [
                (2L, "target", "target.not-positive"),
                (3L, "target", "target.not-positive"),
                (5L, "target", "target.not-positive"),
                (6L, "kpi", "kpi.not-valid"),
                (7L, "manager_no", "manager.unknown"),
                (8L, "period", "import.not-a-period"),
                (9L, "target", "import.not-a-number"),
            ],
            outcome.Errors.Select(e => (e.Row, e.Column, e.Code)).Order()
        );
        Assert.Equal((1L, 0L, 7L), outcome.Rows);
    }

    [Fact]
    public async Task Heads_set_and_see_targets_of_their_own_people()
    {
        await using var office = await HrOffice.StartAsync();
        var head = office.Service.As(Roles.BranchHead, org: "B1");

        var outcome = await office.Service.ImportAsync(
            "targets",
            "manager_no,period,kpi,target\nM1,2026-04,active,1\nM2,2026-04,active,1\nM3,2026-04,active,1\n",
            head
        );
        Assert.Equal([(3L, "import.outside-your-part")], outcome.Errors.Select(e => (e.Row, e.Code)));
        await office.TargetsAsync("M2,2026-04,active,1");
        Assert.Equal(["M1", "M3"], await HrOffice.KeysAsync(head, "/targets?period=2026-04", "managerNo"));
        Assert.Equal(["M1", "M2", "M3"], await HrOffice.KeysAsync(office.Hr, "/targets?period=2026-04", "managerNo"));
    }

    [Fact]
    public async Task A_unit_has_a_target_too_and_a_row_names_one_or_the_other()
    {
        await using var office = await HrOffice.StartAsync();
        const string csv =
            "manager_no,org,period,kpi,target\n,B1,2026-08,activated,10\nM1,,2026-08,activated,4\nM1,B1,2026-08,activated,4\n,,2026-08,activated,4\n,B9,2026-08,activated,4\n,B1,2026-08,activated,0\n";
        var outcome = await office.Service.ImportAsync("targets", csv);
        Assert.Equal((2L, 0L, 4L), outcome.Rows);
        Assert.Equal(
            [
                (4L, "org", "target.node-ambiguous"),
                (5L, "org", "target.node-ambiguous"),
                (6L, "org", "org-unit.unknown"),
                (7L, "target", "target.not-positive"),
            ],
            outcome.Errors.Select(e => (e.Row, e.Column, e.Code)).Order()
        );
        Assert.Equal(
            (0L, 1L, 0L),
            (await office.TakeAsync("targets", "org,period,kpi,target\nB1,2026-08,activated,10\n")).Rows
        );
        Assert.Equal(
            (1L, 0L, 0L),
            (await office.TakeAsync("targets", "org,period,kpi,target\nB1,2026-08,activated,12\n")).Rows
        );
        var head = office.Service.As(Roles.BranchHead, org: "B2");
        var foreign = await office.Service.ImportAsync(
            "targets",
            "org,period,kpi,target\nB1,2026-08,activated,9\n",
            head
        );
        Assert.Equal([(2L, "import.outside-your-part")], foreign.Errors.Select(e => (e.Row, e.Code)));
    }

    [Fact]
    public async Task A_target_that_was_approved_is_not_changed_by_a_file()
    {
        await using var office = await HrOffice.StartAsync();
        foreach (var node in new[] { "M1", "B1" })
        {
            using var proposed = await office.Hr.PostAsync(
                new Uri("/target-plans", UriKind.Relative),
                Json(
                    $$"""{ "period": "2026-08", "kpi": "activated", "nodes": [ { "node": "{{node}}", "target": "4" } ] }"""
                )
            );
            var id = JsonDocument
                .Parse(await proposed.Content.ReadAsStringAsync())
                .RootElement.GetProperty("plan")
                .GetProperty("id")
                .GetString();
            using var approved = await office
                .Service.As(Roles.Hr, id: "hr-2")
                .PostAsync(new Uri($"/target-plans/{id}/approve", UriKind.Relative), Json("{}"));
            Assert.Equal(200, (int)approved.StatusCode);
        }

        var outcome = await office.Service.ImportAsync(
            "targets",
            "manager_no,org,period,kpi,target\nM1,,2026-08,activated,4\nM1,,2026-08,activated,5\n,B1,2026-08,activated,4\n,B1,2026-08,activated,5\nM1,,2026-09,activated,5\n"
        );
        Assert.Equal((1L, 2L, 2L), outcome.Rows);
        Assert.Equal(
            [(3L, "target.approved-in-a-plan"), (5L, "target.approved-in-a-plan")],
            outcome.Errors.Select(e => (e.Row, e.Code)).Order()
        );
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
