using System.Globalization;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Performance.Comparison;
using CardTeam.Performance.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Performance.Tests.Comparison;

public sealed class ComparisonTests
{
    private static readonly string[] Units = ["A", "A-1", "A-1-X", "A-1-Y", "A-2", "B", "B-1"];
    private static readonly string[] Levels = ["junior", "intermediate", "senior"];

    [Fact]
    public async Task Figures_of_every_group_are_those_of_its_managers_one_by_one()
    {
        await using var office = await OfficeAsync();
        var people = await BankAsync(office, 47, seed: 20260630);
        foreach (var by in ComparisonTerms.Ways)
        foreach (var kpi in (string?[])["attendance", null])
        {
            var answer = await ComparedAsync(office.Hr, $"period=2026-06&by={by}{(kpi is null ? "" : $"&kpi={kpi}")}");
            var expected = people.GroupBy(p => p.GroupBy(by), StringComparer.Ordinal).ToList();
            var groups = answer.GetProperty("groups").EnumerateArray().ToList();
            Assert.Equal(
                expected.Select(g => g.Key).Order(StringComparer.Ordinal),
                groups.Select(g => Text(g, "code")).Order(StringComparer.Ordinal)
            );
            foreach (var group in expected)
                AssertFigures([.. group.Select(p => p.Value)], groups.Single(g => Text(g, "code") == group.Key));
            AssertFigures([.. people.Select(p => p.Value)], answer.GetProperty("all"));
            foreach (var group in groups)
            {
                var values = expected.Single(g => g.Key == Text(group, "code")).Select(p => p.Value).ToList();
                Assert.Equal(
                    1 + expected.Count(g => g.Sum(p => p.Value) * values.Count > values.Sum() * g.Count()),
                    group.GetProperty("rank").GetInt32()
                );
            }
        }
    }

    [Fact]
    public async Task A_quartile_between_two_figures_is_interpolated_and_not_rounded()
    {
        await using var office = await OfficeAsync();
        await PeopleAsync(office, [("P1", "A"), ("P2", "A"), ("P3", "A"), ("P4", "A"), ("P5", "B")]);
        await MonthAsync(
            office,
            "2026-06",
            [("P1", "0.1"), ("P2", "0.2"), ("P3", "0.3"), ("P4", "0.700001"), ("P5", "1")]
        );
        var a = (await ComparedAsync(office.Hr, "period=2026-06&kpi=attendance"))
            .GetProperty("groups")
            .EnumerateArray()
            .Single(g => Text(g, "code") == "A");
        Assert.Equal(
            ("0.1", "0.175", "0.25", "0.40000025", "0.700001", "0.325"),
            (
                Plain(a, "least"),
                Plain(a, "lowerQuartile"),
                Plain(a, "median"),
                Plain(a, "upperQuartile"),
                Plain(a, "most"),
                Plain(a, "mean")
            )
        );
        Assert.Equal(2, a.GetProperty("rank").GetInt32());
        // Rates are not summed.
        Assert.Equal(JsonValueKind.Null, a.GetProperty("sum").ValueKind);
        Assert.Equal(JsonValueKind.Null, a.GetProperty("contribution").ValueKind);
    }

    [Fact]
    public async Task Counts_have_a_sum_a_contribution_and_a_change_and_fewer_may_be_better()
    {
        await using var office = await OfficeAsync();
        await PeopleAsync(office, [("P1", "A"), ("P2", "B"), ("P3", "B")]);
        await office.SheetAsync("junior", "2026-05", ("activated", "0.5"), ("cancelled", "0.5"));
        foreach (var (month, first, second) in new[] { ("05", 1, 2), ("06", 3, 1) })
            await office.FactsAsync([
                .. Enumerable.Range(0, first).Select(i => $"a{month}{i},P1,activated,ca{month}{i},2026-{month}-10"),
                .. Enumerable.Range(0, second).Select(i => $"b{month}{i},P2,activated,cb{month}{i},2026-{month}-10"),
                .. Enumerable.Range(0, first).Select(i => $"x{month}{i},P1,cancelled,cx{month}{i},2026-{month}-10"),
            ]);
        await office.CloseAsync("2026-05", "2026-06");
        var answer = await ComparedAsync(office.Hr, "period=2026-06&kpi=activated");
        var (a, b) = (Group(answer, "A"), Group(answer, "B"));
        Assert.Equal(("3", "3", "1", "2", "0.75"), Of(a));
        Assert.Equal(("1", "0.5", "1", "-0.5", "0.25"), Of(b));
        Assert.Equal((1, 2), (Rank(a), Rank(b)));
        Assert.Equal("4", Plain(answer.GetProperty("all"), "sum"));
        var fewer = await ComparedAsync(office.Hr, "period=2026-06&kpi=cancelled");
        // Those outside any branch have none either, and share the first rank.
        Assert.Equal((3, 1), (Rank(Group(fewer, "A")), Rank(Group(fewer, "B"))));
        Assert.True(fewer.GetProperty("lowerIsBetter").GetBoolean());

        static (string?, string?, string?, string?, string?) Of(JsonElement g) =>
            (Plain(g, "sum"), Plain(g, "mean"), Plain(g, "meanBefore"), Plain(g, "change"), Plain(g, "contribution"));
        static int Rank(JsonElement g) => g.GetProperty("rank").GetInt32();
    }

    [Fact]
    public async Task A_group_opens_to_its_managers_page_by_page_with_equals_sharing_a_rank()
    {
        await using var office = await OfficeAsync();
        await PeopleAsync(office, [("P1", "A"), ("P2", "A-1"), ("P3", "A-1-X"), ("P4", "A"), ("P5", "B")]);
        await MonthAsync(office, "2026-06", [("P1", "0.4"), ("P2", "-0.5"), ("P3", "0.4"), ("P4", "1"), ("P5", "2")]);
        var all = new List<string>();
        var next = "";
        do
        {
            var page = (
                await HrOffice.GetAsync(
                    office.Hr,
                    $"/comparison/managers?period=2026-06&kpi=attendance&group=A&limit=1&after={next}"
                )
            ).Body;
            all.AddRange(
                page.GetProperty("items")
                    .EnumerateArray()
                    .Select(m =>
                        $"{m.GetProperty("rank")} of {m.GetProperty("ranked")}: {Text(m, "managerNo")} {Plain(m, "value")}"
                    )
            );
            next = page.GetProperty("next").GetString();
        } while (next is not null);
        Assert.Equal(["1 of 4: P4 1", "2 of 4: P1 0.4", "2 of 4: P3 0.4", "4 of 4: P2 -0.5"], all);
        var file = await office.Hr.GetStringAsync(
            new Uri("/comparison/managers.csv?period=2026-06&kpi=attendance&sort=-rank", UriKind.Relative)
        );
        Assert.Equal(6, file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var groups = await office.Hr.GetStringAsync(
            new Uri("/comparison.csv?period=2026-06&kpi=attendance", UriKind.Relative)
        );
        Assert.StartsWith("rank,code,name,managers,sum,mean,least,", groups, StringComparison.Ordinal);
        Assert.Contains("1,B,", groups, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_compares_what_lies_in_their_part_and_a_manager_nothing()
    {
        await using var office = await OfficeAsync();
        await PeopleAsync(office, [("P1", "A-1-X"), ("P2", "A-1-Y"), ("P3", "A-2"), ("P4", "B"), ("P5", "A")]);
        await MonthAsync(
            office,
            "2026-06",
            [("P1", "0.1"), ("P2", "0.2"), ("P3", "0.3"), ("P4", "0.9"), ("P5", "0.5")]
        );
        var head = office.Service.As(Roles.BranchHead, "A");
        Assert.Equal(["A"], Codes(await ComparedAsync(head, "period=2026-06&kpi=attendance")));
        Assert.Equal(
            ["A-1-Y", "A-1-X"],
            Codes(await ComparedAsync(head, "period=2026-06&kpi=attendance&by=team&org=A-1"))
        );
        Assert.Equal(
            ["", "A-2", "A-1"],
            Codes(await ComparedAsync(head, "period=2026-06&kpi=attendance&by=sub-branch"))
        );
        Assert.Equal([], Codes(await ComparedAsync(head, "period=2026-06&kpi=attendance&org=B")));
        Assert.Equal(
            ["P5", "P3", "P2", "P1"],
            await HrOffice.KeysAsync(head, "/comparison/managers?period=2026-06&kpi=attendance", "managerNo")
        );
        Assert.Equal(
            [],
            await HrOffice.KeysAsync(head, "/comparison/managers?period=2026-06&kpi=attendance&group=B", "managerNo")
        );
        var own = office.Service.As(Roles.AccountManager, managerNo: "P1");
        Assert.Equal(403, (await HrOffice.GetAsync(own, "/comparison?period=2026-06")).Status);
        Assert.Equal(403, (await HrOffice.GetAsync(own, "/comparison/managers?period=2026-06")).Status);
    }

    [Fact]
    public async Task A_late_figure_counts_from_the_next_close_on()
    {
        await using var office = await OfficeAsync();
        await PeopleAsync(office, [("P1", "A")]);
        await MonthAsync(office, "2026-06", [("P1", "0.5")]);
        await office.IndicatorsAsync("P1,2026-06,attendance,0.8");
        Assert.Equal("0.5", Plain(Group(await ComparedAsync(office.Hr, "period=2026-06&kpi=attendance"), "A"), "mean"));
        await office.CloseAsync("2026-07");
        Assert.Equal("0.8", Plain(Group(await ComparedAsync(office.Hr, "period=2026-06&kpi=attendance"), "A"), "mean"));
    }

    [Fact]
    public async Task What_cannot_be_compared_is_refused()
    {
        await using var office = await OfficeAsync();
        Assert.Equal(
            "comparison.unknown-way",
            (await HrOffice.GetAsync(office.Hr, "/comparison?period=2026-06&by=age")).Code
        );
        Assert.Equal(
            "kpi.not-valid",
            (await HrOffice.GetAsync(office.Hr, "/comparison?period=2026-06&kpi=A%20B")).Code
        );
        Assert.Equal(404, (await HrOffice.GetAsync(office.Hr, "/comparison.pdf?period=2026-06")).Status);
        foreach (var path in (string[])["/comparison", "/comparison.csv", "/comparison/managers"])
            Assert.Equal("request.invalid", (await HrOffice.GetAsync(office.Hr, $"{path}?period=")).Code);
        // An open month has no scorecards yet.
        var open = await ComparedAsync(office.Hr, "period=2026-08");
        Assert.Equal(JsonValueKind.Null, open.GetProperty("all").ValueKind);
        Assert.Empty(Codes(open));
    }

    [Fact]
    public async Task Sql_server_understands_every_comparison()
    {
        await using var office = await OfficeAsync();
        await office.Service.ReadAsync<PerformanceDbContext, int>(async db =>
        {
            foreach (var part in (PartOfBank[])[PartOfBank.Whole, new(["A"], null)])
            foreach (var by in ComparisonTerms.Ways)
            foreach (var kpi in (string?[])[null, "cancelled"])
            {
                var terms = await ComparisonTerms.ReadAsync(Period.Parse("2026-06"), by, kpi, null, part, db, default);
                foreach (
                    var sql in (string[])
                        [
                            ComparedFigures.GroupsSql(DatabaseKind.SqlServer, terms),
                            ComparedFigures.ManagersSql(DatabaseKind.SqlServer, terms, isOneGroup: false),
                            ComparedFigures.ManagersSql(DatabaseKind.SqlServer, terms, isOneGroup: true),
                        ]
                )
                    Assert.Empty(TransactSql.Faults(sql.Replace('{', '@').Replace("}", "", StringComparison.Ordinal)));
            }

            return 0;
        });
    }

    /// <summary>The figures of a group, counted from its managers' by the definitions in the documentation.</summary>
    private static void AssertFigures(List<decimal> values, JsonElement group)
    {
        values.Sort();
        decimal At(int quarter)
        {
            var way = (values.Count - 1) * quarter;
            var (below, rest) = (way / 4, way % 4);
            return values[below] + (rest == 0 ? 0 : (values[below + 1] - values[below]) * rest / 4);
        }

        Assert.Equal(values.Count, group.GetProperty("managers").GetInt32());
        Assert.Equal(Math.Round(values.Sum() / values.Count, 6, MidpointRounding.AwayFromZero), Number(group, "mean"));
        string[] points = ["least", "lowerQuartile", "median", "upperQuartile", "most"];
        for (var point = 0; point < points.Length; point++)
            Assert.Equal(At(point), Number(group, points[point]));
    }

    private sealed record Person(string No, string Org, string Level, string Area, string Employment, decimal Value)
    {
        public string GroupBy(string by) =>
            by switch
            {
                "branch" => Org[..1],
                "sub-branch" => Org.Length >= 3 ? Org[..3] : "",
                "team" => Org.Length == 5 ? Org : "",
                "level" => Level,
                "area" => Area,
                _ => Employment,
            };
    }

    /// <summary>A bank of random managers whose attendance, with a target of 1, is their total as well.</summary>
    private static async Task<List<Person>> BankAsync(HrOffice office, int size, int seed)
    {
        var chance = new Random(seed);
        T Any<T>(IReadOnlyList<T> of) => of[chance.Next(of.Count)];
        var people = Enumerable
            .Range(1, size)
            .Select(i => new Person(
                $"P{i:000}",
                Any(Units),
                Any(Levels),
                Any(["urban", "rural"]),
                Any(["regular", "contract"]),
                // Four places, as totals have; some equal, some near one another.
                chance.Next(0, 60) / 40m
                    + (chance.Next(4) == 0 ? 0.0001m : 0)
            ))
            .Select(p => p with { Value = Math.Min(p.Value, 1.5m) })
            .ToList();
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,area,employment\n"
                + string.Concat(people.Select(p => $"{p.No},李,{p.Org},2020-01-01,{p.Level},{p.Area},{p.Employment}\n"))
        );
        foreach (var level in Levels)
            await office.SheetAsync(level, "2026-06", ("attendance", "1"));
        await office.TargetsAsync(people.Select(p => $"{p.No},2026-06,attendance,1"));
        await office.IndicatorsAsync(
            people.Select(p => $"{p.No},2026-06,attendance,{p.Value.ToString(CultureInfo.InvariantCulture)}")
        );
        await office.CloseAsync("2026-06");
        return people;
    }

    private static async Task<HrOffice> OfficeAsync()
    {
        var office = await HrOffice.StartAsync();
        await office.TakeAsync(
            "org-units",
            "code,name,parent,kind\nA,甲,,branch\nA-1,甲一,A,sub-branch\nA-1-X,甲一子,A-1,team\nA-1-Y,甲一丑,A-1,team\nA-2,甲二,A,sub-branch\nB,乙,,branch\nB-1,乙一,B,sub-branch\n"
        );
        foreach (var units in await office.Service.AnnouncedAsync<Contracts.Performance.OrgUnitsChanged>())
            await office.Service.DeliverAsync(units);
        return office;
    }

    private static async Task PeopleAsync(HrOffice office, IEnumerable<(string No, string Org)> people) =>
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level\n"
                + string.Concat(people.Select(p => $"{p.No},李,{p.Org},2020-01-01,junior\n"))
        );

    private static async Task MonthAsync(HrOffice office, string month, (string No, string Value)[] values)
    {
        await office.SheetAsync("junior", month, ("attendance", "1"));
        await office.IndicatorsAsync(values.Select(v => $"{v.No},{month},attendance,{v.Value}"));
        await office.CloseAsync(month);
    }

    private static async Task<JsonElement> ComparedAsync(HttpClient by, string query)
    {
        var answer = await HrOffice.GetAsync(by, $"/comparison?{query}");
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body;
    }

    private static JsonElement Group(JsonElement answer, string code) =>
        answer.GetProperty("groups").EnumerateArray().Single(g => Text(g, "code") == code);

    private static IReadOnlyList<string?> Codes(JsonElement answer) =>
        [.. answer.GetProperty("groups").EnumerateArray().Select(g => Text(g, "code"))];

    private static string? Text(JsonElement of, string property) => of.GetProperty(property).GetString();

    private static decimal Number(JsonElement of, string property) =>
        decimal.Parse(Text(of, property)!, CultureInfo.InvariantCulture);

    /// <summary>A number without zeros at its end.</summary>
    private static string? Plain(JsonElement of, string property) =>
        Text(of, property) is null
            ? null
            : (Number(of, property) / 1.000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
