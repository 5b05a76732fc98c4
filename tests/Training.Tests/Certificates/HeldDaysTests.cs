using CardTeam.Training.Certificates;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Training.Tests.Certificates;

/// <summary>A certificate is held on the days that were granted and that no sanction takes, and on none else.</summary>
public class HeldDaysTests
{
    private const int Length = 140;
    private static readonly DateOnly Day = new(2026, 1, 1);

    private static readonly Gen<List<(int, int)>> Stretches = Gen.Zip(Gen.Choose(0, 60), Gen.Choose(-1, 40)).ListOf();

    [Fact]
    public void A_day_is_held_where_a_grant_has_it_and_no_sanction_of_that_grant_takes_it() =>
        Prop.ForAll(
                Gen.Zip(Gen.Zip(Stretches, Stretches), Gen.Choose(0, 60).ListOf()).ToArbitrary(),
                given =>
                {
                    var ((grants, suspensions), revocations) = given;
                    var (granted, taken) = (Read(grants), TakenBy(suspensions, revocations));
                    var held = HeldDays.Of(granted, taken);
                    return Enumerable
                        .Range(0, Length)
                        .Select(n => Day.AddDays(n))
                        .All(day => held.Any(h => Has(h.Key, h.Value, day)) == IsHeld(day, granted, taken));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_grants_and_sanctions_are_known_makes_no_difference() =>
        Prop.ForAll(
                Gen.Zip(Gen.Zip(Stretches, Stretches), Gen.Choose(0, 60).ListOf()).ToArbitrary(),
                given =>
                {
                    var ((grants, suspensions), revocations) = given;
                    var (granted, taken) = (Read(grants), TakenBy(suspensions, revocations));
                    return HeldDays
                        .Of(granted, taken)
                        .SequenceEqual(
                            HeldDays.Of(granted.AsEnumerable().Reverse(), [.. taken.AsEnumerable().Reverse()])
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Without_sanctions_every_grant_is_held_as_it_was_granted() =>
        Prop.ForAll(
                Stretches.ToArbitrary(),
                grants =>
                {
                    var granted = Read(grants).DistinctBy(g => g.From).OrderBy(g => g.From).ToList();
                    return HeldDays.Of(granted, []).Select(h => (h.Key, h.Value)).SequenceEqual(granted);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_revocation_takes_what_was_granted_up_to_its_day_and_leaves_a_later_grant()
    {
        var held = HeldDays.Of(
            [(Day, null), (Day.AddDays(10), Day.AddDays(20)), (Day.AddDays(11), Day.AddDays(30))],
            [new(Day.AddDays(10), null, IsRevoked: true)]
        );

        Assert.Equal(
            [(Day, (DateOnly?)Day.AddDays(9)), (Day.AddDays(10), Day.AddDays(9)), (Day.AddDays(11), Day.AddDays(30))],
            held.Select(h => (h.Key, h.Value))
        );
    }

    private static bool IsHeld(DateOnly day, List<(DateOnly From, DateOnly? To)> granted, List<HeldDays.Taken> taken) =>
        granted.Exists(g =>
            Has(g.From, g.To, day) && !taken.Exists(t => Has(t.From, t.To, day) && (!t.IsRevoked || g.From <= t.From))
        );

    private static bool Has(DateOnly from, DateOnly? to, DateOnly day) => from <= day && (to is null || day <= to);

    /// <summary>A length of -1 stands for no end.</summary>
    private static List<(DateOnly From, DateOnly? To)> Read(IEnumerable<(int Start, int Length)> stretches) =>
        [
            .. stretches.Select(s =>
                (Day.AddDays(s.Start), s.Length < 0 ? (DateOnly?)null : Day.AddDays(s.Start + s.Length))
            ),
        ];

    private static List<HeldDays.Taken> TakenBy(IEnumerable<(int, int)> suspensions, IEnumerable<int> revocations) =>
        [
            .. Read(suspensions).Select(s => new HeldDays.Taken(s.From, s.To, IsRevoked: false)),
            .. revocations.Select(r => new HeldDays.Taken(Day.AddDays(r), null, IsRevoked: true)),
        ];
}
