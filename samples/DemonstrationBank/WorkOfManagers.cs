using System.Globalization;
using System.Text.Json;

namespace CardTeam.DemonstrationBank;

/// <summary>
/// The work that an account manager plans and does with their head: every step is looked up first and taken once.
/// </summary>
internal sealed class WorkOfManagers(BankClient bank, Action<string> say)
{
    private const string Manager = "manager";
    private const string ManagerNo = "M0001";
    private const string Head = "head";

    /// <summary>
    /// Six customers of each manager: two with care that is due, and those of the leaver without a manager in post.
    /// </summary>
    public static DemoFile Customers { get; } =
        new(
            "performance",
            "customers",
            "2026-06-customers",
            "customer_ref,manager_no,segment,since,birthday_month,consent,care_due,active_on\n"
                + string.Concat(DemoRoster.Managers.SelectMany(CustomersOf))
        );

    /// <summary>Two of the leaver's customers were handed over to colleagues.</summary>
    public static DemoFile HandOvers { get; } =
        new(
            "performance",
            "customer-handovers",
            "2026-06-customer-handovers",
            "customer_ref,manager_no,from,reason\n"
                + string.Concat(
                    Enumerable
                        .Range(1, 2)
                        .Select(n =>
                            $"{ReferenceOf(DemoManager.NoOf(DemoRoster.Leaver), n)},{DemoManager.NoOf(n)},2026-06-01,离职移交\n"
                        )
                )
        );

    /// <summary>Writes the care plan of each segment.</summary>
    public async Task PlanCare(CancellationToken cancellation)
    {
        foreach (
            var (segment, rules) in new[]
            {
                (
                    "high",
                    """[ { "kind": "first-use", "days": 7 }, { "kind": "call-back", "days": 30 }, { "kind": "birthday" }, { "kind": "anniversary" } ]"""
                ),
                (
                    "middle",
                    """[ { "kind": "first-use", "days": 10 }, { "kind": "call-back", "days": 60 }, { "kind": "birthday" } ]"""
                ),
                ("general", """[ { "kind": "first-use", "days": 15 }, { "kind": "call-back", "days": 180 } ]"""),
            }
        )
        {
            await bank.Put(
                "plan care",
                "hr",
                $"/performance/care-plans/{segment}",
                $$"""{ "rules": {{rules}} }""",
                cancellation
            );
        }
    }

    /// <summary>
    /// Plans a day of one manager: a visit that is done, a call of their head, paper work, and the log.
    /// </summary>
    /// <param name="today">The day the walk is taken on.</param>
    public async Task PlanDay(DateOnly today, CancellationToken cancellation)
    {
        const string step = "plan a day";
        const string visit = "上门介绍十二期分期";
        var known = (
            await bank.Get(step, Manager, "/performance/work-tasks?limit=500", cancellation)
        ).Items.ToDictionary(t => BankClient.Text(t, "title"), StringComparer.Ordinal);
        var on = known.TryGetValue(visit, out var first)
            ? DateOnly.ParseExact(BankClient.Text(first, "plannedOn"), "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : today;
        if (on < today.AddDays(-7))
        {
            return;
        }

        await Plan(1, Manager, "visit", visit, "KH-0001-1");
        await Plan(2, Head, "call", "回访未接通的两位客户", "KH-0001-2");
        await Plan(3, Manager, "paper", "整理本周进件资料", null);
        if (first.ValueKind == JsonValueKind.Undefined || BankClient.Text(first, "state") != "done")
        {
            await bank.Post(
                step,
                Manager,
                $"/performance/work-tasks/{IdOf(1)}/status",
                """{ "state": "done", "result": "有意办理，月底资金到账", "nextStep": "周五送申请表" }""",
                cancellation
            );
        }

        var day = await bank.Get(
            step,
            Manager,
            Invariant($"/performance/work/{ManagerNo}/days/{on:yyyy-MM-dd}"),
            cancellation
        );
        var log = day.Body.GetProperty("log");
        var path = Invariant($"/performance/work/{ManagerNo}/logs/day/{on:yyyy-MM-dd}");
        if (BankClient.Text(log, "writtenAt").Length == 0)
        {
            await bank.Put(
                step,
                Manager,
                path,
                """{ "dayType": "visit", "done": [0, 1], "text": "走访四户，两户有意办理分期。" }""",
                cancellation
            );
        }

        if (BankClient.Text(log, "comment").Length == 0)
        {
            await bank.Post(
                step,
                Head,
                $"{path}/comment",
                """{ "comment": "有意向的两户请在周五前再约一次。" }""",
                cancellation
            );
        }

        say("One manager's day is planned: a visit is done, a call and paper work are open.");

        async Task Plan(int number, string by, string kind, string title, string? customerRef)
        {
            if (known.ContainsKey(title))
            {
                return;
            }

            await bank.Put(
                step,
                by,
                $"/performance/work-tasks/{IdOf(number)}",
                JsonSerializer.Serialize(
                    new
                    {
                        managerNo = ManagerNo,
                        on,
                        kind,
                        title,
                        customerRef,
                    }
                ),
                cancellation
            );
        }

        static string IdOf(int number) => Invariant($"d37a0000-0000-4000-8000-{number:000000000000}");
    }

    private static IEnumerable<string> CustomersOf(DemoManager manager, int place)
    {
        string[] segments = ["high", "middle", "general", "general", "middle", "general"];
        string[] since = ["2019-03-12", "2024-11-05", "2026-04-20", "2021-07-01", "2025-09-16", "2026-05-28"];
        string[] care = ["2026-06-10", "", "2026-06-18", "", "", ""];
        string[] active = ["2026-05-30", "2026-05-11", "", "2025-08-02", "2026-05-29", ""];
        for (var n = 0; n < segments.Length; n++)
        {
            var month = (place + n * 5) % 12 + 1;
            var consent = n == 3 ? "false" : "true";
            yield return Invariant(
                $"{ReferenceOf(manager.No, n + 1)},{manager.No},{segments[n]},{since[n]},{month},{consent},{care[n]},{active[n]}\n"
            );
        }
    }

    private static string ReferenceOf(string managerNo, int n) => Invariant($"KH-{managerNo[1..]}-{n}");

    /// <summary>
    /// Sets the goals of one manager for three periods: those of June are confirmed, those of July wait, and those of
    /// the quarter were returned.
    /// </summary>
    public async Task SetGoals(CancellationToken cancellation)
    {
        const string step = "set own goals";
        var known = (
            await bank.Get(step, Manager, "/performance/own-goals?limit=500", cancellation)
        ).Items.ToDictionary(
            g => BankClient.Text(g, "period"),
            g => BankClient.Text(g, "state"),
            StringComparer.Ordinal
        );
        await Set(
            "2026-06",
            new
            {
                marketing = "东城商圈六月激活新卡，以餐饮和药房商户的收银员为主。",
                kpi = "activated",
                target = 24,
                workPlan = "每周二、四上午走访商圈，下午电话回访上周核卡未激活的客户；月末前完成三场驻点。",
                focus = "经营客户：核卡后十日内完成激活提醒。",
            },
            "confirm",
            """{ "version": 1 }"""
        );
        await Set(
            "2026-07",
            new
            {
                marketing = "暑期商圈驻点，激活新卡，并把首刷提醒做到每位新客户。",
                kpi = "activated",
                target = 26,
                workPlan = "七月每周两次商圈驻点，其余时间上门办理分期；每日下班前录入走访结果。",
                focus = "经营市场：新开业的两家商场。",
            }
        );
        await Set(
            "2026-Q3",
            new
            {
                marketing = "三季度扩大东城商圈客户。",
                kpi = (string?)null,
                target = (int?)null,
                workPlan = "待定",
                focus = "经营品牌：校园和社区宣传。",
            },
            "return",
            """{ "version": 1, "reason": "请写明指标和数值，工作计划要具体到周。" }"""
        );
        say("One manager has set goals: those of June are confirmed, July waits, and the quarter was returned.");

        async Task Set(string period, object goals, string? decision = null, string decided = "")
        {
            var path = $"/performance/own-goals/{ManagerNo}/{period}";
            if (!known.TryGetValue(period, out var state))
            {
                await bank.Put(step, Manager, path, JsonSerializer.Serialize(goals), cancellation);
                state = "set";
            }

            if (decision is not null && state == "set")
            {
                await bank.Post(step, Head, $"{path}/{decision}", decided, cancellation);
            }
        }
    }
}
