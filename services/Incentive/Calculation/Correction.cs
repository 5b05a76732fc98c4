using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation;

/// <summary>The kind of a correction. Runs keep its number; corrections take effect in this order.</summary>
internal enum CorrectionKind
{
    /// <summary>Money that a hold had kept back, and that is paid now.</summary>
    ReleasedHold,

    /// <summary>Money kept back for a complaint that is decided now, or weighs less.</summary>
    DecidedComplaint,

    /// <summary>A manual adjustment.</summary>
    Manual,

    /// <summary>Money kept back while a complaint is undecided.</summary>
    UndecidedComplaint,

    /// <summary>Money that a hold keeps back.</summary>
    Held,
}

/// <summary>A change to a month's pay that comes from a decision of people, and not from the plan.</summary>
/// <param name="Reference">The number of the manual adjustment or hold, or the reference of the complaint.</param>
/// <param name="Amount">
/// The amount to give, or below zero to take, as far as there is anything; null for a hold of whatever there is.
/// </param>
/// <param name="Rule">The rule whose line a hold keeps back; null for a hold of the whole payable.</param>
/// <param name="Period">The month it is for, or from which a hold keeps back; null for a complaint.</param>
/// <param name="Reason">The reason as the manager reads it; null for a complaint.</param>
internal sealed record Correction(
    CorrectionKind Kind,
    string Reference,
    Money? Amount,
    string? Rule,
    Period? Period,
    string? Reason
)
{
    /// <summary>
    /// Applies corrections to what the plan comes to. Nothing is taken below zero; the rest of a negative adjustment
    /// waits for the next month.
    /// </summary>
    /// <param name="bonus">The bonus by the plan alone, late differences included.</param>
    /// <param name="isStatement">True when the manager has a statement without any correction.</param>
    public static AdjustedBonus Apply(AdjustedBonus bonus, IReadOnlyList<Correction> corrections, bool isStatement)
    {
        if (corrections.Count == 0)
            return bonus;
        var payable = bonus.Payable;
        var (lines, parts) = (new List<Line>(), new List<CorrectionPart>());
        foreach (var correction in InOrder(corrections))
        {
            var amount = correction.Of(bonus, payable);
            // A manager who has left is told of what is paid or taken, not month by month of what waits.
            if (amount == Money.Zero && (correction.Kind != CorrectionKind.Manual || !isStatement))
                continue;
            payable += amount;
            parts.Add(new(correction.Kind, correction.Reference, amount));
            lines.Add(correction.LineOf(amount));
        }

        return bonus with
        {
            Lines = [.. bonus.Lines, .. lines],
            Amounts = bonus.Amounts with { Payable = payable },
            Corrections = parts,
        };
    }

    /// <summary>Corrections in the order of their effect: those that give before those that take.</summary>
    public static IEnumerable<Correction> InOrder(IEnumerable<Correction> corrections) =>
        corrections.OrderBy(c => c.Kind).ThenByDescending(c => c.Amount >= Money.Zero);

    /// <summary>The amount of the correction in this month.</summary>
    private Money Of(AdjustedBonus bonus, Money payable)
    {
        if (Kind is CorrectionKind.ReleasedHold or CorrectionKind.DecidedComplaint || Amount > Money.Zero)
            return Amount!.Value;
        var most = Rule is { } rule
            ? Money.Max(Money.Zero, new(bonus.Own.Lines.Where(l => l.Rule == rule).Sum(l => l.Amount.Fen)))
            : payable;
        if (Amount is { } limit)
            most = Money.Min(most, -limit);
        return -Money.Min(most, payable);
    }

    private Line LineOf(Money amount)
    {
        var left = Amount is { } wanted && Kind == CorrectionKind.Manual ? wanted - amount : Money.Zero;
        var (kind, rule, reason) = Kind switch
        {
            CorrectionKind.ReleasedHold => (LineKind.ReleasedHold, "released-hold", "released-hold"),
            CorrectionKind.DecidedComplaint => (LineKind.ReleasedHold, "released-hold", "released-complaint"),
            CorrectionKind.Manual => (LineKind.Manual, "manual", left == Money.Zero ? "manual" : "manual-part"),
            CorrectionKind.UndecidedComplaint => (LineKind.Held, "held", "held-complaint"),
            _ => (LineKind.Held, "held", Rule is null ? "held" : "held-rule"),
        };
        List<string> arguments = [];
        if (Period is { } period)
            arguments.Add(period.ToString());
        if (Reason is not null)
            arguments.Add(Reason);
        if (left != Money.Zero)
            arguments.Add(left.ToString());
        else if (Rule is not null)
            arguments.Add(Rule);
        return new(
            Rule: rule,
            Kind: kind,
            Reason: reason,
            Arguments: arguments.Count == 0 ? null : arguments,
            Quantity: null,
            Rate: null,
            Factor: null,
            Exact: Numbers.Yuan(amount),
            Amount: amount,
            Basis: [Reference]
        );
    }
}

/// <summary>The part of a correction that one month gives, or takes where it is below zero.</summary>
internal sealed record CorrectionPart(CorrectionKind Kind, string Reference, Money Amount)
{
    /// <summary>True for what is kept back, and for what is given back of it.</summary>
    public bool IsHold => Kind != CorrectionKind.Manual;

    /// <summary>The part behind a line; null for a line of the plan.</summary>
    public static CorrectionPart? Of(Line line) =>
        line.Reason switch
        {
            "manual" or "manual-part" => new(CorrectionKind.Manual, line.Basis![0], line.Amount),
            "held" or "held-rule" => new(CorrectionKind.Held, line.Basis![0], line.Amount),
            "held-complaint" => new(CorrectionKind.UndecidedComplaint, line.Basis![0], line.Amount),
            "released-hold" => new(CorrectionKind.ReleasedHold, line.Basis![0], line.Amount),
            "released-complaint" => new(CorrectionKind.DecidedComplaint, line.Basis![0], line.Amount),
            _ => null,
        };
}
