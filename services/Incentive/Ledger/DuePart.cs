using CardTeam.Contracts;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Ledger;

/// <summary>An amount that has fallen due and is neither paid nor lost.</summary>
/// <param name="Account"><c>deferred</c> or <c>reserve</c>.</param>
/// <param name="Amount">
/// The amount that leaves the account; below zero for what a later result took from a month already paid.
/// </param>
/// <param name="Paid">The amount that payroll pays, less what is owed from other months.</param>
/// <param name="Forfeited">The amount that a leaver loses.</param>
internal sealed record DuePart(
    string ManagerNo,
    string Org,
    Period Period,
    string Account,
    DateOnly DueOn,
    Money Amount,
    Money Paid,
    Money Forfeited
);

/// <summary>Finds what has fallen due.</summary>
internal static class DueParts
{
    /// <param name="leaversForfeit">True when a leaver loses what falls due after their last day.</param>
    public static async Task<IReadOnlyList<DuePart>> FindAsync(
        IncentiveDbContext db,
        DateOnly dueUntil,
        bool leaversForfeit,
        CancellationToken ct
    )
    {
        var open = await (
            from e in db.LedgerEntries.AsNoTracking()
            where e.DueOn != null && e.DueOn <= dueUntil
            group (long)(object)e.Amount by new
            {
                e.ManagerNo,
                e.Period,
                e.Account,
                e.DueOn,
            } into g
            where g.Sum() != 0
            select new { g.Key, Fen = g.Sum() }
        ).ToListAsync(ct);
        var posts = await db
            .ManagerPosts.AsNoTracking()
            .ToDictionaryAsync(p => p.ManagerNo, StringComparer.Ordinal, ct);
        var held = await HeldPay.LoadAsync(db, ct);
        var parts = new List<DuePart>();
        foreach (
            var manager in open.GroupBy(o => o.Key.ManagerNo, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
        )
        {
            var post = posts.GetValueOrDefault(manager.Key);
            parts.AddRange(
                held.Less(
                    manager.Key,
                    Net(
                        manager
                            .OrderBy(o => o.Key.DueOn)
                            .ThenBy(o => o.Key.Period)
                            .ThenBy(o => o.Key.Account, StringComparer.Ordinal)
                            .Select(o =>
                            {
                                var isLost =
                                    leaversForfeit
                                    && o is { Key.Account: LedgerEntry.Deferred, Fen: > 0 }
                                    && post?.LeftOn < o.Key.DueOn;
                                return new DuePart(
                                    ManagerNo: manager.Key,
                                    Org: post?.Org ?? "",
                                    Period: o.Key.Period,
                                    Account: o.Key.Account,
                                    DueOn: o.Key.DueOn!.Value,
                                    Amount: new(isLost ? 0 : o.Fen),
                                    Paid: Money.Zero,
                                    Forfeited: new(isLost ? o.Fen : 0)
                                );
                            })
                            .ToList()
                    )
                )
            );
        }

        return parts;
    }

    /// <summary>
    /// Sets what later results took from months already paid against what other months have due, the oldest first; what
    /// is not covered waits for the next release.
    /// </summary>
    internal static IEnumerable<DuePart> Net(IReadOnlyList<DuePart> open)
    {
        var owed = -open.Sum(p => Math.Min(0, p.Amount.Fen));
        var due = open.Sum(p => Math.Max(0, p.Amount.Fen));
        var (toSettle, toTake) = (Math.Min(owed, due), Math.Min(owed, due));
        foreach (var part in open)
        {
            var settled = Math.Min(toSettle, Math.Max(0, -part.Amount.Fen));
            var taken = Math.Min(toTake, Math.Max(0, part.Amount.Fen));
            toSettle -= settled;
            toTake -= taken;
            var netted = part.Amount > Money.Zero ? part : part with { Amount = new(-settled) };
            if ((netted.Amount, netted.Forfeited) != (Money.Zero, Money.Zero))
                yield return netted with
                {
                    Paid = Money.Max(Money.Zero, netted.Amount) - new Money(taken),
                };
        }
    }
}
