using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>Writes a plan as a new draft version, after every check.</summary>
internal static class PutPlan
{
    public sealed record Answer(
        string Code,
        int Version,
        string Status,
        Period EffectiveFrom,
        string RuleHash,
        IReadOnlyList<PlanFinding> Findings,
        string CreatedBy,
        DateTimeOffset CreatedAt,
        string? ApprovedBy,
        DateTimeOffset? ApprovedAt,
        string? AcceptedFindings,
        string? ReturnedBy,
        DateTimeOffset? ReturnedAt,
        string? ReturnReason,
        JsonElement Document
    )
    {
        public static Answer Of(Plan plan) =>
            new(
                Code: plan.Code,
                Version: plan.Version,
                Status: plan.Status,
                EffectiveFrom: plan.EffectiveFrom,
                RuleHash: plan.RuleHash,
                Findings: plan.ReadFindings(),
                CreatedBy: plan.CreatedBy,
                CreatedAt: plan.CreatedAt,
                ApprovedBy: plan.ApprovedBy,
                ApprovedAt: plan.ApprovedAt,
                AcceptedFindings: plan.AcceptedFindings,
                ReturnedBy: plan.ReturnedBy,
                ReturnedAt: plan.ReturnedAt,
                ReturnReason: plan.ReturnReason,
                Document: JsonSerializer.Deserialize<JsonElement>(plan.Document)
            );
    }

    public static async Task<Ok<Answer>> Handle(
        string code,
        JsonElement body,
        Caller caller,
        BankBounds bounds,
        AuditTrail trail,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var document = PlanDocument.Read(body);
        if (document.Code is not null && document.Code != code)
            throw new RuleBrokenException(
                "plan.other-code",
                new("文档中的 code 与地址不一致。", "The document's code is not the address's."),
                status: 400
            );
        if (document.EffectiveFrom is { } from && bounds.OfPeriod(from) is { } refusal)
            throw refusal.Of("effectiveFrom");
        code = Codes.Read(code, PlanBounds.LongestName, "code") ?? "";
        // The expensive work is done before other writers have to wait for this one.
        var draft = Plan.Draft(
            document with
            {
                Code = code,
            },
            version: 0,
            caller.Id,
            clock.GetUtcNow(),
            units: await UnitTrees.NowAsync(db, ct)
        );
        return TypedResults.Ok(
            Answer.Of(
                await db.InTransactionAsync(
                    async () =>
                    {
                        var last = await db.Plans.Where(p => p.Code == code).MaxAsync(p => (int?)p.Version, ct) ?? 0;
                        if (
                            last == 0
                            && (await AlikeCodes.AmongAsync(db.Plans.Select(p => p.Code), [code], ct)).Of(code)
                                is { } alike
                        )
                            throw AlikeCodes.Broken(code, alike);
                        draft.CheckMonth(await ApprovedRuns.LastPeriodAsync(db, ct));
                        db.Plans.Add(draft.AsVersion(last + 1));
                        var hashBefore = await db
                            .Plans.Where(p => p.Code == code && p.Version == last)
                            .Select(p => p.RuleHash)
                            .FirstOrDefaultAsync(ct);
                        trail.About(Subject(draft));
                        trail.Change("version", last == 0 ? null : Invariant($"{last}"), Invariant($"{last + 1}"));
                        trail.Change("ruleHash", hashBefore, draft.RuleHash);
                        await db.SaveChangesAsync(ct);
                        return draft;
                    },
                    ct
                )
            )
        );
    }

    /// <summary>The subject of audit entries about a version, the same for writing and approval.</summary>
    public static string Subject(Plan plan) => Invariant($"{plan.Code} {plan.Version}");
}
