using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;

namespace CardTeam.Performance.Organisation;

/// <summary>
/// The supervisors and mentors that rows of a roster name. They need not be on it, but a number that differs in case
/// only from one of the roster or of the file is the same person with a typing error.
/// </summary>
internal sealed class NamedPeople
{
    private readonly IReadOnlyList<ManagerNoColumn> _columns;
    private readonly AlikeCodes _stored,
        _inFile;
    private readonly Roster? _roster;
    private readonly ImportChunk _chunk;

    private NamedPeople(
        IReadOnlyList<ManagerNoColumn> columns,
        AlikeCodes stored,
        AlikeCodes inFile,
        Roster? roster,
        ImportChunk chunk
    )
    {
        (_columns, _chunk) = (columns, chunk);
        (_stored, _inFile, _roster) = (stored, inFile, roster);
    }

    /// <param name="managerNo">The column of the number that a row describes.</param>
    /// <param name="columns">The columns that name other people.</param>
    public static async Task<NamedPeople> LoadAsync(
        PerformanceDbContext db,
        ImportChunk chunk,
        ManagerNoColumn managerNo,
        IReadOnlyList<ManagerNoColumn> columns,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var described = chunk.Rows.Select(r => r.Text(managerNo)).OfType<string>().ToList();
        var named = chunk
            .Rows.SelectMany(r => columns.Select(c => NumberIn(r, c)))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var stored = await Roster.AlikeAsync(db, [.. named, .. described], ct);
        // Of two numbers of the file that differ in case only the first stays, wherever the people are named.
        var inFile = AlikeCodes.Among([]);
        foreach (var no in described.Where(no => stored.Of(no) is null && inFile.Of(no) is null))
            inFile.Add(no);
        var roster = chunk.Part.IsWhole
            ? null
            : await Roster.LoadAsync(
                db,
                [.. named.Select(stored.Of).OfType<string>().Distinct(StringComparer.Ordinal)],
                clock,
                ct
            );
        return new(columns, stored, inFile, roster, chunk);
    }

    /// <summary>
    /// Rejects a number in other letters than the known one. An importer for a part of the bank does not learn so of a
    /// manager outside it.
    /// </summary>
    public void Check(ImportRow row)
    {
        foreach (var column in _columns)
            if (NumberIn(row, column) is { } number && KnownAs(number) is { } known)
                row.Reject(column.Name, ManagerNumber.DiffersInCaseOnly, ManagerNumber.Alike(number, known));
    }

    private string? KnownAs(string number) =>
        _stored.Of(number) is { } stored && (_roster is null || _roster.Includes(stored, _chunk.Part))
            ? stored
            : _inFile.Of(number);

    private static string? NumberIn(ImportRow row, ManagerNoColumn column) =>
        row.IsFilled(column) && !row.SaysNone(column) ? row.Text(column) : null;
}
