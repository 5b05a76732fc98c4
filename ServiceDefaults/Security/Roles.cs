namespace CardTeam.ServiceDefaults.Security;

/// <summary>The roles a token may carry in its <c>role</c> claims. One person may hold several.</summary>
public static class Roles
{
    public const string Administrator = "administrator";
    public const string Hr = "hr";
    public const string BranchHead = "branch-head";
    public const string AccountManager = "account-manager";
    public const string Trainer = "trainer";
    public const string ComplaintDesk = "complaint-desk";
    public const string Counsellor = "counsellor";
    public const string IncentiveAnalyst = "incentive-analyst";
    public const string IncentiveApprover = "incentive-approver";
    public const string Payroll = "payroll";
    public const string Auditor = "auditor";

    /// <summary>
    /// A machine that delivers files at night: it may import and read the progress of its imports, and nothing else.
    /// </summary>
    public const string Feed = "feed";

    /// <summary>The roles whose holders may be restricted to a part of the bank by the claim <c>org</c>.</summary>
    public static readonly IReadOnlyList<string> OfPart =
    [
        Hr,
        BranchHead,
        Trainer,
        ComplaintDesk,
        IncentiveAnalyst,
        IncentiveApprover,
        Payroll,
        Auditor,
        Feed,
    ];

    public static readonly IReadOnlyList<string> All =
    [
        Administrator,
        Hr,
        BranchHead,
        AccountManager,
        Trainer,
        ComplaintDesk,
        Counsellor,
        IncentiveAnalyst,
        IncentiveApprover,
        Payroll,
        Auditor,
        Feed,
    ];
}
