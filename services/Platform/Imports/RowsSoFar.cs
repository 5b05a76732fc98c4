namespace CardTeam.Platform.Imports;

/// <summary>
/// Counts the rows of one file with the same key, across its chunks. A row in a chunk that is tried again keeps its
/// place.
/// </summary>
public sealed class RowsSoFar<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (long First, List<long>? More)> _rows = [];

    /// <summary>The place of a row among those of its key: 1 for the first, 2 for the second, and so on.</summary>
    /// <param name="row">The row's number in the file; rows are given in order.</param>
    public int PlaceOf(TKey key, long row)
    {
        if (!_rows.TryGetValue(key, out var rows))
        {
            _rows[key] = (row, null);
            return 1;
        }

        if (rows.First == row)
            return 1;
        if (rows.More is not { } more)
            _rows[key] = (rows.First, more = []);
        var place = more.BinarySearch(row);
        if (place < 0)
            more.Insert(place = ~place, row);
        return place + 2;
    }

    /// <summary>Number of the key's first row.</summary>
    public long FirstOf(TKey key) => _rows[key].First;
}
