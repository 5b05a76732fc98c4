using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>The most that a month comes to before reserve and deferral.</summary>
internal sealed class CapRule(RuleText text) : Rule(text.With("amount"))
{
    private readonly Fen _amount = text.Amount("amount");

    public override Effect Effect => Effect.Cap;

    public override void Apply(MonthSheet sheet)
    {
        var over = sheet.Sum() - _amount;
        if (over > Fen.Zero)
            sheet.Add(new(Id, "cap", -over, null));
    }
}
