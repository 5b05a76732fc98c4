using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Appends to the payroll stream in the transaction of each approval; the broker gets the same entries from the outbox.
/// Two simultaneous approvals cannot use the same sequence number, because it is a key.
/// </summary>
internal sealed class PayrollStream
{
    private readonly IncentiveDbContext _db;
    private readonly PayrollGroups _groups;
    private readonly Dictionary<string, long> _lastOf;
    private long _last;

    private PayrollStream(IncentiveDbContext db, PayrollGroups groups, Dictionary<string, long> lastOf, long last) =>
        (_db, _groups, _lastOf, _last) = (db, groups, lastOf, last);

    /// <summary>Opens the stream at its end. Everything appended before must have been saved.</summary>
    public static async Task<PayrollStream> OpenAsync(IncentiveDbContext db, CancellationToken ct)
    {
        var groups = await PayrollGroups.ReadAsync(db, ct);
        var lastOf = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var group in groups.All)
            lastOf[group.Code] =
                await db.PayrollEntries.Where(e => e.GroupCode == group.Code).MaxAsync(e => e.GroupSequence, ct) ?? 0;
        return new(db, groups, lastOf, await db.PayrollEntries.MaxAsync(e => (long?)e.Sequence, ct) ?? 0);
    }

    /// <summary>
    /// Appends an entry under the next number, and under the next of its group where its unit is in one. Saves nothing.
    /// </summary>
    public void Append(PayrollEntry entry)
    {
        var group = _groups.Of(entry.Org);
        entry.Place(++_last, group?.Code, group is null ? null : ++_lastOf[group.Code]);
        _db.PayrollEntries.Add(entry);
        var announcement = entry.Announcement();
        _db.Announce(announcement, "payroll", entry.EventId);
        // In a stream of its own: what keeps a group's queue from taking it keeps nothing from the bank's.
        if (group is not null)
            _db.Announce(announcement, $"payroll.{group.Code}", entry.EventId, group.RoutingKey);
    }

    /// <summary>
    /// Appends one entry for each statement with a payable amount, in order of managers' numbers.
    /// </summary>
    public static async Task AppendAsync(IncentiveDbContext db, Run run, CancellationToken ct)
    {
        var stream = await OpenAsync(db, ct);
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
            stream.Append(PayrollEntry.Approved(run, s.ManagerNo, s.Org, s.Payable, s.Deferred));

        StoredResult.CheckStream(run, payable.Count, payable.Aggregate(Money.Zero, (sum, s) => sum + s.Payable));
    }

    /// <summary>
    /// Appends one entry for each manager and month that a release pays, in order of managers' numbers and months. It
    /// names the entry that was approved for the month, where there was one.
    /// </summary>
    public static async Task AppendAsync(
        IncentiveDbContext db,
        Release release,
        IReadOnlyList<ReleasePart> parts,
        CancellationToken ct
    )
    {
        var stream = await OpenAsync(db, ct);
        var runs = await db
            .Runs.AsNoTracking()
            .Where(r => r.Status == RunStatus.Approved)
            .ToDictionaryAsync(r => r.Period, ct);
        var approved = await db
            .PayrollEntries.AsNoTracking()
            .Where(e => e.Kind == PayrollEntry.ApprovedKind && e.CorrectsEventId == null)
            .Where(e =>
                db.ReleaseParts.Any(p =>
                    p.ReleaseNumber == release.Number && p.ManagerNo == e.ManagerNo && p.Period == e.Period
                )
            )
            .ToDictionaryAsync(e => (e.ManagerNo, e.Period), e => e.EventId, ct);
        foreach (
            var month in parts
                .Where(p => p.Paid > Money.Zero)
                .GroupBy(p => (p.ManagerNo, p.Period, p.Org))
                .OrderBy(g => g.Key.ManagerNo, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Period)
        )
            stream.Append(
                PayrollEntry.OfRelease(
                    release: release,
                    run: runs[month.Key.Period],
                    managerNo: month.Key.ManagerNo,
                    org: month.Key.Org,
                    amount: new(month.Sum(p => p.Paid.Fen)),
                    corrects: approved.TryGetValue((month.Key.ManagerNo, month.Key.Period), out var id) ? id : null
                )
            );
    }
}
