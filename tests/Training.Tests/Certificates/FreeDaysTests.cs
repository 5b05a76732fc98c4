using CardTeam.Training.Certificates;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Training.Tests.Certificates;

/// <summary>A certificate that an exam grants fills the days that nobody held it on, and none else.</summary>
public class FreeDaysTests
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    [Fact]
    public void Every_day_of_the_interval_is_held_exactly_once_and_no_interval_held_before_is_touched()
    {
        var some = Gen.Zip(Gen.Choose(0, 60), Gen.Choose(-1, 40)).ListOf();
        Prop.ForAll(
                Gen.Zip(some, Gen.Choose(0, 70)).ToArbitrary(),
                given =>
                {
                    var (starts, length) = given;
                    // A length of -1 stands for no end.
                    var held = starts
                        .Select(s =>
                            (
                                From: Day.AddDays(s.Item1),
                                To: s.Item2 < 0 ? (DateOnly?)null : Day.AddDays(s.Item1 + s.Item2)
                            )
                        )
                        .ToList();
                    var (from, to) = (Day.AddDays(10), Day.AddDays(10 + length));
                    var free = FreeDays.Of(from, to, held);
                    for (var day = Day; day < Day.AddDays(120); day = day.AddDays(1))
                    {
                        var wasHeld = held.Exists(h => h.From <= day && (h.To is null || day <= h.To));
                        var isWanted = from <= day && day <= to;
                        if (free.Count(f => f.From <= day && day <= f.To) != (isWanted && !wasHeld ? 1 : 0))
                            return false;
                    }

                    // In order, none beside the next one, each with a day.
                    return free.All(f => f.From <= f.To)
                        && free.Zip(free.Skip(1)).All(p => p.First.To.AddDays(1) < p.Second.From);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_in_which_intervals_are_known_makes_no_difference()
    {
        Prop.ForAll(
                Gen.Zip(Gen.Choose(0, 60), Gen.Choose(0, 40)).ListOf().ToArbitrary(),
                starts =>
                {
                    var held = starts
                        .Select(s => (Day.AddDays(s.Item1), (DateOnly?)Day.AddDays(s.Item1 + s.Item2)))
                        .ToList();
                    return FreeDays
                        .Of(Day, Day.AddDays(90), held)
                        .SequenceEqual(FreeDays.Of(Day, Day.AddDays(90), held.AsEnumerable().Reverse()));
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
