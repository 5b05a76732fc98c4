using CardTeam.Verify.Bundles;
using CardTeam.Verify.Rules;

namespace CardTeam.Verify.Calculation;

/// <summary>A line as it is calculated here.</summary>
/// <param name="Basis">The references it rests on; null where a line has none.</param>
internal sealed record CalculatedLine(string Rule, string Kind, Fen Amount, IReadOnlyList<string>? Basis)
{
    public Exact? Quantity { get; init; }
    public Exact? Factor { get; init; }

    /// <summary>The amount in 元 before rounding, where a rule over several managers may share it; otherwise null.</summary>
    public Exact? Unrounded { get; init; }

    /// <summary>
    /// The parts with an amount of their own, where people are paid or charged by them; otherwise null.
    /// </summary>
    public IReadOnlyList<(string Subject, Exact Amount)>? Parts { get; init; }
}

/// <summary>A month while it is calculated.</summary>
internal sealed class MonthSheet(History history, Month month, Carried carriedIn)
{
    private readonly List<CalculatedLine> _lines = [];

    public History History => history;
    public Month Month => month;
    public Plan Plan { get; } = history.Calendar.In(month)!;
    public Posting? Posting { get; } = history.Roster.PostingOf(month);
    public UnitPath Units { get; } = UnitPath.Of(history.Inputs, month);
    public int DaysInPost { get; } = history.Roster.DaysInPost(month);

    public Scorecard? Scorecard { get; } =
        history.Inputs.Scorecards.FirstOrDefault(s => s.Period.Rhythm == "month" && s.Period.First == month);

    /// <summary>The scorecard of the last quarter, half-year or year that ended before the month.</summary>
    public Scorecard? LastOf(string rhythm) =>
        history
            .Inputs.Scorecards.Where(s => s.Period.Rhythm == rhythm && s.Period.Last < month)
            .MaxBy(s => s.Period.Last);

    public IReadOnlyList<CalculatedLine> Lines => _lines;

    /// <summary>Cards that are left out under a rule.</summary>
    public HashSet<(string Rule, string Card)> Without { get; init; } = [];

    /// <summary>True for a month that is calculated only to be compared.</summary>
    public bool IsTrial { get; init; }

    public Fen Deferred { get; set; }
    public Fen Reserved { get; set; }
    public Fen CarriedOut { get; set; }

    /// <summary>Advances that are to be paid back.</summary>
    public Fen Draw => Fen.Sum([carriedIn.Draw, .. Advances]);

    /// <summary>The amounts this month advances or, below zero, pays back.</summary>
    public List<Fen> Advances { get; } = [];

    /// <summary>The amount that this month and those before have taken for recoveries.</summary>
    public Fen Recovered { get; set; } = carriedIn.Recovered;

    public Amounts Amounts => new(Sum(), Deferred, Reserved);

    public Fen Sum() => Fen.Sum(_lines.Select(l => l.Amount));

    /// <summary>The deductions by complaints, clawbacks, recoveries and the months before, not above zero.</summary>
    public Fen Deducted() => Fen.Sum(_lines.Where(IsDeduction).Select(l => l.Amount));

    private static bool IsDeduction(CalculatedLine line) =>
        line.Kind is "complaint" or "clawback" or "recovery" or "carried";

    public void Add(CalculatedLine line) => _lines.Add(line);

    public bool IsFor(Rule rule) => rule.IsFor(Posting, Units);

    /// <summary>The facts that count under a rule.</summary>
    public List<CountedFact> Counted(EarningRule rule) =>
        [.. history.Facts.In(month, rule).Where(f => !Without.Contains((rule.Id, f.Fact.Card)))];

    /// <summary>The product of the factors on what a rule earns.</summary>
    public Exact FactorOn(EarningRule rule) =>
        Plan
            .Factors.Where(f => f.Of.Contains(rule.Id, StringComparer.Ordinal) && IsFor(f))
            .Aggregate(Exact.One, (product, factor) => product * factor.ValueIn(this));

    /// <summary>The sum of fixed pay, seniority and the facts without some cards.</summary>
    public Fen EarnedWithout(IEnumerable<(string Rule, string Card)> cards)
    {
        var other = new MonthSheet(history, month, carriedIn) { Without = [.. cards], IsTrial = true };
        other.Apply(Effect.Factor);
        return other.Sum();
    }

    /// <summary>Applies the rules for this manager, in the order of effect, up to one.</summary>
    public void Apply(Effect last)
    {
        ApplyRules(Effect.Fixed, Effect.Clawback, last);
        if (last <= Effect.Clawback)
            return;
        Recoveries.TakeFrom(this);
        if (carriedIn.Deductions != Fen.Zero)
            _lines.Add(new("carry", "carried", carriedIn.Deductions, [$"{month.Previous()}"]));
        ApplyRules(Effect.DeductionLimit, Effect.DeductionLimit, last);
        var below = Fen.Min(Sum(), Fen.Zero);
        if (below != Fen.Zero)
        {
            CarriedOut += below;
            _lines.Add(new("carry", "carried", -below, [$"{month.Next()}"]));
        }

        ApplyRules(Effect.Minimum, Effect.Deferral, last);
    }

    private void ApplyRules(Effect from, Effect to, Effect last)
    {
        foreach (var rule in Plan.InOrder)
            if (rule.Effect >= from && rule.Effect <= to && rule.Effect <= last && (rule is SharedRule || IsFor(rule)))
                rule.Apply(this);
    }
}
