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
    /// <param name="Entries">The number of entries of the stream.</param>
    /// <param name="Amount">The sum of their amounts.</param>
    /// <param name="Acknowledged">The number of entries acknowledged as paid.</param>
    /// <param name="Rejected">The number of entries payroll rejected.</param>
    /// <param name="Outstanding">The number of entries payroll has not acknowledged.</param>
    /// <param name="Difference">The amount approved as payable less the amount acknowledged as paid.</param>
    /// <param name="Items">All entries that are not paid.</param>
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
        IReadOnlyList<Item> Items
    );

    /// <param name="Name">The manager's name; null when unknown.</param>
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
            select new Item(
                e.EventId,
                e.Sequence,
                e.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == e.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                e.Amount,
                a == null ? "outstanding" : a.Status,
                a == null ? null : a.Reason
            )
        ).ToListAsync(ct);
        var approved = (
            await db
                .Statements.AsNoTracking()
                .Where(s => s.Period == period && s.IsStatement)
                .Within(part, s => s.Org, s => s.ManagerNo)
                .Where(s => db.Runs.Any(r => r.Number == s.RunNumber && r.Status == RunStatus.Approved))
                .Select(s => s.Payable)
                .ToListAsync(ct)
        ).Aggregate(Money.Zero, (a, b) => a + b);
        var (paid, rejected, outstanding) = (Of("paid"), Of("rejected"), Of("outstanding"));
        return TypedResults.Ok(
            new Answer(
                period,
                entries.Count,
                Sum(entries),
                paid.Count,
                rejected.Count,
                outstanding.Count,
                approved - Sum(paid),
                Sum(paid),
                Sum(rejected),
                Sum(outstanding),
                approved,
                entries.Where(e => e.Status != "paid").ToList()
            )
        );

        List<Item> Of(string status) => entries.Where(e => e.Status == status).ToList();
    }

    private static Money Sum(List<Item> items) => new(items.Sum(i => i.Amount.Fen));
}
