using CardTeam.ServiceDefaults.Bounds;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Attendance;

/// <summary>A manager's attendance on a day of a session, and the way it is known.</summary>
internal sealed class AttendedDay
{
    public const string ByList = "list",
        ByCode = "code",
        ByFile = "file";

    private AttendedDay() { }

    public string SessionCode { get; private set; } = "";
    public string ManagerNo { get; private set; } = "";
    public DateOnly Day { get; private set; }
    public bool IsPresent { get; private set; }

    /// <summary><c>list</c>, <c>code</c> or <c>file</c>.</summary>
    public string By { get; private set; } = "";

    public string MarkedBy { get; private set; } = "";
    public DateTimeOffset MarkedAt { get; private set; }

    public AttendedDay(string session, string managerNo, DateOnly day) =>
        (SessionCode, ManagerNo, Day) = (session, managerNo, day);

    /// <summary>Marks the day.</summary>
    /// <returns>False where it was marked so already.</returns>
    public bool Mark(bool isPresent, string how, string by, DateTimeOffset now)
    {
        if (MarkedBy.Length > 0 && IsPresent == isPresent)
            return false;
        (IsPresent, By, MarkedBy, MarkedAt) = (isPresent, how, by, now);
        return true;
    }

    /// <summary>The reason why a day of a session cannot be marked; null where it can.</summary>
    public static Refusal? OfDay(Session session, DateOnly day, DateOnly today)
    {
        if (session.ConfirmedAt is not null)
            return new(
                "session.confirmed",
                new(
                    $"场次“{session.Code}”的出勤已经确认。",
                    $"The attendance of session '{session.Code}' was confirmed."
                )
            );
        if (day < session.StartsOn || day > session.LastDay)
            return new(
                "attendance.day-outside",
                new(
                    Invariant($"{day:yyyy-MM-dd} 不是该场次的上课日。"),
                    Invariant($"{day:yyyy-MM-dd} is not a day of the session.")
                )
            );
        return day > today
            ? new(
                "attendance.day-to-come",
                new(Invariant($"{day:yyyy-MM-dd} 尚未到来。"), Invariant($"{day:yyyy-MM-dd} is still to come."))
            )
            : null;
    }

    /// <summary>The refusal of somebody without a seat.</summary>
    public static Refusal WithoutSeat(Session session) =>
        new(
            "attendance.not-enrolled",
            new($"该客户经理在场次“{session.Code}”没有座位。", $"The manager has no seat in session '{session.Code}'.")
        );

    internal sealed class Mapping : IEntityTypeConfiguration<AttendedDay>
    {
        public void Configure(EntityTypeBuilder<AttendedDay> builder)
        {
            builder.ToTable("AttendedDays");
            builder.HasKey(a => new
            {
                a.SessionCode,
                a.ManagerNo,
                a.Day,
            });
            builder.Property(a => a.SessionCode).HasMaxLength(Lengths.SessionCode);
            builder.Property(a => a.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(a => a.By).HasMaxLength(10);
        }
    }
}
