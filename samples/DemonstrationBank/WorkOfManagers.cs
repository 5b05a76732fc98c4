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
