using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Pays for full years in post: all at the rate of their number, or each year at its own.</summary>
internal sealed class SeniorityRule(RuleText text) : Rule(text.With("minYears", "mode", "bands"))
{
    private readonly int _minYears = text.Whole("minYears", 0);
    private readonly bool _eachAtItsOwn = text.Word("mode") == "marginal";
    private readonly Table _bands = Table.Read(text.List("bands"), "rate");

    public override Effect Effect => Effect.Seniority;

    public override void Apply(MonthSheet sheet)
    {
        if (sheet.DaysInPost == 0 || sheet.History.Roster.InPostSince is not { } since)
            return;
        var years = Roster.FullYears(since, sheet.Month.LastDay);
        if (years == 0 || years < _minYears)
            return;
        var pay = _eachAtItsOwn ? _bands.Worth(years) : _bands.At(years).Worth(years);
        sheet.Add(new(Id, "seniority", new(pay.ToFen()), null) { Quantity = years });
    }
}
