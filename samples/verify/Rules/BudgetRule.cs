using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>An amount that all together are paid at most: above it each is cut in proportion.</summary>
internal sealed class BudgetRule(RuleText text) : SharedRule(text.With("amount"), Effect.Budget, "budget")
{
    private readonly Fen _amount = text.Amount("amount");

    public override void Share(Sharing sharing)
    {
        var members = sharing.Under(this).FindAll(m => sharing.TotalOf(m) > Fen.Zero);
        var totals = members.ConvertAll(sharing.TotalOf);
        if (Fen.Sum(totals) <= _amount)
            return;
        var parts = Sharing.Parts(_amount, totals.ConvertAll(t => t.Yuan))!;
        for (var i = 0; i < members.Count; i++)
            sharing.Add(
                members[i].ManagerNo,
                new(Id, "budget", parts[i] - totals[i], null) { Quantity = totals[i].Yuan }
            );
    }
}
