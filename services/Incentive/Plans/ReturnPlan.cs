using System.ComponentModel.DataAnnotations;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Plans;

/// <summary>Returns a plan to its maker with a reason, instead of approving it.</summary>
internal static class ReturnPlan
{
    /// <param name="Reason">The reason, which the maker reads.</param>
    public sealed record Request([property: MaxLength(2000)] string? Reason);

    public static async Task<Ok<PutPlan.Answer>> Handle(
        string code,
        int version,
        Request? request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        // In a transaction of its own: of a simultaneous approval and return, the second sees the first.
        var returned = await db.InTransactionAsync(
            async () =>
            {
                var plan = await db.Plans.FindAsync([code, version], ct) ?? throw RuleBrokenException.NotFound("plan");
                plan.Return(caller.Id, request?.Reason, clock.GetUtcNow());
                trail.About(PutPlan.Subject(plan));
                trail.Change("status", "draft", "returned");
                trail.Note("ruleHash", plan.RuleHash);
                trail.Note("reason", plan.ReturnReason!);
                await db.SaveChangesAsync(ct);
                return plan;
            },
            ct
        );
        return TypedResults.Ok(PutPlan.Answer.Of(returned));
    }
}
