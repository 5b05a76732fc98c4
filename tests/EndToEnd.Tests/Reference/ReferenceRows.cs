namespace CardTeam.EndToEnd.Tests.Reference;

/// <summary>A manager's row of the roster, from a day on.</summary>
internal sealed record RosterRow(string ManagerNo, DateOnly From, string Org, string? Level);

/// <summary>The current version of a card fact.</summary>
internal sealed record FactRow(
    string FactRef,
    string ManagerNo,
    string Kind,
    string CardRef,
    DateOnly OccurredOn,
    string? Product,
    decimal Amount,
    bool NewCustomer
);

/// <summary>A certificate held from a day to another, both included.</summary>
internal sealed record CertificateRow(DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>The current version of a complaint.</summary>
internal sealed record ComplaintRow(string ManagerNo, string Severity, string? Outcome, DateOnly? ResolvedOn);

/// <summary>An answer of a customer.</summary>
internal sealed record AnswerRow(string ManagerNo, DateOnly AnsweredOn, decimal Score);

/// <summary>A score sheet of a level, from a month on.</summary>
internal sealed record SheetRow(DateOnly From, IReadOnlyList<(string Kpi, decimal Weight)> Kpis);

/// <summary>Everything the bank knows at one moment: the current version of every row, by its key.</summary>
internal sealed class KnownRows
{
    public SortedDictionary<string, List<RosterRow>> Roster { get; } = new(StringComparer.Ordinal);

    /// <summary>Days of hiring and leaving, first to last.</summary>
    public Dictionary<string, List<(DateOnly HiredOn, DateOnly? LeftOn)>> Employments { get; } =
        new(StringComparer.Ordinal);

    public Dictionary<string, FactRow> Facts { get; } = new(StringComparer.Ordinal);

    public HashSet<string> VoidedFacts { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string ManagerNo, string Month, string Kpi), decimal> Targets { get; } = [];

    public Dictionary<(string ManagerNo, string Month, string Kpi), decimal> Indicators { get; } = [];

    public Dictionary<(string ManagerNo, string Certificate), List<CertificateRow>> Certificates { get; } = [];

    public Dictionary<string, ComplaintRow> Complaints { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, AnswerRow> Answers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<SheetRow>> Sheets { get; } = new(StringComparer.Ordinal);

    /// <summary>The plans in the order of their approval.</summary>
    public List<ReferencePlan> Plans { get; } = [];
}
