using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Lifts a month to an amount; where it recovers, later months above it pay the advance back.</summary>
internal sealed class MinimumRule(RuleText text) : Rule(text.With("amount", "recover"))
{
    private readonly Fen _amount = text.Amount("amount");
    private readonly bool _recovers = text.Flag("recover");

    public override Effect Effect => Effect.Minimum;

    public override void Apply(MonthSheet sheet)
    {
        if (sheet.DaysInPost == 0)
            return;
        var lacking = _amount - sheet.Sum();
        if (lacking > Fen.Zero)
        {
            if (_recovers)
                sheet.Advances.Add(lacking);
            sheet.Add(new(Id, "draw", lacking, null));
            return;
        }

        var back = Fen.Min(sheet.Draw, -lacking);
        if (!_recovers || back <= Fen.Zero)
            return;
        sheet.Advances.Add(-back);
        sheet.Add(new(Id, "draw-recovered", -back, null));
    }
}
