using System.Net.Http.Json;
using System.Text;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Review;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>
/// The approver's views of a run: every manager compared with the month before, and the distribution over all of them.
/// </summary>
public class RunReviewTests
{
    private static readonly string[] Sorts = ["-change-size", "change", "-change", "payable", "-payable", "managerNo"];

    [Fact]
    public async Task The_biggest_change_comes_first_and_who_is_in_one_month_only_is_told_apart()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        var run = await TwoMonthsAsync(
            office,
            new("M1", 5, 2),
            new("M2", 1, 1),
            new("M3", null, 1),
            new("M4", 4, null),
            new("M5", 0, 0)
        );

        var rows = (await PageAsync(office.Approver, run, "")).Items;

        Assert.Equal(["M4", "M1", "M3", "M2", "M5"], rows.Select(r => r.ManagerNo));
        Assert.Equal(["-400.00", "-300.00", "100.00", "0.00", "0.00"], rows.Select(r => r.Change));
        Assert.Equal(
            ("0.00", "400.00", false, "B1"),
            (rows[0].Payable, rows[0].Before, rows[0].HasStatement, rows[0].Org)
        );
        Assert.Equal(("100.00", null, true), (rows[2].Payable, rows[2].Before, rows[2].HasStatement));
        Assert.Equal(("0.00", "0.00", true), (rows[4].Payable, rows[4].Before, rows[4].HasStatement));
        Assert.Equal(["M1"], (await PageAsync(office.Analyst, run, "manager=M1")).Items.Select(r => r.ManagerNo));
        Assert.Empty((await PageAsync(office.Analyst, run, "manager=M9")).Items);
    }

    [Fact]
    public async Task Without_an_approved_month_before_nothing_is_compared()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");

        var row = Assert.Single((await PageAsync(office.Analyst, run.Id, "")).Items);
        Assert.Equal(("100.00", null, "100.00"), (row.Payable, row.Before, row.Change));
        var seen = await DistributionAsync(office.Analyst, run.Id);
        Assert.Null(seen.Before);
        Assert.Equal(new("2026-04", 1, "100.00", "100.00", "100.00", "100.00", 0), seen.Now);
        Assert.Equal([new("100.00", "101.00", 1, null)], seen.Buckets);
    }

    [Fact]
    public async Task What_is_reserved_and_deferred_stands_beside_what_is_payable()
    {
        await using var office = await BonusOffice.StartAsync(
            Rules.Hundred,
            """{ "id": "kept", "type": "reserve", "settle": "02", "tiers": [ { "from": 0, "share": "0.10" } ] }""",
            """{ "id": "deferral", "type": "deferral", "share": "0.50", "years": 3 }"""
        );
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");

        var row = Assert.Single((await PageAsync(office.Analyst, run.Id, "")).Items);
        Assert.Equal(("45.00", "45.00", "10.00"), (row.Payable, row.Deferred, row.Reserved));
    }

    [Fact]
    public async Task What_late_knowledge_makes_of_it_is_said()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        office.Others.Fact("B", "activated", "C2", "2026-04-03").Fact("C", "activated", "C3", "2026-05-03");
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");

        var row = Assert.Single((await PageAsync(office.Analyst, run.Id, "")).Items);
        Assert.Equal(("200.00", "100.00", "100.00", "100.00"), (row.Payable, row.Adjustment, row.Before, row.Change));
    }

    [Fact]
    public async Task A_unit_has_what_is_below_it_and_a_caller_only_their_part()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Units(("B1", null), ("B1-1", "B1"), ("B2", null));
        var run = await TwoMonthsAsync(
            office,
            new("M1", 1, 2),
            new("M2", 2, 5, "B1-1"),
            new("M3", 3, 9, "B2"),
            new("M4", 4, null, "B2")
        );

        Assert.Equal(["M2", "M1"], (await PageAsync(office.Analyst, run, "org=B1")).Items.Select(r => r.ManagerNo));
        Assert.Equal(["M3", "M4"], (await PageAsync(office.Analyst, run, "org=B2")).Items.Select(r => r.ManagerNo));
        var bound = office.Service.As(Roles.IncentiveAnalyst, org: "B2");
        Assert.Equal(["M3", "M4"], (await PageAsync(bound, run, "")).Items.Select(r => r.ManagerNo));
        Assert.Empty((await PageAsync(bound, run, "org=B1")).Items);
        var seen = await DistributionAsync(bound, run);
        Assert.Equal(
            (1, "900.00", 2, "700.00"),
            (seen.Now.Managers, seen.Now.Total, seen.Before!.Managers, seen.Before.Total)
        );
    }

    /// <summary>For the whole bank the manager is one row; each part sees the amount paid in it.</summary>
    [Fact]
    public async Task Who_moved_to_another_unit_is_in_both_months_for_who_sees_both()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Units(("B1", null), ("B2", null)).Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        office.Others.Hire(org: "B2");
        await office.CloseAsync("2026-05");
        var run = (await office.RunAsync("2026-05")).Id;

        var whole = Assert.Single((await PageAsync(office.Analyst, run, "org=B2")).Items);
        Assert.Equal(("B2", "100.00", "-100.00", true), (whole.Org, whole.Before, whole.Change, whole.HasStatement));
        Assert.Empty((await PageAsync(office.Analyst, run, "org=B1")).Items);
        var left = Assert.Single(
            (await PageAsync(office.Service.As(Roles.IncentiveAnalyst, org: "B1"), run, "")).Items
        );
        Assert.Equal(("B1", "100.00", false), (left.Org, left.Before, left.HasStatement));
        var came = Assert.Single(
            (await PageAsync(office.Service.As(Roles.IncentiveAnalyst, org: "B2"), run, "")).Items
        );
        Assert.Equal(("B2", null, true), (came.Org, came.Before, came.HasStatement));
    }

    [Fact]
    public void Every_sort_walks_through_all_rows_once_in_order_and_outliers_are_those_of_a_plain_calculation() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5),
            Prop.ForAll(
                (
                    from people in Gen.CollectToArray(Enumerable.Range(1, 14), Somebody)
                    from limit in Gen.Choose(1, 6)
                    select (people, limit)
                ).ToArbitrary(),
                async given =>
                {
                    await using var office = await BonusOffice.StartAsync(Rules.Hundred);
                    var run = await TwoMonthsAsync(office, given.people);
                    var present = given.people.Where(p => p.Before is not null || p.Now is not null).ToList();
                    var outliers = OutliersOf(
                        given.people.Where(p => p.Now is not null).Select(p => p.Now!.Value).ToList()
                    );

                    foreach (var sort in Sorts)
                    {
                        var seen = await WalkAsync(
                            office.Analyst,
                            run,
                            $"sort={sort}&limit={given.limit}",
                            given.limit
                        );
                        Assert.Equal(
                            present
                                .OrderBy(p => PlaceOf(p, sort))
                                .ThenBy(p => p.ManagerNo, StringComparer.Ordinal)
                                .Select(p => p.ManagerNo),
                            seen.Select(r => r.ManagerNo)
                        );
                        Assert.All(
                            seen,
                            r =>
                                Assert.Equal(
                                    r.HasStatement && outliers.Contains(Money.Parse(r.Payable).Fen / 10_000),
                                    r.IsOutlier
                                )
                        );
                    }

                    var only = await WalkAsync(office.Analyst, run, $"only=outliers&limit={given.limit}", given.limit);
                    Assert.Equal(
                        present
                            .Where(p => p.Now is { } now && outliers.Contains(now))
                            .Select(p => p.ManagerNo)
                            .Order(StringComparer.Ordinal),
                        only.Select(r => r.ManagerNo).Order(StringComparer.Ordinal)
                    );
                    var distribution = await DistributionAsync(office.Analyst, run);
                    Assert.Equal(only.Count, distribution.Now.Outliers);
                    Assert.Equal(
                        (distribution.Now.Managers, distribution.Before!.Managers),
                        (distribution.Buckets.Sum(b => b.Managers), distribution.Buckets.Sum(b => b.Before))
                    );
                }
            )
        );

    [Theory]
    [InlineData("sort=org", "request.invalid-sort")]
    [InlineData("sort=-managerNo", "request.invalid-sort")]
    [InlineData("only=everybody", "request.invalid-only")]
    [InlineData("limit=501", "request.invalid-limit")]
    [InlineData("after=payable|0|M1", "request.invalid-cursor")]
    [InlineData("after=-change-size|many|M1", "request.invalid-cursor")]
    [InlineData("after=M1", "request.invalid-cursor")]
    public async Task What_is_asked_wrongly_is_refused(string query, string code)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        if (query.StartsWith("after=", StringComparison.Ordinal))
            query =
                $"after={Convert.ToBase64String(Encoding.UTF8.GetBytes(query[6..].Replace('|', '\n'))).Replace('+', '-').Replace('/', '_')}";

        var answer = await BonusOffice.GetAsync(office.Analyst, $"/runs/{run.Id}/sheets?{query}");

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_cursor_is_of_the_sort_it_came_from()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        var run = await TwoMonthsAsync(office, new("M1", 1, 2), new("M2", 2, 5));
        var next = (await PageAsync(office.Analyst, run, "sort=payable&limit=1")).Next;

        Assert.Equal(
            200,
            (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run}/sheets?sort=payable&after={next}")).Status
        );
        Assert.Equal(
            "request.invalid-cursor",
            (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run}/sheets?sort=-payable&after={next}")).Code
        );
        Assert.Equal(
            "request.invalid-cursor",
            (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run}/sheets?after={next}")).Code
        );
    }

    [Fact]
    public async Task A_run_that_is_not_there_has_no_review()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);

        Assert.Equal(404, (await BonusOffice.GetAsync(office.Analyst, $"/runs/{Guid.NewGuid()}/sheets")).Status);
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Analyst, $"/runs/{Guid.NewGuid()}/distribution")).Status);
    }

    /// <summary>Quartiles by nearest rank of 1 to 8 (2, 4, 6), and amounts beyond 2 − 6 and 6 + 6.</summary>
    [Theory]
    [InlineData(new long[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 2, 4, 6, new long[] { -5, 13 }, new long[] { -4, 12 })]
    [InlineData(new long[] { 7 }, 7, 7, 7, new long[] { 6, 8 }, new long[] { 7 })]
    [InlineData(new long[] { 1, 2, 4 }, 1, 2, 4, new long[] { -4, 9 }, new long[] { -3, 8 })]
    public void Quartiles_are_amounts_somebody_gets(
        long[] sorted,
        long first,
        long median,
        long third,
        long[] beyond,
        long[] within
    )
    {
        var quartiles = Quartiles.Of(sorted);

        Assert.Equal(new Quartiles(new(first), new(median), new(third)), quartiles);
        Assert.All(beyond, fen => Assert.True(quartiles.IsOutlier(fen)));
        Assert.All(within, fen => Assert.False(quartiles.IsOutlier(fen)));
    }

    [Theory]
    [InlineData(new long[] { }, null, 0, 0)]
    [InlineData(new long[] { 0, 1999 }, "0.00", 100, 20)]
    [InlineData(new long[] { 0, 2000 }, "0.00", 200, 11)]
    [InlineData(new long[] { -1, 1 }, "-1.00", 100, 2)]
    [InlineData(new long[] { 1_234_56, 98_765_43 }, "0.00", 5_000_00, 20)]
    [InlineData(
        new long[] { 100_000_000_000_000_00, 999_999_999_999_999_99 },
        "100000000000000.00",
        50_000_000_000_000_00,
        18
    )]
    public void Buckets_have_round_bounds_and_are_twenty_at_most(long[] payables, string? from, long width, int count)
    {
        var buckets = ShowDistribution.Buckets(payables, null);

        Assert.Equal(
            (from, count, payables.Length),
            (buckets is [var least, ..] ? least.From.ToString() : null, buckets.Count, buckets.Sum(b => b.Managers))
        );
        Assert.All(buckets, b => Assert.Equal(width, b.To.Fen - b.From.Fen));
    }

    /// <summary>A manager with a number of hundreds in the month before and now; null for no statement.</summary>
    private sealed record Person(string ManagerNo, long? Before, long? Now, string Org = "B1");

    private static Gen<Person> Somebody(int number) =>
        from before in Hundreds
        from now in Hundreds
        select new Person($"N{number:00}", before, now);

    /// <summary>Few values, so that many are equal, and sometimes one far away.</summary>
    private static Gen<long?> Hundreds => Gen.Elements<long?>(null, 0, 1, 2, 2, 3, 9);

    /// <summary>April approved, May calculated. A manager with a statement in neither month is not hired.</summary>
    private static async Task<Guid> TwoMonthsAsync(BonusOffice office, params Person[] people)
    {
        // M1 is on the roster of every office.
        office.Others.Hire(hiredOn: "2020-01-01", leftOn: "2026-03-31");
        foreach (var p in people.Where(p => p.Before is not null || p.Now is not null))
        {
            office.Others.Hire(
                p.ManagerNo,
                p.Org,
                hiredOn: p.Before is null ? "2026-05-01" : "2020-01-01",
                leftOn: p.Now is null ? "2026-04-30" : null
            );
            Earn(p.Before, "2026-04");
            Earn(p.Now, "2026-05");

            void Earn(long? hundreds, string month)
            {
                for (var i = 0; i < hundreds; i++)
                    office.Others.Fact(
                        $"{p.ManagerNo}-{month}-{i}",
                        "activated",
                        $"{p.ManagerNo}-{month}-{i}",
                        $"{month}-02",
                        p.ManagerNo
                    );
            }
        }

        await office.PayAsync("2026-04");
        await office.CloseAsync("2026-05");
        return (await office.RunAsync("2026-05")).Id;
    }

    private static long PlaceOf(Person p, string sort)
    {
        var (before, now) = (p.Before ?? 0, p.Now ?? 0);
        return sort switch
        {
            "-change-size" => -Math.Abs(now - before),
            "change" => now - before,
            "-change" => before - now,
            "payable" => now,
            "-payable" => -now,
            _ => 0,
        };
    }

    /// <summary>The values beyond the fences, computed with fractions.</summary>
    private static HashSet<long> OutliersOf(List<long> values)
    {
        if (values.Count == 0)
            return [];
        var sorted = values.Order().ToList();
        var (first, third) = (At(0.25m), At(0.75m));
        return values.Where(v => v < first - 1.5m * (third - first) || v > third + 1.5m * (third - first)).ToHashSet();

        decimal At(decimal share) => sorted[(int)Math.Ceiling(sorted.Count * share) - 1];
    }

    private static async Task<List<Seen>> WalkAsync(HttpClient by, Guid run, string query, int limit)
    {
        var (seen, after) = (new List<Seen>(), "");
        while (after is not null)
        {
            var page = await PageAsync(by, run, $"{query}&after={after}");
            Assert.True(page.Items.Count <= limit && (page.Next is null || page.Items.Count == limit));
            seen.AddRange(page.Items);
            after = page.Next;
        }

        return seen;
    }

    private static async Task<SeenPage> PageAsync(HttpClient by, Guid run, string query) =>
        (await by.GetFromJsonAsync<SeenPage>($"/runs/{run}/sheets?{query}"))!;

    private static async Task<Distribution> DistributionAsync(HttpClient by, Guid run) =>
        (await by.GetFromJsonAsync<Distribution>($"/runs/{run}/distribution"))!;

    private sealed record Seen(
        string ManagerNo,
        string Org,
        string Payable,
        string Deferred,
        string Reserved,
        string Carried,
        string Adjustment,
        string? Before,
        string Change,
        bool HasStatement,
        bool IsOutlier
    );

    private sealed record SeenPage(List<Seen> Items, string? Next);

    private sealed record Figures(
        string Period,
        int Managers,
        string Total,
        string? FirstQuartile,
        string? Median,
        string? ThirdQuartile,
        int Outliers
    );

    private sealed record Bucket(string From, string To, int Managers, int? Before);

    private sealed record Distribution(Figures Now, Figures? Before, List<Bucket> Buckets);
}
