using System.Globalization;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Performance.WorkingDay;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Performance.Tests.WorkingDay;

/// <summary>Work as rules, and over HTTP in the bank of <see cref="HrOffice"/> on 15 August 2026, a Saturday.</summary>
public class WorkTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 15, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_month_is_cut_into_weeks_and_each_day_is_in_one()
    {
        var weeks = WorkWeek.Of(Period.Parse("2026-08"));
        Assert.Equal(
            ["2026-08-01..2026-08-02 0", "2026-08-03..2026-08-09 5", "2026-08-10..2026-08-16 5"],
            weeks
                .Take(3)
                .Select(w =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{w.First:yyyy-MM-dd}..{w.Last:yyyy-MM-dd} {w.WorkingDays}"
                    )
                )
        );
        Assert.Equal(31, weeks.Sum(w => w.Last.DayNumber - w.First.DayNumber + 1));
    }

    /// <summary>Whatever the month and target: the weeks' parts sum to it exactly, and none is below zero.</summary>
    [Fact]
    public void The_weeks_of_a_target_sum_to_it() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(
                (
                    from month in Gen.Choose(0, 240)
                    from target in Gen.Choose(0, 1_000_000)
                    from cents in Gen.Elements(true, false)
                    select (month, target, cents)
                ).ToArbitrary(),
                drawn =>
                {
                    var weeks = WorkWeek.Of(Period.MonthOf(new DateOnly(2020, 1, 1).AddMonths(drawn.month)));
                    var target = drawn.cents ? drawn.target / 100m : drawn.target;
                    var parts = WorkWeek.Spread(target, drawn.cents ? 0.01m : 1m, weeks);
                    Assert.Equal(target, parts.Sum());
                    Assert.All(parts, part => Assert.True(part >= 0));
                }
            )
        );

    [Fact]
    public void A_rate_is_the_same_in_every_week() =>
        Assert.All(WorkWeek.Spread(0.8m, null, WorkWeek.Of(Period.Parse("2026-08"))), part => Assert.Equal(0.8m, part));

    [Fact]
    public void A_task_is_moved_until_it_is_done_and_then_stays()
    {
        var task = New();
        task.Start();
        task.Move(Day("2026-08-17"));
        Assert.Equal((Day("2026-08-15"), Day("2026-08-17"), "started"), (task.PlannedOn, task.On, task.State));
        task.Finish(Day("2026-08-17"), "agreed", "send the form");
        var version = task.Version;
        task.Finish(Day("2026-08-17"), "agreed", "send the form");
        Assert.Equal(version, task.Version);
        Assert.Equal("work-task.wrong-state", Refused(() => task.Move(Day("2026-08-18"))));
        Assert.Equal("work-task.wrong-state", Refused(() => task.Drop("no time")));
    }

    [Fact]
    public void A_task_is_dropped_with_a_reason()
    {
        var task = New();
        Assert.Equal("work-task.reason-missing", Refused(() => task.Drop(null)));
        task.Drop("moved away");
        Assert.Equal(("dropped", "moved away"), (task.State, task.Result));
    }

    /// <summary>However the tasks come: open ones first, then priority, then the day they are due.</summary>
    [Fact]
    public void The_order_of_a_day_does_not_depend_on_the_order_of_the_tasks() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(
                (
                    from drawn in Gen.ListOf(
                        from priority in Gen.Choose(1, 3)
                        from due in Gen.Choose(-1, 3)
                        from isDone in Gen.Elements(true, false)
                        select (priority, due, isDone)
                    )
                    from seed in Gen.Choose(0, 1000)
                    select (drawn, seed)
                ).ToArbitrary(),
                of =>
                {
                    var tasks = of.drawn.Select(d => New(d.priority, d.due, d.isDone)).ToList();
                    var shuffled = tasks.OrderBy(t => (t.Id.GetHashCode() * 31) ^ of.seed).ToList();
                    var ordered = DayOrder.Of(tasks);
                    Assert.Equal(ordered, DayOrder.Of(shuffled));
                    Assert.Equal(
                        ordered.Select(t => (!t.IsOpen, t.Priority, t.DueOn ?? DateOnly.MaxValue)).Order(),
                        ordered.Select(t => (!t.IsOpen, t.Priority, t.DueOn ?? DateOnly.MaxValue))
                    );
                }
            )
        );

    [Fact]
    public async Task A_day_is_planned_done_and_told_of()
    {
        await using var office = await HrOffice.StartAsync();
        await office.TakeAsync(
            "customers",
            "customer_ref,manager_no,segment,since,consent,care_due\nK-1,M1,high,2020-01-01,true,2026-08-14\n"
        );
        var (manager, head) = (Manager(office, "M1"), Head(office, "B1"));
        var (paper, visit) = (Guid.NewGuid(), Guid.NewGuid());
        await PutAsync(manager, $"/work-tasks/{paper}", Task("paper", "forms"));
        await PutAsync(head, $"/work-tasks/{visit}", Task("visit", "see them", "K-1"));
        var day = await GetAsync(manager, "/work/M1/days/2026-08-15");
        Assert.Equal(
            ["see them 1 planned", "forms 3 planned"],
            day.GetProperty("tasks")
                .EnumerateArray()
                .Select(t =>
                    $"{t.GetProperty("title").GetString()} {t.GetProperty("priority").GetInt32()} {t.GetProperty("state").GetString()}"
                )
        );
        Assert.Equal("K-1", day.GetProperty("care").EnumerateArray().Single().GetProperty("customerRef").GetString());
        Assert.True(day.GetProperty("mayWrite").GetBoolean());

        await PostAsync(
            manager,
            $"/work-tasks/{visit}/status",
            """{ "state": "done", "result": "agreed", "nextStep": "send the form" }"""
        );
        Assert.Equal(
            "work-task.wrong-state",
            await CodeAsync(manager, $"/work-tasks/{visit}/status", """{ "state": "started" }""")
        );
        await PostAsync(manager, $"/work-tasks/{paper}/status", """{ "state": "planned", "on": "2026-08-17" }""");
        var listed = await GetAsync(head, "/work-tasks?state=done&manager=M1");
        Assert.Equal(
            "send the form",
            Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("nextStep").GetString()
        );

        var month = await GetAsync(manager, "/work/M1/months/2026-08");
        var week = month.GetProperty("weeks")[2];
        Assert.Equal((2, 1), (week.GetProperty("planned").GetInt32(), week.GetProperty("done").GetInt32()));
    }

    [Fact]
    public async Task What_was_kept_without_a_connection_is_taken_once()
    {
        await using var office = await HrOffice.StartAsync();
        var manager = Manager(office, "M1");
        var id = Guid.NewGuid();
        await PutAsync(manager, $"/work-tasks/{id}", Task("call", "ring them"));
        await PutAsync(manager, $"/work-tasks/{id}", Task("call", "ring them"));
        Assert.Equal(
            "work-task.id-taken",
            await CodeAsync(manager, $"/work-tasks/{id}", Task("call", "another"), HttpMethod.Put)
        );
        foreach (var _ in Enumerable.Range(0, 2))
            await PostAsync(manager, $"/work-tasks/{id}/status", """{ "state": "done", "result": "reached" }""");
        var listed = (await GetAsync(manager, "/work-tasks")).GetProperty("items").EnumerateArray();
        Assert.Equal("2026-08-15", Assert.Single(listed).GetProperty("doneOn").GetString());
    }

    [Fact]
    public async Task A_day_that_is_late_is_taken_for_a_week_and_never_in_a_closed_month()
    {
        await using var office = await HrOffice.StartAsync();
        var manager = Manager(office, "M1");
        await PutAsync(manager, $"/work-tasks/{Guid.NewGuid()}", Task("call", "x", on: "2026-08-08"));
        Assert.Equal(
            "work.day-out-of-range",
            await CodeAsync(
                manager,
                $"/work-tasks/{Guid.NewGuid()}",
                Task("call", "x", on: "2026-08-07"),
                HttpMethod.Put
            )
        );
        await office.CloseAsync("2026-07");
        office.Service.Clock.SetTo(new(2026, 8, 3));
        Assert.Equal(
            "work.day-out-of-range",
            await CodeAsync(
                manager,
                $"/work-tasks/{Guid.NewGuid()}",
                Task("call", "x", on: "2026-07-31"),
                HttpMethod.Put
            )
        );
    }

    [Fact]
    public async Task The_month_is_spread_over_its_weeks()
    {
        await using var office = await HrOffice.StartAsync();
        await office.TargetsAsync("M1,2026-08,activated,21");
        await office.FactsAsync("f1,M1,activated,c1,2026-08-03", "f2,M1,activated,c2,2026-08-04");
        var month = await GetAsync(Manager(office, "M1"), "/work/M1/months/2026-08");
        var target = Assert.Single(month.GetProperty("targets").EnumerateArray());
        Assert.Equal("2", target.GetProperty("reached").GetString());
        Assert.Equal(
            ["0", "5", "5", "5", "5", "1"],
            target.GetProperty("byWeek").EnumerateArray().Select(w => w.GetProperty("target").GetString())
        );
        Assert.Equal(
            "work.not-a-month",
            (await HrOffice.GetAsync(Manager(office, "M1"), "/work/M1/months/2026-Q3")).Code
        );
    }

    [Fact]
    public async Task A_log_has_the_day_types_checklist_and_the_heads_comment()
    {
        await using var office = await HrOffice.StartAsync();
        var (manager, head) = (Manager(office, "M1"), Head(office, "B1"));
        var types = await GetAsync(manager, "/day-types");
        Assert.Equal(
            ["collection", "feedback", "market", "summary", "visit"],
            types.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("code").GetString())
        );
        const string path = "/work/M1/logs/day/2026-08-15";
        Assert.Equal("work-log.not-found", await CodeAsync(head, $"{path}/comment", """{ "comment": "well done" }"""));
        Assert.Equal(
            "work-log.no-such-item",
            await CodeAsync(manager, path, """{ "dayType": "visit", "done": [3] }""", HttpMethod.Put)
        );
        Assert.Equal("day-type.not-found", await CodeAsync(manager, path, """{ "dayType": "none" }""", HttpMethod.Put));
        await PutAsync(manager, path, """{ "dayType": "visit", "done": [0, 2], "text": "四户，两户有意向" }""");
        await PostAsync(head, $"{path}/comment", """{ "comment": "再约一次" }""");
        Assert.Equal(404, (await HrOffice.GetAsync(Head(office, "B2"), "/work/M1/days/2026-08-15")).Status);
        var log = (await GetAsync(head, "/work/M1/days/2026-08-15")).GetProperty("log");
        Assert.Equal("[0,2]", log.GetProperty("done").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("再约一次", log.GetProperty("comment").GetString());
        Assert.Equal(
            "work.day-out-of-range",
            await CodeAsync(manager, "/work/M1/logs/day/2026-08-16", """{ "text": "tomorrow" }""", HttpMethod.Put)
        );
        var week = await PutAsync(manager, "/work/M1/logs/week/2026-08-15", """{ "text": "本周小结" }""");
        Assert.Equal("2026-08-10", week.GetProperty("on").GetString());
    }

    [Fact]
    public async Task HR_writes_the_types_of_day()
    {
        await using var office = await HrOffice.StartAsync();
        const string item = """{ "zh": "核对", "en": "Check" }""";
        await PutAsync(
            office.Hr,
            "/day-types/visit",
            $$"""{ "name": { "zh": "走访日", "en": "Visits" }, "checklist": [ {{item}} ] }"""
        );
        await PutAsync(
            office.Hr,
            "/day-types/training",
            $$"""{ "name": { "zh": "培训日", "en": "Training" }, "checklist": [], "ended": true }"""
        );
        var types = (await GetAsync(office.Hr, "/day-types")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(6, types.Count);
        Assert.Equal(
            "走访日",
            types
                .Single(t => t.GetProperty("code").GetString() == "visit")
                .GetProperty("name")
                .GetProperty("zh")
                .GetString()
        );
        Assert.Equal(
            403,
            (
                await HrOffice.SendAsync(
                    Head(office, "B1"),
                    HttpMethod.Put,
                    "/day-types/visit",
                    """{ "name": { "zh": "a", "en": "a" }, "checklist": [] }"""
                )
            ).Status
        );
    }

    private static WorkTask New(int priority = 3, int due = -1, bool isDone = false)
    {
        var task = WorkTask.Plan(
            Guid.NewGuid(),
            "M1",
            new(Day("2026-08-15"), "visit", "x", null, due < 0 ? null : Day("2026-08-15").AddDays(due)),
            priority,
            "M1",
            Now
        );
        if (isDone)
            task.Finish(Day("2026-08-15"), null, null);
        return task;
    }

    private static string Task(string kind, string title, string? customerRef = null, string on = "2026-08-15") =>
        JsonSerializer.Serialize(
            new
            {
                managerNo = "M1",
                on,
                kind,
                title,
                customerRef,
            }
        );

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Refused(Action act) => Assert.Throws<RuleBrokenException>(act).Code;

    private static HttpClient Manager(HrOffice office, string no) =>
        office.Service.As(Roles.AccountManager, managerNo: no, id: no);

    private static HttpClient Head(HrOffice office, string org) =>
        office.Service.As(Roles.BranchHead, org, id: $"head-of-{org}");

    private static async Task<JsonElement> GetAsync(HttpClient by, string path)
    {
        var answer = await HrOffice.GetAsync(by, path);
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body;
    }

    private static Task<JsonElement> PutAsync(HttpClient by, string path, string body) =>
        SendOkAsync(by, HttpMethod.Put, path, body);

    private static Task<JsonElement> PostAsync(HttpClient by, string path, string body) =>
        SendOkAsync(by, HttpMethod.Post, path, body);

    private static async Task<JsonElement> SendOkAsync(HttpClient by, HttpMethod method, string path, string body)
    {
        var answer = await HrOffice.SendAsync(by, method, path, body);
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body;
    }

    private static async Task<string?> CodeAsync(HttpClient by, string path, string body, HttpMethod? method = null) =>
        (await HrOffice.SendAsync(by, method ?? HttpMethod.Post, path, body)).Code;
}
