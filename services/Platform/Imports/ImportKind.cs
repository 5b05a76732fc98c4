using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Imports;

/// <summary>
/// A kind of file that a service imports: its columns, the roles that may bring it, the effect of a row.
/// </summary>
public abstract class ImportKind
{
    /// <summary>Name in the address: <c>card-facts</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Title for people.</summary>
    public abstract Text Title { get; }

    public abstract IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>
    /// Headings of the list's export that an import ignores, so that an export can be edited and imported.
    /// </summary>
    public virtual IReadOnlyList<string> ExportedToo => [];

    /// <summary>Columns that only an export has and that an import reads.</summary>
    public virtual IReadOnlyList<ImportColumn> OfExports => [];

    /// <summary>Roles that may bring this file. A branch head's rows must lie in their own branch.</summary>
    public abstract IReadOnlyList<string> Roles { get; }

    /// <summary>True for a file that is taken whole or not at all, whatever mode is asked for.</summary>
    public virtual bool IsAtomic => false;

    /// <summary>
    /// The name of the kind that takes a file as the whole list of what it names (<c>mode=replace</c>); null where a
    /// file only ever adds and changes.
    /// </summary>
    public virtual string? WholeListKind => null;

    /// <summary>True for a kind that tells what each row changes of a list.</summary>
    public virtual bool HasDifference => false;

    /// <summary>The changes to a list by the rows judged so far, in the order of the file.</summary>
    public virtual IReadOnlyList<ImportDifference> Difference => [];

    /// <summary>Rows taken in one transaction.</summary>
    public virtual int ChunkSize => 1000;

    /// <summary>
    /// Tells the kind of a row that was judged before the service was restarted, for kinds that compare rows within a
    /// file.
    /// </summary>
    public virtual void Recall(ImportRow row) { }

    /// <summary>
    /// Judges every row of a chunk (<see cref="ImportRow.Accept"/>, <see cref="ImportRow.Unchanged"/> or
    /// <see cref="ImportRow.Reject(string, string, Text)"/>) and writes the accepted ones and their events to the
    /// database, in the current transaction. A row that comes again must be judged unchanged.
    /// </summary>
    public abstract Task ApplyAsync(ImportChunk chunk, CancellationToken ct);
}

/// <summary>Some rows of a file, in order.</summary>
/// <param name="Part">The part of the bank the rows must lie in.</param>
public sealed record ImportChunk(IReadOnlyList<ImportRow> Rows, PartOfBank Part)
{
    /// <summary>The import that the rows came with.</summary>
    public Guid Import { get; init; }

    public RowCounts Counts()
    {
        var counts = new RowCounts(Read: Rows.Count, Accepted: 0, Unchanged: 0, Rejected: 0, Waiting: 0);
        foreach (var row in Rows)
        {
            counts = row.Verdict switch
            {
                RowVerdict.Accepted => counts with { Accepted = counts.Accepted + 1 },
                RowVerdict.Unchanged => counts with { Unchanged = counts.Unchanged + 1 },
                RowVerdict.Rejected => counts with { Rejected = counts.Rejected + 1 },
                _ => throw new InvalidOperationException(Invariant($"Row {row.Number} was not judged.")),
            };
            if (row.WaitsFor is not null && row.Verdict != RowVerdict.Rejected)
                counts = counts with { Waiting = counts.Waiting + 1 };
        }

        return counts;
    }
}
