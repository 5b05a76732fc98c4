using System.ComponentModel.DataAnnotations;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>Signs the text of a plan as an account manager. Signing it again changes nothing.</summary>
internal static class SignPlan
{
    /// <param name="TextHash">The hash of the text that was read.</param>
    public sealed record Request([property: MaxLength(100)] string? TextHash);

    public sealed record Answer(string Code, int Version, string ManagerNo, string TextHash, DateTimeOffset SignedAt)
    {
        public static Answer Of(PlanSignature s) => new(s.Code, s.Version, s.ManagerNo, s.TextHash, s.SignedAt);
    }

    public static async Task<Ok<Answer>> Handle(
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
            Answer.Of(
                await db.InTransactionAsync(
                    () => SignAsync(code, version, request?.TextHash, caller, db, trail, clock, ct),
                    ct
                )
            )
        );

    private static async Task<PlanSignature> SignAsync(
        string code,
        int version,
        string? textHash,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        // A draft is nobody's to sign, or to know of.
        var plan = await db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Code == code && p.Version == version, ct);
        if (plan is not { IsApproved: true })
            throw RuleBrokenException.NotFound("plan");
        var managerNo =
            caller.ManagerNo
            ?? throw new RuleBrokenException(
                "signature.no-manager",
                new("您的账号没有客户经理编号，不能签署方案。", "Your account has no manager number to sign with."),
                status: 403
            );
        if (await db.PlanSignatures.FindAsync([code, version, managerNo], ct) is { } signed)
            return signed;
        if (PlanText.Of(plan).TextHash != textHash)
            throw new RuleBrokenException(
                "plan.text-changed",
                new(
                    "方案文本与您所读的不同，请重新阅读后签署。",
                    "This is not the text you read; read it again, then sign."
                )
            );
        var signature = new PlanSignature(plan, textHash, managerNo, clock.GetUtcNow());
        db.PlanSignatures.Add(signature);
        trail.About(PutPlan.Subject(plan));
        trail.Note("signedBy", managerNo);
        trail.Note("textHash", textHash);
        await db.SaveChangesAsync(ct);
        return signature;
    }
}
