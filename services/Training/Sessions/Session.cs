using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Sessions;

/// <summary>A training session managers can be enrolled into.</summary>
internal sealed class Session
{
    private Session() { }

    public string Code { get; private set; } = "";
    public string Course { get; private set; } = "";
    public DateOnly StartsOn { get; private set; }

    /// <summary>The number of seats; null for no limit.</summary>
    public int? Seats { get; private set; }

    /// <summary>The number of seats taken; waiting enrolments and those without a seat are not counted.</summary>
    public int Enrolled { get; private set; }
    public int Version { get; private set; }

    public static Session Plan(string code, string course, DateOnly startsOn, int? seats) =>
        new()
        {
            Code = code,
            Course = course,
            StartsOn = startsOn,
            Seats = seats,
            Version = 1,
        };

    /// <exception cref="RuleBrokenException">More managers are already enrolled than there would be seats.</exception>
    public void Replan(string course, DateOnly startsOn, int? seats)
    {
        if (seats < Enrolled)
            throw new RuleBrokenException(
                "session.more-enrolled-than-seats",
                new Text(
                    Invariant($"已有 {Enrolled} 人报名，座位数不能少于此数。"),
                    Invariant($"{Enrolled} are enrolled; there cannot be fewer seats.")
                )
            );
        if ((course, startsOn, seats) == (Course, StartsOn, Seats))
            return;
        (Course, StartsOn, Seats) = (course, startsOn, seats);
        Version++;
    }

    public bool HasSeat => Seats is null || Enrolled < Seats;

    /// <exception cref="RuleBrokenException">No seat is left.</exception>
    public void TakeSeat()
    {
        if (!HasSeat)
            throw new RuleBrokenException(
                "session.full",
                new Text(
                    Invariant($"场次“{Code}”已满（{Seats} 个座位）。"),
                    Invariant($"Session '{Code}' is full ({Seats} seats).")
                )
            );
        Enrolled++;
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.HasKey(s => s.Code);
            builder.Property(s => s.Version).IsConcurrencyToken();
        }
    }
}
