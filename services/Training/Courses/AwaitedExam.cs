using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Courses;

/// <summary>
/// A manager who has attended a session often enough and has still to pass the course's exam, which then completes the
/// course.
/// </summary>
internal sealed class AwaitedExam
{
    private AwaitedExam() { }

    /// <param name="lastDay">The session's last day.</param>
    public AwaitedExam(
        string managerNo,
        Course course,
        string session,
        DateOnly startsOn,
        DateOnly lastDay,
        int attendedPercent,
        string by,
        DateTimeOffset now
    )
    {
        (ManagerNo, CourseCode, CourseVersion) = (managerNo, course.Code, course.Version);
        (SessionCode, StartsOn, LastDay) = (session, startsOn, lastDay);
        (AttendedPercent, ConfirmedBy, ConfirmedAt) = (attendedPercent, by, now);
    }

    public string ManagerNo { get; private set; } = "";
    public string CourseCode { get; private set; } = "";
    public string SessionCode { get; private set; } = "";
    public int CourseVersion { get; private set; }

    /// <summary>The session's first day, from which on the exam counts.</summary>
    public DateOnly StartsOn { get; private set; }

    public DateOnly LastDay { get; private set; }
    public int AttendedPercent { get; private set; }
    public string ConfirmedBy { get; private set; } = "";
    public DateTimeOffset ConfirmedAt { get; private set; }

    /// <summary>The completion by an exam; on the later of its day and the session's last one.</summary>
    /// <param name="course">The version of the course it is of.</param>
    public Completion By(DateOnly passedOn, Course course) =>
        Completion.Of(
            ManagerNo,
            course,
            SessionCode,
            passedOn > LastDay ? passedOn : LastDay,
            AttendedPercent,
            ConfirmedBy,
            ConfirmedAt
        );

    internal sealed class Mapping : IEntityTypeConfiguration<AwaitedExam>
    {
        public void Configure(EntityTypeBuilder<AwaitedExam> builder)
        {
            builder.ToTable("AwaitedExams");
            builder.HasKey(a => new
            {
                a.ManagerNo,
                a.CourseCode,
                a.SessionCode,
            });
            builder.HasIndex(a => a.SessionCode);
            builder.Property(a => a.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(a => a.CourseCode).HasMaxLength(Lengths.CourseCode);
            builder.Property(a => a.SessionCode).HasMaxLength(Lengths.SessionCode);
        }
    }
}
