using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <summary>
/// Lists what complaints keep back by themselves until they are decided (<c>holdUntilDecided</c>), summed over approved
/// runs. Nobody made these holds and nobody releases them: the run after the decision takes or gives back the money.
/// </summary>
internal static class ListComplaintHolds
{
    /// <param name="Complaint">The reference of the complaint.</param>
    /// <param name="From">The first month that kept something back.</param>
    public sealed record Row(
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        string Complaint,
        Period From,
        Money Held
    );

    /// <summary>A complaint of a manager with the 分 it keeps back.</summary>
    public sealed class Kept
    {
        public string ManagerNo { get; init; } = "";
        public string Org { get; init; } = "";
        public string Complaint { get; init; } = "";
        public Period From { get; init; }
        public long Fen { get; init; }
    }

    private static readonly ListOrder<Kept> Order = new ListOrder<Kept>("managerNo")
        .By("from", k => k.From)
        .Key("managerNo", k => k.ManagerNo)
        .Key("complaint", k => k.Complaint);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("complaint", new("投诉编号", "Complaint"), r => r.Complaint),
        new("from", new("自", "From"), r => r.From),
        new("held", new("暂扣中", "Held"), r => r.Held),
    ];

    /// <param name="search">A part of the manager's number or name.</param>
    public static async Task<Listing<Kept, Row>> Handle(
        [AsParameters] ListQuery list,
        string? search,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var kept = db
            .RunCorrections.AsNoTracking()
            .Where(c => c.Kind == CorrectionKind.UndecidedComplaint || c.Kind == CorrectionKind.DecidedComplaint)
            .Where(c => db.Runs.Any(r => r.Number == c.RunNumber && r.Status == RunStatus.Approved))
            .GroupBy(c => new { c.ManagerNo, c.Reference })
            .Select(g => new
            {
                g.Key.ManagerNo,
                g.Key.Reference,
                Fen = -g.Sum(c => (long)(object)c.Amount),
                Run = g.Min(c => c.RunNumber),
            })
            .Where(k => k.Fen != 0)
            .Join(db.Runs, k => k.Run, r => r.Number, (k, r) => new { Kept = k, r.Period })
            .Join(
                db.ManagerPosts,
                k => k.Kept.ManagerNo,
                p => p.ManagerNo,
                (k, p) =>
                    new Kept
                    {
                        ManagerNo = k.Kept.ManagerNo,
                        Org = p.Org,
                        Complaint = k.Kept.Reference,
                        From = k.Period,
                        Fen = k.Kept.Fen,
                    }
            )
            .Within(await part.FindAsync(ct), k => k.Org, k => k.ManagerNo)
            .OfManagersLike(search, k => k.ManagerNo, db);
        return new(
            kept,
            list,
            Order,
            k => new Row(
                k.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == k.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                k.Org,
                db.OrgUnits.Where(u => u.Code == k.Org).Select(u => u.Name).FirstOrDefault(),
                k.Complaint,
                k.From,
                new Money(k.Fen)
            ),
            Columns
        );
    }
}
