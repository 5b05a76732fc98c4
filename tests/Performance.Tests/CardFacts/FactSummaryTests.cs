using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Performance.Tests.CardFacts;

public sealed class FactSummaryTests
{
    /// <summary>M1 moves from B1 to B2 in the middle of June, and becomes senior; card c1 is activated twice.</summary>
    private static async Task<HrOffice> OfficeAsync()
    {
        var office = await HrOffice.StartAsync();
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,effective_on\nM1,赵,B2,2020-01-01,senior,2026-06-16\n"
        );
        await office.FactsAsync(
            "f1,M1,activated,c1,2026-05-10,,CLASSIC",
            "f2,M1,activated,c2,2026-06-10,,GOLD",
            "f3,M1,activated,c3,2026-06-20,,GOLD",
            "f4,M1,instalment,c3,2026-06-21,,GOLD,1000.00",
            "f5,M3,activated,c4,2026-06-01",
            "f6,M2,activated,c5,2026-06-30,,CLASSIC",
            "f7,M1,activated,c1,2026-06-11,,CLASSIC",
            "f8,M2,cancelled,c5,2026-04-30,,CLASSIC"
        );
        // Taken back, and so never counted; the repeated one counts until the close finds it.
        await office.FactsAsync("f8,M2,cancelled,c5,2026-04-30,,CLASSIC,,,true");
        await office.CloseAsync("2026-05", "2026-06");
        return office;
    }

    [Fact]
    public async Task Facts_are_counted_by_what_is_asked_for_and_what_counts_nowhere_is_not_counted()
    {
        await using var office = await OfficeAsync();
        Assert.Equal(["2026-05 1 0.00", "2026-06 5 1000.00"], await RowsAsync(office.Hr, ""));
        Assert.Equal(
            ["2026-06  1 0.00", "2026-06 CLASSIC 1 0.00", "2026-06 GOLD 3 1000.00"],
            await RowsAsync(office.Hr, "&by=month,product&from=2026-06&until=2026-06")
        );
        Assert.Equal(
            ["CLASSIC 2 0.00", "GOLD 2 0.00", " 1 0.00"],
            (await RowsAsync(office.Hr, "&by=product&kind=activated")).OrderBy(r => r[0] == ' ')
        );
        Assert.Equal(
            ["activated 5 0.00", "instalment 1 1000.00"],
            await RowsAsync(office.Hr, "&by=kind&from=2026-05&until=2026-06")
        );
        Assert.Equal(["junior 3 0.00", "senior 3 1000.00"], await RowsAsync(office.Hr, "&by=level"));
        Assert.Equal(["6 1000.00"], await RowsAsync(office.Hr, "&by="));
    }

    [Fact]
    public async Task A_fact_belongs_to_the_unit_its_manager_was_in_on_its_day()
    {
        await using var office = await OfficeAsync();
        Assert.Equal(["B1 东城 3 0.00", "B2 西城 3 1000.00"], await RowsAsync(office.Hr, "&by=unit"));
        Assert.Equal(["B1 东城 2 0.00", "B1-1 东城一部 1 0.00"], await RowsAsync(office.Hr, "&by=unit&org=B1"));
        var head = office.Service.As(Roles.BranchHead, "B1");
        Assert.Equal(["B1 东城 2 0.00", "B1-1 东城一部 1 0.00"], await RowsAsync(head, "&by=unit"));
        Assert.Equal(["2026-05 1 0.00", "2026-06 2 0.00"], await RowsAsync(head, ""));
        Assert.Equal([], await RowsAsync(head, "&org=B2"));
        Assert.Equal(
            403,
            (await HrOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "/facts/summary")).Status
        );
        var file = await office.Hr.GetStringAsync(new Uri("/facts/summary.csv?by=unit,kind", UriKind.Relative));
        Assert.StartsWith("month,product,unit,unitName,level,kind,count,amount\r\n", file, StringComparison.Ordinal);
        Assert.Contains(",,B2,西城,,instalment,1,1000.00", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("by=age", "fact-summary.unknown-dimension")]
    [InlineData("kind=lost", "card-fact.unknown-kind")]
    [InlineData("from=2026-06&until=2026-05", "fact-summary.not-these-months")]
    [InlineData("from=2024-06&until=2026-06", "fact-summary.not-these-months")]
    [InlineData("from=2026-Q1&until=2026-06", "fact-summary.not-these-months")]
    public async Task What_cannot_be_answered_is_refused(string query, string code)
    {
        await using var office = await HrOffice.StartAsync();
        Assert.Equal(code, (await HrOffice.GetAsync(office.Hr, $"/facts/summary?{query}")).Code);
    }

    [Fact]
    public void Sql_server_understands_every_question()
    {
        var months = (Period.Parse("2026-01"), Period.Parse("2026-06"));
        for (var of = 0; of < 64; of++)
        {
            var terms = new FactSummaryTerms(
                months.Item1,
                months.Item2,
                (of & 32) == 0 ? null : Contracts.Performance.CardFactKind.Activated,
                (of & 1) > 0,
                (of & 2) > 0,
                (of & 4) > 0,
                (of & 8) > 0,
                (of & 16) > 0
            );
            foreach (var isWhole in (bool[])[true, false])
                Assert.Empty(
                    TransactSql.Faults(
                        CountedFacts
                            .Sql(DatabaseKind.SqlServer, terms, isWhole)
                            .Replace('{', '@')
                            .Replace("}", "", StringComparison.Ordinal)
                    )
                );
        }
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(HttpClient by, string query)
    {
        var answer = await HrOffice.GetAsync(by, $"/facts/summary?{query.TrimStart('&')}");
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return
        [
            .. answer
                .Body.GetProperty("rows")
                .EnumerateArray()
                .Select(r =>
                    string.Join(
                        ' ',
                        ((string[])["month", "product", "unit", "unitName", "level", "kind"])
                            .Select(name => r.GetProperty(name))
                            .Where(v => v.ValueKind != JsonValueKind.Null)
                            .Select(v => v.GetString())
                            .Append(r.GetProperty("count").GetInt64().ToString(default(IFormatProvider)))
                            .Append(r.GetProperty("amount").GetString())
                    )
                ),
        ];
    }
}
