using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Courses;

/// <summary>A manager's completion of a course, with the version of the course it was of.</summary>
internal sealed class Completion
{
    private Completion() { }

    public string ManagerNo { get; private set; } = "";
    public string CourseCode { get; private set; } = "";

    /// <summary>The session it was completed in.</summary>
    public string SessionCode { get; private set; } = "";

    public int CourseVersion { get; private set; }
    public DateOnly CompletedOn { get; private set; }

    /// <summary>The last day it is valid; null where it is valid for good.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>The share of the session's days attended, in whole per cent rounded down.</summary>
    public int AttendedPercent { get; private set; }

    public string ConfirmedBy { get; private set; } = "";
    public DateTimeOffset ConfirmedAt { get; private set; }

    /// <summary>
    /// Number of the first close that takes it into account; null where it was confirmed before that was kept.
    /// </summary>
    public int? KnownFrom { get; private set; }

    public static Completion Of(
        string managerNo,
        Course course,
        string session,
        DateOnly completedOn,
        int attendedPercent,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            ManagerNo = managerNo,
            CourseCode = course.Code,
            SessionCode = session,
            CourseVersion = course.Version,
            CompletedOn = completedOn,
            ValidTo = course.ValidTo(completedOn),
            AttendedPercent = attendedPercent,
            ConfirmedBy = by,
            ConfirmedAt = now,
        };

    /// <summary>Says from which close on it counts, once, as it is announced.</summary>
    public void CountFrom(int nextClose) => KnownFrom = nextClose;

    public bool IsValidOn(DateOnly day) => CompletedOn <= day && (ValidTo is null || ValidTo >= day);

    internal sealed class Mapping : IEntityTypeConfiguration<Completion>
    {
        public void Configure(EntityTypeBuilder<Completion> builder)
        {
            builder.ToTable("Completions");
            builder.HasKey(c => new
            {
                c.ManagerNo,
                c.CourseCode,
                c.SessionCode,
            });
            builder.HasIndex(c => new { c.CourseCode, c.CompletedOn });
            builder.HasIndex(c => c.SessionCode);
            builder.HasIndex(c => c.KnownFrom);
            builder.Property(c => c.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(c => c.CourseCode).HasMaxLength(Lengths.CourseCode);
            builder.Property(c => c.SessionCode).HasMaxLength(Lengths.SessionCode);
        }
    }
}
