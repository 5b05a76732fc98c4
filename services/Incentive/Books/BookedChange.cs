using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>
/// A change somebody made to a month that was closed already. Nothing is calculated from it: it names people beside a
/// run, and neither statements nor the payroll stream have it.
/// </summary>
internal sealed class BookedChange
{
    public const string CardFact = "card-fact",
        Complaint = "complaint",
        Certificate = "certificate",
        Course = "course",
        Roster = "roster";

    private BookedChange() { }

    public long Number { get; private set; }

    /// <summary>Number of the first close that takes the change into account.</summary>
    public int KnownFrom { get; private set; }

    public string ManagerNo { get; private set; } = "";

    /// <summary>The closed month; for a certificate or the roster the first of them.</summary>
    public Period Month { get; private set; }

    /// <summary>The same month; for a certificate or the roster the last of them.</summary>
    public Period LastMonth { get; private set; }

    /// <summary>
    /// <c>target</c>, <c>indicator</c>, <c>satisfaction</c>, <c>card-fact</c>, <c>complaint</c>, <c>certificate</c>,
    /// <c>course</c> or <c>roster</c>.
    /// </summary>
    public string Kind { get; private set; } = "";

    /// <summary>
    /// The KPI, fact or complaint, the certificate with its first day, or the course with its session; empty for answers
    /// of customers, for the roster, and for complaints that change a scorecard only.
    /// </summary>
    public string Reference { get; private set; } = "";

    /// <summary>Version of what changed.</summary>
    public int Version { get; private set; }

    /// <summary>Person or system that made it.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>
    /// The version of a complaint that makes the change: a run that goes on without Feedback takes those up to a
    /// number.
    /// </summary>
    public BookedComplaint? OfComplaint { get; private set; }

    public long? ComplaintNumber { get; private set; }

    /// <summary>The version of a certificate that makes the change, as <see cref="OfComplaint"/>.</summary>
    public BookedCertificate? OfCertificate { get; private set; }

    public long? CertificateNumber { get; private set; }

    /// <summary>The completed course that makes the change, as <see cref="OfComplaint"/>.</summary>
    public TrainingFact? OfTrainingFact { get; private set; }

    public long? TrainingFactNumber { get; private set; }

    /// <summary>The changes a new version of a scorecard takes into account.</summary>
    public static IEnumerable<BookedChange> Of(Score score) =>
        (score.ChangedBy ?? [])
            .Distinct()
            .Select(change => new BookedChange
            {
                KnownFrom = score.KnownFrom,
                ManagerNo = score.ManagerNo,
                Month = score.Period,
                LastMonth = score.Period,
                Kind = change.Kind,
                Reference = change.Kpi ?? "",
                Version = score.Version,
                ChangedBy = change.By,
            });

    /// <summary>The closed months a version of a complaint changes.</summary>
    public static IEnumerable<BookedChange> Of(ComplaintState state, BookedComplaint booked) =>
        state.ChangedBy is not { } by
            ? []
            : (state.ChangedMonths ?? [])
                .Distinct()
                .Select(changed => new BookedChange
                {
                    KnownFrom = state.KnownFrom,
                    ManagerNo = changed.ManagerNo,
                    Month = changed.Month,
                    LastMonth = changed.Month,
                    Kind = Complaint,
                    Reference = state.ComplaintRef,
                    Version = state.Version,
                    ChangedBy = by,
                    OfComplaint = booked,
                });

    /// <summary>
    /// The closed months a version of a certificate's interval changes, as one; null when it changes none.
    /// </summary>
    public static BookedChange? Of(CertificateInterval interval, BookedCertificate booked) =>
        (interval.ChangedBy, interval.ChangedFrom, interval.ChangedTo) is not ({ } by, { } from, { } to)
            ? null
            : new()
            {
                KnownFrom = interval.KnownFrom,
                ManagerNo = interval.ManagerNo,
                Month = from,
                LastMonth = to,
                Kind = Certificate,
                Reference = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{interval.Certificate} {interval.ValidFrom:yyyy-MM-dd}"
                ),
                Version = interval.Version,
                ChangedBy = by,
                OfCertificate = booked,
            };

    /// <summary>The closed month in which a course was completed; null when its month was open.</summary>
    public static BookedChange? Of(CompletedCourse completed, TrainingFact booked) =>
        completed.ChangedBy is not { } by
            ? null
            : new()
            {
                KnownFrom = booked.KnownFrom,
                ManagerNo = completed.ManagerNo,
                Month = Period.MonthOf(completed.CompletedOn),
                LastMonth = Period.MonthOf(completed.CompletedOn),
                Kind = Course,
                Reference = $"{completed.Course} {completed.Session}",
                Version = 1,
                ChangedBy = by,
                OfTrainingFact = booked,
            };

    /// <summary>
    /// The closed months in which a version of a manager's profile changes employment, unit or grade, as one; null when
    /// it changes none.
    /// </summary>
    public static BookedChange? Of(ManagerProfile profile) =>
        (profile.ChangedBy, profile.ChangedFrom, profile.ChangedTo) is not ({ } by, { } from, { } to)
            ? null
            : new()
            {
                KnownFrom = profile.KnownFrom,
                ManagerNo = profile.ManagerNo,
                Month = from,
                LastMonth = to,
                Kind = Roster,
                Version = profile.Version,
                ChangedBy = by,
            };

    internal sealed class Mapping : IEntityTypeConfiguration<BookedChange>
    {
        public void Configure(EntityTypeBuilder<BookedChange> builder)
        {
            builder.HasKey(c => c.Number);
            // A version of a card fact may come several times, in any order: it is inserted where it is not there.
            builder
                .HasIndex(c => new
                {
                    c.KnownFrom,
                    c.ManagerNo,
                    c.Month,
                    c.Kind,
                    c.Reference,
                    c.Version,
                    c.ChangedBy,
                })
                .IsUnique();
            builder.HasOne(c => c.OfComplaint).WithMany().HasForeignKey(c => c.ComplaintNumber);
            builder.HasOne(c => c.OfCertificate).WithMany().HasForeignKey(c => c.CertificateNumber);
            builder.HasOne(c => c.OfTrainingFact).WithMany().HasForeignKey(c => c.TrainingFactNumber);
            builder.Property(c => c.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(c => c.Kind).HasMaxLength(20);
            builder.Property(c => c.Reference).HasMaxLength(Lengths.FactRef);
        }
    }
}
