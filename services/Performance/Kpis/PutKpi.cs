using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Kpis;

/// <summary>Defines a KPI from the first open month on; closed months keep the definition they used.</summary>
internal static class PutKpi
{
    /// <param name="Of">What it is counted from; null for an imported KPI.</param>
    /// <param name="Cap">The greatest attainment that counts; null for 1.5.</param>
    /// <param name="Volume">True for a number of cards or customers, a share or a rank.</param>
    public sealed record Request(
        [property: Required] Text? Name,
        [property: Required] string? Unit,
        [property: Required] string? Direction,
        [property: Required] string? Family,
        [property: Required] string? Source,
        KpiBasis? Of,
        [property: JsonConverter(typeof(RatioJson))] decimal? Cap,
        bool Volume = false
    );

    public static async Task<Ok<KpiAnswer>> Handle(
        string code,
        Request request,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var name = Codes.Read(code, Lengths.KpiCode, "code") ?? "";
        var definition = await db.InTransactionAsync(
            async () =>
            {
                var catalogue = (await KpiCatalogue.LoadAsync(db, ct)).Newest();
                var terms = new KpiCheck(name, catalogue).Read(request);
                CheckUses(name, terms, catalogue);
                trail.About(name);
                return await SetAsync(name, terms, catalogue, caller.Id, db, trail, clock, ct);
            },
            ct
        );
        return TypedResults.Ok(KpiAnswer.From(definition));
    }

    private static async Task<KpiDefinition> SetAsync(
        string code,
        KpiTerms terms,
        KpiSet catalogue,
        string by,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var from = ledger.LastClosed?.Next() ?? KpiDefinition.FirstMonth;
        var current = await db.KpiDefinitions.FirstOrDefaultAsync(k => k.Code == code && k.IsCurrent, ct);
        if (current is null && catalogue.All.Count >= KpiDefinition.Most)
            throw new RuleBrokenException(
                "kpi.too-many",
                new(
                    Invariant($"最多可设 {KpiDefinition.Most} 个指标。"),
                    Invariant($"There are {KpiDefinition.Most} KPIs, which is the most there can be.")
                )
            );
        Note(trail, current?.Terms, terms);
        if (current is null || current.EffectiveFrom != from)
        {
            current?.Supersede();
            db.KpiDefinitions.Add(current = new(code, from));
        }

        current.Set(terms, by, clock.GetUtcNow());
        trail.Note("effectiveFrom", from.ToString());
        await db.SaveChangesAsync(ct);
        return current;
    }

    /// <summary>A KPI that ratios or sums are made of cannot be computed itself.</summary>
    private static void CheckUses(string code, KpiTerms terms, KpiSet catalogue)
    {
        if (
            terms.Source is KpiWords.RatioOf or KpiWords.SumOf
            && catalogue.All.FirstOrDefault(k => k.Basis?.Others.Contains(code, StringComparer.Ordinal) == true)
                is { } user
        )
            throw KpiCheck.Invalid([
                new(
                    "source",
                    new(
                        $"{user.Code} 由该指标计算得出。",
                        $"cannot be a ratio or sum: {user.Code} is computed from this KPI."
                    )
                ),
            ]);
    }

    private static void Note(AuditTrail trail, KpiTerms? before, KpiTerms after)
    {
        trail.Change("nameZh", before?.NameZh, after.NameZh);
        trail.Change("nameEn", before?.NameEn, after.NameEn);
        trail.Change("unit", before?.Unit, after.Unit);
        trail.Change("direction", before?.Direction, after.Direction);
        trail.Change("family", before?.Family, after.Family);
        trail.Change("source", before?.Source, after.Source);
        trail.Change("of", before?.Basis?.Write(), after.Basis?.Write());
        trail.Change("cap", before is null ? null : Invariant($"{before.Cap}"), Invariant($"{after.Cap}"));
        trail.Change("volume", before is null ? null : Yes(before.Volume), Yes(after.Volume));
        trail.Change("ended", before is null ? null : Yes(before.IsEnded), Yes(false));
    }

    private static string Yes(bool isSo) => isSo ? "yes" : "no";
}
