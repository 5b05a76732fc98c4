using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Managers;

internal static class ManagerRoutes
{
    /// <param name="Name">The name; null for a manager whose name was deleted.</param>
    /// <param name="Org">Code of the unit the manager works in today.</param>
    /// <param name="OrgName">Name of that unit.</param>
    /// <param name="Certified">True when any certificate of the manager is valid today.</param>
    /// <param name="ExpiredOn">
    /// Last valid day of the certificate that ended last; null for a certified manager, and for one who never held any.
    /// </param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        string? Org,
        string? OrgName,
        bool Certified,
        DateOnly? ExpiredOn
    );

    private static readonly ListOrder<Row> Order = new ListOrder<Row>("managerNo")
        .Key("managerNo", m => m.ManagerNo)
        .By("org", m => m.Org, mayBeNull: true);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), x => x.ManagerNo),
        new("name", new("姓名", "Name"), x => x.Name),
        new("org", new("机构", "Unit"), x => x.Org),
        new("orgName", new("机构名称", "Unit name"), x => x.OrgName),
        new("certified", new("今日持证", "Certified today"), x => x.Certified),
        new("expiredOn", new("到期日期", "Expired on"), x => x.ExpiredOn),
    ];

    public static void MapManagers(this IEndpointRouteBuilder app) =>
        app.MapList("/managers", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists the managers in post today and whether they hold a valid certificate.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Certificates")
            .RequireRoles(Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.Auditor);

    /// <summary>Lists the managers in post that the caller may see.</summary>
    /// <param name="certified">
    /// True for those with a certificate valid today, false for those without; null for all.
    /// </param>
    /// <param name="org">The code of a unit: only managers of it and the units below it.</param>
    /// <param name="search">A part of the name or the number.</param>
    private static async Task<Listing<Row, Answer>> List(
        [AsParameters] ListQuery list,
        bool? certified,
        string? org,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var managers = InPost(db, today)
            .Within(await part.FindAsync(ct), m => m.Org!, m => m.ManagerNo)
            .OfManagersLike(search, m => m.ManagerNo, db);
        if (org is not null)
        {
            var below = new PartOfBank(await PartOfBank.BelowAsync(org, db, ct), null);
            managers = managers.Within(below, m => m.Org!, m => m.ManagerNo);
        }

        if (certified is not null)
            managers = managers.Where(m => m.IsCertified == certified);
        return new(
            managers,
            list,
            Order,
            m => new Answer(
                m.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == m.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                m.Org,
                db.OrgUnits.Where(u => u.Code == m.Org).Select(u => u.Name).FirstOrDefault(),
                m.IsCertified,
                m.IsCertified
                    ? null
                    : db
                        .Certificates.Where(c =>
                            c.ManagerNo == m.ManagerNo
                            && c.KnownUntil == null
                            && c.ValidTo < today
                            && c.ValidTo >= c.ValidFrom
                        )
                        .Max(c => c.ValidTo)
            ),
            Columns
        );
    }

    /// <summary>
    /// The managers in post on a day. Employments announced to a release that kept none are not known: such a manager
    /// is taken for one in post.
    /// </summary>
    private static IQueryable<Row> InPost(TrainingDbContext db, DateOnly day) =>
        db.Set<KnownManager>()
            .AsNoTracking()
            .IgnoreAutoIncludes()
            .Where(m =>
                !db.Employments.Any(e => e.ManagerNo == m.ManagerNo)
                || db.Employments.Any(e =>
                    e.ManagerNo == m.ManagerNo && e.HiredOn <= day && (e.LeftOn == null || e.LeftOn >= day)
                )
            )
            .Select(m => new Row
            {
                ManagerNo = m.ManagerNo,
                Org =
                    m.Postings.Where(p => p.From <= day)
                        .OrderByDescending(p => p.From)
                        .Select(p => p.Org)
                        .FirstOrDefault()
                    ?? m.Postings.OrderBy(p => p.From).Select(p => p.Org).FirstOrDefault(),
                IsCertified = db.Certificates.Any(c =>
                    c.ManagerNo == m.ManagerNo
                    && c.KnownUntil == null
                    && c.ValidFrom <= day
                    && (c.ValidTo == null || c.ValidTo >= day)
                ),
            });

    /// <summary>A manager in post, and what the list is filtered and sorted by.</summary>
    internal sealed class Row
    {
        public string ManagerNo { get; init; } = "";
        public string? Org { get; init; }
        public bool IsCertified { get; init; }
    }
}
