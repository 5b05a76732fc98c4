using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Releases;

/// <param name="Status"><c>proposed</c>, <c>approved</c>, <c>rejected</c> or <c>withdrawn</c>.</param>
/// <param name="Managers">The number of managers who get or lose something.</param>
/// <param name="Total">The sum that payroll pays.</param>
/// <param name="Forfeited">The sum that leavers lose.</param>
/// <param name="Reason">The reason for a rejection.</param>
internal sealed record ReleaseAnswer(
    Guid Id,
    DateOnly DueUntil,
    string Status,
    int Managers,
    Money Total,
    Money Forfeited,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Reason
)
{
    public static ReleaseAnswer Of(Release r) =>
        new(
            Id: r.Id,
            DueUntil: r.DueUntil,
            Status: r.Status.ToString().ToLowerInvariant(),
            Managers: r.Managers,
            Total: r.Total,
            Forfeited: r.Forfeited,
            CreatedBy: r.CreatedBy,
            CreatedAt: r.CreatedAt,
            DecidedBy: r.DecidedBy,
            DecidedAt: r.DecidedAt,
            Reason: r.Reason
        );

    /// <summary>Gives a caller who is bound to a part of the bank the sums of that part.</summary>
    public static async Task<IReadOnlyList<ReleaseAnswer>> WithinAsync(
        IReadOnlyList<ReleaseAnswer> releases,
        PartOfBank part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        if (part.IsWhole)
            return releases;
        var ids = releases.Select(r => r.Id).ToList();
        var visible = await (
            from p in db.ReleaseParts.AsNoTracking().Within(part, p => p.Org, p => p.ManagerNo)
            join r in db.Releases on p.ReleaseNumber equals r.Number
            where ids.Contains(r.Id)
            group p by new { r.Id, p.ManagerNo } into g
            select new
            {
                g.Key.Id,
                Paid = g.Sum(p => (long)(object)p.Paid),
                Forfeited = g.Sum(p => (long)(object)p.Forfeited),
            }
        ).ToListAsync(ct);
        var sums = visible.ToLookup(v => v.Id);
        return
        [
            .. releases.Select(r =>
                r with
                {
                    Managers = sums[r.Id].Count(),
                    Total = new(sums[r.Id].Sum(v => v.Paid)),
                    Forfeited = new(sums[r.Id].Sum(v => v.Forfeited)),
                }
            ),
        ];
    }

    public static async Task<Release> FindAsync(Guid id, IncentiveDbContext db, CancellationToken ct) =>
        await db.Releases.FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleBrokenException.NotFound("release");
}
