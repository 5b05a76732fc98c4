namespace CardTeam.Contracts.Training;

/// <summary>Certificates that end soon and that no later interval continues. At most 500.</summary>
[EventName("training.certificates-expiring", 1)]
public sealed record CertificatesExpiring(IReadOnlyList<ExpiringCertificate> Certificates) : IIntegrationEvent;

/// <summary>A certificate that ends soon; announced once at 90, once at 30 and once at 7 days before its last day.</summary>
/// <param name="ValidTo">The last valid day.</param>
/// <param name="Days">90, 30 or 7: the reminder that is due.</param>
public sealed record ExpiringCertificate(string ManagerNo, string Certificate, DateOnly ValidTo, int Days);
