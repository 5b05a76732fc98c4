using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>Sets the score sheet of a level from a month on.</summary>
internal static class PutScoreSheet
{
    public sealed record Request(
        [property: Required] Period? EffectiveFrom,
        [property: Required, MinLength(1), MaxLength(50)] IReadOnlyList<WeightedKpi>? Kpis
    );

    public sealed record Answer(string Level, Period EffectiveFrom, int Version, IReadOnlyList<WeightedKpi> Kpis);

    public static async Task<Ok<Answer>> Handle(
        string level,
        Request request,
        BankBounds bounds,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        if (!Manager.Levels.Contains(level))
            throw RuleBrokenException.NotFound("level");
        var from = request.EffectiveFrom!.Value;
        if (!from.IsMonth)
            throw new RuleBrokenException(
                "score-sheet.not-a-month",
                new("effectiveFrom 应为月份，如 2026-01。", "effectiveFrom is a month, like 2026-01."),
                status: 400
            );
        if (bounds.OfPeriod(from) is { } refusal)
            throw refusal.Of("effectiveFrom");
        var sheet = await db.InTransactionAsync(() => PutAsync(level, from, request.Kpis!, db, trail, ct), ct);
        return TypedResults.Ok(new Answer(sheet.Level, sheet.EffectiveFrom, sheet.Version, sheet.Kpis));
    }

    /// <summary>
    /// Saves the sheet in a transaction: a concurrent close has used either the sheet before or this one.
    /// </summary>
    private static async Task<ScoreSheet> PutAsync(
        string level,
        Period from,
        IReadOnlyList<WeightedKpi> kpis,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        trail.About($"{level} {from}");
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        if (ledger.LastClosed is { } closed && from <= closed)
            throw new RuleBrokenException(
                "score-sheet.period-closed",
                new(
                    $"{closed} 已关账；考核表只能从之后的月份生效。",
                    $"{closed} is closed; a score sheet can only take effect after it."
                )
            );

        var definitions = (await KpiCatalogue.LoadAsync(db, ct)).Newest();
        if (kpis.FirstOrDefault(k => k?.Kpi is { } code && definitions.Of(code).EndedFrom is not null) is { } ended)
            throw new RuleBrokenException(
                "score-sheet.kpi-ended",
                new($"指标“{ended.Kpi}”已停用。", $"The KPI '{ended.Kpi}' has ended.")
            );
        var sheet = await db.ScoreSheets.FindAsync([level, from], ct);
        var before = sheet is null ? null : Weights(sheet.Kpis);
        if (sheet is null)
            db.ScoreSheets.Add(sheet = ScoreSheet.Draw(level, from, kpis));
        else
            sheet.Redraw(kpis);
        trail.Change("weights", before, Weights(sheet.Kpis));
        trail.Note("version", sheet.Version.ToString(CultureInfo.InvariantCulture));
        await db.SaveChangesAsync(ct);
        return sheet;
    }

    private static string Weights(IEnumerable<WeightedKpi> kpis) =>
        string.Join(", ", kpis.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Kpi} {k.Weight}")));
}
