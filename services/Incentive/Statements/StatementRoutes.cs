using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Statements;

internal static class StatementRoutes
{
    /// <param name="Status"><c>approved</c>, or <c>calculated</c> while it is being checked.</param>
    /// <param name="Payable">What payroll is told to pay.</param>
    /// <param name="Deferred">Held back to fall due in later years.</param>
    /// <param name="Held">Provisionally withheld.</param>
    /// <param name="Carried">Not above zero: left to the next period.</param>
    public sealed record Answer(
        string ManagerNo,
        Period Period,
        Guid RunId,
        string Status,
        string Org,
        Money Payable,
        Money Deferred,
        Money Held,
        Money Carried,
        string PlanCode,
        int PlanVersion,
        string RuleHash,
        IReadOnlyList<string> Without,
        IReadOnlyList<StatementLine> Lines
    );

    public sealed record Summary(
        string ManagerNo,
        Period Period,
        string Org,
        Money Payable,
        Money Deferred,
        Money Carried
    );

    private static readonly ListOrder<Sheet> Order = new ListOrder<Sheet>("managerNo")
        .Key("managerNo", s => s.ManagerNo)
        .By("payable", s => s.Payable);

    private static readonly SheetColumn<Summary>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), s => s.ManagerNo),
        new("period", new("期间", "Period"), s => s.Period),
        new("org", new("机构", "Unit"), s => s.Org),
        new("payable", new("应发", "Payable"), s => s.Payable),
        new("deferred", new("延期", "Deferred"), s => s.Deferred),
        new("carried", new("结转", "Carried"), s => s.Carried),
    ];

    public static void MapStatements(this IEndpointRouteBuilder app)
    {
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
        statements.MapList("/statements", List);
        statements.MapGet("/statements/{managerNo}/{period}", Get);
    }

    /// <summary>Approved statements of a period.</summary>
    private static async Task<Listing<Sheet, Summary>> List(
        [AsParameters] ListQuery list,
        Period period,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var sheets = db
            .Sheets.AsNoTracking()
            .Where(s => s.Period == period && s.IsStatement)
            .Where(s => db.Runs.Any(r => r.Number == s.RunNumber && r.Status == RunStatus.Approved))
            .Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo);
        return new(
            sheets,
            list,
            Order,
            s => new Summary(s.ManagerNo, s.Period, s.Org, s.Payable, s.Deferred, s.Carried),
            Columns
        );
    }

    private static async Task<Ok<Answer>> Get(
        string managerNo,
        Period period,
        Caller caller,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        // Those who make and check see a statement before it is approved; it is nobody else's news yet.
        var early = caller.IsAny(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor);
        var sheets = db
            .Sheets.AsNoTracking()
            .Where(s => s.ManagerNo == managerNo && s.Period == period && s.IsStatement)
            .Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo);
        var found =
            await sheets
                .Join(db.Runs.AsNoTracking(), s => s.RunNumber, r => r.Number, (s, r) => new { Sheet = s, Run = r })
                .Where(f => f.Run.Status == RunStatus.Approved || (early && f.Run.Status == RunStatus.Calculated))
                .OrderByDescending(f => f.Run.Number)
                .FirstOrDefaultAsync(ct)
            ?? throw RuleBrokenException.NotFound("statement");
        var (sheet, run) = (found.Sheet, found.Run);
        return TypedResults.Ok(
            new Answer(
                managerNo,
                period,
                run.Id,
                run.Status.ToString().ToLowerInvariant(),
                sheet.Org,
                sheet.Payable,
                sheet.Deferred,
                Money.Zero,
                sheet.Carried,
                run.PlanCode,
                run.PlanVersion,
                run.RuleHash,
                run.WithoutServices,
                sheet.ReadLines().Select(StatementLine.Of).ToList()
            )
        );
    }
}
