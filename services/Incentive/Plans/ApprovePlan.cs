using System.ComponentModel.DataAnnotations;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>Puts a plan into force; the approver must not be its maker.</summary>
internal static class ApprovePlan
{
    /// <param name="AcceptFindings">
    /// The reason for approving the plan in spite of its regulatory findings; null without any.
    /// </param>
    public sealed record Request([property: MaxLength(2000)] string? AcceptFindings);

    public static async Task<Ok<PutPlan.Answer>> Handle(
        string code,
        int version,
        Request? request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            PutPlan.Answer.Of(
                await db.InTransactionAsync(
                    () => ApproveAsync(code, version, request?.AcceptFindings, caller, db, trail, clock, ct),
                    ct
                )
            )
        );

    private static async Task<Plan> ApproveAsync(
        string code,
        int version,
        string? acceptFindings,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var plan = await db.Plans.FindAsync([code, version], ct) ?? throw RuleBrokenException.NotFound("plan");
        var lastApproved = await ApprovedRuns.LastPeriodAsync(db, ct);
        var approvals = await db.Plans.MaxAsync(p => p.ApprovalNumber, ct) ?? 0;
        plan.Approve(caller.Id, acceptFindings, lastApproved, approvals + 1, clock.GetUtcNow());
        trail.About(PutPlan.Subject(plan));
        trail.Change("status", "draft", "approved");
        trail.Note("ruleHash", plan.RuleHash);
        if (acceptFindings is not null)
            trail.Note("acceptFindings", acceptFindings);
        await db.SaveChangesAsync(ct);
        return plan;
    }
}
