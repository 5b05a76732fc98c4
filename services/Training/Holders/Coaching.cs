using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Holders;

/// <summary>
/// An uncertified manager's coach, and the day by which the certificate is to be held (限时达标). It is met by itself on
/// the first day the manager is certified.
/// </summary>
internal sealed class Coaching
{
    private Coaching() { }

    public Guid Id { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public string CertificateCode { get; private set; } = "";

    /// <summary>The number of the manager who coaches.</summary>
    public string CoachNo { get; private set; } = "";

    public DateOnly AssignedOn { get; private set; }
    public DateOnly DueOn { get; private set; }
    public string AssignedBy { get; private set; } = "";
    public string? EndedReason { get; private set; }
    public string? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public int Version { get; private set; }

    /// <exception cref="RuleBrokenException">The day is past, or the coach is the manager.</exception>
    public static Coaching Assign(
        string managerNo,
        string certificate,
        string coachNo,
        DateOnly dueOn,
        string by,
        DateOnly today,
        DateTimeOffset now
    )
    {
        if (dueOn < today)
            throw Broken("coaching.day-past", "达标日期已过。", "The day is past.");
        if (coachNo == managerNo)
            throw Broken("coaching.own-coach", "不能由本人辅导本人。", "Nobody coaches themselves.");
        return new()
        {
            Id = Guid.CreateVersion7(now),
            ManagerNo = managerNo,
            CertificateCode = certificate,
            CoachNo = coachNo,
            AssignedOn = today,
            DueOn = dueOn,
            AssignedBy = by,
        };
    }

    /// <summary>Ends it before it is met, with the reason.</summary>
    /// <exception cref="RuleBrokenException">It was ended before.</exception>
    public void End(string reason, string by, DateTimeOffset now)
    {
        if (EndedAt is not null)
            throw Broken("coaching.ended", "该辅导已终止。", "The coaching was ended.");
        (EndedReason, EndedBy, EndedAt) = (reason, by, now);
        Version++;
    }

    private static RuleBrokenException Broken(string code, string zh, string en) => new(code, new Text(zh, en));

    internal sealed class Mapping : IEntityTypeConfiguration<Coaching>
    {
        public void Configure(EntityTypeBuilder<Coaching> builder)
        {
            builder.ToTable("Coachings");
            builder.HasKey(c => c.Id);
            builder.HasIndex(c => new { c.ManagerNo, c.CertificateCode });
            builder.Property(c => c.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(c => c.CertificateCode).HasMaxLength(Lengths.CertificateCode);
            builder.Property(c => c.CoachNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(c => c.EndedReason).HasMaxLength(Lengths.Reason);
            builder.Property(c => c.Version).IsConcurrencyToken();
        }
    }
}
