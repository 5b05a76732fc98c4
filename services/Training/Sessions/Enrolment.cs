using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Sessions;

internal enum EnrolmentState
{
    /// <summary>The manager has a seat.</summary>
    Enrolled,

    /// <summary>The manager was not announced to Training yet: no seat is kept.</summary>
    Waiting,

    /// <summary>All seats were taken; the next free seat goes to them, in the order in which they came.</summary>
    WithoutSeat,

    /// <summary>The manager was taken off the session again.</summary>
    Withdrawn,
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
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public bool IsActive => State != EnrolmentState.Withdrawn;

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

    /// <summary>Takes the manager off the session; a seat is free again.</summary>
    public void Withdraw(Session session, DateTimeOffset now)
    {
        if (State == EnrolmentState.Enrolled)
            session.ReleaseSeat();
        (State, WithdrawnAt) = (EnrolmentState.Withdrawn, now);
    }

    /// <summary>Begins the enrolment of somebody who was taken off anew.</summary>
    public void Renew(DateTimeOffset now) => (State, EnrolledAt, WithdrawnAt) = (EnrolmentState.Waiting, now, null);

    internal sealed class Mapping : IEntityTypeConfiguration<Enrolment>
    {
        public void Configure(EntityTypeBuilder<Enrolment> builder)
        {
            builder.HasKey(e => new { e.SessionCode, e.ManagerNo });
            builder.HasIndex(e => new { e.ManagerNo, e.SessionCode });
            builder.Ignore(e => e.IsActive);
        }
    }
}

/// <summary>The names of the states in answers.</summary>
internal static class EnrolmentStates
{
    /// <exception cref="RuleBrokenException">400: not a state.</exception>
    public static EnrolmentState Of(string name) =>
        name switch
        {
            "enrolled" => EnrolmentState.Enrolled,
            "waiting" => EnrolmentState.Waiting,
            "without-seat" => EnrolmentState.WithoutSeat,
            "withdrawn" => EnrolmentState.Withdrawn,
            _ => throw new RuleBrokenException(
                "enrolment.unknown-state",
                new(
                    "state 应为 enrolled、waiting、without-seat 或 withdrawn。",
                    "state is enrolled, waiting, without-seat or withdrawn."
                ),
                status: 400
            ),
        };

    public static string Name(this EnrolmentState state) =>
        state switch
        {
            EnrolmentState.Enrolled => "enrolled",
            EnrolmentState.Waiting => "waiting",
            EnrolmentState.WithoutSeat => "without-seat",
            _ => "withdrawn",
        };
}
