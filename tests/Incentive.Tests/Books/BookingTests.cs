using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Books;

public class BookingTests
{
    private static readonly CardFact First = new(
        "A",
        1,
        "M1",
        CardFactKind.Activated,
        "C1",
        new(2026, 4, 2),
        "gold",
        new(1_050),
        false,
        1,
        null
    );
    private static readonly CardFact Ended = First with { KnownUntil = 2 };
    private static readonly CardFact Second = First with
    {
        Version = 2,
        ManagerNo = "M2",
        OccurredOn = new(2026, 5, 2),
        Amount = new(2_000),
        KnownFrom = 2,
    };

    public static TheoryData<int[]> Orders =>
        new([.. Permutations([0, 1, 2]).Select(order => (int[])[.. order, order[0], 1])]);

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Facts_and_their_totals_are_the_same_in_any_order_and_however_often_they_come(int[] order)
    {
        await using var service = await ServiceUnderTest.StartAsync(IncentiveService.Build);
        var facts = new[] { First, Ended, Second };
        foreach (var i in order)
            await service.DeliverAsync(new CardFactsRecorded([facts[i]]));

        Assert.Equal(
            [(1, "M1", 20260402, 1, (int?)2), (2, "M2", 20260502, 2, null)],
            await service.ReadAsync<IncentiveDbContext, List<(int, string, int, int, int?)>>(async db =>
                (await db.Facts.OrderBy(f => f.Version).ToListAsync()).ConvertAll(f =>
                    (f.Version, f.ManagerNo, f.OccurredOn, f.KnownFrom, f.KnownUntil)
                )
            )
        );
        Assert.Equal(
            [("2026-04", 1, 1, "10.50", 1), ("2026-04", 2, -1, "-10.50", 0), ("2026-05", 2, 1, "20.00", 1)],
            await TotalsAsync(service)
        );
    }

    [Fact]
    public async Task A_fact_that_ends_before_it_is_first_heard_of_counts_in_and_out()
    {
        await using var service = await ServiceUnderTest.StartAsync(IncentiveService.Build);

        await service.DeliverAsync(
            new CardFactsRecorded([First with { KnownUntil = 1 }, First with { Version = 2, Void = true }])
        );

        Assert.Equal([("2026-04", 1, 0, "0.00", 2)], await TotalsAsync(service));
    }

    [Fact]
    public async Task A_message_delivered_twice_has_one_effect()
    {
        await using var service = await ServiceUnderTest.StartAsync(IncentiveService.Build);
        var id = Guid.NewGuid();

        await service.DeliverAsync(new CardFactsRecorded([First, First with { FactRef = "B" }]), id);
        await service.DeliverAsync(new CardFactsRecorded([First, First with { FactRef = "B" }]), id);

        Assert.Equal([("2026-04", 1, 2, "21.00", 2)], await TotalsAsync(service));
    }

    [Fact]
    public async Task Every_version_of_the_others_is_booked_once_in_any_order()
    {
        await using var service = await ServiceUnderTest.StartAsync(IncentiveService.Build);
        var others = new OtherServices()
            .Hire()
            .Hire(level: "senior")
            .Certify("2026-01-01")
            .Certify("2026-01-01", "2026-06-30")
            .Complain("P", "minor", null, null)
            .Complain("P", "minor", "upheld", "2026-04-09")
            .Score("2026-04", 1)
            .Score("2026-04", 0.5m)
            .Score("2026-05", null)
            .Close("2026-04")
            .Close("2026-05");
        foreach (var message in others.Said.Reverse().Concat(others.Said))
            await service.DeliverAsync(message);

        Assert.Equal(
            (2, 2, 2, 3, 2, 4),
            await service.ReadAsync<IncentiveDbContext, (int, int, int, int, int, int)>(async db =>
                (
                    await db.Managers.CountAsync(),
                    await db.Certificates.CountAsync(),
                    await db.Complaints.CountAsync(),
                    await db.Scores.CountAsync(),
                    await db.Closes.CountAsync(),
                    await db.Counts.CountAsync()
                )
            )
        );
    }

    [Fact]
    public async Task A_batch_that_names_a_version_twice_books_it_once()
    {
        await using var service = await ServiceUnderTest.StartAsync(IncentiveService.Build);
        var (interval, state, score) = (
            new CertificateInterval("M1", "C", new(2026, 1, 1), null, 1, 1),
            new ComplaintState("P", 1, 1, "M1", "minor", null, null),
            new Score("M1", Period.Parse("2026-04"), 1, 1, 1)
        );

        await service.DeliverAsync(new CertificatesChanged([interval, interval]));
        await service.DeliverAsync(new ComplaintsChanged([state, state]));
        await service.DeliverAsync(new ScorecardsClosed([score, score]));

        Assert.Equal(
            (1, 1, 1),
            await service.ReadAsync<IncentiveDbContext, (int, int, int)>(async db =>
                (await db.Certificates.CountAsync(), await db.Complaints.CountAsync(), await db.Scores.CountAsync())
            )
        );
    }

    /// <summary>A fact of many that no column can hold is parked alone; the others are booked.</summary>
    [Fact]
    public async Task A_fact_longer_than_its_column_keeps_no_other_back()
    {
        await using var service = await ServiceUnderTest.StartAsync(IncentiveService.Build);
        var tooLong = First with { FactRef = new string('F', 201) };
        await service.DeliverAsync(new CardFactsRecorded([First, tooLong, First with { FactRef = "B" }]));
        Assert.Equal(
            ["A", "B"],
            await service.ReadAsync<IncentiveDbContext, List<string>>(db =>
                db.Facts.Select(f => f.FactRef).OrderBy(f => f).ToListAsync()
            )
        );
        var parked = await service.ReadAsync(db => db.Parked.AsNoTracking().SingleAsync());
        Assert.Contains("1 facts", parked.Error, StringComparison.Ordinal);
        Assert.Contains("too long", parked.Error, StringComparison.Ordinal);
    }

    private static Task<List<(string, int, long, string, long)>> TotalsAsync(ServiceUnderTest service) =>
        service.ReadAsync<IncentiveDbContext, List<(string, int, long, string, long)>>(async db =>
            (await db.FactTotals.OrderBy(t => t.Month).ThenBy(t => t.KnownFrom).ToListAsync()).ConvertAll(t =>
                (t.Month.ToString(), t.KnownFrom, t.Count, t.Amount.ToString(), t.Versions)
            )
        );

    private static IEnumerable<int[]> Permutations(int[] items) =>
        items.Length < 2
            ? [items]
            : items.SelectMany(first =>
                Permutations(items.Where(i => i != first).ToArray()).Select(rest => (int[])[first, .. rest])
            );
}
