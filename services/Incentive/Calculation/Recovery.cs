using System.Globalization;
using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation;

/// <summary>A case of recovery that was approved against a manager, as far as it is taken from pay.</summary>
/// <param name="Number">The number of the case.</param>
/// <param name="From">The first month from which it is taken.</param>
/// <param name="Amount">The amount that pay has to bring, above zero.</param>
internal sealed record Recovery(long Number, Period From, Money Amount)
{
    /// <summary>
    /// Takes from a month, of the oldest case first, as much as deductions may. A month without anything to take from has no
    /// line: a manager who has left is told of what is taken, not month by month of what waits.
    /// </summary>
    /// <param name="recoveries">The manager's cases by first month, then number.</param>
    /// <param name="before">The amount that the months before have taken for all of them.</param>
    /// <param name="room">The amount that may be taken in the month.</param>
    /// <returns>The lines, and the amount they take together, not below zero.</returns>
    public static (IReadOnlyList<Line> Lines, Money Taken) Take(
        IReadOnlyList<Recovery> recoveries,
        Period month,
        Money before,
        Money room
    )
    {
        var (lines, sum) = (new List<Line>(), Money.Zero);
        foreach (var recovery in recoveries.TakeWhile(r => r.From <= month))
        {
            var takenBefore = Money.Min(before, recovery.Amount);
            before -= takenBefore;
            var taken = Money.Min(recovery.Amount - takenBefore, room - sum);
            if (taken <= Money.Zero)
                continue;
            sum += taken;
            lines.Add(recovery.LineOf(taken, left: recovery.Amount - takenBefore - taken));
        }

        return (lines, sum);
    }

    private Line LineOf(Money taken, Money left) =>
        new(
            Rule: "recovery",
            Kind: LineKind.Recovery,
            Reason: "recovery",
            Arguments: [left.ToString()],
            Quantity: null,
            Rate: null,
            Factor: null,
            Exact: Numbers.Yuan(-taken),
            Amount: -taken,
            Basis: [Number.ToString(CultureInfo.InvariantCulture)]
        );
}
