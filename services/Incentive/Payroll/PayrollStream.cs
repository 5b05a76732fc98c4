using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Appends to the payroll stream in the transaction of each approval; the broker gets the same entries from the outbox.
/// </summary>
internal static class PayrollStream
{
    /// <summary>
    /// Appends one entry for each statement with a payable amount, in order of managers' numbers. Two simultaneous
    /// approvals cannot use the same sequence number, because it is a key.
    /// </summary>
    public static async Task AppendAsync(IncentiveDbContext db, Run run, CancellationToken ct)
    {
        var sequence = await db.PayrollEntries.MaxAsync(e => (long?)e.Sequence, ct) ?? 0;
        var payable = await db
            .Statements.AsNoTracking()
            .Where(s => s.RunNumber == run.Number && s.IsStatement && s.Payable > Money.Zero)
            .OrderBy(s => s.ManagerNo)
            .Select(s => new
            {
                s.ManagerNo,
                s.Org,
                s.Payable,
                s.Deferred,
            })
            .ToListAsync(ct);
        foreach (var s in payable)
        {
            var entry = PayrollEntry.Approved(++sequence, run, s.ManagerNo, s.Org, s.Payable, s.Deferred);
            db.PayrollEntries.Add(entry);
            db.Announce(entry.Announcement(), "payroll", entry.EventId);
        }

        StoredResult.CheckStream(run, payable.Count, payable.Aggregate(Money.Zero, (sum, s) => sum + s.Payable));
    }
}
