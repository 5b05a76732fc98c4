using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>Lines of zero that say what did not count in a month, and why.</summary>
internal static class WhyNot
{
    public static void Explain(ManagerMonth month)
    {
        foreach (var rule in month.Plan.Earning)
        {
            if (!month.IsFor(rule))
            {
                Add(month, rule.Id, "not-for-manager", OnlyOfOthers(month, rule));
                continue;
            }

            var not = month.NotCounted(rule);
            foreach (
                var uncounted in not.Where(f => f.Fact.Uncounted is not null)
                    .GroupBy(f => f.Fact.Uncounted!)
                    .OrderBy(g => g.Key.Reason, StringComparer.Ordinal)
                    .ThenBy(g => g.Key.LeftOn)
            )
                Add(
                    month,
                    rule.Id,
                    uncounted.Key.Reason,
                    uncounted.Select(f => f.Fact).ToList(),
                    uncounted.Key.LeftOn is { } left ? [Numbers.Day(left)] : []
                );
            if (rule.Gate is not { } gate)
                continue;
            Add(
                month,
                rule.Id,
                "not-certified",
                not.Where(f => f.Day is null && f.Fact.Uncounted is null).Select(f => f.Fact).ToList(),
                gate.Certificate,
                gate.CureDays.ToString(CultureInfo.InvariantCulture)
            );
            foreach (
                var later in not.Where(f => f.Day is { } day && Period.MonthOf(day) != month.Period)
                    .GroupBy(f => Period.MonthOf(f.Day!.Value))
                    .OrderBy(g => g.Key)
            )
                Add(
                    month,
                    rule.Id,
                    "counts-later",
                    later.Select(f => f.Fact).ToList(),
                    gate.Certificate,
                    later.Key.ToString()
                );
        }

        Add(month, "products", "product-not-paid", month.NoProduct);
    }

    /// <summary>The facts of a rule for other managers that no rule for this manager counts.</summary>
    private static List<Fact> OnlyOfOthers(ManagerMonth month, EarningRule rule) =>
        month
            .Counted(rule)
            .Select(f => f.Fact)
            .Where(f =>
                !month.Plan.Earning.Any(other => other.Fact == f.Kind && other.Covers(f.Product) && month.IsFor(other))
            )
            .ToList();

    private static void Add(ManagerMonth month, string rule, string reason, List<Fact> facts, params string[] arguments)
    {
        if (facts.Count > 0)
            month.Add(
                new(
                    Rule: rule,
                    Kind: LineKind.WhyNot,
                    Reason: reason,
                    Arguments: arguments,
                    Quantity: facts.Count,
                    Rate: null,
                    Factor: null,
                    Exact: null,
                    Amount: Money.Zero,
                    Basis: facts.Select(f => f.Ref).ToList()
                )
            );
    }
}
