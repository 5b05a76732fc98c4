using System.Linq.Expressions;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Organisation;

internal static class ManagerRoutes
{
    /// <param name="Org">Unit of today's posting.</param>
    public sealed record Summary(
        string ManagerNo,
        string Name,
        string? Org,
        string? Level,
        string? Step,
        string? Area,
        string? Employment,
        DateOnly HiredOn,
        DateOnly? LeftOn
    );

    private static readonly ExportColumn<Summary>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), m => m.ManagerNo),
        new("name", new("姓名", "Name"), m => m.Name),
        new("org", new("机构", "Unit"), m => m.Org),
        new("level", new("级", "Level"), m => m.Level),
        new("step", new("档", "Step"), m => m.Step),
        new("area", new("区域", "Area"), m => m.Area),
        new("employment", new("用工", "Employment"), m => m.Employment),
        new("hiredOn", new("入职日期", "Hired on"), m => m.HiredOn),
        new("leftOn", new("离职日期", "Left on"), m => m.LeftOn),
    ];

    public sealed record PostingAnswer(
        DateOnly From,
        string Org,
        string? Employment,
        string? Level,
        string? Step,
        string? Area,
        string? SupervisorNo,
        string? MentorNo
    );

    /// <param name="Employments">
    /// All employments, first to last; the days of hiring and leaving are those of the last.
    /// </param>
    public sealed record Profile(
        string ManagerNo,
        string Name,
        DateOnly HiredOn,
        DateOnly? InPostSince,
        DateOnly? LeftOn,
        string? Education,
        int Version,
        IReadOnlyList<PostingAnswer> Postings,
        IReadOnlyList<Employment> Employments
    );

    public static void MapManagers(this IEndpointRouteBuilder app)
    {
        app.MapList("/managers", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists the roster as of today.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Roster")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.Trainer, Roles.ComplaintDesk, Roles.Auditor);
        app.MapGet("/managers/{managerNo}", Get)
            .Describe("Shows one manager with every posting.", "404 manager.not-found")
            .AuditPersonalReads()
            .WithTags("Roster")
            .RequireRoles(
                Roles.Hr,
                Roles.BranchHead,
                Roles.AccountManager,
                Roles.Trainer,
                Roles.ComplaintDesk,
                Roles.Auditor
            );
    }

    /// <summary>Lists the roster as of today.</summary>
    /// <param name="search">A part of the name or the number.</param>
    private static async Task<Listing<Manager, Summary>> List(
        [AsParameters] ListQuery list,
        string? org,
        string? level,
        string? search,
        PartOfBankFinder part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var managers = await Visible(part, db, today, ct);
        if (org is not null)
        {
            var below = new PartOfBank(await PartOfBank.BelowAsync(org, db, ct), null);
            managers = managers.Within(below, OrgOn(today), m => m.ManagerNo);
        }

        if (level is not null)
            managers = managers.Where(m =>
                m.Postings.Where(p => p.From <= today).OrderByDescending(p => p.From).First().Data.Level == level
            );
        if (ManagerSearch.Matching(db, search) is { } matching)
            managers = managers.Where(m => matching.Contains(m.ManagerNo));

        var order = new ListOrder<Manager>("managerNo")
            .Key("managerNo", m => m.ManagerNo)
            .By("name", m => m.Name)
            .By("org", OrgOn(today), mayBeNull: true)
            .By(
                "level",
                m =>
                    m.Postings.Where(p => p.From <= today)
                        .OrderByDescending(p => p.From)
                        .Select(p => p.Data.Level)
                        .FirstOrDefault(),
                mayBeNull: true
            )
            .By("hiredOn", m => m.HiredOn);
        return new(managers, list, order, m => Summarise(m, today), Columns);
    }

    private static async Task<Ok<Profile>> Get(
        string managerNo,
        PartOfBankFinder part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var manager =
            await (await Visible(part, db, BankCalendar.Today(clock), ct)).FirstOrDefaultAsync(
                m => m.ManagerNo == managerNo,
                ct
            ) ?? throw RuleBrokenException.NotFound("manager");
        return TypedResults.Ok(
            new Profile(
                manager.ManagerNo,
                manager.Name,
                manager.HiredOn,
                manager.InPostSince,
                manager.LeftOn,
                manager.Education,
                manager.Version,
                manager
                    .Postings.OrderBy(p => p.From)
                    .Select(p => new PostingAnswer(
                        p.From,
                        p.Data.Org,
                        p.Data.Employment,
                        p.Data.Level,
                        p.Data.Step,
                        p.Data.Area,
                        p.Data.SupervisorNo,
                        p.Data.MentorNo
                    ))
                    .ToList(),
                manager.Employments
            )
        );
    }

    internal static async Task<IQueryable<Manager>> Visible(
        PartOfBankFinder part,
        PerformanceDbContext db,
        DateOnly today,
        CancellationToken ct
    ) => db.Managers.AsNoTracking().Within(await part.FindAsync(ct), OrgOn(today), m => m.ManagerNo);

    internal static Expression<Func<Manager, string>> OrgOn(DateOnly day) =>
        m =>
            m.Postings.Where(p => p.From <= day)
                .OrderByDescending(p => p.From)
                .Select(p => p.Data.Org)
                .FirstOrDefault()!;

    private static Summary Summarise(Manager m, DateOnly today)
    {
        var now = m.On(today).Data;
        return new(m.ManagerNo, m.Name, now.Org, now.Level, now.Step, now.Area, now.Employment, m.HiredOn, m.LeftOn);
    }
}
