using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Ledger;

/// <summary>
/// Books what approved runs defer, keep, advance and recover. A run that gives an earlier month another result books the
/// difference.
/// </summary>
internal static class BookRuns
{
    /// <summary>
    /// Books every approved run that is not in the ledger, in the order of their numbers, in the caller's transaction.
    /// More than one is found only after an upgrade from a release without a ledger.
    /// </summary>
    public static async Task<bool> BookAsync(IncentiveDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db
            .Runs.Where(r => r.Status == RunStatus.Approved && !r.IsInLedger)
            .OrderBy(r => r.Number)
            .ToListAsync(ct);
        foreach (var run in waiting)
        {
            await BookAsync(db, run, now, ct);
            run.EnterLedger();
            await db.SaveChangesAsync(ct);
        }

        return waiting.Count > 0;
    }

    private static async Task BookAsync(IncentiveDbContext db, Run run, DateTimeOffset now, CancellationToken ct)
    {
        var number = await db.LedgerEntries.MaxAsync(e => (long?)e.Number, ct) ?? 0;
        var booked = await BookedBeforeAsync(db, run, ct);
        // Months without anything to book are most of them.
        var statements = db
            .Statements.AsNoTracking()
            .Where(s => s.RunNumber == run.Number)
            .Where(s =>
                !s.IsStatement
                || s.OwnDeferred != Money.Zero
                || s.OwnReserved != Money.Zero
                || s.Lines.Contains("\"w\":\"draw-")
                || s.Lines.Contains("\"w\":\"recovery\"")
            )
            .OrderBy(s => s.ManagerNo)
            .ThenBy(s => s.Period);
        var entries = new List<LedgerEntry>();
        await foreach (var statement in statements.AsAsyncEnumerable().WithCancellation(ct))
        {
            var parts = Sum(LedgerPart.Of(statement));
            foreach (var (part, amount) in booked[(statement.ManagerNo, statement.Period)])
                parts[part] = parts.GetValueOrDefault(part) - amount;
            foreach (
                var (part, amount) in parts
                    .OrderBy(p => p.Key.Kind, StringComparer.Ordinal)
                    .ThenBy(p => p.Key.DueOn)
                    .ThenBy(p => p.Key.RecoveryNumber)
            )
                if (amount != Money.Zero)
                    entries.Add(LedgerEntry.OfRun(++number, statement.ManagerNo, part, amount, run.Number, now));
        }

        db.LedgerEntries.AddRange(entries);
    }

    /// <summary>The amounts booked by runs for the earlier months that this run gives another result.</summary>
    private static async Task<ILookup<(string, Period), (LedgerPart, Money)>> BookedBeforeAsync(
        IncentiveDbContext db,
        Run run,
        CancellationToken ct
    )
    {
        // From the changed statements, which are few, to their entries: the ledger grows with the bank's history.
        var before = await (
            from s in db.Statements.AsNoTracking()
            where s.RunNumber == run.Number && !s.IsStatement
            join e in db.LedgerEntries.AsNoTracking()
                on new { s.ManagerNo, s.Period } equals new { e.ManagerNo, e.Period }
            where e.RunNumber != null
            select new
            {
                e.ManagerNo,
                e.Kind,
                e.Period,
                e.DueOn,
                e.RecoveryNumber,
                e.Amount,
            }
        ).ToListAsync(ct);
        return before.ToLookup(
            e => (e.ManagerNo, e.Period),
            e => (new LedgerPart(e.Kind, e.Period, e.DueOn, e.RecoveryNumber), e.Amount)
        );
    }

    private static Dictionary<LedgerPart, Money> Sum(IEnumerable<(LedgerPart Part, Money Amount)> parts)
    {
        var sums = new Dictionary<LedgerPart, Money>();
        foreach (var (part, amount) in parts)
            sums[part] = sums.GetValueOrDefault(part) + amount;
        return sums;
    }
}
