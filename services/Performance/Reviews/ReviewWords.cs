namespace CardTeam.Performance.Reviews;

/// <summary>The words of the appraisal: by whom a person is rated, and how far a form is.</summary>
internal static class ReviewWords
{
    public const string Self = "self",
        Superior = "superior",
        Peer = "peer",
        Partner = "partner",
        Customer = "customer",
        Results = "results";

    /// <summary>The relations of which people fill a form.</summary>
    public static readonly string[] Raters = [Self, Superior, Peer, Partner];

    /// <summary>The sources a form has a weight for.</summary>
    public static readonly string[] Relations = [Self, Superior, Peer, Partner, Customer, Results];

    public const string Proposed = "proposed",
        Open = "open",
        Closed = "closed";

    public static readonly string[] RoundStates = [Proposed, Open, Closed];

    public const string Asked = "asked",
        Answered = "answered",
        Declined = "declined";

    public const string Upheld = "upheld",
        Rejected = "rejected",
        Pending = "pending";

    /// <summary>True for a relation whose raters nobody may tell apart; self and superior are named.</summary>
    public static bool IsAnonymous(string relation) => relation is Peer or Partner;
}
