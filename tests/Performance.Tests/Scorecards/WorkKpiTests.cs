using CardTeam.Performance.Customers;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.WorkingDay;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Scorecards;

/// <summary>KPIs that the suite counts of managers' work, their customers' cards and their units.</summary>
public class WorkKpiTests
{
    private static readonly DateTimeOffset Then = new(2026, 4, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_task_counts_as_done_where_it_was_planned_and_stays_as_the_close_found_it()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", (Kpi.PlanCompletion, "1"));
        await office.TargetsAsync("M1,2026-04,plan-completion,0.8", "M1,2026-05,plan-completion,0.8");
        await AddAsync(
            office,
            TaskOf("2026-04-02", doneOn: "2026-04-03"),
            TaskOf("2026-04-30", doneOn: "2026-05-02"),
            TaskOf("2026-04-09"),
            TaskOf("2026-04-10", doneOn: "2026-04-30"),
            TaskOf("2026-05-04", doneOn: "2026-05-04")
        );
        Assert.Equal("0.5", await ValueAsync(office, "2026-04", Kpi.PlanCompletion, isLive: true));
        await office.CloseAsync("2026-04");
        Assert.Equal("0.5", await ValueAsync(office, "2026-04", Kpi.PlanCompletion));

        // A target that becomes known late has the month computed again; the work is what it was.
        await AddAsync(office, TaskOf("2026-04-20", doneOn: "2026-04-20"));
        await office.TargetsAsync("M1,2026-04,plan-completion,0.5");
        await office.CloseAsync("2026-05");
        Assert.Equal("0.5", await ValueAsync(office, "2026-04", Kpi.PlanCompletion));
        Assert.Equal("1", await ValueAsync(office, "2026-05", Kpi.PlanCompletion));
    }

    [Fact]
    public async Task A_quarter_is_the_sum_of_what_its_months_closes_found()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetOfAsync("quarter", "junior", "2026-04", (Kpi.PlanCompletion, "1"));
        await office.TargetsAsync("M1,2026-Q2,plan-completion,1");
        await AddAsync(
            office,
            TaskOf("2026-04-02", doneOn: "2026-04-03"),
            TaskOf("2026-05-06"),
            TaskOf("2026-06-08", doneOn: "2026-06-08")
        );
        await office.CloseAsync("2026-04", "2026-05", "2026-06");
        await office.CloseAsync("2026-Q2");
        Assert.Equal("0.666667", await ValueAsync(office, "2026-Q2", Kpi.PlanCompletion));
    }

    [Fact]
    public async Task Care_is_owed_by_whoever_had_the_customer_on_the_day_it_was_due()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", (Kpi.CareOnTime, "1"));
        await office.TargetsAsync("M1,2026-04,care-on-time,0.8", "M2,2026-04,care-on-time,0.8");
        await office.Service.ReadAsync<PerformanceDbContext, int>(async db =>
        {
            // In time, late by the manager, late by the successor, never, and not due yet in the month.
            Care(db, "K-1", "2026-04-10", doneOn: "2026-04-10");
            Care(db, "K-2", "2026-04-10", doneOn: "2026-04-12");
            Care(db, "K-3", "2026-04-10", doneOn: "2026-04-20", handedOver: "2026-04-15");
            Care(db, "K-4", "2026-04-28", doneOn: null);
            Care(db, "K-5", "2026-05-02", doneOn: null);
            return await db.SaveChangesAsync();
        });

        await office.CloseAsync("2026-04");
        Assert.Equal("0.25", await ValueAsync(office, "2026-04", Kpi.CareOnTime));
        Assert.Null(await ValueAsync(office, "2026-04", Kpi.CareOnTime, "M2"));
    }

    [Fact]
    public async Task A_card_sleeps_until_it_is_used_again_or_cancelled()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", (Kpi.SleepingShare, "1"));
        await office.TargetsAsync(
            "M1,2026-04,sleeping-share,0.2",
            "M1,2026-05,sleeping-share,0.2",
            "M1,2026-06,sleeping-share,0.2"
        );
        await office.FactsAsync(
            "A1,M1,approved,C1,2026-04-01",
            "A2,M1,approved,C2,2026-04-01",
            "A3,M1,approved,C3,2026-04-01",
            "A4,M1,approved,C4,2026-04-01",
            "S1,M1,sleeping,C1,2026-04-20",
            "S2,M1,sleeping,C2,2026-04-20",
            "S3,M1,sleeping,C3,2026-04-20",
            "U1,M1,active-month,C1,2026-05-31",
            "X3,M1,cancelled,C3,2026-06-10"
        );
        await office.CloseAsync("2026-04");
        await office.CloseAsync("2026-05");
        await office.CloseAsync("2026-06");
        Assert.Equal("0.75", await ValueAsync(office, "2026-04", Kpi.SleepingShare));
        Assert.Equal("0.5", await ValueAsync(office, "2026-05", Kpi.SleepingShare));
        Assert.Equal("0.333333", await ValueAsync(office, "2026-06", Kpi.SleepingShare));

        // Late: the card was used before it is said to have slept on, so that May and June change.
        await office.FactsAsync("U2,M1,active-month,C2,2026-05-31");
        await office.CloseAsync("2026-07");
        Assert.Equal("0.75", await ValueAsync(office, "2026-04", Kpi.SleepingShare));
        Assert.Equal("0.25", await ValueAsync(office, "2026-05", Kpi.SleepingShare));
        Assert.Equal("0", await ValueAsync(office, "2026-06", Kpi.SleepingShare));
    }

    [Fact]
    public async Task A_late_fact_changes_the_contribution_of_everybody_in_the_unit_and_of_nobody_else()
    {
        await using var office = await HrOffice.StartAsync();
        await office.TakeAsync("managers", "manager_no,name,org,hired_on,level\nM4,李,B1,2020-01-01,junior\n");
        await office.SheetAsync("junior", "2026-04", (Kpi.Contribution, "0.4"), (Kpi.Overdue, "0.6"));
        await office.TargetsAsync(
            "M1,2026-04,contribution,0.5",
            "M2,2026-04,contribution,0.5",
            "M4,2026-04,contribution,0.5"
        );
        await office.FactsAsync(
            "F1,M1,activated,C1,2026-04-02",
            "F2,M4,activated,C2,2026-04-02",
            "F3,M4,activated,C3,2026-04-02",
            "F4,M2,activated,C4,2026-04-02"
        );
        await office.CloseAsync("2026-04");
        Assert.Equal(("0.333333", "0.666667", "1"), (await OfAsync("M1"), await OfAsync("M4"), await OfAsync("M2")));

        await office.FactsAsync("F5,M1,activated,C5,2026-04-30");
        var closed = await office.CloseAsync("2026-05");
        Assert.Equal(2, closed.GetProperty("recomputedScorecards").GetInt32());
        Assert.Equal(("0.5", "0.5", "1"), (await OfAsync("M1"), await OfAsync("M4"), await OfAsync("M2")));

        // A move that becomes known late takes the manager out of one unit's sum and into the other's.
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,effective_on\nM4,李,B2,2020-01-01,junior,2026-04-01\n"
        );
        await office.CloseAsync("2026-06");
        Assert.Equal(("1", "0.666667", "0.333333"), (await OfAsync("M1"), await OfAsync("M4"), await OfAsync("M2")));

        Task<string?> OfAsync(string manager) => ValueAsync(office, "2026-04", Kpi.Contribution, manager);
    }

    [Fact]
    public async Task An_appraisal_counts_in_the_scorecard_and_the_grade_of_its_period()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetOfAsync("quarter", "junior", "2026-04", (Kpi.Review, "1"));
        await office.TargetsAsync("M1,2026-Q2,review-360,80", "M2,2026-Q2,review-360,80");
        await SetScoreAsync("M1", "84.5");
        await office.CloseAsync("2026-04", "2026-05", "2026-06");
        await office.CloseAsync("2026-Q2");
        Assert.Equal("84.5", await ValueAsync(office, "2026-Q2", Kpi.Review));
        Assert.Null(await ValueAsync(office, "2026-Q2", Kpi.Review, "M2"));

        var scheme = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Put,
            "/grade-schemes/G",
            """{ "effectiveFrom": "2026-04", "period": "quarter", "score": { "scorecards": "0.5", "review": "0.5" } }"""
        );
        Assert.True(scheme.Status == 200, scheme.Body.ToString());
        var run = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Post,
            "/grade-runs",
            """{ "scheme": "G", "period": "2026-Q2" }"""
        );
        Assert.True(run.Status is 200 or 201, run.Body.ToString());
        var proposals = await HrOffice.GetAsync(
            office.Hr,
            $"/grade-runs/{run.Body.GetProperty("id").GetGuid()}/proposals"
        );
        var own = proposals
            .Body.GetProperty("items")
            .EnumerateArray()
            .Single(p => p.GetProperty("managerNo").GetString() == "M1");
        Assert.Equal("0.845", own.GetProperty("score").GetString());

        Task<int> SetScoreAsync(string manager, string score) =>
            office.Service.ReadAsync<PerformanceDbContext, int>(db =>
                db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "Indicators" ("ManagerNo","Period","Kpi","Value")
                    VALUES ({manager},{"2026-Q2"},{"review-360"},{score})
                    """
                )
            );
    }

    [Fact]
    public async Task The_catalogue_says_where_they_come_from_and_lets_nobody_change_it()
    {
        await using var office = await HrOffice.StartAsync();
        var kpis = (await HrOffice.GetAsync(office.Hr, "/kpis?limit=200")).Body.GetProperty("items").EnumerateArray();
        Assert.Equal(
            [("care-on-time", "customers"), ("plan-completion", "work"), ("review-360", "review")],
            kpis.Select(k => (Code: k.GetProperty("code").GetString(), Source: k.GetProperty("source").GetString()))
                .Where(k => k.Source is "customers" or "work" or "review")
                .OrderBy(k => k.Code, StringComparer.Ordinal)
        );
        var refused = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Put,
            "/kpis/plan-completion",
            """
            { "name": { "zh": "完成率", "en": "Completion" }, "unit": "ratio", "direction": "higher",
              "family": "attendance", "source": "import" }
            """
        );
        Assert.Equal((400, "kpi.not-valid"), (refused.Status, refused.Code));
    }

    private static async Task<string?> ValueAsync(
        HrOffice office,
        string period,
        string kpi,
        string manager = "M1",
        bool isLive = false
    )
    {
        var card = await HrOffice.GetAsync(office.Hr, $"/scorecards/{manager}/{period}{(isLive ? "?live=true" : "")}");
        var line = card.Body.GetProperty("kpis").EnumerateArray().Single(k => k.GetProperty("kpi").GetString() == kpi);
        return line.TryGetProperty("value", out var value) ? value.GetString() : null;
    }

    private static Task<int> AddAsync(HrOffice office, params WorkTask[] tasks) =>
        office.Service.ReadAsync<PerformanceDbContext, int>(db =>
        {
            db.WorkTasks.AddRange(tasks);
            return db.SaveChangesAsync();
        });

    private static WorkTask TaskOf(string plannedOn, string? doneOn = null)
    {
        var task = WorkTask.Plan(
            Guid.NewGuid(),
            "M1",
            new(DateOnly.Parse(plannedOn), "visit", "see them", null, null),
            3,
            "M1",
            Then
        );
        if (doneOn is not null)
            task.Finish(DateOnly.Parse(doneOn), "agreed", null);
        return task;
    }

    /// <summary>A customer of M1 whose care is due, and perhaps given.</summary>
    private static void Care(
        PerformanceDbContext db,
        string reference,
        string dueOn,
        string? doneOn,
        string? handedOver = null
    )
    {
        var since = new DateOnly(2026, 1, 1);
        var plan = new CarePlan([]);
        var customer = Customer.Take(
            reference,
            "M1",
            new("high", since, null, true, null),
            DateOnly.Parse(dueOn),
            plan,
            new(since, "hr", Then, null),
            since
        );
        if (handedOver is not null)
            customer.HandOver("M2", new(DateOnly.Parse(handedOver), "hr", Then, "left"), DateOnly.Parse(handedOver));
        if (doneOn is not null)
        {
            var on = DateOnly.Parse(doneOn);
            db.CareEntries.Add(
                customer.Care(new(null, on, "reached", null), plan, customer.On(on).ManagerNo, "M1", Then)
            );
        }

        db.Customers.Add(customer);
    }
}
