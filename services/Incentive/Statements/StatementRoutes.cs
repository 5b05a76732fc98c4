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
        string ManagerNo, Period Period, Guid RunId, string Status, string Org, Money Payable, Money Deferred, Money Held, Money Carried,
        string PlanCode, int PlanVersion, string RuleHash, IReadOnlyList<string> Without, IReadOnlyList<StatementLine> Lines);

    public sealed record Summary(string ManagerNo, Period Period, string Org, Money Payable, Money Deferred, Money Carried);

    public static void MapStatements(this IEndpointRouteBuilder app)
    {
        var statements = app.MapGroup("/statements").WithTags("Statements").AuditReads();
        statements.MapGet("/", List).RequireRoles(Roles.BranchHead, Roles.AccountManager, Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor);
        statements.MapGet("/{managerNo}/{period}", Get).RequireRoles(Roles.BranchHead, Roles.AccountManager, Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor);
    }

    /// <summary>Approved statements of a period.</summary>
    private static async Task<Page<Summary>> List([AsParameters] PageQuery page, Period period, PartOfBankFinder part, IncentiveDbContext db, CancellationToken ct)
    {
        var after = page.AfterKey();
        var sheets = db.Sheets.AsNoTracking().Where(s => s.Period == period && s.IsStatement && string.Compare(s.ManagerNo, after) > 0)
            .Where(s => db.Runs.Any(r => r.Number == s.RunNumber && r.Status == RunStatus.Approved))
            .Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo);
        return await sheets.OrderBy(s => s.ManagerNo).Select(s => new Summary(s.ManagerNo, s.Period, s.Org, s.Payable, s.Deferred, s.Carried)).ToPageAsync(page, s => s.ManagerNo, ct);
    }

    private static async Task<Ok<Answer>> Get(string managerNo, Period period, Caller caller, PartOfBankFinder part, IncentiveDbContext db, CancellationToken ct)
    {
        // Those who make and check see a statement before it is approved; it is nobody else's news yet.
        var early = caller.IsAny(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor);
        var sheets = db.Sheets.AsNoTracking().Where(s => s.ManagerNo == managerNo && s.Period == period && s.IsStatement).Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo);
        var found = await sheets.Join(db.Runs.AsNoTracking(), s => s.RunNumber, r => r.Number, (s, r) => new { Sheet = s, Run = r })
            .Where(f => f.Run.Status == RunStatus.Approved || (early && f.Run.Status == RunStatus.Calculated))
            .OrderByDescending(f => f.Run.Number).FirstOrDefaultAsync(ct)
            ?? throw RuleBrokenException.NotFound("statement");
        var (sheet, run) = (found.Sheet, found.Run);
        return TypedResults.Ok(new Answer(
            managerNo, period, run.Id, run.Status.ToString().ToLowerInvariant(), sheet.Org, sheet.Payable, sheet.Deferred, Money.Zero, sheet.Carried,
            run.PlanCode, run.PlanVersion, run.RuleHash, run.WithoutServices, sheet.ReadLines().Select(StatementLine.Of).ToList()));
    }
}
