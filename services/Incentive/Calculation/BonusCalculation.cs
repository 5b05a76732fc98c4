using System.Globalization;
using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation;

/// <summary>A period of one manager, recalculated in full with current knowledge and without adjustment.</summary>
/// <param name="Payable">P(p).</param>
/// <param name="Deferred">D(p).</param>
/// <param name="CarriedIn">The amount carried in from the period before, not above zero.</param>
/// <param name="CarriedOut">The amount left to the next period, not above zero.</param>
internal sealed record PeriodBonus(
    Period Period,
    IReadOnlyList<Line> Lines,
    Money Payable,
    Money Deferred,
    Money CarriedIn,
    Money CarriedOut
);

/// <summary>
/// Calculates a manager's bonuses from the bank's first closed month to the last. Order of effect: earned (with factor)
/// → complaint → clawback → carried in → not below zero, the rest carried out → cap → deferral. Exact
/// decimals throughout; each line is rounded half up to 分 once, at its end.
/// </summary>
internal sealed class BonusCalculation(PlanCalendar calendar)
{
    public List<PeriodBonus> Of(ManagerBooks books)
    {
        var counted = Count(books);
        // The 分 paid, factor included, for the facts that a clawback needs.
        var paidFor = new Dictionary<(string Rule, string FactRef), decimal>();
        var watched = books.TakenBack.Select(t => (t.Of, t.FactRef)).ToHashSet();
        var periods = new List<PeriodBonus>();
        var carried = Money.Zero;
        foreach (var month in calendar.Months)
        {
            var period = new OnePeriod(month, calendar.In(month)!, books, counted, watched, paidFor);
            periods.Add(period.Calculate(carried));
            carried = periods[^1].CarriedOut;
        }

        return periods;
    }

    /// <summary>
    /// Finds in one pass over the facts which facts each rule counts in which month, and why it does not count the
    /// others.
    /// </summary>
    private Counts Count(ManagerBooks books)
    {
        var counts = new Counts();
        foreach (var fact in books.Facts)
        {
            var month = Period.MonthOf(fact.Day);
            foreach (var plan in calendar.Plans)
            {
                var (matched, covered) = (false, false);
                foreach (var rule in plan.Earning)
                {
                    if (rule.Fact != fact.Kind)
                        continue;
                    matched = true;
                    if (!rule.Covers(fact.Product))
                        continue;
                    covered = true;
                    var day = PlanCalendar.EffectiveDay(rule, fact, books.Certificates);
                    if (day is { } effective && calendar.In(Period.MonthOf(effective)) == plan)
                        counts.For(Period.MonthOf(effective), rule).Add(new(fact, effective));
                    if (day != fact.Day && calendar.In(month) == plan)
                        counts.WhyNot(month, rule).Add(new(fact, day));
                }

                if (matched && !covered && calendar.In(month) == plan)
                    counts.OtherProducts(month).Add(fact);
            }
        }

        return counts;
    }

    /// <param name="Day">The day on which the fact takes effect; null when it never does.</param>
    private readonly record struct Counted(Fact Fact, DateOnly? Day);

    private sealed class Counts
    {
        private readonly Dictionary<(Period, Rule), List<Counted>> _counted = [];
        private readonly Dictionary<(Period, Rule), List<Counted>> _whyNot = [];
        private readonly Dictionary<Period, List<Fact>> _otherProducts = [];

        public List<Counted> For(Period month, Rule rule) => Get(_counted, (month, rule));

        public List<Counted> WhyNot(Period month, Rule rule) => Get(_whyNot, (month, rule));

        public List<Fact> OtherProducts(Period month) => Get(_otherProducts, month);

        public List<Counted> Counted(Period month, Rule rule) => _counted.GetValueOrDefault((month, rule)) ?? [];

        public List<Counted> NotCounted(Period month, Rule rule) => _whyNot.GetValueOrDefault((month, rule)) ?? [];

        public List<Fact> NoProduct(Period month) => _otherProducts.GetValueOrDefault(month) ?? [];

        private static List<T> Get<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
            where TKey : notnull
        {
            if (!lists.TryGetValue(key, out var list))
                lists[key] = list = [];
            return list;
        }
    }

    /// <summary>The calculation of one month of one manager.</summary>
    private sealed class OnePeriod(
        Period month,
        PlanInForce plan,
        ManagerBooks books,
        Counts counts,
        HashSet<(string, string)> watched,
        Dictionary<(string, string), decimal> paidFor
    )
    {
        private readonly List<Line> _lines = [];

        public PeriodBonus Calculate(Money carriedIn)
        {
            foreach (var rule in plan.Earning)
                Earn(rule);
            foreach (var rule in plan.Factors)
                ExplainFactor(rule);
            foreach (var rule in plan.Complaints)
                TakeForComplaints(rule);
            foreach (var rule in plan.Clawbacks)
                TakeBack(rule);
            if (carriedIn.Fen != 0)
                Add(
                    new(
                        "carry",
                        LineKind.Carried,
                        "carried-in",
                        [month.Previous().ToString()],
                        null,
                        null,
                        null,
                        null,
                        carriedIn,
                        [month.Previous().ToString()]
                    )
                );

            var sum = Sum();
            var carriedOut = Money.Min(sum, Money.Zero);
            if (carriedOut.Fen != 0)
                Add(
                    new(
                        "carry",
                        LineKind.Carried,
                        "carried-out",
                        [month.Next().ToString()],
                        null,
                        null,
                        null,
                        null,
                        -carriedOut,
                        [month.Next().ToString()]
                    )
                );

            Cap();
            var deferred = Defer();
            ExplainWhyNot();
            return new(month, _lines, Sum(), deferred, carriedIn, carriedOut);
        }

        private Money Sum() => new(_lines.Sum(l => l.Amount.Fen));

        private void Add(Line line) => _lines.Add(line);

        private void Earn(EarningRule rule)
        {
            var facts = counts.Counted(month, rule);
            if (facts.Count == 0)
                return;
            var inOrder = rule.Gate is null
                ? facts
                : facts.OrderBy(f => f.Day).ThenBy(f => f.Fact.Ref, StringComparer.Ordinal).ToList();
            var factor = FactorOf(rule);
            var steps = rule switch
            {
                PerUnitRule units => ByUnit(units, inOrder, factor),
                PerAmountRule amounts => ByAmount(amounts, inOrder),
                _ => throw new InvalidOperationException($"No calculation for {rule.GetType().Name}."),
            };
            var exact = steps.Sum(s => s.Quantity * s.Rate) * factor;
            var quantity = steps.Sum(s => s.Quantity);
            var used = steps.Where(s => s.Quantity != 0).ToList();
            Add(
                new(
                    rule.Id,
                    LineKind.Earned,
                    rule is PerUnitRule ? "earned-per-unit" : "earned-per-amount",
                    null,
                    quantity,
                    used.Count == 1 ? used[0].Rate : null,
                    factor,
                    exact,
                    Money.RoundHalfUp(exact * 100),
                    inOrder.Select(f => f.Fact.Ref).ToList(),
                    used.Count > 1
                        ? used.Select(s => new LineStep(Plain(s.From), s.Quantity, s.Rate, s.Quantity * s.Rate))
                            .ToList()
                        : null
                )
            );
        }

        /// <summary>
        /// Pays unit number n the rate of the tier that contains n (cumulative), or every unit the rate of the tier
        /// that contains the count (whole).
        /// </summary>
        private List<(decimal From, decimal Quantity, decimal Rate)> ByUnit(
            PerUnitRule rule,
            IReadOnlyList<Counted> facts,
            decimal factor
        )
        {
            var byTier = new SortedDictionary<decimal, (decimal Quantity, decimal Rate)>();
            for (var n = 0; n < facts.Count; n++)
            {
                var rate = rule.Rates.ValueAt(rule.Tiering == Tiering.Whole ? facts.Count : n);
                var from = rule.Rates.Steps.Last(s => s.From <= (rule.Tiering == Tiering.Whole ? facts.Count : n)).From;
                byTier[from] = (byTier.GetValueOrDefault(from).Quantity + 1, rate);
                if (watched.Contains((rule.Id, facts[n].Fact.Ref)))
                    paidFor[(rule.Id, facts[n].Fact.Ref)] = rate * 100 * factor;
            }

            return byTier.Select(t => (t.Key, t.Value.Quantity, t.Value.Rate)).ToList();
        }

        private static List<(decimal From, decimal Quantity, decimal Rate)> ByAmount(
            PerAmountRule rule,
            IReadOnlyList<Counted> facts
        )
        {
            var sum = facts.Sum(f => f.Fact.Fen) / 100m;
            return rule.Tiering switch
            {
                Tiering.Flat => [(0, sum, rule.Rates.Steps[0].Value)],
                Tiering.Whole =>
                [
                    (rule.Rates.Steps.Last(s => s.From <= sum || s.From == 0).From, sum, rule.Rates.ValueAt(sum)),
                ],
                Tiering.Cumulative => Parts(rule.Rates, [sum]),
                _ => Parts(rule.Rates, facts.Select(f => f.Fact.Fen / 100m)),
            };
        }

        private static List<(decimal From, decimal Quantity, decimal Rate)> Parts(
            Table rates,
            IEnumerable<decimal> totals
        )
        {
            var quantities = new decimal[rates.Steps.Count];
            foreach (var total in totals)
            {
                var step = 0;
                foreach (var (quantity, _) in rates.Split(total))
                    quantities[step++] += quantity;
            }

            return rates.Steps.Select((s, i) => (s.From, quantities[i], s.Value)).ToList();
        }

        private decimal FactorOf(EarningRule rule)
        {
            if (!books.Scores.TryGetValue(month, out var total))
                return 1;
            var factor = 1m;
            foreach (var by in plan.Factors)
                if (by.Of.Contains(rule.Id, StringComparer.Ordinal))
                    factor *= by.Bands.ValueAt(total);
            return factor;
        }

        private void ExplainFactor(FactorRule rule)
        {
            if (
                !plan.Earning.Any(r =>
                    rule.Of.Contains(r.Id, StringComparer.Ordinal) && counts.Counted(month, r).Count > 0
                )
            )
                return;
            Add(
                books.Scores.TryGetValue(month, out var total)
                    ? new(
                        rule.Id,
                        LineKind.Factor,
                        "factor",
                        [string.Join(' ', rule.Of)],
                        total,
                        null,
                        rule.Bands.ValueAt(total),
                        null,
                        Money.Zero,
                        [$"scorecard:{month}"]
                    )
                    : new(
                        rule.Id,
                        LineKind.Factor,
                        "factor-no-scorecard",
                        [string.Join(' ', rule.Of)],
                        null,
                        null,
                        1,
                        null,
                        Money.Zero,
                        [$"scorecard:{month}"]
                    )
            );
        }

        private void TakeForComplaints(ComplaintRule rule)
        {
            var upheld = books.Complaints.Where(c => month.Contains(c.ResolvedOn)).ToList();
            if (upheld.Count == 0)
                return;
            var steps = upheld
                .GroupBy(c => c.Severity, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new LineStep(
                    g.Key,
                    g.Count(),
                    Yuan(rule.PerUpheld[g.Key]),
                    -g.Count() * Yuan(rule.PerUpheld[g.Key])
                ))
                .ToList();
            var amount = new Money(-upheld.Sum(c => rule.PerUpheld[c.Severity].Fen));
            Add(
                new(
                    rule.Id,
                    LineKind.Complaint,
                    "complaint",
                    null,
                    upheld.Count,
                    steps.Count == 1 ? steps[0].Rate : null,
                    null,
                    Yuan(amount),
                    amount,
                    upheld.Select(c => c.Ref).ToList(),
                    steps.Count > 1 ? steps : null
                )
            );
        }

        private void TakeBack(ClawbackRule rule)
        {
            var taken = books
                .TakenBack.Where(t => t.Rule == rule.Id && t.TakenIn == month)
                .OrderBy(t => t.CancelledBy, StringComparer.Ordinal)
                .Select(t => (Taken: t, Amount: Money.RoundHalfUp(paidFor.GetValueOrDefault((t.Of, t.FactRef)))))
                .ToList();
            if (taken.Count == 0)
                return;
            var amount = new Money(-taken.Sum(t => t.Amount.Fen));
            Add(
                new(
                    rule.Id,
                    LineKind.Clawback,
                    "clawback",
                    [rule.WithinDays.ToString(CultureInfo.InvariantCulture)],
                    taken.Count,
                    null,
                    null,
                    Yuan(amount),
                    amount,
                    taken.SelectMany(t => (string[])[t.Taken.CancelledBy, t.Taken.FactRef]).ToList(),
                    taken.Select(t => new LineStep(t.Taken.FactRef, 1, null, -Yuan(t.Amount))).ToList()
                )
            );
        }

        private void Cap()
        {
            if (plan.Cap is not { } cap || Sum() <= cap.Amount)
                return;
            var over = cap.Amount - Sum();
            Add(new(cap.Id, LineKind.Cap, "cap", [cap.Amount.ToString()], null, null, null, Yuan(over), over, null));
        }

        private Money Defer()
        {
            var due = Sum();
            if (plan.Deferral is not { } rule || due <= rule.Above)
                return Money.Zero;
            var level = books.Profile.On(month.LastDay)?.Level;
            if (level is null || !rule.Levels.Contains(level))
                return Money.Zero;
            var exact = rule.Share * Yuan(due);
            var deferred = Money.RoundHalfUp(exact * 100);
            if (deferred.Fen == 0)
                return deferred;
            var parts = rule.Parts(deferred)
                .Select(
                    (part, i) =>
                        new LineStep(
                            month.LastDay.AddYears(i + 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                            null,
                            null,
                            Yuan(part)
                        )
                )
                .ToList();
            Add(
                new(
                    rule.Id,
                    LineKind.Deferral,
                    "deferral",
                    [level, rule.Years.ToString(CultureInfo.InvariantCulture)],
                    Yuan(due),
                    rule.Share,
                    null,
                    -exact,
                    -deferred,
                    null,
                    parts
                )
            );
            return deferred;
        }

        private void ExplainWhyNot()
        {
            foreach (var rule in plan.Earning)
            {
                var not = counts.NotCounted(month, rule);
                foreach (
                    var uncounted in not.Where(f => f.Fact.Uncounted is not null)
                        .GroupBy(f => f.Fact.Uncounted!)
                        .OrderBy(g => g.Key.Reason, StringComparer.Ordinal)
                        .ThenBy(g => g.Key.LeftOn)
                )
                    Why(
                        rule.Id,
                        uncounted.Key.Reason,
                        uncounted.Select(f => f.Fact).ToList(),
                        uncounted.Key.LeftOn is { } left
                            ? [left.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]
                            : []
                    );
                if (rule.Gate is not { } gate)
                    continue;
                Why(
                    rule.Id,
                    "not-certified",
                    not.Where(f => f.Day is null && f.Fact.Uncounted is null).Select(f => f.Fact).ToList(),
                    gate.Certificate,
                    gate.CureDays.ToString(CultureInfo.InvariantCulture)
                );
                foreach (
                    var later in not.Where(f => f.Day is { } day && Period.MonthOf(day) != month)
                        .GroupBy(f => Period.MonthOf(f.Day!.Value))
                        .OrderBy(g => g.Key)
                )
                    Why(
                        rule.Id,
                        "counts-later",
                        later.Select(f => f.Fact).ToList(),
                        gate.Certificate,
                        later.Key.ToString()
                    );
            }

            Why("products", "product-not-paid", counts.NoProduct(month));
        }

        private void Why(string rule, string reason, List<Fact> facts, params string[] arguments)
        {
            if (facts.Count > 0)
                Add(
                    new(
                        rule,
                        LineKind.WhyNot,
                        reason,
                        arguments,
                        facts.Count,
                        null,
                        null,
                        null,
                        Money.Zero,
                        facts.Select(f => f.Ref).ToList()
                    )
                );
        }

        private static decimal Yuan(Money money) => money.Fen / 100m;

        private static string Plain(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
    }
}
