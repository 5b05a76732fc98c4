using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Targets;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Performance.Customers;

/// <summary>
/// Shows how much of a period's amounts come from the largest ten and twenty customers: of each manager, and of all of
/// them together.
/// </summary>
internal static class ShowConcentration
{
    /// <param name="All">All managers of the asked part together.</param>
    /// <param name="Managers">The managers in post in the period, the most concentrated first.</param>
    public sealed record Answer(Period Period, string? Org, Row All, IReadOnlyList<Row> Managers);

    /// <param name="ManagerNo">The manager; null for all together.</param>
    /// <param name="Amount">Amounts of card facts that name a customer.</param>
    /// <param name="Top10">The share of the ten largest customers, 6 decimals; null without any amount.</param>
    public sealed record Row(
        string? ManagerNo,
        string? Name,
        string? Org,
        int Customers,
        Money Amount,
        [property: JsonConverter(typeof(RatioJson))] decimal? Top10,
        [property: JsonConverter(typeof(RatioJson))] decimal? Top20
    );

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("customers", new("客户数", "Customers"), r => r.Customers) { IsSummed = false },
        new("amount", new("金额", "Amount"), r => r.Amount) { IsSummed = false },
        new("top10", new("前十名占比", "Share of the top ten"), r => r.Top10) { IsRatio = true, IsSummed = false },
        new("top20", new("前二十名占比", "Share of the top twenty"), r => r.Top20) { IsRatio = true, IsSummed = false },
    ];

    private const string Sql = """
        SELECT "CustomerRef", SUM("Amount") FROM "CardFacts"
        WHERE "ManagerNo"=@manager AND "OccurredOn" BETWEEN @first AND @last AND "KnownUntil" IS NULL AND "Void"=0
          AND "CustomerRef" IS NOT NULL AND "Amount" IS NOT NULL
        GROUP BY "CustomerRef"
        """;

    /// <param name="period">A month, quarter, half-year or year.</param>
    /// <param name="org">A unit and what is below it; null for the caller's whole part.</param>
    public static async Task<Ok<Answer>> Handle(
        Period period,
        string? org,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    ) => TypedResults.Ok(await ReadAsync(period, org, bounds, finder, db, ct));

    /// <inheritdoc cref="Handle"/>
    public static async Task Export(
        string format,
        Period period,
        string? org,
        HttpContext http,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        ExportFile.IsCsv($"customer-concentration.{format}");
        var answer = await ReadAsync(period, org, bounds, finder, db, ct);
        var isForPeople = ExportFile.IsForPeople(http);
        await ExportFile.WriteAsync(
            http,
            $"customer-concentration-{period}.{format}",
            [.. Columns.Select(c => c.Heading(http, isForPeople))],
            answer
                .Managers.Append(answer.All)
                .ToAsyncEnumerable()
                .Select(r => (IReadOnlyList<object?>)[.. Columns.Select(c => c.Value(r))]),
            ct
        );
    }

    /// <summary>The share of the largest amounts; null where they sum to nothing.</summary>
    public static decimal? ShareOf(IEnumerable<long> amounts, int largest)
    {
        var sorted = amounts.OrderDescending().ToList();
        var sum = sorted.Sum(a => (decimal)a);
        return sum > 0 ? Figures.Round(sorted.Take(largest).Sum(a => (decimal)a) / sum) : null;
    }

    private static async Task<Answer> ReadAsync(
        Period period,
        string? org,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        TargetBounds.CheckPeriod(period, bounds);
        var part = await finder.FindAsync(ct);
        var tree = await PeriodTree.LoadAsync(db, period, PeriodTree.ManagersOf(db, period, part), ct);
        await db.Database.OpenConnectionAsync(ct);
        using var command = new PreparedCommand(
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction?.GetDbTransaction(),
            Sql,
            "manager",
            "first",
            "last"
        );
        var all = new Dictionary<string, long>(StringComparer.Ordinal);
        var rows = new List<Row>();
        foreach (var manager in tree.Walk(part, org).Where(n => !n.IsUnit))
        {
            ct.ThrowIfCancellationRequested();
            var own = Read(command, manager.Code, period);
            foreach (var (customer, amount) in own)
                all[customer] = all.GetValueOrDefault(customer) + amount;
            rows.Add(Of(own, manager));
        }

        return new(
            period,
            org,
            Of(all, null),
            [.. rows.OrderByDescending(r => r.Top10).ThenBy(r => r.ManagerNo, StringComparer.Ordinal)]
        );
    }

    private static Dictionary<string, long> Read(PreparedCommand command, string managerNo, Period period)
    {
        var amounts = new Dictionary<string, long>(StringComparer.Ordinal);
        using var reader = command.Read(managerNo, DayNumber.Of(period.FirstDay), DayNumber.Of(period.LastDay));
        while (reader.Read())
            amounts[reader.GetString(0)] = reader.GetInt64(1);
        return amounts;
    }

    private static Row Of(Dictionary<string, long> amounts, BankNode? manager) =>
        new(
            manager?.Code,
            manager?.Name,
            manager?.Org,
            amounts.Count,
            new(amounts.Values.Sum()),
            ShareOf(amounts.Values, 10),
            ShareOf(amounts.Values, 20)
        );
}
