namespace CardTeam.Contracts.Training;

/// <summary>Intervals in which managers hold certificates, as now known. At most 500.</summary>
[EventName("training.certificates-changed", 1)]
public sealed record CertificatesChanged(IReadOnlyList<CertificateInterval> Intervals) : IIntegrationEvent;

/// <summary>One version of one interval. An interval is known by manager, certificate and first day; renewal adds another interval.</summary>
/// <param name="ValidTo">Last valid day, null for open end.</param>
/// <param name="Version">1, 2, 3 … for this interval; of two, the greater holds.</param>
/// <param name="KnownFrom">Number of the first close that takes this version into account.</param>
public sealed record CertificateInterval(
    string ManagerNo,
    string Certificate,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    int Version,
    int KnownFrom
);
