using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Certificates;

/// <summary>
/// A suspension or a revocation of a manager's certificate, with its reason. It takes days of what was granted; what was
/// granted stays as it is, so that a sanction that is withdrawn leaves no trace in the days.
/// </summary>
internal sealed class Sanction
{
    public const string Suspended = "suspended",
        Revoked = "revoked";

    private Sanction() { }

    public Guid Id { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public string CertificateCode { get; private set; } = "";

    /// <summary><c>suspended</c> or <c>revoked</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The first day on which the certificate no longer counts.</summary>
    public DateOnly From { get; private set; }

    /// <summary>The last such day; null for no end, which a revocation never has.</summary>
    public DateOnly? To { get; private set; }

    public string Reason { get; private set; } = "";
    public string ImposedBy { get; private set; } = "";
    public DateTimeOffset ImposedAt { get; private set; }
    public string? WithdrawnReason { get; private set; }
    public string? WithdrawnBy { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public int Version { get; private set; }

    public bool IsWithdrawn => WithdrawnAt is not null;

    public HeldDays.Taken Taken => new(From, To, Kind == Revoked);

    /// <summary>Imposes a sanction.</summary>
    /// <param name="granted">What was granted of the certificate.</param>
    /// <param name="others">The sanctions of the same certificate.</param>
    /// <exception cref="RuleBrokenException">
    /// It would end before it begins, takes nothing that was granted, or overlaps another of its kind.
    /// </exception>
    public static Sanction Impose(
        string managerNo,
        string certificate,
        string kind,
        DateOnly from,
        DateOnly? to,
        string reason,
        IReadOnlyCollection<(DateOnly From, DateOnly? To)> granted,
        IEnumerable<Sanction> others,
        string by,
        DateTimeOffset now
    )
    {
        if (to < from)
            throw Broken("sanction.ends-before-it-begins", "暂停止早于暂停起。", "The last day is before the first.");
        if (!granted.Any(g => (to is null || g.From <= to) && (g.To is null || g.To >= from)))
            throw Broken(
                "sanction.not-held",
                "该客户经理在这些日期没有此证书。",
                "The manager does not hold this certificate on any of these days."
            );
        if (
            others.Any(o =>
                !o.IsWithdrawn && o.Kind == kind && (to is null || o.From <= to) && (o.To is null || o.To >= from)
            )
        )
            throw Broken(
                "sanction.overlaps",
                "这些日期已有同类处置。",
                "There is a sanction of the same kind on some of these days."
            );
        return new()
        {
            Id = Guid.CreateVersion7(now),
            ManagerNo = managerNo,
            CertificateCode = certificate,
            Kind = kind,
            From = from,
            To = to,
            Reason = reason,
            ImposedBy = by,
            ImposedAt = now,
        };
    }

    /// <summary>Gives a suspension its last day, earlier or later than it was.</summary>
    /// <exception cref="RuleBrokenException">It is a revocation, is withdrawn, or would end before it begins.</exception>
    public void End(DateOnly lastDay)
    {
        CheckInForce();
        if (Kind != Suspended)
            throw Broken(
                "sanction.has-no-end",
                "吊销没有结束日；如有误请撤销。",
                "A revocation has no last day; withdraw it where it was wrong."
            );
        if (lastDay < From)
            throw Broken("sanction.ends-before-it-begins", "暂停止早于暂停起。", "The last day is before the first.");
        To = lastDay;
        Version++;
    }

    /// <summary>Takes the sanction back as if it had never been.</summary>
    /// <exception cref="RuleBrokenException">It was withdrawn before.</exception>
    public void Withdraw(string reason, string by, DateTimeOffset now)
    {
        CheckInForce();
        (WithdrawnReason, WithdrawnBy, WithdrawnAt) = (reason, by, now);
        Version++;
    }

    private void CheckInForce()
    {
        if (IsWithdrawn)
            throw Broken("sanction.withdrawn", "该处置已撤销。", "The sanction was withdrawn.");
    }

    private static RuleBrokenException Broken(string code, string zh, string en) => new(code, new Text(zh, en));

    internal sealed class Mapping : IEntityTypeConfiguration<Sanction>
    {
        public void Configure(EntityTypeBuilder<Sanction> builder)
        {
            builder.ToTable("CertificateSanctions");
            builder.HasKey(s => s.Id);
            builder.HasIndex(s => new { s.ManagerNo, s.CertificateCode });
            builder.Property(s => s.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(s => s.CertificateCode).HasMaxLength(Lengths.CertificateCode);
            builder.Property(s => s.Kind).HasMaxLength(10);
            builder.Property(s => s.Reason).HasMaxLength(Lengths.Reason);
            builder.Property(s => s.WithdrawnReason).HasMaxLength(Lengths.Reason);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.Ignore(s => s.IsWithdrawn);
            builder.Ignore(s => s.Taken);
        }
    }
}
