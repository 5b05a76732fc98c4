using CardTeam.Contracts;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>Lists the account managers in post, with whether they have signed a version of a plan.</summary>
internal static class ListSignatures
{
    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="OrgName">Name of the unit; null when unknown.</param>
    /// <param name="SignedAt">The instant of the signature; null for a manager who has not signed.</param>
    public sealed record Row(string ManagerNo, string? Name, string Org, string? OrgName, DateTimeOffset? SignedAt);

    private static readonly ListOrder<ManagerPost> Order = new ListOrder<ManagerPost>("managerNo").Key(
        "managerNo",
        p => p.ManagerNo
    );

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("signedAt", new("签署时间", "Signed at"), r => r.SignedAt),
    ];

    public static void MapSignatures(this IEndpointRouteBuilder plans) =>
        plans
            .MapList("/{code}/versions/{version:int}/signatures", (app, path) => app.MapGet(path, List))
            .Describe(
                "Lists who has signed a version of a plan, and who has not.",
                "404 plan.not-found",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.IncentiveAnalyst, Roles.Auditor);

    /// <param name="signed">True for those who have signed, false for those who have not; null for all.</param>
    /// <param name="org">A unit, with those below it.</param>
    /// <param name="search">A part of the number or the name.</param>
    private static async Task<Listing<ManagerPost, Row>> List(
        string code,
        int version,
        bool? signed,
        string? org,
        string? search,
        [AsParameters] ListQuery list,
        PartOfBankFinder part,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (!await db.Plans.AnyAsync(p => p.Code == code && p.Version == version && p.ApprovalNumber != null, ct))
            throw RuleBrokenException.NotFound("plan");
        var today = BankCalendar.Today(clock);
        var signatures = db.PlanSignatures.Where(s => s.Code == code && s.Version == version);
        var posts = db
            .ManagerPosts.AsNoTracking()
            .Where(p => p.LeftOn == null || p.LeftOn >= today)
            .Within(await part.FindAsync(ct), p => p.Org, p => p.ManagerNo)
            .OfManagersLike(search, p => p.ManagerNo, db);
        if (org is not null)
        {
            var orgs = await PartOfBank.BelowAsync(org, db, ct);
            posts = posts.Where(p => orgs.Contains(p.Org));
        }

        if (signed is { } wanted)
            posts = posts.Where(p => signatures.Any(s => s.ManagerNo == p.ManagerNo) == wanted);
        return new(
            posts,
            list,
            Order,
            p => new Row(
                p.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == p.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                p.Org,
                db.OrgUnits.Where(u => u.Code == p.Org).Select(u => u.Name).FirstOrDefault(),
                signatures
                    .Where(s => s.ManagerNo == p.ManagerNo)
                    .Select(s => (DateTimeOffset?)s.SignedAt)
                    .FirstOrDefault()
            ),
            Columns
        );
    }
}
