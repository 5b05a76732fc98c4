using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>Ends a KPI with an open month, when no score sheet and no other KPI uses it any more.</summary>
internal static class EndKpi
{
    /// <param name="From">The first month in which it can no longer be used.</param>
    public sealed record Request([property: Required] Period? From);

    public static async Task<Ok<KpiAnswer>> Handle(
        string code,
        Request request,
        Caller caller,
        BankBounds bounds,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var from = request.From!.Value;
        if (!from.IsMonth)
            throw KpiCheck.Invalid([new("from", new("应为月份，如 2026-06。", "is a month, such as 2026-06."))]);
        if (bounds.OfPeriod(from) is { } refusal)
            throw refusal.Of("from");
        var ended = await db.InTransactionAsync(
            async () =>
            {
                var kpi =
                    await db.KpiDefinitions.FirstOrDefaultAsync(k => k.Code == code && k.IsCurrent, ct)
                    ?? throw RuleBrokenException.NotFound("kpi");
                trail.About(code);
                if ((await PeriodLedger.LoadAsync(db, ct)).LastClosed is { } closed && from <= closed)
                    throw new RuleBrokenException(
                        "kpi.period-closed",
                        new(
                            $"{closed} 已关账；指标只能从之后的月份停用。",
                            $"{closed} is closed; a KPI can only be ended after it."
                        )
                    );
                await CheckUnusedAsync(code, from, db, ct);
                trail.Change("endedFrom", kpi.EndedFrom?.ToString(), from.ToString());
                kpi.End(from, caller.Id, clock.GetUtcNow());
                await db.SaveChangesAsync(ct);
                return kpi;
            },
            ct
        );
        return TypedResults.Ok(KpiAnswer.From(ended));
    }

    private static async Task CheckUnusedAsync(string code, Period from, PerformanceDbContext db, CancellationToken ct)
    {
        var sheets = (await db.ScoreSheets.AsNoTracking().ToListAsync(ct))
            .GroupBy(s => (s.Level, s.Rhythm))
            .SelectMany(level =>
            {
                var inForce = ScoreSheet.Holding(level, from);
                return level.Where(s => s == inForce || s.EffectiveFrom > from);
            })
            .Where(s => s.Kpis.Any(k => k.Kpi == code))
            .Select(s => $"{s.Level} {s.EffectiveFrom}");
        var personal = (await db.PersonalSheets.AsNoTracking().ToListAsync(ct))
            .GroupBy(s => (s.ManagerNo, s.Rhythm))
            .SelectMany(own =>
            {
                var holding = PersonalSheet.Holding(own, from);
                return own.Where(s => s == holding || (s.EffectiveFrom > from && s.EndedFrom is null));
            })
            .Where(s => s.Kpis.Any(k => k.Kpi == code))
            .Select(s => $"{s.ManagerNo} {s.EffectiveFrom}");
        var others = (await KpiCatalogue.LoadAsync(db, ct))
            .Newest()
            .All.Where(k => k.EndedFrom is null && k.Basis?.Others.Contains(code, StringComparer.Ordinal) == true)
            .Select(k => k.Code);
        var users = sheets.Concat(personal).Concat(others).Order(StringComparer.Ordinal).ToList();
        if (users.Count > 0)
            throw new RuleBrokenException(
                "kpi.in-use",
                new(
                    $"仍在使用该指标：{string.Join("、", users)}。",
                    $"The KPI is still used by {string.Join(", ", users)}."
                ),
                details: [.. users]
            );
    }
}
