using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>An amount a month by level, pay step or employment; in proportion to the days in post where it says so.</summary>
internal sealed class FixedRule(RuleText text) : Rule(text.With("by", "values", "prorate"))
{
    private readonly string _by = text.Word("by");
    private readonly Dictionary<string, Exact> _values = text.Numbers("values");
    private readonly bool _byDays = text.WordOrNull("prorate") == "calendar-days";

    public override Effect Effect => Effect.Fixed;

    public override void Apply(MonthSheet sheet)
    {
        var (inPost, days) = (sheet.DaysInPost, sheet.Month.LastDay.Day);
        if (inPost == 0)
            return;
        if (Grades.Of(sheet.Posting, _by) is not { } figure || !_values.TryGetValue(figure, out var amount))
            sheet.Add(new(Id, "fixed", Fen.Zero, null));
        else if (_byDays && inPost < days)
            sheet.Add(new(Id, "fixed", new((amount * inPost / days).ToFen()), null) { Quantity = inPost });
        else
            sheet.Add(new(Id, "fixed", new(amount.ToFen()), null));
    }
}
