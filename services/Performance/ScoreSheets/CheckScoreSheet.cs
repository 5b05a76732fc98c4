using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>Finds the provisions of supervision that a sheet conflicts with; saves nothing.</summary>
internal static class CheckScoreSheet
{
    public sealed record Request([property: Required, MinLength(1), MaxLength(50)] IReadOnlyList<WeightedKpi>? Kpis);

    /// <param name="Families">The weight of each family on the sheet, the heaviest first.</param>
    /// <param name="Volume">The weight of all volume KPIs together, whatever their family.</param>
    public sealed record Answer(
        IReadOnlyList<SheetFinding> Findings,
        IReadOnlyList<FamilyWeight> Families,
        [property: JsonConverter(typeof(RatioJson))] decimal Volume
    );

    /// <param name="Family">Empty for KPIs that nobody has defined.</param>
    public sealed record FamilyWeight(string Family, [property: JsonConverter(typeof(RatioJson))] decimal Weight);

    public static async Task<Ok<Answer>> Handle(
        Request request,
        RegulationMargin margin,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var kpis = request.Kpis!;
        ScoreSheet.Check(kpis);
        var definitions = (await KpiCatalogue.LoadAsync(db, ct)).Newest();
        PutScoreSheet.CheckNotEnded(kpis, definitions);
        var families = kpis.GroupBy(k => definitions.Of(k.Kpi).Family, StringComparer.Ordinal)
            .Select(g => new FamilyWeight(g.Key, g.Sum(k => k.Weight)))
            .OrderByDescending(f => f.Weight)
            .ThenBy(f => f.Family, StringComparer.Ordinal)
            .ToList();
        return TypedResults.Ok(
            new Answer(
                SheetFinding.Of(kpis, definitions, margin.Share),
                families,
                kpis.Where(k => definitions.Of(k.Kpi).Volume).Sum(k => k.Weight)
            )
        );
    }
}
