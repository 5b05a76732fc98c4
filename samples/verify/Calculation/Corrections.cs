using CardTeam.Verify.Bundles;

namespace CardTeam.Verify.Calculation;

/// <summary>
/// What people decided beside the plan: money given and taken by hand, kept back, and paid after it was kept back. What
/// gives comes first; nothing is taken below zero.
/// </summary>
internal static class Corrections
{
    private static readonly string[] InOrder =
    [
        "released-hold",
        "decided-complaint",
        "manual",
        "undecided-complaint",
        "held",
    ];

    /// <param name="isStatement">True when the month has a statement without any of them.</param>
    /// <exception cref="Refusal">A correction is not what it may be.</exception>
    public static AdjustedStatement ApplyTo(
        AdjustedStatement statement,
        IReadOnlyList<Correction> corrections,
        bool isStatement
    )
    {
        Check(corrections);
        var payable = statement.Amounts.Payable;
        var held = Fen.Zero;
        var lines = new List<CalculatedLine>(statement.Lines);
        foreach (var correction in corrections)
        {
            var amount = AmountOf(correction, statement.Own.Lines, payable);
            // Only a statement that there is anyway says that an adjustment waits.
            if (amount == Fen.Zero && (correction.Kind != "manual" || !isStatement))
                continue;
            payable += amount;
            if (IsHold(correction))
                held -= amount;
            lines.Add(new(RuleOf(correction), RuleOf(correction), amount, [correction.Reference]));
        }

        return statement with
        {
            Amounts = statement.Amounts with { Payable = payable },
            Held = held,
            Lines = lines,
        };
    }

    private static Fen AmountOf(Correction correction, IReadOnlyList<CalculatedLine> own, Fen payable)
    {
        if (correction.Amount is { } given && given > Fen.Zero)
            return given;
        // Of a rule at most what its lines come to, of a limited one at most the limit, and never more than there is.
        var most = correction.Rule is { } rule
            ? Fen.Max(Fen.Zero, Fen.Sum(own.Where(l => l.Rule == rule).Select(l => l.Amount)))
            : payable;
        if (correction.Amount is { } limit)
            most = Fen.Min(most, -limit);
        return -Fen.Min(most, payable);
    }

    private static void Check(IReadOnlyList<Correction> corrections)
    {
        var last = 0;
        foreach (var correction in corrections)
        {
            var place = Array.IndexOf(InOrder, correction.Kind);
            var gives = correction.Kind is "released-hold" or "decided-complaint";
            if (
                place < last
                || (gives && !(correction.Amount > Fen.Zero))
                || (IsHold(correction) && correction.Amount > Fen.Zero)
            )
                throw new Refusal(
                    $"更正 {correction.Kind} {correction.Reference} 的种类、次序或金额不对。",
                    $"The correction {correction.Kind} {correction.Reference} is of no known kind, out of order, or has a wrong amount."
                );
            last = place;
        }
    }

    private static bool IsHold(Correction correction) => correction.Kind is "undecided-complaint" or "held";

    private static string RuleOf(Correction correction) =>
        correction.Kind switch
        {
            "manual" => "manual",
            "undecided-complaint" or "held" => "held",
            _ => "released-hold",
        };
}
