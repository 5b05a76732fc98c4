using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.WhatIfs;

internal static class WhatIfRoutes
{
    private const string Example = """
        { "plan": { "code": "CARD-2026", "version": 2 }, "from": "2026-01", "to": "2026-06", "org": null }
        """;

    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="Org">The unit in the last month that counts, as are level, step, area and employment.</param>
    /// <param name="Now">Pay of the months by the plans in force: payable, deferred and reserved.</param>
    /// <param name="Then">The same by the plan asked about.</param>
    public sealed record Manager(
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        string? Level,
        string? Step,
        string? Area,
        string? Employment,
        int Months,
        Money Now,
        Money Then,
        Money Change
    );

    private static readonly ListOrder<WhatIfManager> Order = new ListOrder<WhatIfManager>("-change-size")
        .Key("managerNo", m => m.ManagerNo)
        .By("change-size", m => m.ChangeSize)
        .By("change", m => m.Change)
        .By("now", m => m.Now)
        .By("then", m => m.Then)
        .By("org", m => m.Org);

    private static readonly ExportColumn<Manager>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), m => m.ManagerNo),
        new("name", new("姓名", "Name"), m => m.Name),
        new("org", new("机构", "Unit"), m => m.Org),
        new("orgName", new("机构名称", "Unit name"), m => m.OrgName),
        new("level", new("职级", "Level"), m => m.Level),
        new("step", new("档次", "Step"), m => m.Step),
        new("area", new("地区", "Area"), m => m.Area),
        new("employment", new("用工形式", "Employment"), m => m.Employment),
        new("months", new("月数", "Months"), m => m.Months),
        new("now", new("现行方案", "Plans in force"), m => m.Now),
        new("then", new("测算方案", "Plan asked about"), m => m.Then),
        new("change", new("变动", "Change"), m => m.Change),
    ];

    public static void MapWhatIfs(this IEndpointRouteBuilder app)
    {
        var whatIfs = app.MapGroup("/what-ifs").WithTags("What-ifs").RequireWholeBank();
        string[] readers = [Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor];
        whatIfs
            .MapPost("/", StartWhatIf.Handle)
            .Describe(
                "Asks what closed months would have come to by another plan; saves no statement.",
                "400 plan.invalid",
                "400 plan.unreadable",
                "400 what-if.invalid-months",
                "400 what-if.unknown-org",
                "404 plan.not-found",
                "409 what-if.not-closed",
                "409 what-if.too-many",
                "409 run.no-plan"
            )
            .RequestExample(Example)
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover);
        whatIfs
            .MapGet("/", List)
            .Describe("Lists what-ifs, the newest first.", "400 request.invalid-limit", "400 request.invalid-cursor")
            .RequireRoles(readers);
        whatIfs
            .MapGet("/{id:guid}", Get)
            .Describe("Shows one what-if with its progress or its result.", "404 what-if.not-found")
            .RequireRoles(readers)
            .AuditReads();
        whatIfs
            .MapPost("/{id:guid}/cancel", Cancel)
            .Describe("Cancels a what-if that has not ended.", "404 what-if.not-found", "409 what-if.wrong-state")
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover);
        whatIfs
            .MapList("/{id:guid}/managers", (list, path) => list.MapGet(path, ListManagers))
            .Describe(
                "Lists the managers of a what-if, the greatest change first.",
                "404 what-if.not-found",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort",
                "400 request.invalid-only"
            )
            .RequireRoles(readers)
            .AuditReads();
    }

    private static async Task<Page<WhatIfAnswer>> List(
        [AsParameters] PageQuery page,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var before = page.AfterNumber() is > 0 and var number ? number : long.MaxValue;
        var found = await db
            .WhatIfs.AsNoTracking()
            .Where(w => w.Number < before)
            .OrderByDescending(w => w.Number)
            .ToPageAsync(page, w => w.Number.ToString(CultureInfo.InvariantCulture), ct)
            .WithTotalAsync(db.WhatIfs, page, ct);
        return new([.. found.Items.Select(w => WhatIfAnswer.Of(w, withResult: false))], found.Next, found.Total);
    }

    private static async Task<Ok<WhatIfAnswer>> Get(Guid id, IncentiveDbContext db, CancellationToken ct) =>
        TypedResults.Ok(WhatIfAnswer.Of(await WhatIfAnswer.FindAsync(id, db.WhatIfs.AsNoTracking(), ct)));

    private static async Task<Ok<WhatIfAnswer>> Cancel(
        Guid id,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        // In a transaction, because the worker saves its progress meanwhile.
        var cancelled = await db.InTransactionAsync(
            async () =>
            {
                var whatIf = await WhatIfAnswer.FindAsync(id, db.WhatIfs, ct);
                trail.Change("status", whatIf.Status.ToString().ToLowerInvariant(), "cancelled");
                whatIf.Cancel(clock.GetUtcNow());
                await db.SaveChangesAsync(ct);
                return whatIf;
            },
            ct
        );
        return TypedResults.Ok(WhatIfAnswer.Of(cancelled));
    }

    /// <param name="org">Code of a unit, including those below.</param>
    /// <param name="only"><c>winners</c>, <c>losers</c>, <c>unchanged</c>, or left out for all managers.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<WhatIfManager, Manager>> ListManagers(
        [AsParameters] ListQuery list,
        Guid id,
        string? org,
        string? only,
        string? search,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var whatIf = await WhatIfAnswer.FindAsync(id, db.WhatIfs.AsNoTracking(), ct);
        var (number, isDone) = (whatIf.Number, whatIf.Status == WhatIfStatus.Calculated);
        var managers = db
            .WhatIfManagers.AsNoTracking()
            .Where(m => isDone && m.WhatIfNumber == number)
            .OfManagersLike(search, m => m.ManagerNo, db);
        if (org is not null)
        {
            var below = await PartOfBank.BelowAsync(org, db, ct);
            managers = managers.Where(m => below.Contains(m.Org));
        }

        managers = only switch
        {
            null => managers,
            "winners" => managers.Where(m => m.Change > Money.Zero),
            "losers" => managers.Where(m => m.Change < Money.Zero),
            "unchanged" => managers.Where(m => m.Change == Money.Zero),
            _ => throw new RuleBrokenException(
                "request.invalid-only",
                new(
                    "only 只能是 winners、losers 或 unchanged。",
                    "only is winners, losers or unchanged, or is left out."
                ),
                status: 400
            ),
        };
        return new(
            managers,
            list,
            Order,
            m => new Manager(
                m.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == m.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                m.Org,
                db.OrgUnits.Where(u => u.Code == m.Org).Select(u => u.Name).FirstOrDefault(),
                m.Level,
                m.Step,
                m.Area,
                m.Employment,
                m.Months,
                m.Now,
                m.Then,
                m.Change
            ),
            Columns
        );
    }
}
