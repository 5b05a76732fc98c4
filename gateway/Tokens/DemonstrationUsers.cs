using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Gateway.Tokens;

/// <summary>A user of a demonstration.</summary>
/// <param name="Id">The name typed at sign-in; claim <c>sub</c>.</param>
/// <param name="Name">
/// The person's name; claim <c>name</c>. The manager's is the one of the demonstration roster.
/// </param>
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
            "程远",
            Roles.Administrator,
            new("运维：健康、队列、搁置消息、导入", "operate: health, queues, parked messages, imports")
        ),
        new(
            "hr",
            "林悦",
            Roles.Hr,
            new("全行名册、目标、计分卡、职级", "roster, targets, scorecards, grades of the whole bank")
        ),
        new("head", "陆明", Roles.BranchHead, new("本机构及下级", "their own branch and below"), Org: "B1"),
        new("manager", "韩静", Roles.AccountManager, new("仅本人记录", "their own records only"), ManagerNo: "M0001"),
        new(
            "trainer",
            "沈佳",
            Roles.Trainer,
            new("课程、场次、报名、考试、证书", "courses, sessions, enrolment, exams, certificates")
        ),
        new("desk", "罗敏", Roles.ComplaintDesk, new("投诉、满意度、关怀", "complaints, surveys, care")),
        new("counsellor", "安宁", Roles.Counsellor, new("仅密封辅导申请", "sealed counselling requests, nothing else")),
        new("analyst", "顾清", Roles.IncentiveAnalyst, new("方案、计算：制作", "plans, runs: make")),
        new("approver", "叶楠", Roles.IncentiveApprover, new("方案、计算：复核", "plans, runs: check")),
        new(
            "payroll",
            "钱慧",
            Roles.Payroll,
            new("已批奖金、回执、导出", "approved bonuses, acknowledgements, exports")
        ),
        new("auditor", "江平", Roles.Auditor, new("只读，密封个案除外", "read everything but sealed cases")),
    ];
}
