using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>
/// The mentor or supervisor gets a share of what some rules came to for a manager, who gives it away (split) or loses
/// nothing (override).
/// </summary>
internal sealed class RelationRule(RuleText text, bool isSplit)
    : SharedRule(
        text.With("of", "to", "share"),
        isSplit ? Effect.Split : Effect.Override,
        isSplit ? ["split-out", "split-in"] : ["override"]
    )
{
    private readonly IReadOnlyList<string> _of = text.OneOrMore("of");
    private readonly bool _toMentor = text.Word("to") == "mentor";
    private readonly Exact _share = text.Number("share");

    public override void Share(Sharing sharing)
    {
        foreach (var giver in sharing.Under(this))
        {
            var earned = giver.EarnedBy(_of);
            if (earned == Exact.Zero)
                continue;
            var to = _toMentor ? giver.Posting?.Mentor : giver.Posting?.Supervisor;
            var amount = new Fen((earned * _share).ToFen());
            if (to is null || to == giver.ManagerNo || !sharing.IsInPost(to))
            {
                if (isSplit)
                    sharing.Add(giver.ManagerNo, Line("split-out", Fen.Zero, null));
                continue;
            }

            if (isSplit)
                sharing.Add(giver.ManagerNo, Line("split-out", -amount, to));
            sharing.Add(to, Line(isSplit ? "split-in" : "override", amount, giver.ManagerNo));

            CalculatedLine Line(string kind, Fen part, string? other) =>
                new(Id, kind, part, other is null ? null : [other]) { Quantity = earned };
        }
    }
}
