namespace CardTeam.Feedback.Complaints;

/// <summary>The words that cases, their steps and their escalations are written with.</summary>
internal static class CaseWords
{
    // States.
    public const string Received = "received",
        Accepted = "accepted",
        Assigned = "assigned",
        Investigating = "investigating",
        Decided = "decided",
        Replied = "replied",
        Closed = "closed",
        Withdrawn = "withdrawn",
        Appealed = "appealed",
        AppealDecided = "appeal-decided",
        Reopened = "reopened";

    // Outcomes.
    public const string Upheld = "upheld",
        PartlyUpheld = "partly-upheld",
        Rejected = "rejected";

    // Steps that are no change of the state.
    public const string StatementAsked = "statement-asked",
        StatementGiven = "statement-given",
        MadeComplex = "made-complex",
        ExtensionAsked = "extension-asked",
        ExtensionApproved = "extension-approved",
        ExtensionRefused = "extension-refused",
        MeasureSet = "measure-set",
        Identified = "identified";

    // Escalations.
    public const string DueSoon = "due-soon",
        Late = "late";

    public static readonly string[] States =
    [
        Received,
        Accepted,
        Assigned,
        Investigating,
        Decided,
        Replied,
        Closed,
        Withdrawn,
        Appealed,
        AppealDecided,
        Reopened,
    ];

    /// <summary>The states in which the clock for the decision runs.</summary>
    public static readonly string[] Undecided = [Received, Accepted, Assigned, Investigating, Reopened];

    /// <summary>The states in which a clock runs: that of the decision, or that of the appeal.</summary>
    public static readonly string[] OnClock = [.. Undecided, Appealed];
}
