namespace CardTeam.Platform.Imports;

/// <summary>Counts rows of one file that are of one key, across its chunks. A row that comes again, in a chunk tried a second time, has its old place.</summary>
public sealed class RowsSoFar<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (long First, List<long>? More)> _rows = [];

    /// <summary>1 for the first row of the key, 2 for the second, and so on.</summary>
    /// <param name="row">Its number in the file; rows are told of in order.</param>
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
