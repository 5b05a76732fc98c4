using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Review;

/// <summary>
/// Shows the distribution of a run's payable amounts over the managers, with the month before in the same buckets.
/// </summary>
internal static class ShowDistribution
{
    private const int MostBuckets = 20;
    private const long Yuan = 100;

    /// <param name="Before">The figures of the month before; null where no run of it is approved.</param>
    /// <param name="Buckets">
    /// Buckets of equal width from the least to the greatest payable amount of both months; none without a statement.
    /// </param>
    public sealed record Answer(Figures Now, Figures? Before, IReadOnlyList<Bucket> Buckets);

    /// <param name="Managers">The number of managers with a statement.</param>
    /// <param name="Total">The sum of the payable amounts.</param>
    /// <param name="FirstQuartile">
    /// The quartile by nearest rank, see <see cref="Quartiles"/>; null, like the others, without managers.
    /// </param>
    /// <param name="Outliers">
    /// The number of managers beyond Tukey's fences of the month, see <see cref="Quartiles.IsOutlier"/>.
    /// </param>
    public sealed record Figures(
        Period Period,
        int Managers,
        Money Total,
        Money? FirstQuartile,
        Money? Median,
        Money? ThirdQuartile,
        int Outliers
    );

    /// <param name="From">The least amount in it, in whole yuan.</param>
    /// <param name="To">The first amount above it.</param>
    /// <param name="Managers">The number of managers whose payable amount lies in it.</param>
    /// <param name="Before">The same number for the month before; null where no run of it is approved.</param>
    public sealed record Bucket(Money From, Money To, int Managers, int? Before);

    public static async Task<Ok<Answer>> Handle(
        Guid id,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var months = await BothMonths.OfAsync(id, part, db, ct);
        var period = months.Run.Period;
        var now = await BothMonths.PayablesAsync(months.Now, ct);
        var before = months.HasBefore ? await BothMonths.PayablesAsync(months.Before, ct) : null;
        return TypedResults.Ok(
            new Answer(
                FiguresOf(period, now),
                before is null ? null : FiguresOf(period.Previous(), before),
                Buckets(now, before)
            )
        );
    }

    private static Figures FiguresOf(Period period, long[] sorted)
    {
        if (sorted.Length == 0)
            return new(period, 0, Money.Zero, null, null, null, 0);
        var quartiles = Quartiles.Of(sorted);
        return new(
            period,
            sorted.Length,
            new(sorted.Sum()),
            quartiles.First,
            quartiles.Median,
            quartiles.Third,
            sorted.Count(quartiles.IsOutlier)
        );
    }

    /// <summary>
    /// Chooses the narrowest width of 1, 2 or 5 times a power of ten yuan with which at most twenty buckets hold both
    /// months.
    /// </summary>
    internal static IReadOnlyList<Bucket> Buckets(long[] now, long[]? before)
    {
        long[] both = [.. now, .. before ?? []];
        if (both.Length == 0)
            return [];
        var (least, most, width) = (both.Min(), both.Max(), Yuan);
        for (var step = 0; Place(most) - Place(least) >= MostBuckets; step++)
            width = step % 3 == 1 ? width / 2 * 5 : width * 2;
        var first = Place(least);
        var (here, there) = (Counts(now), before is null ? null : Counts(before));
        return
        [
            .. here.Select(
                (managers, i) => new Bucket(new((first + i) * width), new((first + i + 1) * width), managers, there?[i])
            ),
        ];

        // Rounds down, also below zero.
        long Place(long fen) => fen / width - (fen % width < 0 ? 1 : 0);

        int[] Counts(long[] payables)
        {
            var counts = new int[Place(most) - first + 1];
            foreach (var payable in payables)
                counts[Place(payable) - first]++;
            return counts;
        }
    }
}
