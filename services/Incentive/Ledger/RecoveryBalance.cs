using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Ledger;

/// <summary>A part of what a case of recovery has taken.</summary>
/// <param name="Period">The month from which it was taken, or that had deferred or kept it.</param>
/// <param name="Account"><c>pay</c>, <c>deferred</c> or <c>reserve</c>.</param>
/// <param name="DueOn">The day on which it would have fallen due; null for pay.</param>
/// <param name="Amount">The amount taken.</param>
internal sealed record RecoveredPart(Period Period, string Account, DateOnly? DueOn, Money Amount);

/// <summary>The account of a case of recovery, from the entries of the ledger.</summary>
/// <param name="Demanded">The amount of the case.</param>
/// <param name="Forfeited">The part taken from what was not released.</param>
/// <param name="Taken">The part that approved runs have taken from pay.</param>
/// <param name="Claimed">The part that payroll was told to claim from a manager who has left.</param>
/// <param name="Parts">What was taken, month by month.</param>
internal sealed record RecoveryBalance(
    Money Demanded,
    Money Forfeited,
    Money Taken,
    Money Claimed,
    IReadOnlyList<RecoveredPart> Parts
)
{
    public static readonly RecoveryBalance None = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero, []);

    /// <summary>The part that is neither taken nor claimed.</summary>
    public Money Left => Demanded - Forfeited - Taken - Claimed;

    /// <summary>The balances of some cases, by number; a case without entries has none.</summary>
    public static async Task<IReadOnlyDictionary<long, RecoveryBalance>> OfAsync(
        IncentiveDbContext db,
        IReadOnlyCollection<long> recoveries,
        CancellationToken ct
    )
    {
        var entries = new List<LedgerEntry>();
        foreach (var some in recoveries.Chunk(500))
            entries.AddRange(
                await db
                    .LedgerEntries.AsNoTracking()
                    .Where(e => e.RecoveryNumber != null && some.Contains(e.RecoveryNumber.Value))
                    .ToListAsync(ct)
            );
        return entries.GroupBy(e => e.RecoveryNumber!.Value).ToDictionary(g => g.Key, g => Of([.. g]));
    }

    public static async Task<RecoveryBalance> OfAsync(IncentiveDbContext db, long recovery, CancellationToken ct) =>
        (await OfAsync(db, [recovery], ct)).GetValueOrDefault(recovery) ?? None;

    private static RecoveryBalance Of(IReadOnlyList<LedgerEntry> entries)
    {
        var own = entries.Where(e => e.Account == LedgerEntry.Recovery).ToList();
        var parts = entries
            .Where(e => e.Account != LedgerEntry.Recovery || e is { Kind: LedgerEntry.Recovered, RunNumber: not null })
            .GroupBy(e => (e.Period, Account: e.Account == LedgerEntry.Recovery ? "pay" : e.Account, e.DueOn))
            .Select(g => new RecoveredPart(g.Key.Period, g.Key.Account, g.Key.DueOn, new(-g.Sum(e => e.Amount.Fen))))
            .Where(p => p.Amount != Money.Zero)
            .OrderBy(p => p.Account == "pay")
            .ThenBy(p => p.Period)
            .ThenBy(p => p.DueOn);
        return new(
            Sum(e => e.Kind == LedgerEntry.Recovery),
            -Sum(e => e.Kind == LedgerEntry.Forfeited),
            -Sum(e => e is { Kind: LedgerEntry.Recovered, RunNumber: not null }),
            -Sum(e => e is { Kind: LedgerEntry.Recovered, RunNumber: null }),
            [.. parts]
        );

        Money Sum(Func<LedgerEntry, bool> which) => new(own.Where(which).Sum(e => e.Amount.Fen));
    }
}
