using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;

namespace CardTeam.Incentive.Tests.Calculation;

/// <summary>The amounts approved so far, close by close, as runs and their sheets would store them.</summary>
internal sealed class Approvals
{
    private readonly Dictionary<string, List<AdjustedBonus>> _bonuses = new(StringComparer.Ordinal);

    public List<AdjustedBonus> Approve(PlanCalendar calendar, IReadOnlyList<ManagerBooks> books)
    {
        foreach (var book in books)
        {
            if (!_bonuses.TryGetValue(book.ManagerNo, out var before))
                before = _bonuses[book.ManagerNo] = [];
            var known = before
                .SelectMany(b => b.Changed.Append(b.Own))
                .GroupBy(p => p.Period)
                .ToDictionary(g => g.Key, g => g.Last().Amounts);
            before.Add(
                AdjustedBonus.Of(
                    new BonusCalculation(calendar).Of(book),
                    Amounts.Sum(before.Select(b => b.Amounts)),
                    known
                )
            );
        }

        return _bonuses.Values.Select(b => b[^1]).ToList();
    }

    public Money Paid(string manager) => new(_bonuses[manager].Sum(b => b.Payable.Fen));

    public Money Deferred(string manager) => new(_bonuses[manager].Sum(b => b.Deferred.Fen));

    /// <summary>
    /// The part cut off at zero last time, which the next difference would include: the approved sum is too high by it.
    /// </summary>
    public (Money Payable, Money Deferred) CutOff(string manager)
    {
        var last = _bonuses[manager][^1];
        var line = last.Lines.FirstOrDefault(l => l.Kind == LineKind.Adjustment);
        return line is null
            ? default
            : (
                last.Payable - last.Own.Payable - Money.Parse(line.Arguments![0]),
                last.Deferred - last.Own.Deferred - Money.Parse(line.Arguments![1])
            );
    }
}
