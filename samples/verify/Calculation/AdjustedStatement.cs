using CardTeam.Verify.Bundles;

namespace CardTeam.Verify.Calculation;

/// <summary>A month as it is paid: its own amounts, and what late knowledge changes in months paid before.</summary>
internal sealed record AdjustedStatement(
    MonthResult Own,
    Amounts Amounts,
    IReadOnlyList<CalculatedLine> Lines,
    IReadOnlyList<MonthResult> Changed
)
{
    /// <summary>The part of the month that holds keep back.</summary>
    public Fen Held { get; init; }

    /// <param name="months">Every month from the first to the one in question.</param>
    /// <param name="approved">The amounts that earlier runs wrote, in the order of the runs.</param>
    public static AdjustedStatement Of(IReadOnlyList<MonthResult> months, IReadOnlyList<Approved> approved)
    {
        var (own, before) = (months[^1], months.SkipLast(1).ToList());
        // The newest run that wrote a month says what it was last approved with.
        var asApproved = new Dictionary<Month, Amounts>();
        var owed = new Dictionary<Month, string>();
        foreach (var one in approved)
        {
            asApproved[one.Period] = one.Own;
            owed[one.Period] = Text(one.Advances, one.Recovered.Select(r => (r.Reference, r.Amount)));
        }

        var paidSoFar = Amounts.Sum(approved.Where(a => a.IsStatement).Select(a => a.Paid));
        var adjustment = Amounts.Sum(before.Select(m => m.Amounts)) - paidSoFar;
        var different = before.Where(m => m.Amounts != asApproved.GetValueOrDefault(m.Month)).ToList();
        // A month with another advance or another part of a recovery has changed, even where it comes to the same.
        var changed = before
            .Where(m =>
                m.Amounts != asApproved.GetValueOrDefault(m.Month)
                || Text(m.Advances, m.Lines.Where(l => l.Kind == "recovery").Select(l => (l.Basis![0], l.Amount)))
                    != owed.GetValueOrDefault(m.Month, Text([], []))
            )
            .ToList();
        var amounts = (own.Amounts + adjustment).NotBelowZero();
        if (adjustment == default)
            return new(own, amounts, own.Lines, changed);
        var line = new CalculatedLine(
            "adjustment",
            "adjustment",
            amounts.Payable - own.Amounts.Payable,
            [.. different.Select(m => $"{m.Month}")]
        )
        {
            Parts = [.. different.Select(m => ($"{m.Month}", m.Amounts.Payable.Yuan))],
        };
        return new(own, amounts, [.. own.Lines, line], changed);
    }

    private static string Text(IEnumerable<Fen> advances, IEnumerable<(string Reference, Fen Amount)> recovered) =>
        $"{string.Join(' ', advances)} / {string.Join(' ', recovered.Select(p => $"{p.Reference}:{p.Amount}"))}";
}
