using System.Text.Json;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>A row of a table: from its start on, up to where the next one begins.</summary>
/// <param name="Whole">Its length, where the value is for all of it; otherwise the value is for each of it.</param>
internal readonly record struct Row(Exact From, Exact Value, Exact? Whole)
{
    public Exact Worth(Exact quantity) => Whole is { } length ? quantity * Value / length : quantity * Value;
}

/// <summary>Rows without a hole between them, from 0 on.</summary>
/// <param name="EndsIncluded">True where a row holds its end (<c>upTo</c>), false where it holds its start (<c>from</c>).</param>
internal sealed record Table(IReadOnlyList<Row> Rows, bool EndsIncluded)
{
    public static Table OfOne(Exact value) => new([new(Exact.Zero, value, null)], EndsIncluded: false);

    /// <param name="value">The member with a row's value.</param>
    public static Table Read(IReadOnlyList<JsonElement> rows, string value)
    {
        var endsIncluded = rows.Any(r => Number(r, "upTo") is not null);
        var table = new List<Row>();
        for (var i = 0; i < rows.Count; i++)
        {
            var from = endsIncluded
                ? i == 0
                    ? Exact.Zero
                    : Needed(rows[i - 1], "upTo")
                : Needed(rows[i], "from");
            table.Add(
                Number(rows[i], value) is { } each
                    ? new(from, each, null)
                    : new(from, Needed(rows[i], "amount"), Needed(rows[i], "to") - from)
            );
        }

        return new(table, endsIncluded);
    }

    /// <summary>The row that holds a value.</summary>
    public Row At(Exact value) => Rows.LastOrDefault(r => EndsIncluded ? value > r.From : value >= r.From, Rows[0]);

    /// <summary>The row of a unit counted from 0: of ten units the last has number 9.</summary>
    public Row OfUnit(int number) => Rows.LastOrDefault(r => number >= r.From, Rows[0]);

    /// <summary>Splits a quantity over the rows. What is above the end of a last row is in none.</summary>
    public IEnumerable<(Row Row, Exact Quantity)> Split(Exact quantity)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            var row = Rows[i];
            if (quantity <= row.From)
                yield break;
            var end =
                i + 1 < Rows.Count ? Rows[i + 1].From
                : row.Whole is { } length ? row.From + length
                : quantity;
            yield return (row, Exact.Min(quantity, end) - row.From);
        }
    }

    /// <summary>The worth of a quantity of which each row pays its own part.</summary>
    public Exact Worth(Exact quantity) => Exact.Sum(Split(quantity).Select(p => p.Row.Worth(p.Quantity)));

    private static Exact Needed(JsonElement row, string member) =>
        Number(row, member) ?? throw new KeyNotFoundException(member);

    private static Exact? Number(JsonElement row, string member) =>
        row.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.Deserialize<Exact>()
            : null;
}
