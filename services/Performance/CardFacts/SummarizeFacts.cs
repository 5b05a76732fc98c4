using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Performance.CardFacts;

/// <summary>
/// Counts card facts, and adds up their amounts, by product, month, unit, level or kind: in the database, of the
/// caller's part of the bank. A fact belongs to the unit and level that its manager had on its day.
/// </summary>
internal static class SummarizeFacts
{
    /// <summary>The most rows of an answer; more of them are a matter for another question.</summary>
    private const int MostRows = 5000;

    /// <param name="Rows">In the order of their columns; what is not asked for is null in every row.</param>
    public sealed record Answer(
        Period From,
        Period Until,
        CardFactKind? Kind,
        IReadOnlyList<Row> Rows,
        long Count,
        Money Amount
    );

    /// <param name="Month">The month; null where the months are not told apart.</param>
    /// <param name="Product">The product, empty for facts without one; null where products are not told apart.</param>
    /// <param name="Unit">
    /// The unit with all below it; empty for units that are not in the tree, and null where units are not told apart.
    /// </param>
    /// <param name="Level">The level, empty for managers without one; null where levels are not told apart.</param>
    /// <param name="Kind">The kind of fact; null where kinds are not told apart.</param>
    public sealed record Row(
        Period? Month,
        string? Product,
        string? Unit,
        string? UnitName,
        string? Level,
        CardFactKind? Kind,
        long Count,
        Money Amount
    );

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("month", new("月份", "Month"), r => r.Month),
        new("product", new("产品", "Product"), r => r.Product),
        new("unit", new("机构", "Unit"), r => r.Unit),
        new("unitName", new("机构名称", "Unit name"), r => r.UnitName),
        new("level", new("级", "Level"), r => r.Level),
        new("kind", new("种类", "Kind"), r => r.Kind?.Name()),
        new("count", new("笔数", "Count"), r => r.Count),
        new("amount", new("金额", "Amount"), r => r.Amount),
    ];

    /// <param name="by">
    /// Any of <c>product</c>, <c>month</c>, <c>unit</c>, <c>level</c> and <c>kind</c>, separated by commas; without
    /// any, by month.
    /// </param>
    /// <param name="kind">A kind of fact; null counts all kinds.</param>
    /// <param name="org">
    /// A unit, to count only what lies within it; units are told apart by the children of it.
    /// </param>
    /// <param name="from">The first month; without it, six months in all.</param>
    /// <param name="until">The last month; without it, the current one.</param>
    public static async Task<Ok<Answer>> Handle(
        string? by,
        string? kind,
        string? org,
        Period? from,
        Period? until,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var terms = FactSummaryTerms.Read(by, kind, from, until, BankCalendar.Today(clock));
        var rows = await RowsAsync(terms, org, await finder.FindAsync(ct), db, ct);
        return TypedResults.Ok(
            new Answer(
                terms.From,
                terms.Until,
                terms.Kind,
                rows,
                rows.Sum(r => r.Count),
                new Money(rows.Sum(r => r.Amount.Fen))
            )
        );
    }

    /// <inheritdoc cref="Handle"/>
    public static async Task Export(
        string format,
        string? by,
        string? kind,
        string? org,
        Period? from,
        Period? until,
        HttpContext http,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var terms = FactSummaryTerms.Read(by, kind, from, until, BankCalendar.Today(clock));
        ExportFile.IsCsv($"summary.{format}");
        var rows = await RowsAsync(terms, org, await finder.FindAsync(ct), db, ct);
        await ExportFile.WriteAsync(
            http,
            $"facts-{terms.From}-{terms.Until}.{format}",
            [.. Columns.Select(c => c.Heading(http, ExportFile.IsForPeople(http)))],
            rows.ToAsyncEnumerable().Select(r => (IReadOnlyList<object?>)[.. Columns.Select(c => c.Value(r))]),
            ct
        );
    }

    private static async Task<List<Row>> RowsAsync(
        FactSummaryTerms terms,
        string? org,
        PartOfBank part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var units = await UnitGroups.ByChildAsync(org, part, db, ct);
        // Facts that count nowhere are counted in the same statement, and taken off here.
        var counted = (await CountedFacts.ReadAsync(terms, units, db, ct))
            .GroupBy(r => (r.Month, r.Product, r.Unit, r.Level, r.Kind))
            .Select(g => (g.Key, Count: g.Sum(r => r.Number), Fen: g.Sum(r => r.Fen)))
            .Where(r => r.Count > 0)
            .OrderBy(r => r.Key.Month)
            .ThenBy(r => r.Key.Product, StringComparer.Ordinal)
            .ThenBy(r => r.Key.Unit, StringComparer.Ordinal)
            .ThenBy(r => r.Key.Level, StringComparer.Ordinal)
            .ThenBy(r => r.Key.Kind)
            .Select(r => new Row(
                terms.ByMonth ? Period.Month(r.Key.Month / 100, r.Key.Month % 100) : null,
                terms.ByProduct ? r.Key.Product : null,
                terms.ByUnit ? r.Key.Unit : null,
                terms.ByUnit ? units.NameOf(r.Key.Unit) : null,
                terms.ByLevel ? r.Key.Level : null,
                terms.ByKind ? (CardFactKind)r.Key.Kind : null,
                r.Count,
                new Money(r.Fen)
            ))
            .ToList();
        return counted.Count <= MostRows
            ? counted
            : throw new RuleBrokenException(
                "fact-summary.too-many-rows",
                new(
                    $"结果超过 {MostRows} 行，请减少分组项目或缩短期间。",
                    $"The answer would have more than {MostRows} rows; ask by less, or for fewer months."
                ),
                status: 400
            );
    }
}
