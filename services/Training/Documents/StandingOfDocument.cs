using CardTeam.Platform.Roster;
using CardTeam.Training.Certificates;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Documents;

/// <summary>What a document says of its certificate on a day.</summary>
/// <param name="ValidTo">The last day that was granted; null for an open end.</param>
/// <param name="State">
/// <c>valid</c>, <c>not-yet-valid</c>, <c>expired</c>, <c>suspended</c> or <c>revoked</c>.
/// </param>
internal sealed record StandingOfDocument(
    string? Name,
    string Certificate,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string? Number,
    string State
)
{
    /// <summary>Reads it from the intervals and sanctions as now known; null where the interval no longer exists.</summary>
    public static async Task<StandingOfDocument?> OfAsync(
        CertificateDocument document,
        DateOnly today,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var certificate = await db
            .Certificates.AsNoTracking()
            .FirstOrDefaultAsync(
                c =>
                    c.ManagerNo == document.ManagerNo
                    && c.Code == document.CertificateCode
                    && c.ValidFrom == document.ValidFrom
                    && c.KnownUntil == null,
                ct
            );
        if (certificate is null)
            return null;
        var sanctions = await db
            .Sanctions.AsNoTracking()
            .Where(s =>
                s.ManagerNo == document.ManagerNo
                && s.CertificateCode == document.CertificateCode
                && s.WithdrawnAt == null
                && s.From <= today
                && (s.To == null || s.To >= today)
            )
            .ToListAsync(ct);
        return new(
            await db.Set<ManagerName>()
                .AsNoTracking()
                .Where(n => n.ManagerNo == document.ManagerNo)
                .Select(n => n.Name)
                .FirstOrDefaultAsync(ct),
            certificate.Code,
            certificate.ValidFrom,
            certificate.GrantedTo,
            certificate.Number,
            StateOf(certificate, sanctions, today)
        );
    }

    /// <summary>A name of which only its first character is told: 张**.</summary>
    public static string Masked(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return "***";
        var trimmed = name.Trim();
        var first = char.IsHighSurrogate(trimmed[0]) && trimmed.Length > 1 ? trimmed[..2] : trimmed[..1];
        return first + "**";
    }

    private static string StateOf(Certificate certificate, List<Sanction> sanctions, DateOnly today)
    {
        if (sanctions.Exists(s => s.Kind == Sanction.Revoked && certificate.ValidFrom <= s.From))
            return "revoked";
        if (certificate.GrantedTo < today)
            return "expired";
        if (certificate.ValidFrom > today)
            return "not-yet-valid";
        return sanctions.Exists(s => s.Kind == Sanction.Suspended) ? "suspended" : "valid";
    }
}
