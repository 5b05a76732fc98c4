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
        foreach (var one in approved)
            asApproved[one.Period] = one.Own;
        var paidSoFar = Amounts.Sum(approved.Where(a => a.IsStatement).Select(a => a.Paid));
        var adjustment = Amounts.Sum(before.Select(m => m.Amounts)) - paidSoFar;
        var changed = before.Where(m => m.Amounts != asApproved.GetValueOrDefault(m.Month)).ToList();
        var amounts = (own.Amounts + adjustment).NotBelowZero();
        if (adjustment == default)
            return new(own, amounts, own.Lines, changed);
        var line = new CalculatedLine(
            "adjustment",
            "adjustment",
            amounts.Payable - own.Amounts.Payable,
            [.. changed.Select(m => $"{m.Month}")]
        )
        {
            Parts = [.. changed.Select(m => ($"{m.Month}", m.Amounts.Payable.Yuan))],
        };
        return new(own, amounts, [.. own.Lines, line], changed);
    }
}
