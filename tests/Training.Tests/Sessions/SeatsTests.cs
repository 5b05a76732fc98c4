using CardTeam.Training.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Training.Tests.Sessions;

public sealed class SeatsTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 2, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Whoever comes and goes in whatever order: no seat is given twice, nobody waits while one is free, and those who
    /// wait get seats in the order in which they came.
    /// </summary>
    [Fact]
    public void Seats_and_the_waiting_list_agree_after_any_order_of_coming_and_going() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(
                (
                    from seats in Gen.Choose(1, 4)
                    from steps in Gen.ListOf(
                        from person in Gen.Choose(0, 7)
                        from comes in Gen.Elements(true, true, false)
                        select (person, comes)
                    )
                    select (seats, steps)
                ).ToArbitrary(),
                drawn =>
                {
                    var session = Session.Plan("S1", new("Cards", new(2026, 7, 6)) { Seats = drawn.seats });
                    var people = new Dictionary<int, Enrolment>();
                    var at = 0;
                    foreach (var (person, comes) in drawn.steps)
                        Step(session, people, person, comes, Now.AddSeconds(at++));

                    var seated = people.Values.Count(e => e.State == EnrolmentState.Enrolled);
                    var waiting = people.Values.Count(e => e.State == EnrolmentState.WithoutSeat);
                    Assert.Equal(seated, session.Enrolled);
                    Assert.True(seated <= drawn.seats);
                    Assert.True(waiting == 0 || seated == drawn.seats);
                    Assert.All(
                        people.Values.Where(e => e.State == EnrolmentState.WithoutSeat),
                        w =>
                            Assert.DoesNotContain(
                                people.Values,
                                e => e.State == EnrolmentState.Enrolled && e.EnrolledAt > w.EnrolledAt
                            )
                    );
                }
            )
        );

    [Theory]
    [InlineData(540, 720, 720, 780, false)]
    [InlineData(540, 720, 719, 780, true)]
    [InlineData(540, 720, 600, 660, true)]
    [InlineData(540, 720, null, null, false)]
    [InlineData(null, null, null, null, false)]
    public void Two_sessions_are_at_once_where_their_times_overlap(
        int? start,
        int? end,
        int? otherStart,
        int? otherEnd,
        bool atOnce
    )
    {
        var one = At(start, end);
        var other = At(otherStart, otherEnd);
        Assert.Equal((atOnce, atOnce), (one.IsAtTheTimeOf(other), other.IsAtTheTimeOf(one)));

        static Session At(int? start, int? end) =>
            Session.Plan("S", new("Cards", new(2026, 7, 6)) { StartMinute = start, EndMinute = end });
    }

    private static void Step(
        Session session,
        Dictionary<int, Enrolment> people,
        int person,
        bool comes,
        DateTimeOffset now
    )
    {
        var known = people.GetValueOrDefault(person);
        if (comes && known is not { IsActive: true })
        {
            if (known is null)
                people[person] = known = new Enrolment(session.Code, $"M{person}", now);
            else
                known.Renew(now);
            known.SeatOrSay(session);
        }
        else if (!comes && known is { IsActive: true })
        {
            known.Withdraw(session, now);
            WaitingList.MoveUp(session, people.Values);
        }
    }
}
