using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Warnings;

/// <summary>Writes or ends a warning rule from the first open month on; closed months keep the rule they had.</summary>
internal static class PutWarningRule
{
    /// <param name="Kpi">The KPI it watches; null for complaints (<c>cluster</c>) and spikes.</param>
    /// <param name="Terms">The numbers of its kind; those of other kinds are left out.</param>
    /// <param name="Conduct">True when its warnings are about conduct.</param>
    /// <param name="Confirm">The months in a row that a cause is monitored before it is a warning.</param>
    /// <param name="ResponseDays">The days within which the head responds.</param>
    public sealed record Request(
        [property: Required] Text? Name,
        [property: Required] string? Kind,
        string? Kpi,
        [property: Required] WarningTerms? Terms,
        [property: Required] string? Severity,
        bool Conduct = false,
        int Confirm = 1,
        int ResponseDays = 10
    );

    public static async Task<Ok<WarningRuleAnswer>> Handle(
        string code,
        Request request,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        CheckCode(code);
        var written = await db.InTransactionAsync(
            async () =>
            {
                var kpis = (await KpiCatalogue.LoadAsync(db, ct)).Newest();
                var content = new WarningRuleCheck(kpi => kpis.Has(kpi) && kpis.Of(kpi).EndedFrom is null).Read(
                    request
                );
                var current = await db.WarningRules.FirstOrDefaultAsync(r => r.Code == code && r.IsCurrent, ct);
                if (current is null && await db.WarningRules.CountAsync(r => r.IsCurrent, ct) >= WarningRule.Most)
                    throw new RuleBrokenException(
                        "warning-rule.too-many",
                        new(
                            Invariant($"最多可设 {WarningRule.Most} 条预警规则。"),
                            Invariant($"There are {WarningRule.Most} warning rules, which is the most there can be.")
                        )
                    );
                Note(trail, current, content);
                var from = await FirstOpenAsync(db, ct);
                // A version that no closed month was judged by is changed; any other is followed by a new one.
                if (current is null || current.EffectiveFrom < from)
                {
                    current?.Supersede();
                    db.WarningRules.Add(current = new(code, from));
                }

                current.Set(content, caller.Id, clock.GetUtcNow());
                trail.About(code);
                trail.Note("effectiveFrom", current.EffectiveFrom.ToString());
                await db.SaveChangesAsync(ct);
                return current;
            },
            ct
        );
        return TypedResults.Ok(WarningRuleAnswer.From(written));
    }

    /// <summary>Ends a rule with the first open month.</summary>
    public static async Task<Ok<WarningRuleAnswer>> End(
        string code,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        CheckCode(code);
        var ended = await db.InTransactionAsync(
            async () =>
            {
                var current =
                    await db.WarningRules.FirstOrDefaultAsync(r => r.Code == code && r.IsCurrent, ct)
                    ?? throw RuleBrokenException.NotFound("warning-rule");
                var from = await FirstOpenAsync(db, ct);
                trail.About(code);
                trail.Change("endedFrom", current.EndedFrom?.ToString(), from.ToString());
                current.End(from, caller.Id, clock.GetUtcNow());
                await db.SaveChangesAsync(ct);
                return current;
            },
            ct
        );
        return TypedResults.Ok(WarningRuleAnswer.From(ended));
    }

    /// <summary>The first month that is not closed; before the first close, the first month of all.</summary>
    private static async Task<Period> FirstOpenAsync(PerformanceDbContext db, CancellationToken ct) =>
        (await PeriodLedger.LoadAsync(db, ct)).LastClosed?.Next() ?? KpiDefinition.FirstMonth;

    private static void CheckCode(string code)
    {
        if (!Kpi.IsCode(code))
            throw new RuleBrokenException(
                "warning-rule.not-valid",
                new(
                    "code：应为小写字母、数字和横线，以字母开头。",
                    "code: lower-case letters, digits and hyphens are wanted, a letter first."
                ),
                status: 400
            );
    }

    private static void Note(AuditTrail trail, WarningRule? before, WarningRuleContent after)
    {
        trail.Change("nameZh", before?.NameZh, after.NameZh);
        trail.Change("nameEn", before?.NameEn, after.NameEn);
        trail.Change("kind", before?.Kind, after.Kind);
        trail.Change("kpi", before?.Kpi, after.Kpi);
        trail.Change("terms", before?.TermsJson, after.Terms.Write());
        trail.Change("severity", before?.Severity, after.Severity);
        trail.Change("conduct", before is null ? null : Yes(before.IsConduct), Yes(after.IsConduct));
        trail.Change("confirm", before is null ? null : Invariant($"{before.Confirm}"), Invariant($"{after.Confirm}"));
        trail.Change(
            "responseDays",
            before is null ? null : Invariant($"{before.ResponseDays}"),
            Invariant($"{after.ResponseDays}")
        );
    }

    private static string Yes(bool isSo) => isSo ? "yes" : "no";
}
