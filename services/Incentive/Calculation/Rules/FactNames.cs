using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Names of the kinds of facts, as rules and statements call them.</summary>
internal static class FactNames
{
    public static Text Of(string? fact) =>
        fact switch
        {
            "applied" => new("进件", "Applications"),
            "approved" => new("核卡", "Approvals"),
            "activated" => new("激活", "Activations"),
            "first-used" => new("首刷", "First uses"),
            "active-month" => new("活跃", "Active cards"),
            "sleeping" => new("睡眠", "Sleeping cards"),
            "cancelled" => new("注销", "Cancellations"),
            "overdue" => new("逾期", "Overdue cards"),
            "instalment" => new("分期", "Instalments"),
            "referral-confirmed" => new("三亲核验", "Confirmed referrals"),
            "contest-won" => new("竞赛优胜", "Contests won"),
            "course-completed" => new("课程完成", "Courses completed"),
            _ => new(fact ?? "", fact ?? ""),
        };
}
