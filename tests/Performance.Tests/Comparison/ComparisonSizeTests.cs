using System.Diagnostics;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Xunit.Abstractions;

namespace CardTeam.Performance.Tests.Comparison;

/// <summary>A bank of 5,000 managers with 24 closed months; what a comparison takes is written, not judged.</summary>
public sealed class ComparisonSizeTests(ITestOutputHelper output)
{
    private const int Managers = 5000,
        Months = 24;

    [Fact]
    [Trait("Run", "long")]
    public async Task Of_a_large_bank_every_comparison_is_answered()
    {
        await using var office = await HrOffice.StartAsync();
        await FillAsync(office);
        foreach (
            var query in (string[])["by=level", "by=branch&kpi=activated", "by=area&kpi=activated", "by=level&kpi=k7"]
        )
        {
            var times = new List<double>();
            for (var call = 0; call < 40; call++)
            {
                var began = Stopwatch.GetTimestamp();
                var answer = await HrOffice.GetAsync(office.Hr, $"/comparison?period=2026-06&{query}");
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                Assert.Equal(Managers, answer.Body.GetProperty("all").GetProperty("managers").GetInt32());
            }

            times.Sort();
            output.WriteLine(Invariant($"{query}: median {times[20]:0} ms, p99 {times[39]:0} ms"));
        }
    }

    private static async Task FillAsync(HrOffice office) =>
        await office.Service.ReadAsync<PerformanceDbContext, int>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var (connection, inner) = (db.Database.GetDbConnection(), transaction.GetDbTransaction());
            var sql = DatabaseKind.Of(connection);
            var numbers = Enumerable.Range(0, Managers).Select(i => Invariant($"L{i:00000}")).ToList();
            await sql.InsertAsync(
                connection,
                inner,
                "Managers",
                ["ManagerNo", "Name", "HiredOn", "Version", "IsNameAnnounced"],
                numbers,
                (no, to) => (to[0], to[1], to[2], to[3], to[4]) = (no, no, "2020-01-01", 1L, 0L),
                default
            );
            await sql.InsertAsync(
                connection,
                inner,
                "Postings",
                ["From", "ManagerNo", "Data_Area", "Data_Org"],
                numbers,
                (no, to) => (to[0], to[1], to[2], to[3]) = ("2020-01-01", no, no[^1] < '5' ? "urban" : "rural", "B1"),
                default
            );
            var month = Period.Parse("2024-07");
            for (var at = 0; at < Months; at++, month = month.Next())
            {
                var period = month.ToString();
                await sql.InsertAsync(
                    connection,
                    inner,
                    "Scorecards",
                    [
                        "ManagerNo",
                        "Period",
                        "Version",
                        "KnownFrom",
                        "IsCurrent",
                        "Org",
                        "Level",
                        "Total",
                        "Kpis",
                        "TenThousandths",
                        "Values",
                    ],
                    numbers.Select((no, i) => (No: no, Place: i)).ToList(),
                    (row, to) =>
                    {
                        var value = row.Place * 7919 % 5003 + 0.123456m;
                        object?[] cells =
                        [
                            row.No,
                            period,
                            1L,
                            1L,
                            1L,
                            row.Place % 2 == 0 ? "B1" : "B2",
                            ((string[])["junior", "intermediate", "senior"])[row.Place % 3],
                            "0.9",
                            KpisOf(value),
                            row.Place * 31 % 15_000L,
                            "[]",
                        ];
                        cells.CopyTo(to, 0);
                    },
                    default
                );
            }

            await transaction.CommitAsync();
            return 0;
        });

    /// <summary>Eight lines, as long as those of a real sheet.</summary>
    private static string KpisOf(decimal value) =>
        $"[{string.Join(',', Enumerable.Range(0, 8).Select(i => $$"""{"kpi":"{{(i == 0 ? "activated" : $"k{i}")}}","value":"{{(value + i).ToString(CultureInfo.InvariantCulture)}}","target":"20","attainment":"0.853210","weight":"0.20","score":"0.17064200","source":"card-facts"}"""))}]";
}
