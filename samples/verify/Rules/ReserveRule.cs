using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Keeps a share of each part of the month until the next year.</summary>
internal sealed class ReserveRule(RuleText text) : Rule(text.With("tiers", "settle"))
{
    private readonly Table _tiers = Table.Read(text.List("tiers"), "share");

    public override Effect Effect => Effect.Reserve;

    public override void Apply(MonthSheet sheet)
    {
        var left = sheet.Sum().Yuan;
        var kept = new Fen(_tiers.Worth(left).ToFen());
        if (kept <= Fen.Zero)
            return;
        sheet.Reserved += kept;
        sheet.Add(new(Id, "reserve", -kept, null) { Quantity = left });
    }
}
