using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>
/// Takes back from cards cancelled soon: what the card itself earned with its factor, or the difference it makes to the
/// month in which it earned.
/// </summary>
internal sealed class ClawbackRule(RuleText text) : Rule(text.With("fact", "withinDays", "of", "method"))
{
    public int WithinDays { get; } = text.Whole("withinDays", 0);

    /// <summary>The id of the rule that paid.</summary>
    public string Of { get; } = text.OneOrMore("of")[0];

    public bool Recomputes { get; } = text.WordOrNull("method") == "recompute";

    public override Effect Effect => Effect.Clawback;

    public override void Apply(MonthSheet sheet)
    {
        var taken = sheet.History.TakenIn(sheet.Month, Id);
        var amounts = Recomputes ? Differences(sheet, taken) : Paid(sheet, taken);
        if (amounts.Count == 0)
            return;
        sheet.Add(
            new(
                Id,
                "clawback",
                -Fen.Sum(amounts.Select(a => a.Amount)),
                [.. amounts.SelectMany(a => (string[])[a.Card.Cancelled.Fact.Ref, a.Card.Earned.Fact.Ref])]
            )
            {
                Quantity = amounts.Count,
                Parts = [.. amounts.Select(a => (a.Card.Earned.Fact.Ref, -a.Amount.Yuan))],
            }
        );
    }

    private static List<(TakenBack Card, Fen Amount)> Paid(MonthSheet sheet, IEnumerable<TakenBack> taken)
    {
        var paid = new List<(TakenBack, Fen)>();
        foreach (var card in taken.OrderBy(t => t.Cancelled.Fact.Ref, StringComparer.Ordinal))
            if (sheet.History.PaidFor(card.Of, card.Earned.Fact.Ref) is { } yuan)
                paid.Add((card, new(yuan.ToFen())));
        return paid;
    }

    private static List<(TakenBack Card, Fen Amount)> Differences(MonthSheet sheet, IEnumerable<TakenBack> taken)
    {
        var differences = new List<(TakenBack, Fen)>();
        var gone = sheet.Without.ToHashSet();
        foreach (var card in taken)
        {
            if (card.EarnedIn < sheet.Month)
            {
                differences.Add((card, sheet.History.DifferenceOf(card)));
                continue;
            }

            // In the month in which it earned, cap and minimum act afterwards on what is left.
            var before = sheet.EarnedWithout(gone);
            gone.Add((card.Of, card.Earned.Card));
            differences.Add((card, before - sheet.EarnedWithout(gone)));
        }

        return differences;
    }
}
