using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Deductions take at most a share of the month's gross, and leave a floor; the rest is carried out.</summary>
internal sealed class DeductionLimitRule(RuleText text) : Rule(text.With("share", "floor"))
{
    private readonly Exact _share = text.Number("share");
    private readonly Fen _floor = text.AmountOrNull("floor") ?? Fen.Zero;

    public override Effect Effect => Effect.DeductionLimit;

    public override void Apply(MonthSheet sheet)
    {
        var deducted = -sheet.Deducted();
        var gross = sheet.Sum() + deducted;
        var most = Fen.Min(new((_share * gross.Yuan).ToFenDown()), Fen.Max(Fen.Zero, gross - _floor));
        var over = deducted - most;
        if (over <= Fen.Zero)
            return;
        sheet.CarriedOut -= over;
        sheet.Add(new(Id, "deduction-limit", over, [$"{sheet.Month.Next()}"]) { Quantity = gross.Yuan });
    }
}
