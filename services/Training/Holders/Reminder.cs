using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Holders;

/// <summary>A reminder, given once, that a certificate ends soon.</summary>
internal sealed class Reminder
{
    /// <summary>The days before the last valid day on which people are reminded, the earliest first.</summary>
    public static readonly IReadOnlyList<int> Steps = [90, 30, 7];

    private Reminder() { }

    public Reminder(string managerNo, string certificate, DateOnly validTo, int days, DateOnly raisedOn) =>
        (ManagerNo, CertificateCode, ValidTo, Days, RaisedOn) = (managerNo, certificate, validTo, days, raisedOn);

    public string ManagerNo { get; private set; } = "";
    public string CertificateCode { get; private set; } = "";
    public DateOnly ValidTo { get; private set; }

    /// <summary>90, 30 or 7.</summary>
    public int Days { get; private set; }

    public DateOnly RaisedOn { get; private set; }

    /// <summary>
    /// The step that a certificate has reached; null while it ends later. Steps that were passed unseen are not given
    /// one after another: the last of them says it all.
    /// </summary>
    public static int? StepOf(DateOnly validTo, DateOnly today)
    {
        var left = validTo.DayNumber - today.DayNumber;
        return left < 0 ? null : Steps.Where(s => left <= s).Select(s => (int?)s).Min();
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Reminder>
    {
        public void Configure(EntityTypeBuilder<Reminder> builder)
        {
            builder.ToTable("CertificateReminders");
            builder.HasKey(r => new
            {
                r.ManagerNo,
                r.CertificateCode,
                r.ValidTo,
                r.Days,
            });
            builder.HasIndex(r => r.RaisedOn);
            builder.Property(r => r.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(r => r.CertificateCode).HasMaxLength(Lengths.CertificateCode);
        }
    }
}
