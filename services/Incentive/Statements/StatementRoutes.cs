using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Statements;

internal static class StatementRoutes
{
    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="OrgName">Name of the unit; null when unknown.</param>
    /// <param name="RunId">The run that calculated it; null for one that was recalculated to be read only.</param>
    /// <param name="Status">
    /// <c>approved</c>, <c>calculated</c> while it is being checked, or <c>recalculated</c>: nobody is paid by it.
    /// </param>
    /// <param name="Payable">The amount that payroll pays.</param>
    /// <param name="Deferred">The amount that falls due in later years.</param>
    /// <param name="Reserved">The amount kept as a reserve.</param>
    /// <param name="Held">The amount provisionally withheld.</param>
    /// <param name="Carried">The amount left to the next period, not above zero.</param>
    /// <param name="SignedAt">The instant the manager signed the plan; null when they have not.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        Period Period,
        Guid? RunId,
        string Status,
        string Org,
        string? OrgName,
        Money Payable,
        Money Deferred,
        Money Reserved,
        Money Held,
        Money Carried,
        string PlanCode,
        int PlanVersion,
        string RuleHash,
        DateTimeOffset? SignedAt,
        IReadOnlyList<string> Without,
        IReadOnlyList<StatementLine> Lines
    )
    {
        /// <summary>The knowledge a recalculated statement rests on; left out of one that is paid.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public KnownAt? AsKnownAt { get; init; }
    }

    /// <summary>The extent of the books that a recalculated statement rests on.</summary>
    /// <param name="Close">The number of a close; null for everything booked so far, also what no close knows yet.</param>
    /// <param name="ClosedMonth">The month that the close closed; null where there is no close.</param>
    public sealed record KnownAt(int? Close, Period? ClosedMonth);

    /// <param name="Name">The manager's name; null when unknown.</param>
    public sealed record Summary(
        string ManagerNo,
        string? Name,
        Period Period,
        string Org,
        string? OrgName,
        Money Payable,
        Money Deferred,
        Money Reserved,
        Money Held,
        Money Carried
    );

    private static readonly ListOrder<Statement> Order = new ListOrder<Statement>("managerNo")
        .Key("managerNo", s => s.ManagerNo)
        .By("payable", s => s.Payable);

    private static readonly ExportColumn<Summary>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), s => s.ManagerNo),
        new("name", new("姓名", "Name"), s => s.Name),
        new("period", new("期间", "Period"), s => s.Period),
        new("org", new("机构", "Unit"), s => s.Org),
        new("orgName", new("机构名称", "Unit name"), s => s.OrgName),
        new("payable", new("应发", "Payable"), s => s.Payable),
        new("deferred", new("延期", "Deferred"), s => s.Deferred),
        new("reserved", new("风险金", "Reserve"), s => s.Reserved),
        new("held", new("暂扣", "Held"), s => s.Held),
        new("carried", new("结转", "Carried"), s => s.Carried),
    ];

    public static void MapStatements(this IEndpointRouteBuilder app)
    {
        app.MapGroup("/runs")
            .WithTags("Runs")
            .MapGet("/{id:guid}/lines", ListRunLines.Handle)
            .Describe(
                "Lists the lines of a run by manager.",
                "404 run.not-found",
                "400 request.invalid-limit",
                "400 request.invalid-cursor"
            )
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor)
            .AuditReads();
        var statements = app.MapGroup("")
            .WithTags("Statements")
            .AuditReads()
            .RequireRoles(
                Roles.BranchHead,
                Roles.AccountManager,
                Roles.IncentiveAnalyst,
                Roles.IncentiveApprover,
                Roles.Auditor
            );
        statements
            .MapList("/statements", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists the approved bonus statements of a month.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            );
        statements
            .MapGet("/statements/{managerNo}/{period}", Get)
            .Describe(
                "Shows one statement with every line and what it is based on, as paid or as known at a close or now.",
                "400 request.invalid-as-known-at",
                "400 statement.not-known-then",
                "404 close.unknown",
                "404 statement.not-found",
                "409 run.no-plan"
            );
        statements
            .MapGet("/statements/{managerNo}/{period}/adjustments", ShowAdjustments.Handle)
            .Describe(
                "Opens a statement's adjustment: each earlier period as it was approved and as it comes out now.",
                "404 statement.not-found"
            );
    }

    /// <summary>Lists the approved statements of a period.</summary>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<Statement, Summary>> List(
        [AsParameters] ListQuery list,
        Period period,
        string? search,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var statements = db
            .Statements.AsNoTracking()
            .Where(s => s.Period == period && s.IsStatement)
            .Where(s => db.Runs.Any(r => r.Number == s.RunNumber && r.Status == RunStatus.Approved))
            .Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo)
            .OfManagersLike(search, s => s.ManagerNo, db);
        return new(
            statements,
            list,
            Order,
            s => new Summary(
                s.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == s.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                s.Period,
                s.Org,
                db.OrgUnits.Where(u => u.Code == s.Org).Select(u => u.Name).FirstOrDefault(),
                s.Payable,
                s.Deferred,
                s.Reserved,
                s.Held,
                s.Carried
            ),
            Columns
        );
    }

    /// <param name="asKnownAt">
    /// The number of a close, or <c>now</c>: the month recalculated with that knowledge. Left out: as it is paid.
    /// </param>
    private static async Task<Ok<Answer>> Get(
        string managerNo,
        Period period,
        string? asKnownAt,
        Caller caller,
        PartOfBankFinder part,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (asKnownAt is not null)
        {
            var asKnown = await RecalculateStatement.OfAsync(managerNo, period, asKnownAt, caller, part, db, clock, ct);
            return TypedResults.Ok(asKnown);
        }

        var (statement, run) = await FindAsync(managerNo, period, caller, part, db, ct);
        var plan = await db
            .Plans.AsNoTracking()
            .SingleAsync(p => p.Code == run.PlanCode && p.Version == run.PlanVersion, ct);
        return TypedResults.Ok(
            new Answer(
                ManagerNo: managerNo,
                Name: await NameAsync(managerNo, db, ct),
                Period: period,
                RunId: run.Id,
                Status: run.Status.ToString().ToLowerInvariant(),
                Org: statement.Org,
                OrgName: await OrgNameAsync(statement.Org, db, ct),
                Payable: statement.Payable,
                Deferred: statement.Deferred,
                Reserved: statement.Reserved,
                Held: statement.Held,
                Carried: statement.Carried,
                PlanCode: run.PlanCode,
                PlanVersion: run.PlanVersion,
                RuleHash: run.RuleHash,
                SignedAt: (await db.PlanSignatures.FindAsync([run.PlanCode, run.PlanVersion, managerNo], ct))?.SignedAt,
                Without: run.WithoutServices,
                Lines: await LineRecords.OpenAsync(
                    db,
                    managerNo,
                    period,
                    statement.ReadLines(),
                    plan,
                    run.CloseNumber,
                    ct
                )
            )
        );
    }

    internal static Task<string?> NameAsync(string managerNo, IncentiveDbContext db, CancellationToken ct) =>
        db.ManagerNames.Where(n => n.ManagerNo == managerNo).Select(n => n.Name).FirstOrDefaultAsync(ct);

    internal static Task<string?> OrgNameAsync(string org, IncentiveDbContext db, CancellationToken ct) =>
        db.OrgUnits.Where(u => u.Code == org).Select(u => u.Name).FirstOrDefaultAsync(ct);

    /// <summary>True for the roles that make and check a run, who see its statements before their approval.</summary>
    internal static bool SeesEarly(Caller caller) =>
        caller.IsAny(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor);

    /// <summary>The newest statement of a manager and month that the caller may see, with its run.</summary>
    /// <exception cref="RuleBrokenException">404: there is none.</exception>
    internal static async Task<(Statement Statement, Run Run)> FindAsync(
        string managerNo,
        Period period,
        Caller caller,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var early = SeesEarly(caller);
        var statements = db
            .Statements.AsNoTracking()
            .Where(s => s.ManagerNo == managerNo && s.Period == period && s.IsStatement)
            .Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo);
        var found =
            await statements
                .Join(db.Runs.AsNoTracking(), s => s.RunNumber, r => r.Number, (s, r) => new { Statement = s, Run = r })
                .Where(f => f.Run.Status == RunStatus.Approved || (early && f.Run.Status == RunStatus.Calculated))
                .OrderByDescending(f => f.Run.Number)
                .FirstOrDefaultAsync(ct)
            ?? throw RuleBrokenException.NotFound("statement");
        return (found.Statement, found.Run);
    }
}
