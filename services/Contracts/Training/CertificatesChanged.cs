namespace CardTeam.Contracts.Training;

/// <summary>Intervals in which managers hold certificates, as now known. At most 500.</summary>
[EventName("training.certificates-changed", 1)]
public sealed record CertificatesChanged(IReadOnlyList<CertificateInterval> Intervals) : IIntegrationEvent;

/// <summary>
/// A version of an interval. An interval is identified by manager, certificate and first day; a renewal adds another
/// interval.
/// </summary>
/// <param name="ValidTo">Last valid day; null for an open end.</param>
/// <param name="Version">1, 2, 3 … for this interval; the greater of two replaces the other.</param>
/// <param name="KnownFrom">Number of the first close that takes this version into account.</param>
public sealed record CertificateInterval(
    string ManagerNo,
    string Certificate,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    int Version,
    int KnownFrom
);
