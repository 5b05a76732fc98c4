using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Books;

/// <summary>
/// Counts a month's control totals again from the booked facts, where the stored totals do not match.
/// </summary>
internal static class RecountedTotals
{
    /// <summary>Writes the totals of each close of the month, and returns their sum up to one of the closes.</summary>
    public static async Task<(long Count, long Fen, long Versions)> OfAsync(
        IncentiveDbContext db,
        Period month,
        int upToClose,
        CancellationToken ct
    )
    {
        var (first, last) = (
            month.FirstDay <= FactBounds.FirstDay ? 0 : DayNumber.Of(month.FirstDay),
            month.LastDay >= FactBounds.LastDay ? int.MaxValue : DayNumber.Of(month.LastDay)
        );
        var byClose = new Dictionary<int, (long Count, long Fen, long Versions)>();
        await db.InTransactionAsync(
            async () =>
            {
                byClose.Clear();
                await foreach (
                    var fact in db
                        .Facts.AsNoTracking()
                        .Where(f => f.OccurredOn >= first && f.OccurredOn <= last)
                        .Select(f => new
                        {
                            f.Amount,
                            f.Void,
                            f.KnownFrom,
                            f.KnownUntil,
                        })
                        .AsAsyncEnumerable()
                        .WithCancellation(ct)
                )
                {
                    var fen = FactBounds.Summed(fact.Amount?.Fen);
                    Add(fact.KnownFrom, fact.Void ? 0 : 1, fen, 1);
                    if (fact.KnownUntil is { } until)
                        Add(until, fact.Void ? 0 : -1, fen, 0);
                }

                await db.FactTotals.Where(t => t.Month == month).ExecuteDeleteAsync(ct);
                foreach (var (close, total) in byClose)
                    db.FactTotals.Add(new(month, close, total.Count, new(total.Fen), total.Versions));
                await db.SaveChangesAsync(ct);
                db.ChangeTracker.Clear();
            },
            ct
        );
        var known = byClose.Where(c => c.Key <= upToClose).Select(c => c.Value).ToList();
        return (known.Sum(t => t.Count), known.Sum(t => t.Fen), known.Sum(t => t.Versions));

        void Add(int close, int holds, long fen, int versions)
        {
            var total = byClose.GetValueOrDefault(close);
            byClose[close] = (total.Count + holds, checked(total.Fen + holds * fen), total.Versions + versions);
        }
    }
}
