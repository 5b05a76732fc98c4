using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Deductions take at most a share of the month's gross, and leave a floor; the rest is carried out.</summary>
internal sealed class DeductionLimitRule(RuleText text) : Rule(text.With("share", "floor"))
{
    private readonly Exact _share = text.Number("share");
    private readonly Fen _floor = text.AmountOrNull("floor") ?? Fen.Zero;

    public override Effect Effect => Effect.DeductionLimit;

    /// <summary>The amount that may still be deducted in a month.</summary>
    public Fen Room(MonthSheet sheet) => Most(Gross(sheet)) + sheet.Deducted();

    private static Fen Gross(MonthSheet sheet) => sheet.Sum() - sheet.Deducted();

    private Fen Most(Fen gross) => Fen.Min(new((_share * gross.Yuan).ToFenDown()), Fen.Max(Fen.Zero, gross - _floor));

    public override void Apply(MonthSheet sheet)
    {
        var gross = Gross(sheet);
        var over = -sheet.Deducted() - Most(gross);
        if (over <= Fen.Zero)
            return;
        sheet.CarriedOut -= over;
        sheet.Add(new(Id, "deduction-limit", over, [$"{sheet.Month.Next()}"]) { Quantity = gross.Yuan });
    }
}
