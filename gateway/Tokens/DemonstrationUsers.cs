using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Gateway.Tokens;

/// <summary>A user of a demonstration.</summary>
/// <param name="Id">The name typed at sign-in; claim <c>sub</c>.</param>
/// <param name="Name">Claim <c>name</c>.</param>
/// <param name="Role">Claim <c>role</c>.</param>
/// <param name="May">The purpose of the role.</param>
/// <param name="Org">Claim <c>org</c>; null for the whole bank.</param>
/// <param name="ManagerNo">Claim <c>manager_no</c>, of an account manager.</param>
public sealed record DemonstrationUser(
    string Id,
    string Name,
    string Role,
    Text May,
    string? Org = null,
    string? ManagerNo = null
);

/// <summary>
/// The demonstration users, one for each role, all with the same well-known password: for trials, never for a bank's
/// real data.
/// </summary>
public static class DemonstrationUsers
{
    /// <summary>The password of every demonstration user, and the secret of <see cref="NightlyFeed"/>.</summary>
    public const string Password = "demo";

    // Precomputed: hashing at every start would take longer than the rest of the gateway's start.
    internal const string PasswordHash =
        "pbkdf2-sha512$210000$31A/YXHpjGQdvLInzj2u0w==$lgRn0TKNNjZ5alRJGnqUx/nbczu6mIFmzLN/CApXDXc=";

    /// <summary>The machine client that delivers files.</summary>
    public static readonly DemonstrationUser NightlyFeed = new(
        "nightly-feed",
        "夜间数据",
        Roles.Feed,
        new("导入文件，查看导入结果", "deliver import files and read how they went")
    );

    /// <summary>The people.</summary>
    public static readonly IReadOnlyList<DemonstrationUser> People =
    [
        new(
            "it",
            "信息科技",
            Roles.Administrator,
            new("运维：健康、队列、搁置消息、导入", "operate: health, queues, parked messages, imports")
        ),
        new(
            "hr",
            "人力资源",
            Roles.Hr,
            new("全行名册、目标、计分卡、职级", "roster, targets, scorecards, grades of the whole bank")
        ),
        new("head", "机构负责人", Roles.BranchHead, new("本机构及下级", "their own branch and below"), Org: "B1"),
        new(
            "manager",
            "客户经理",
            Roles.AccountManager,
            new("仅本人记录", "their own records only"),
            ManagerNo: "M0001"
        ),
        new(
            "trainer",
            "培训专员",
            Roles.Trainer,
            new("课程、场次、报名、考试、证书", "courses, sessions, enrolment, exams, certificates")
        ),
        new("desk", "投诉专员", Roles.ComplaintDesk, new("投诉、满意度、关怀", "complaints, surveys, care")),
        new(
            "counsellor",
            "心理辅导员",
            Roles.Counsellor,
            new("仅密封辅导申请", "sealed counselling requests, nothing else")
        ),
        new("analyst", "激励分析", Roles.IncentiveAnalyst, new("方案、计算：制作", "plans, runs: make")),
        new("approver", "激励审批", Roles.IncentiveApprover, new("方案、计算：复核", "plans, runs: check")),
        new(
            "payroll",
            "薪酬发放",
            Roles.Payroll,
            new("已批奖金、回执、导出", "approved bonuses, acknowledgements, exports")
        ),
        new("auditor", "审计", Roles.Auditor, new("只读，密封个案除外", "read everything but sealed cases")),
    ];
}
