using CardTeam.Platform.Security;

namespace CardTeam.Platform.Imports;

/// <summary>One kind of file a service takes: its columns, who may bring it, what a row does.</summary>
public abstract class ImportKind
{
    /// <summary>As in the address: <c>card-facts</c>.</summary>
    public abstract string Name { get; }

    public abstract IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>Roles that may bring this file. A branch head's rows must lie in their own branch.</summary>
    public abstract IReadOnlyList<string> Roles { get; }

    /// <summary>Rows taken in one transaction.</summary>
    public virtual int ChunkSize => 1000;

    /// <summary>
    /// Judges every row of a chunk (<see cref="ImportRow.Accept"/>, <see cref="ImportRow.Unchanged"/> or <see cref="ImportRow.Reject"/>) and
    /// puts the accepted ones and their events into the database, in the transaction under way. The same row again must be unchanged.
    /// </summary>
    public abstract Task ApplyAsync(ImportChunk chunk, CancellationToken ct);
}

/// <summary>A column of a file.</summary>
public sealed record ImportColumn(string Name, bool Required = false);

/// <summary>Some rows of a file, in order.</summary>
/// <param name="Part">The part of the bank the rows must lie in.</param>
public sealed record ImportChunk(IReadOnlyList<ImportRow> Rows, PartOfBank Part)
{
    public RowCounts Counts()
    {
        long accepted = 0,
            unchanged = 0,
            rejected = 0;
        foreach (var row in Rows)
        {
            switch (row.Verdict)
            {
                case RowVerdict.Accepted:
                    accepted++;
                    break;
                case RowVerdict.Unchanged:
                    unchanged++;
                    break;
                case RowVerdict.Rejected:
                    rejected++;
                    break;
                default:
                    throw new InvalidOperationException($"Row {row.Number} was not judged.");
            }
        }

        return new(Rows.Count, accepted, unchanged, rejected);
    }
}
