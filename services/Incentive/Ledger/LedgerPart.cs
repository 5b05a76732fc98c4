using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Runs;

namespace CardTeam.Incentive.Ledger;

/// <summary>The place of an amount in the ledger.</summary>
/// <param name="Kind">The kind of the entry.</param>
/// <param name="DueOn">The day on which it falls due; null for advances and recoveries.</param>
/// <param name="RecoveryNumber">The case that it is recovered for; null for anything else.</param>
internal readonly record struct LedgerPart(string Kind, Period Period, DateOnly? DueOn, long? RecoveryNumber = null)
{
    /// <summary>The amounts that a statement defers, keeps as a reserve, advances, takes back and recovers.</summary>
    public static IEnumerable<(LedgerPart Part, Money Amount)> Of(Statement statement)
    {
        var period = statement.Period;
        foreach (var line in statement.ReadLines())
            switch (line.Kind)
            {
                case LineKind.Deferral:
                    foreach (var step in line.Steps ?? [])
                        yield return (new(LedgerEntry.Deferred, period, Day(step.Subject)), Fen(step.Amount ?? 0));
                    break;
                case LineKind.Reserve:
                    yield return (new(LedgerEntry.Reserve, period, Day(line.Arguments![0])), -line.Amount);
                    break;
                // A minimum that is never paid back owes nothing.
                case LineKind.Draw when line.Reason == "draw-to-recover":
                    yield return (new(LedgerEntry.Draw, period, null), line.Amount);
                    break;
                case LineKind.DrawRecovered:
                    yield return (new(LedgerEntry.DrawRecovered, period, null), line.Amount);
                    break;
                case LineKind.Recovery:
                    yield return (new(LedgerEntry.Recovered, period, null, CaseOf(line)), line.Amount);
                    break;
            }
    }

    private static long CaseOf(Line line) => long.Parse(line.Basis![0], CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Money Fen(decimal yuan) => Money.RoundHalfUp(yuan * 100);
}
