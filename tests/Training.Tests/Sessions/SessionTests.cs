using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Sessions;

namespace CardTeam.Training.Tests.Sessions;

public class SessionTests
{
    [Fact]
    public void Seats_are_taken_until_none_is_left()
    {
        var session = Session.Plan("S1", new("Cards", new(2026, 7, 1)) { Seats = 1 });
        session.TakeSeat();

        Assert.Equal("session.full", Assert.Throws<RuleBrokenException>(session.TakeSeat).Code);
        Assert.Equal(1, session.Enrolled);
    }

    [Fact]
    public void Without_a_number_of_seats_there_is_always_one_more()
    {
        var session = Session.Plan("S1", new("Cards", new(2026, 7, 1)));
        for (var i = 0; i < 1000; i++)
            session.TakeSeat();

        Assert.Equal(1000, session.Enrolled);
    }

    [Fact]
    public void Nobody_loses_a_seat_when_the_session_is_planned_anew()
    {
        var session = Session.Plan("S1", new("Cards", new(2026, 7, 1)) { Seats = 2 });
        session.TakeSeat();
        session.TakeSeat();

        Assert.Equal(
            "session.more-enrolled-than-seats",
            Assert.Throws<RuleBrokenException>(() => session.Replan(new("Cards", new(2026, 7, 1)) { Seats = 1 })).Code
        );
        session.Replan(new("Cards", new(2026, 7, 2)));
        Assert.Equal((new DateOnly(2026, 7, 2), null), (session.StartsOn, session.Seats));
    }

    [Fact]
    public void Planning_the_same_again_changes_nothing()
    {
        var session = Session.Plan("S1", new("Cards", new(2026, 7, 1)) { Seats = 2 });
        session.Replan(new("Cards", new(2026, 7, 1)) { Seats = 2 });

        Assert.Equal(1, session.Version);
    }
}
