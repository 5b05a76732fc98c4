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
            before.Add(AdjustedBonus.Of(new BonusCalculation(calendar).Of(book), Sum(book.ManagerNo), known));
        }

        return _bonuses.Values.Select(b => b[^1]).ToList();
    }

    /// <summary>Everything approved for a manager so far.</summary>
    public Amounts Sum(string manager) => Amounts.Sum(_bonuses[manager].Select(b => b.Amounts));

    /// <summary>
    /// The part cut off at zero last time, which the next difference would include: the approved sum is too high by it.
    /// </summary>
    public Amounts CutOff(string manager)
    {
        var last = _bonuses[manager][^1];
        if (last.Lines.FirstOrDefault(l => l.Kind == LineKind.Adjustment)?.Arguments is not { } adjusted)
            return default;
        var reserved = adjusted.Count > 2 ? Money.Parse(adjusted[2]) : Money.Zero;
        return last.Amounts
            - last.Own.Amounts
            - new Amounts(Money.Parse(adjusted[0]), Money.Parse(adjusted[1]), reserved);
    }
}
