using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>An amount shared in proportion to the scorecard's total, or to what some rules came to.</summary>
internal sealed class PoolRule(RuleText text) : SharedRule(text.With("amount", "by", "of"), Effect.Pool, "pool")
{
    private readonly Fen _amount = text.Amount("amount");
    private readonly IReadOnlyList<string>? _of = text.Word("by") == "earned" ? text.OneOrMore("of") : null;

    public override void Share(Sharing sharing)
    {
        var members = sharing.Under(this);
        var weights = members.ConvertAll(m => Exact.Max(Exact.Zero, _of is null ? m.Score : m.EarnedBy(_of)));
        var parts = Sharing.Parts(_amount, weights);
        for (var i = 0; i < members.Count; i++)
            sharing.Add(
                members[i].ManagerNo,
                parts is null
                    ? new(Id, "pool", Fen.Zero, null)
                    : new(Id, "pool", parts[i], null) { Quantity = weights[i] }
            );
    }
}
