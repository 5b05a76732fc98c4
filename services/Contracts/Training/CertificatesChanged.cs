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
/// <param name="ChangedBy">
/// Person or system that changed closed months by this version; null where it changed none.
/// </param>
/// <param name="ChangedFrom">
/// The first closed month with days that are now covered and were not, or the reverse; null where there is none.
/// </param>
/// <param name="ChangedTo">The last such month.</param>
public sealed record CertificateInterval(
    string ManagerNo,
    string Certificate,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    int Version,
    int KnownFrom,
    string? ChangedBy = null,
    Period? ChangedFrom = null,
    Period? ChangedTo = null
);
