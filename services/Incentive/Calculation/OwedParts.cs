namespace CardTeam.Incentive.Calculation;

/// <summary>
/// The amounts a month advances, pays back and takes for recoveries, part by part. The ledger books these parts although
/// the month may come to the same amounts with others.
/// </summary>
internal static class OwedParts
{
    /// <returns>The parts of a month's lines as a text to be compared; null where there are none.</returns>
    public static string? Of(IEnumerable<Line> lines)
    {
        var parts = string.Join(
            ' ',
            LinesOf(lines).Select(l => $"{l.Reason}{(l.Basis is [var number, ..] ? number : "")}:{l.Amount}")
        );
        return parts.Length == 0 ? null : parts;
    }

    /// <returns>The lines that owe something; a minimum that is never paid back owes nothing.</returns>
    public static IEnumerable<Line> LinesOf(IEnumerable<Line> lines) =>
        lines.Where(l =>
            l.Kind is LineKind.DrawRecovered or LineKind.Recovery
            || l is { Kind: LineKind.Draw, Reason: "draw-to-recover" }
        );
}
