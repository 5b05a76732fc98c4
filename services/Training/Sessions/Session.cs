using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Sessions;

/// <summary>A training session managers can be enrolled into.</summary>
internal sealed class Session
{
    private Session() { }

    public string Code { get; private set; } = "";

    /// <summary>The title of what is taught.</summary>
    public string Course { get; private set; } = "";

    /// <summary>The code of the course of the catalogue; null for a session without one.</summary>
    public string? CourseCode { get; private set; }

    public DateOnly StartsOn { get; private set; }

    /// <summary>The last day; null for a session of one day.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>The time it begins on each day, in minutes after midnight; null where no time is planned.</summary>
    public int? StartMinute { get; private set; }

    /// <summary>The time it ends on each day.</summary>
    public int? EndMinute { get; private set; }

    public string? Place { get; private set; }
    public string? Teacher { get; private set; }

    /// <summary>The unit that holds it; null for head office.</summary>
    public string? Branch { get; private set; }

    /// <summary>The number of seats; null for no limit.</summary>
    public int? Seats { get; private set; }

    /// <summary>True where people may wait for a seat once all are taken.</summary>
    public bool HasWaitingList { get; private set; }

    /// <summary>The number of seats taken; waiting enrolments and those without a seat are not counted.</summary>
    public int Enrolled { get; private set; }

    /// <summary>The person who confirmed attendance; null until then.</summary>
    public string? ConfirmedBy { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public int Version { get; private set; }

    public DateOnly LastDay => EndsOn ?? StartsOn;

    public int Days => LastDay.DayNumber - StartsOn.DayNumber + 1;

    public static Session Plan(string code, SessionPlan plan)
    {
        var session = new Session { Code = code };
        session.Take(plan);
        return session;
    }

    /// <exception cref="RuleBrokenException">More managers are already enrolled than there would be seats.</exception>
    public void Replan(SessionPlan plan)
    {
        if (plan.Seats < Enrolled)
            throw new RuleBrokenException(
                "session.more-enrolled-than-seats",
                new Text(
                    Invariant($"已有 {Enrolled} 人报名，座位数不能少于此数。"),
                    Invariant($"{Enrolled} are enrolled; there cannot be fewer seats.")
                )
            );
        if (ConfirmedAt is not null && (plan with { Seats = Seats }) != Planned)
            throw Confirmed();
        if (plan != Planned)
            Take(plan);
    }

    public SessionPlan Planned =>
        new(Course, StartsOn)
        {
            CourseCode = CourseCode,
            EndsOn = EndsOn,
            StartMinute = StartMinute,
            EndMinute = EndMinute,
            Place = Place,
            Teacher = Teacher,
            Branch = Branch,
            Seats = Seats,
            HasWaitingList = HasWaitingList,
        };

    public bool HasSeat => Seats is null || Enrolled < Seats;

    /// <exception cref="RuleBrokenException">No seat is left.</exception>
    public void TakeSeat()
    {
        if (!HasSeat)
            throw Full();
        Enrolled++;
        Version++;
    }

    /// <summary>Gives a taken seat back.</summary>
    public void ReleaseSeat()
    {
        Enrolled--;
        Version++;
    }

    /// <summary>
    /// True where both take place at the same time on some day. A session without times is at no time that is known.
    /// </summary>
    public bool IsAtTheTimeOf(Session other) =>
        StartMinute < other.EndMinute
        && other.StartMinute < EndMinute
        && StartsOn <= other.LastDay
        && other.StartsOn <= LastDay;

    /// <summary>Confirms who attended: from then on nothing of it changes.</summary>
    /// <exception cref="RuleBrokenException">It is not over yet, or was confirmed already.</exception>
    public void Confirm(DateOnly today, string by, DateTimeOffset now)
    {
        CheckNotConfirmed();
        if (today < LastDay)
            throw new RuleBrokenException(
                "session.not-over",
                new("场次尚未结束，不能确认出勤。", "The session is not over; attendance cannot be confirmed yet.")
            );
        (ConfirmedBy, ConfirmedAt) = (by, now);
        Version++;
    }

    /// <exception cref="RuleBrokenException">Its attendance was confirmed.</exception>
    public void CheckNotConfirmed()
    {
        if (ConfirmedAt is not null)
            throw Confirmed();
    }

    public RuleBrokenException Full() =>
        new(
            "session.full",
            new Text(
                Invariant($"场次“{Code}”已满（{Seats} 个座位）。"),
                Invariant($"Session '{Code}' is full ({Seats} seats).")
            )
        );

    private static RuleBrokenException Confirmed() =>
        new(
            "session.confirmed",
            new(
                "该场次的出勤已经确认，不能再改。",
                "The attendance of this session was confirmed; it cannot be changed."
            )
        );

    private void Take(SessionPlan plan)
    {
        Course = plan.Course;
        CourseCode = plan.CourseCode;
        (StartsOn, EndsOn) = (plan.StartsOn, plan.EndsOn);
        (StartMinute, EndMinute) = (plan.StartMinute, plan.EndMinute);
        (Place, Teacher, Branch) = (plan.Place, plan.Teacher, plan.Branch);
        (Seats, HasWaitingList) = (plan.Seats, plan.HasWaitingList);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.HasKey(s => s.Code);
            builder.HasIndex(s => new { s.CourseCode, s.StartsOn });
            builder.HasIndex(s => s.StartsOn);
            builder.Property(s => s.CourseCode).HasMaxLength(Lengths.CourseCode);
            builder.Property(s => s.Place).HasMaxLength(Lengths.Place);
            builder.Property(s => s.Teacher).HasMaxLength(Lengths.PersonName);
            builder.Property(s => s.Branch).HasMaxLength(Lengths.OrgCode);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.Ignore(s => s.LastDay);
            builder.Ignore(s => s.Days);
            builder.Ignore(s => s.Planned);
            builder.Ignore(s => s.HasSeat);
        }
    }
}
