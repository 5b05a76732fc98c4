namespace CardTeam.Incentive.Runs;

/// <summary>The inputs of a run, fixed when it is made.</summary>
internal sealed record RunInputs(
    int CloseNumber,
    IReadOnlyList<string> Without,
    long CertificatesUpTo,
    long ComplaintsUpTo,
    long TrainingFactsUpTo,
    string PlanCode,
    int PlanVersion,
    string RuleHash,
    string Hash
);
