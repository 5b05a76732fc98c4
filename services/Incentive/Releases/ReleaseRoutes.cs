using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Releases;

internal static class ReleaseRoutes
{
    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="OrgName">Name of the unit; null when unknown.</param>
    /// <param name="Period">The month that deferred or kept the money.</param>
    /// <param name="Account"><c>deferred</c> or <c>reserve</c>.</param>
    /// <param name="Amount">The amount that leaves the account; below zero for what a later result took from it.</param>
    /// <param name="Paid">The amount that payroll pays.</param>
    /// <param name="Forfeited">The amount that a leaver loses.</param>
    public sealed record Line(
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        Period Period,
        string Account,
        DateOnly DueOn,
        Money Amount,
        Money Paid,
        Money Forfeited
    );

    private static readonly ListOrder<Release> Releases = new ListOrder<Release>("-number")
        .Key("number", r => r.Number)
        .By("dueUntil", r => r.DueUntil)
        .By("total", r => r.Total);

    private static readonly ExportColumn<ReleaseAnswer>[] ReleaseColumns =
    [
        new("dueUntil", new("到期日止", "Due until"), r => r.DueUntil),
        new("status", new("状态", "Status"), r => r.Status),
        new("managers", new("人数", "Managers"), r => r.Managers),
        new("total", new("发放金额", "Paid"), r => r.Total),
        new("forfeited", new("不再支付", "Forfeited"), r => r.Forfeited),
        new("createdBy", new("提出人", "Proposed by"), r => r.CreatedBy),
        new("createdAt", new("提出时间（UTC）", "Proposed at (UTC)"), r => r.CreatedAt),
        new("decidedBy", new("审批人", "Decided by"), r => r.DecidedBy),
        new("decidedAt", new("审批时间（UTC）", "Decided at (UTC)"), r => r.DecidedAt),
        new("reason", new("原因", "Reason"), r => r.Reason),
    ];

    private static readonly ListOrder<ReleasePart> Order = new ListOrder<ReleasePart>("managerNo")
        .Key("managerNo", p => p.ManagerNo)
        .Key("period", p => p.Period)
        .Key("account", p => p.Account)
        .Key("dueOn", p => p.DueOn)
        .By("paid", p => p.Paid);

    private static readonly ExportColumn<Line>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), l => l.ManagerNo),
        new("name", new("姓名", "Name"), l => l.Name),
        new("org", new("机构", "Unit"), l => l.Org),
        new("orgName", new("机构名称", "Unit name"), l => l.OrgName),
        new("period", new("形成期间", "Period"), l => l.Period),
        new("account", new("种类", "Kind"), l => l.Account),
        new("dueOn", new("到期日", "Due on"), l => l.DueOn),
        new("amount", new("到期金额", "Due"), l => l.Amount),
        new("paid", new("发放金额", "Paid"), l => l.Paid),
        new("forfeited", new("不再支付", "Forfeited"), l => l.Forfeited),
    ];

    public static void MapReleases(this IEndpointRouteBuilder app)
    {
        var releases = app.MapGroup("/releases").WithTags("Releases");
        string[] readers = [Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Payroll, Roles.Auditor];
        app.MapGroup("")
            .WithTags("Releases")
            .MapList("/releases", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists releases of deferred money and reserves, the newest first.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(readers)
            .AuditReads();
        releases
            .MapGet("/{id:guid}", Get)
            .Describe("Shows one release.", "404 release.not-found")
            .RequireRoles(readers)
            .AuditReads();
        releases
            .MapList("/{id:guid}/lines", (list, path) => list.MapGet(path, Lines))
            .Describe(
                "Lists what a release pays, by manager and month.",
                "404 release.not-found",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(readers)
            .AuditReads();
        releases
            .MapPost("/", ProposeRelease.Handle)
            .Describe(
                "Proposes to pay what has fallen due until a day.",
                "400 release.day-out-of-range",
                "409 release.already-proposed",
                "409 release.nothing-due"
            )
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
        releases
            .MapPost("/{id:guid}/approve", DecideRelease.Approve)
            .Describe(
                "Approves a release that somebody else proposed, and sends it to payroll.",
                "404 release.not-found",
                "409 release.wrong-state",
                "409 release.stale",
                "409 release.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        releases
            .MapPost("/{id:guid}/reject", DecideRelease.Reject)
            .Describe(
                "Returns a release with a reason.",
                "404 release.not-found",
                "409 release.wrong-state",
                "409 release.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        releases
            .MapPost("/{id:guid}/withdraw", DecideRelease.Withdraw)
            .Describe("Withdraws a release that is not decided.", "404 release.not-found", "409 release.wrong-state")
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
    }

    /// <param name="status"><c>proposed</c>, <c>approved</c>, <c>rejected</c> or <c>withdrawn</c>.</param>
    private static async Task<Listing<Release, ReleaseAnswer>> List(
        [AsParameters] ListQuery list,
        string? status,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var releases = db.Releases.AsNoTracking();
        if (status is not null)
        {
            var wanted = Enum.TryParse<ReleaseStatus>(status, ignoreCase: true, out var known)
                ? known
                : (ReleaseStatus)(-1);
            releases = releases.Where(r => r.Status == wanted);
        }

        return new(
            releases,
            list,
            Releases,
            r => new ReleaseAnswer(
                r.Id,
                r.DueUntil,
                r.Status == ReleaseStatus.Proposed ? "proposed"
                    : r.Status == ReleaseStatus.Approved ? "approved"
                    : r.Status == ReleaseStatus.Rejected ? "rejected"
                    : "withdrawn",
                r.Managers,
                r.Total,
                r.Forfeited,
                r.CreatedBy,
                r.CreatedAt,
                r.DecidedBy,
                r.DecidedAt,
                r.Reason
            ),
            ReleaseColumns
        )
        {
            CompleteAsync = part.IsWhole ? null : some => ReleaseAnswer.WithinAsync(some, part, db, ct),
        };
    }

    private static async Task<Ok<ReleaseAnswer>> Get(
        Guid id,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            (
                await ReleaseAnswer.WithinAsync(
                    [ReleaseAnswer.Of(await ReleaseAnswer.FindAsync(id, db, ct))],
                    await finder.FindAsync(ct),
                    db,
                    ct
                )
            )[0]
        );

    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<ReleasePart, Line>> Lines(
        [AsParameters] ListQuery list,
        Guid id,
        string? search,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var release = await ReleaseAnswer.FindAsync(id, db, ct);
        return new(
            db.ReleaseParts.AsNoTracking()
                .Where(p => p.ReleaseNumber == release.Number)
                .Within(await finder.FindAsync(ct), p => p.Org, p => p.ManagerNo)
                .OfManagersLike(search, p => p.ManagerNo, db),
            list,
            Order,
            p => new Line(
                p.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == p.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                p.Org,
                db.OrgUnits.Where(u => u.Code == p.Org).Select(u => u.Name).FirstOrDefault(),
                p.Period,
                p.Account,
                p.DueOn,
                p.Amount,
                p.Paid,
                p.Forfeited
            ),
            Columns
        );
    }
}
