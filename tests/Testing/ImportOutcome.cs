namespace CardTeam.Testing;

/// <summary>The result of an import, from <c>GET /imports/{id}</c>, with its errors.</summary>
/// <param name="Status"><c>completed</c> or <c>failed</c>.</param>
/// <param name="Format">The detected format: <c>utf-8</c>, <c>gb18030</c>, <c>utf-16</c> or <c>xlsx</c>.</param>
public sealed record ImportOutcome(
    Guid Id,
    string Kind,
    string Status,
    string Mode,
    bool DryRun,
    string Format,
    long RowsRead,
    long RowsAccepted,
    long RowsUnchanged,
    long RowsRejected,
    string? ErrorCode,
    string? Error,
    string? Sheet = null,
    string? FileName = null,
    string? CreatedBy = null,
    long? RowsTotal = null,
    long RowsWaiting = 0
)
{
    /// <summary>The lines of <c>GET /imports/{id}/errors</c>, in order.</summary>
    public IReadOnlyList<ImportMistake> Errors { get; init; } = [];

    /// <summary>Accepted, unchanged and rejected rows, which most tests compare.</summary>
    public (long Accepted, long Unchanged, long Rejected) Rows => (RowsAccepted, RowsUnchanged, RowsRejected);
}

/// <summary>A line of an import's errors.</summary>
/// <param name="Row">Row number as in a spreadsheet: the row of headings is 1.</param>
public sealed record ImportMistake(long Row, string Column, string Code, string Message)
{
    internal static ImportMistake Parse(string line)
    {
        var cells = line.Split(',', 4);
        return new(long.Parse(cells[0]), cells[1], cells[2], cells[3]);
    }
}
