using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Enrolments;

internal enum EnrolmentState
{
    /// <summary>The manager has a seat.</summary>
    Enrolled,

    /// <summary>The manager was not announced to Training yet: no seat is kept.</summary>
    Waiting,

    /// <summary>The session was full when the manager became known; the next added seat goes to them.</summary>
    WithoutSeat,
}

/// <summary>A manager's enrolment in a session: a seat, or the wait for one.</summary>
internal sealed class Enrolment
{
    private Enrolment() { }

    public Enrolment(string sessionCode, string managerNo, DateTimeOffset now) =>
        (SessionCode, ManagerNo, EnrolledAt, State) = (sessionCode, managerNo, now, EnrolmentState.Waiting);

    public string SessionCode { get; private set; } = "";
    public string ManagerNo { get; private set; } = "";
    public DateTimeOffset EnrolledAt { get; private set; }
    public EnrolmentState State { get; private set; }

    /// <summary>Takes a seat of the session.</summary>
    /// <exception cref="RuleBrokenException">No seat is left.</exception>
    public void Seat(Session session)
    {
        session.TakeSeat();
        State = EnrolmentState.Enrolled;
    }

    /// <summary>Takes a seat where one is left; otherwise marks the enrolment as without a seat.</summary>
    public void SeatOrSay(Session session)
    {
        if (session.HasSeat)
            Seat(session);
        else
            State = EnrolmentState.WithoutSeat;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Enrolment>
    {
        public void Configure(EntityTypeBuilder<Enrolment> builder)
        {
            builder.HasKey(e => new { e.SessionCode, e.ManagerNo });
            builder.HasIndex(e => e.ManagerNo);
        }
    }
}

/// <summary>The names of the states in answers.</summary>
internal static class EnrolmentStates
{
    public static string Name(this EnrolmentState state) =>
        state switch
        {
            EnrolmentState.Enrolled => "enrolled",
            EnrolmentState.Waiting => "waiting",
            _ => "without-seat",
        };
}
