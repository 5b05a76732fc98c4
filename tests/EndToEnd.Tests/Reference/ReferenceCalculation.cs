namespace CardTeam.EndToEnd.Tests.Reference;

/// <summary>A month of the full recalculation: P, D and the carry, without adjustment.</summary>
internal sealed record RecomputedMonth(
    decimal Payable,
    decimal Deferred,
    decimal CarriedIn,
    decimal CarriedOut,
    IReadOnlyList<ReferenceLine> Lines
);

/// <summary>The rules, applied to the knowledge of one close. Nothing is kept from one close to the next.</summary>
internal sealed class ReferenceCalculation
{
    private static readonly string[] LowerIsBetter = ["cancelled", "overdue", "complaints-upheld"];

    private static readonly string[] OwnKpis =
    [
        "approved",
        "activated",
        "cancelled",
        "overdue",
        "active",
        "active-amount",
        "instalment-amount",
        "active-rate",
        "new-customers",
        "complaints-upheld",
        "satisfaction",
    ];

    private readonly KnownRows known;
    private readonly IReadOnlyList<DateOnly> months;
    private readonly ILookup<string, FactRow> factsOfManager;
    private readonly ILookup<string, FactRow> factsOfCard;
    private readonly Dictionary<(string, DateOnly), decimal?> totals = [];
    private readonly Dictionary<(string, DateOnly, string), List<(FactRow Fact, decimal Amount)>> units = [];
    private readonly Dictionary<(DateOnly, string), ILookup<string, decimal>> clawbacks = [];

    public ReferenceCalculation(KnownRows known, IReadOnlyList<DateOnly> months)
    {
        this.known = known;
        this.months = months;
        factsOfManager = known.Facts.Values.ToLookup(f => f.ManagerNo, StringComparer.Ordinal);
        factsOfCard = known.Facts.Values.ToLookup(f => f.CardRef, StringComparer.Ordinal);
    }

    /// <summary>
    /// Applies the rules in order: earned, complaint, clawback, carried in, not below zero, cap, deferral.
    /// </summary>
    public RecomputedMonth Recompute(string managerNo, DateOnly month, decimal carriedIn)
    {
        var rules = PlanOf(month)?.Rules ?? [];
        var lines = new List<ReferenceLine>();

        foreach (var rule in rules.Where(r => r.Type is "per-unit" or "per-amount"))
        {
            var earned = Units(managerNo, month, rule).Sum(u => u.Amount) * Factor(managerNo, month, rule.Id);
            lines.Add(new ReferenceLine(rule.Id, "earned", Round(earned)));
        }

        foreach (var rule in rules.Where(r => r.Type == "complaint"))
        {
            var taken = known
                .Complaints.Values.Where(c =>
                    c.ManagerNo == managerNo
                    && c.Outcome == "upheld"
                    && c.ResolvedOn is { } day
                    && MonthOf(day) == month
                )
                .Sum(c => rule.PerUpheld.GetValueOrDefault(c.Severity));
            lines.Add(new ReferenceLine(rule.Id, "complaint", -Round(taken)));
        }

        foreach (var rule in rules.Where(r => r.Type == "clawback"))
        {
            lines.Add(new ReferenceLine(rule.Id, "clawback", -Clawbacks(month, rule)[managerNo].Sum()));
        }

        lines.Add(new ReferenceLine("carried", "carried", carriedIn));
        var sum = lines.Sum(line => line.Amount);
        var carriedOut = Math.Min(0m, sum);
        sum = Math.Max(0m, sum);

        foreach (var rule in rules.Where(r => r.Type == "cap"))
        {
            var over = Math.Max(0m, sum - rule.Amount);
            lines.Add(new ReferenceLine(rule.Id, "cap", -over));
            sum -= over;
        }

        var deferred = 0m;
        foreach (var rule in rules.Where(r => r.Type == "deferral"))
        {
            if (
                sum > rule.Above
                && LevelOn(managerNo, LastDay(month)) is { } level
                && rule.Levels.Contains(level, StringComparer.Ordinal)
            )
            {
                var part = Round(sum * rule.Share);
                lines.Add(new ReferenceLine(rule.Id, "deferral", -part));
                deferred += part;
            }
        }

        return new RecomputedMonth(
            sum - deferred,
            deferred,
            carriedIn,
            carriedOut,
            [.. lines.Where(line => line.Amount != 0m)]
        );
    }

    /// <summary>True when employed on some day of the month, the day of leaving included.</summary>
    public bool InPost(string managerNo, DateOnly month)
    {
        return known
            .Employments[managerNo]
            .Exists(e => e.HiredOn <= LastDay(month) && (e.LeftOn is null || e.LeftOn >= month));
    }

    /// <summary>
    /// True for a fact that may count: not after its manager's last day, and not of a card that has already counted.
    /// </summary>
    private bool Counts(FactRow fact) => !IsAfterLeaving(fact) && !IsRepeated(fact);

    private bool IsAfterLeaving(FactRow fact)
    {
        var begun = known.Employments[fact.ManagerNo].Where(e => e.HiredOn <= fact.OccurredOn).ToList();
        return begun.Count > 0 && begun.TrueForAll(e => e.LeftOn < fact.OccurredOn);
    }

    // A card counts once for these kinds until it is cancelled; a cancellation counts at the end of its day.
    private bool IsRepeated(FactRow fact) =>
        fact.Kind is "approved" or "activated" or "first-used"
        && factsOfCard[fact.CardRef]
            .Any(other =>
                other.Kind == fact.Kind
                && (
                    other.OccurredOn < fact.OccurredOn
                    || (other.OccurredOn == fact.OccurredOn && string.CompareOrdinal(other.FactRef, fact.FactRef) < 0)
                )
                && !factsOfCard[fact.CardRef]
                    .Any(c =>
                        c.Kind == "cancelled" && other.OccurredOn <= c.OccurredOn && c.OccurredOn < fact.OccurredOn
                    )
            );

    /// <summary>
    /// The total to four decimals; null where there is no sheet, no KPI that counts, or the manager was not employed.
    /// </summary>
    public decimal? ScorecardTotal(string managerNo, DateOnly month)
    {
        if (!totals.TryGetValue((managerNo, month), out var total))
        {
            totals[(managerNo, month)] = total = CalculateTotal(managerNo, month);
        }

        return total;
    }

    private decimal? CalculateTotal(string managerNo, DateOnly month)
    {
        var level = LevelOn(managerNo, LastDay(month));
        if (level is null || !InPost(managerNo, month) || !known.Sheets.TryGetValue(level, out var sheets))
        {
            return null;
        }

        var sheet = sheets.Where(s => s.From <= month).OrderBy(s => s.From).LastOrDefault();
        if (sheet is null)
        {
            return null;
        }

        var weighted = 0m;
        var weights = 0m;
        foreach (var (kpi, weight) in sheet.Kpis)
        {
            if (
                !known.Targets.TryGetValue((managerNo, PeriodOf(month), kpi), out var target)
                || KpiValue(managerNo, month, kpi) is not { } value
            )
            {
                continue;
            }

            weighted += weight * Attainment(kpi, value, target);
            weights += weight;
        }

        // Without a KPI that counts there is no quotient, so no scorecard, rather than a total of zero.
        return weights == 0m ? null : Math.Round(weighted / weights, 4, MidpointRounding.AwayFromZero);
    }

    private static decimal Attainment(string kpi, decimal value, decimal target)
    {
        decimal attainment;
        if (!LowerIsBetter.Contains(kpi, StringComparer.Ordinal))
        {
            attainment = value / target;
        }
        else if (value == 0m)
        {
            attainment = 1.5m;
        }
        else
        {
            attainment = target / value;
        }

        return Math.Min(1.5m, Math.Round(attainment, 6, MidpointRounding.AwayFromZero));
    }

    private decimal? KpiValue(string managerNo, DateOnly month, string kpi)
    {
        if (!OwnKpis.Contains(kpi, StringComparer.Ordinal))
        {
            return known.Indicators.TryGetValue((managerNo, PeriodOf(month), kpi), out var imported) ? imported : null;
        }

        var all = factsOfManager[managerNo].Where(Counts).ToList();
        var facts = all.Where(f => MonthOf(f.OccurredOn) == month).ToList();
        switch (kpi)
        {
            case "approved" or "activated" or "cancelled" or "overdue":
                return facts.Count(f => f.Kind == kpi);
            case "new-customers":
                return facts.Count(f => f.Kind == "approved" && f.NewCustomer);
            case "active":
                return Cards(facts.Where(f => f.Kind == "active-month")).Count;
            case "active-amount":
                return facts.Where(f => f.Kind == "active-month").Sum(f => f.Amount);
            case "instalment-amount":
                return facts.Where(f => f.Kind == "instalment").Sum(f => f.Amount);
            case "active-rate":
                // A card is cancelled when it has a cancellation by the month's end, whichever manager's fact that is.
                // Without cards there is no rate: like a mean of no answers it has no value, and is left out.
                var cards = Cards(all.Where(f => f.OccurredOn <= LastDay(month)))
                    .Count(card =>
                        !factsOfCard[card].Any(f => f.Kind == "cancelled" && f.OccurredOn <= LastDay(month))
                    );
                return cards == 0 ? null : (decimal)Cards(facts.Where(f => f.Kind == "active-month")).Count / cards;
            case "complaints-upheld":
                return known.Complaints.Values.Count(c =>
                    c.ManagerNo == managerNo
                    && c.Outcome == "upheld"
                    && c.ResolvedOn is { } day
                    && MonthOf(day) == month
                );
            default:
                var scores = known
                    .Answers.Values.Where(a => a.ManagerNo == managerNo && MonthOf(a.AnsweredOn) == month)
                    .Select(a => a.Score)
                    .ToList();
                return scores.Count == 0 ? null : scores.Sum() / scores.Count;
        }
    }

    /// <summary>
    /// The facts that count for the rule in the month, in order, with their earnings before the factor.
    /// </summary>
    private List<(FactRow Fact, decimal Amount)> Units(string managerNo, DateOnly month, ReferenceRule rule)
    {
        if (units.TryGetValue((managerNo, month, rule.Id), out var known))
        {
            return known;
        }

        var counted = factsOfManager[managerNo]
            .Where(f => f.Kind == rule.Fact && ProductCounts(rule, f.Product) && Counts(f))
            .Select(f => (Fact: f, Day: EffectiveDay(f, rule)))
            .Where(f => f.Day is { } day && MonthOf(day) == month)
            .OrderBy(f => f.Day)
            .ThenBy(f => f.Fact.FactRef, StringComparer.Ordinal)
            .Select(f => f.Fact)
            .ToList();

        var result = new List<(FactRow, decimal)>();
        var before = 0m;
        var sum = counted.Sum(f => f.Amount);
        foreach (var fact in counted)
        {
            var amount = (rule.Type, rule.Tiering) switch
            {
                _ when rule.Tiers.Count == 0 => rule.Type == "per-unit" ? rule.Rate : rule.Rate * fact.Amount,
                ("per-unit", "cumulative") => InTier(rule, result.Count),
                ("per-unit", "whole") => InTier(rule, counted.Count),
                ("per-amount", "cumulative") => Split(rule, before + fact.Amount) - Split(rule, before),
                ("per-amount", "whole") => InTier(rule, sum) * fact.Amount,
                ("per-amount", "per-item") => Split(rule, fact.Amount),
                _ => throw new NotSupportedException($"{rule.Id}: {rule.Type} {rule.Tiering}"),
            };
            before += fact.Amount;
            result.Add((fact, amount));
        }

        return units[(managerNo, month, rule.Id)] = result;
    }

    private static bool ProductCounts(ReferenceRule rule, string? product) =>
        rule.Products.Count == 0
        || rule.Products.Contains("*", StringComparer.Ordinal)
        || (product is not null && rule.Products.Contains(product, StringComparer.Ordinal));

    private DateOnly? EffectiveDay(FactRow fact, ReferenceRule rule)
    {
        if (rule.Certificate is null)
        {
            return fact.OccurredOn;
        }

        if (!known.Certificates.TryGetValue((fact.ManagerNo, rule.Certificate), out var held))
        {
            return null;
        }

        for (var waited = 0; waited <= rule.CureDays; waited++)
        {
            var day = fact.OccurredOn.AddDays(waited);
            if (held.Exists(c => c.ValidFrom <= day && (c.ValidTo is null || day <= c.ValidTo)))
            {
                return day;
            }
        }

        return null;
    }

    private decimal Factor(string managerNo, DateOnly month, string ruleId)
    {
        var factor = 1m;
        foreach (
            var rule in PlanOf(month)!
                .Rules.Where(r => r.Type == "factor" && r.Of.Contains(ruleId, StringComparer.Ordinal))
        )
        {
            factor *= ScorecardTotal(managerNo, month) is { } total ? InTier(rule, total) : 1m;
        }

        return factor;
    }

    /// <summary>The month's clawbacks, by the manager who had earned.</summary>
    private ILookup<string, decimal> Clawbacks(DateOnly month, ReferenceRule rule)
    {
        if (clawbacks.TryGetValue((month, rule.Id), out var known))
        {
            return known;
        }

        var taken = new List<(string ManagerNo, decimal Amount)>();
        var kind = PlanOf(month)!.Rules.Single(r => r.Id == rule.Of[0]).Fact;
        foreach (var card in factsOfCard)
        {
            // Once per card: only the first cancellation that claws something back counts.
            foreach (
                var cancelled in card.Where(f => f.Kind == rule.Fact)
                    .OrderBy(f => f.OccurredOn)
                    .ThenBy(f => f.FactRef, StringComparer.Ordinal)
            )
            {
                var latest = card.Where(f => f.Kind == kind && f.OccurredOn <= cancelled.OccurredOn && !IsRepeated(f))
                    .OrderBy(f => f.OccurredOn)
                    .ThenBy(f => f.FactRef, StringComparer.Ordinal)
                    .LastOrDefault();
                if (
                    latest is null
                    || cancelled.OccurredOn.DayNumber - latest.OccurredOn.DayNumber > rule.WithinDays
                    || EarnedBy(latest, rule.Of[0]) is not { } earned
                )
                {
                    continue;
                }

                var later = MonthOf(cancelled.OccurredOn) > earned.Month ? MonthOf(cancelled.OccurredOn) : earned.Month;
                if (later == month)
                {
                    taken.Add((latest.ManagerNo, earned.Amount));
                }

                break;
            }
        }

        return clawbacks[(month, rule.Id)] = taken.ToLookup(t => t.ManagerNo, t => t.Amount, StringComparer.Ordinal);
    }

    // The closed month in which the fact earned something by that month's plan, and the amount: its rate times the
    // month's factor, rounded by itself.
    private (DateOnly Month, decimal Amount)? EarnedBy(FactRow fact, string ruleId)
    {
        foreach (var month in months)
        {
            if (PlanOf(month)?.Rules.SingleOrDefault(r => r.Id == ruleId) is not { } rule)
            {
                continue;
            }

            foreach (var unit in Units(fact.ManagerNo, month, rule))
            {
                var amount = unit.Fact == fact ? Round(unit.Amount * Factor(fact.ManagerNo, month, ruleId)) : 0m;
                if (amount > 0m)
                {
                    return (month, amount);
                }
            }
        }

        return null;
    }

    private ReferencePlan? PlanOf(DateOnly month) =>
        known.Plans.Where(p => p.From <= month).OrderBy(p => p.From).LastOrDefault();

    private string? LevelOn(string managerNo, DateOnly day) =>
        known.Roster[managerNo].LastOrDefault(r => r.From <= day)?.Level;

    private static HashSet<string> Cards(IEnumerable<FactRow> facts) =>
        facts.Select(f => f.CardRef).ToHashSet(StringComparer.Ordinal);

    // A tier holds from its start (included) to the next one's start (excluded).
    private static decimal InTier(ReferenceRule rule, decimal at)
    {
        var rate = rule.Tiers[0].Rate;
        foreach (var tier in rule.Tiers)
        {
            if (tier.From <= at)
            {
                rate = tier.Rate;
            }
        }

        return rate;
    }

    // The pay for an amount when each part of it has the rate of its own tier.
    private static decimal Split(ReferenceRule rule, decimal amount)
    {
        var result = 0m;
        for (var i = 0; i < rule.Tiers.Count; i++)
        {
            var end = i + 1 < rule.Tiers.Count ? Math.Min(amount, rule.Tiers[i + 1].From) : amount;
            result += Math.Max(0m, end - rule.Tiers[i].From) * rule.Tiers[i].Rate;
        }

        return result;
    }

    // Half up, to the 分. Only amounts of zero or more are rounded; the sign is added afterwards.
    private static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly LastDay(DateOnly month) => month.AddMonths(1).AddDays(-1);

    private static string PeriodOf(DateOnly month) => month.ToString("yyyy-MM");
}
