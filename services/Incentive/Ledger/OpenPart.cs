using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Ledger;

/// <summary>The place of an amount in one of a manager's accounts.</summary>
/// <param name="DueOn">The day on which it falls due; null for a demand.</param>
internal readonly record struct OpenPart(string ManagerNo, string Account, Period Period, DateOnly? DueOn);

/// <summary>Finds what is not released of a manager, and chooses from it what a recovery takes.</summary>
internal static class Unreleased
{
    /// <summary>
    /// Everything that is deferred or reserved, due or not, in the order in which it would be paid; below zero what a later
    /// result took from a month already paid. What a leaver loses anyway is left out.
    /// </summary>
    /// <param name="leaversForfeit">True when a leaver loses what falls due after their last day.</param>
    public static async Task<IReadOnlyList<(OpenPart Part, Money Amount)>> FindAsync(
        IncentiveDbContext db,
        string managerNo,
        bool leaversForfeit,
        CancellationToken ct
    )
    {
        var open = await db
            .LedgerEntries.AsNoTracking()
            .Where(e => e.ManagerNo == managerNo && e.DueOn != null)
            .GroupBy(e => new
            {
                e.Account,
                e.Period,
                e.DueOn,
            })
            .Select(g => new { g.Key, Fen = g.Sum(e => (long)(object)e.Amount) })
            .Where(g => g.Fen != 0)
            .ToListAsync(ct);
        var leftOn = leaversForfeit
            ? await db.ManagerPosts.Where(p => p.ManagerNo == managerNo).Select(p => p.LeftOn).FirstOrDefaultAsync(ct)
            : null;
        return
        [
            .. open.Where(o => o.Fen < 0 || o.Key.Account != LedgerEntry.Deferred || !(leftOn < o.Key.DueOn))
                .OrderBy(o => o.Key.DueOn)
                .ThenBy(o => o.Key.Period)
                .ThenBy(o => o.Key.Account, StringComparer.Ordinal)
                .Select(o => (new OpenPart(managerNo, o.Key.Account, o.Key.Period, o.Key.DueOn), new Money(o.Fen))),
        ];
    }

    /// <summary>
    /// Chooses what a recovery takes: parts of the months it is about first, then the oldest due ones; never more than all
    /// parts come to together, since what is owed from months already paid is set against the rest.
    /// </summary>
    /// <param name="open">The parts, the oldest due first.</param>
    public static IReadOnlyList<(OpenPart Part, Money Amount)> Take(
        IReadOnlyList<(OpenPart Part, Money Amount)> open,
        Money amount,
        IReadOnlyCollection<Period> periods
    )
    {
        var left = Money.Min(amount, new(Math.Max(0, open.Sum(o => o.Amount.Fen))));
        var taken = new List<(OpenPart, Money)>();
        foreach (var (part, has) in open.OrderBy(o => periods.Contains(o.Part.Period) ? 0 : 1))
        {
            var some = Money.Min(left, has);
            if (some <= Money.Zero)
                continue;
            left -= some;
            taken.Add((part, some));
        }

        return taken;
    }
}
