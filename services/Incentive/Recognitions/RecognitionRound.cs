using CardTeam.Contracts;
using CardTeam.Platform.Organisation;

namespace CardTeam.Incentive.Recognitions;

/// <summary>The knowledge at a close, as far as recognitions look at it. Nothing here reads or writes.</summary>
/// <param name="Period">The month that was closed.</param>
/// <param name="Managers">The managers in post on the month's last day, by number, with their unit.</param>
/// <param name="Values">The values of a manager's month by KPI, the scorecard's total among them.</param>
/// <param name="Certified">The managers and certificates of which the first valid day is in the month.</param>
/// <param name="Children">The bank's units by their parent.</param>
/// <param name="Given">The recognitions of the months before, as far as streaks look back.</param>
internal sealed record RecognitionRound(
    Period Period,
    IReadOnlyDictionary<string, string> Managers,
    Func<string, Period, IReadOnlyDictionary<string, Quotient>> Values,
    IReadOnlySet<(string ManagerNo, string Certificate)> Certified,
    ILookup<string?, string> Children,
    IReadOnlySet<(string Code, string ManagerNo, Period Period)> Given
)
{
    /// <summary>The managers who reached it, in order of their numbers.</summary>
    /// <param name="code">The recognition of the rule.</param>
    public IReadOnlyList<Reached> Of(string code, RecognitionRule rule)
    {
        var units = rule.Org is null ? null : PartOfBank.Below(rule.Org, Children).ToHashSet(StringComparer.Ordinal);
        var taking = Managers
            .Where(m => units is null || units.Contains(m.Value))
            .OrderBy(m => m.Key, StringComparer.Ordinal)
            .ToList();
        return rule.Type switch
        {
            RecognitionRule.OfKpi =>
            [
                .. taking
                    .Select(m => (Manager: m, Value: ValueOf(m.Key, Period, rule.Kpi!)))
                    .Where(m => m.Value is { } value && rule.IsReached(value))
                    .Select(m => new Reached(m.Manager.Key, m.Manager.Value, Shown(m.Value!.Value), null)),
            ],
            RecognitionRule.OfStreak =>
            [
                .. taking
                    .Where(m => IsStreak(code, m.Key, rule))
                    .Select(m => new Reached(m.Key, m.Value, Shown(ValueOf(m.Key, Period, rule.Kpi!)!.Value), null)),
            ],
            RecognitionRule.OfRank =>
            [
                .. Ranked(
                        taking
                            .Select(m => (Manager: m, Value: ValueOf(m.Key, Period, rule.Kpi!)))
                            .Where(m => m.Value is not null)
                            .Select(m => (m.Manager, m.Value!.Value)),
                        rule.LowestFirst == true
                    )
                    .Where(m => m.Rank <= rule.Top)
                    .OrderBy(m => m.Item.Key, StringComparer.Ordinal)
                    .Select(m => new Reached(m.Item.Key, m.Item.Value, Shown(m.Value), m.Rank)),
            ],
            _ =>
            [
                .. taking
                    .Where(m => Certified.Contains((m.Key, rule.Certificate!)))
                    .Select(m => new Reached(m.Key, m.Value, null, null)),
            ],
        };
    }

    /// <summary>Ranks by value; equal values share a rank, and as many are left out after it (1, 2, 2, 4).</summary>
    public static IEnumerable<(T Item, Quotient Value, int Rank)> Ranked<T>(
        IEnumerable<(T Item, Quotient Value)> values,
        bool lowestFirst
    )
    {
        var sorted = values.ToList();
        sorted.Sort((a, b) => lowestFirst ? Compare(a.Value, b.Value) : Compare(b.Value, a.Value));
        var rank = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i == 0 || Compare(sorted[i - 1].Value, sorted[i].Value) != 0)
                rank = i + 1;
            yield return (sorted[i].Item, sorted[i].Value, rank);
        }
    }

    /// <summary>Compares unrounded: 2 of 3 is more than 0.666666.</summary>
    public static int Compare(Quotient a, Quotient b) =>
        (a.Numerator * b.Denominator).CompareTo(b.Numerator * a.Denominator);

    public static decimal Shown(Quotient value) => Math.Round(value.Value, 6, MidpointRounding.AwayFromZero);

    /// <summary>
    /// True when the last months in a row reach the bound, and none of them is part of a streak that was recognised.
    /// </summary>
    private bool IsStreak(string code, string managerNo, RecognitionRule rule)
    {
        var month = Period;
        for (var months = 0; months < rule.Months; months++, month = month.Previous())
            if (
                ValueOf(managerNo, month, rule.Kpi!) is not { } value
                || !rule.IsReached(value)
                || Given.Contains((code, managerNo, month))
            )
                return false;
        return true;
    }

    private Quotient? ValueOf(string managerNo, Period month, string kpi) =>
        Values(managerNo, month).TryGetValue(kpi, out var value) ? value : null;
}
