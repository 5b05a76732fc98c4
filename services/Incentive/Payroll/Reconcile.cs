using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Compares the approved statements of a period with the stream, and the stream with payroll's acknowledgements.
/// </summary>
internal static class Reconcile
{
    /// <param name="Entries">The number of entries of the stream, without those that others were sent in place of.</param>
    /// <param name="Amount">The sum of their amounts.</param>
    /// <param name="Acknowledged">The number of entries acknowledged as paid.</param>
    /// <param name="Rejected">The number of entries payroll rejected and nothing was decided about.</param>
    /// <param name="Outstanding">The number of entries payroll has not acknowledged.</param>
    /// <param name="Difference">
    /// The amount approved as payable less the amount acknowledged as paid and the amount written off.
    /// </param>
    /// <param name="AcknowledgedAmount">The amount paid, as payroll said where it named another than the entry's.</param>
    /// <param name="ApprovedAmount">
    /// The payable sum of the approved statements, and the entries that are no month's bonus.
    /// </param>
    /// <param name="Resent">The number of rejected entries that others were sent in place of.</param>
    /// <param name="WrittenOff">The number of rejected entries that will not be paid.</param>
    /// <param name="Items">All entries that are not paid, those sent again and written off as well.</param>
    public sealed record Answer(
        Period Period,
        int Entries,
        Money Amount,
        int Acknowledged,
        int Rejected,
        int Outstanding,
        Money Difference,
        Money AcknowledgedAmount,
        Money RejectedAmount,
        Money OutstandingAmount,
        Money ApprovedAmount,
        int Resent,
        int WrittenOff,
        Money WrittenOffAmount,
        IReadOnlyList<Item> Items
    );

    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="Status">
    /// <c>outstanding</c>, <c>rejected</c>, <c>resent</c> (another entry was sent in its place) or <c>written-off</c>.
    /// </param>
    /// <param name="Reason">Payroll's reason.</param>
    public sealed record Item(
        Guid EventId,
        long Sequence,
        string ManagerNo,
        string? Name,
        Money Amount,
        string Status,
        string? Reason
    );

    public static async Task<Ok<Answer>> Handle(
        Period period,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var entries = await (
            from e in db.PayrollEntries.AsNoTracking().Within(part, e => e.Org, e => e.ManagerNo)
            where e.Period == period
            join a in db.Acknowledgements.AsNoTracking() on e.EventId equals a.EventId into acknowledgements
            from a in acknowledgements.DefaultIfEmpty()
            orderby e.Sequence
            select new Found(
                e.EventId,
                e.Sequence,
                e.Kind,
                e.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == e.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                e.Amount,
                a == null ? null : a.PaidAmount,
                a == null ? "outstanding" : a.Status,
                a == null ? null : a.Reason,
                db.PayrollRejections.Where(r => r.EventId == e.EventId)
                    .Select(r => (RejectionState?)r.State)
                    .FirstOrDefault()
            )
        ).ToListAsync(ct);
        var statements = (
            await db
                .Statements.AsNoTracking()
                .Where(s => s.Period == period && s.IsStatement)
                .Within(part, s => s.Org, s => s.ManagerNo)
                .Where(s => db.Runs.Any(r => r.Number == s.RunNumber && r.Status == RunStatus.Approved))
                .Select(s => s.Payable)
                .ToListAsync(ct)
        ).Aggregate(Money.Zero, (a, b) => a + b);
        var standing = entries.Where(e => e.Standing != "resent").ToList();
        var (paid, rejected, outstanding) = (Of("paid"), Of("rejected"), Of("outstanding"));
        var writtenOff = Of("written-off");
        // Every entry that is no month's bonus was approved by itself; there is no statement to compare it with.
        var approved = statements + Sum(standing.Where(e => e.Kind != PayrollEntry.ApprovedKind));
        var paidAmount = new Money(paid.Sum(e => (e.PaidAmount ?? e.Amount).Fen));
        return TypedResults.Ok(
            new Answer(
                Period: period,
                Entries: standing.Count,
                Amount: Sum(standing),
                Acknowledged: paid.Count,
                Rejected: rejected.Count,
                Outstanding: outstanding.Count,
                Difference: approved - paidAmount - Sum(writtenOff),
                AcknowledgedAmount: paidAmount,
                RejectedAmount: Sum(rejected),
                OutstandingAmount: Sum(outstanding),
                ApprovedAmount: approved,
                Resent: entries.Count - standing.Count,
                WrittenOff: writtenOff.Count,
                WrittenOffAmount: Sum(writtenOff),
                Items: [.. entries.Where(e => e.Standing != "paid").Select(e => e.Shown())]
            )
        );

        List<Found> Of(string status) => entries.Where(e => e.Standing == status).ToList();
    }

    private static Money Sum(IEnumerable<Found> entries) => new(entries.Sum(e => e.Amount.Fen));

    /// <param name="Said">Payroll's word, or <c>outstanding</c>.</param>
    /// <param name="State">The state of the settlement after a rejection; null without one.</param>
    private sealed record Found(
        Guid EventId,
        long Sequence,
        string Kind,
        string ManagerNo,
        string? Name,
        Money Amount,
        Money? PaidAmount,
        string Said,
        string? Reason,
        RejectionState? State
    )
    {
        /// <summary>Payroll's word, unless the bank has settled a rejection since.</summary>
        public string Standing =>
            State switch
            {
                RejectionState.Resent => "resent",
                RejectionState.WrittenOff => "written-off",
                _ => Said,
            };

        public Item Shown() => new(EventId, Sequence, ManagerNo, Name, Amount, Standing, Reason);
    }
}
