using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.Ledger;

internal static class LedgerRoutes
{
    public static void MapLedger(this IEndpointRouteBuilder app)
    {
        var ledger = app.MapGroup("").WithTags("Ledger").AuditReads();
        ledger
            .MapGet("/ledger/{managerNo}", ShowLedger.Handle)
            .Describe("Shows a manager's deferred money, reserves and advances.", "404 manager.not-found")
            .RequireRoles(
                Roles.AccountManager,
                Roles.BranchHead,
                Roles.IncentiveAnalyst,
                Roles.IncentiveApprover,
                Roles.Payroll,
                Roles.Auditor
            );
        ledger
            .MapList("/ledger", (list, path) => list.MapGet(path, ListDue.Handle))
            .Describe(
                "Lists what is still to be paid of deferred money and reserves, by manager, month and due day.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(
                Roles.BranchHead,
                Roles.IncentiveAnalyst,
                Roles.IncentiveApprover,
                Roles.Payroll,
                Roles.Auditor
            );
    }
}
