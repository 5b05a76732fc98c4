using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Kpis;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>
/// The KPIs and weights for managers of one level, from a month on until the next sheet for periods of the same length.
/// </summary>
internal sealed class ScoreSheet
{
    private const int MostPlaces = 6;

    private ScoreSheet() { }

    public string Level { get; private set; } = "";

    /// <summary>The length of the periods it scores, one of <see cref="Rhythms"/>.</summary>
    public string Rhythm { get; private set; } = Rhythms.Month;

    public Period EffectiveFrom { get; private set; }
    public IReadOnlyList<WeightedKpi> Kpis { get; private set; } = [];
    public int Version { get; private set; }

    /// <summary>The reason for which regulatory findings were accepted; null without any.</summary>
    public string? AcceptedFindings { get; private set; }

    /// <summary>Person who approved a sheet with findings; null for one without.</summary>
    public string? ApprovedBy { get; private set; }

    /// <exception cref="RuleBrokenException">
    /// Weights do not sum to 1, or a KPI occurs twice or has no weight.
    /// </exception>
    public static ScoreSheet Draw(
        string level,
        Period effectiveFrom,
        IReadOnlyList<WeightedKpi> kpis,
        string rhythm = Rhythms.Month
    )
    {
        var sheet = new ScoreSheet
        {
            Level = level,
            Rhythm = rhythm,
            EffectiveFrom = effectiveFrom,
        };
        sheet.Redraw(kpis);
        return sheet;
    }

    /// <inheritdoc cref="Draw"/>
    public void Redraw(IReadOnlyList<WeightedKpi> kpis)
    {
        Check(kpis);
        Kpis = kpis;
        Version++;
    }

    /// <summary>The sheet that holds in a month, of those of one level and rhythm; null where none does yet.</summary>
    public static ScoreSheet? Holding(IEnumerable<ScoreSheet> sheets, Period month) =>
        sheets.Where(s => s.EffectiveFrom <= month).MaxBy(s => s.EffectiveFrom);

    /// <summary>Records who approved it, and for what reason in spite of which findings.</summary>
    public void Approve(string? by, string? acceptedFindings) =>
        (ApprovedBy, AcceptedFindings) = (by, acceptedFindings);

    /// <inheritdoc cref="Draw"/>
    public static void Check(IReadOnlyList<WeightedKpi> kpis)
    {
        if (kpis.Select(k => k?.Kpi ?? "").FirstOrDefault(code => !Kpi.IsCode(code)) is { } odd)
            throw new RuleBrokenException(
                "score-sheet.kpi-not-valid",
                new(
                    $"指标代码“{odd}”格式不对。",
                    $"'{odd}' is not a KPI's code: lower-case letters, digits and hyphens."
                )
            );
        if (kpis.GroupBy(k => k.Kpi, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RuleBrokenException(
                "score-sheet.kpi-twice",
                new($"指标“{twice.Key}”出现了两次。", $"The KPI '{twice.Key}' is listed more than once.")
            );
        if (kpis.FirstOrDefault(k => k.Weight <= 0) is { } light)
            throw new RuleBrokenException(
                "score-sheet.weight-not-positive",
                new($"指标“{light.Kpi}”的权重必须大于零。", $"The weight of '{light.Kpi}' must be above zero.")
            );
        if (kpis.FirstOrDefault(k => k.Weight > 1 || k.Weight.Scale > MostPlaces) is { } heavy)
            throw new RuleBrokenException(
                "score-sheet.weight-not-valid",
                new(
                    $"指标“{heavy.Kpi}”的权重最大为 1，最多 {MostPlaces} 位小数。",
                    $"The weight of '{heavy.Kpi}' is at most 1, with at most {MostPlaces} decimal places."
                ),
                status: 400
            );
        var sum = kpis.Sum(k => k.Weight);
        if (sum != 1m)
            throw new RuleBrokenException(
                "score-sheet.weights-not-one",
                new(
                    Invariant($"权重之和应为 1，现在是 {sum}。"),
                    Invariant($"The weights must sum to 1; they sum to {sum}.")
                )
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ScoreSheet>
    {
        public void Configure(EntityTypeBuilder<ScoreSheet> builder)
        {
            builder.HasKey(s => new
            {
                s.Level,
                s.EffectiveFrom,
                s.Rhythm,
            });
            SheetKpis.Map(builder.Property(s => s.Rhythm));
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.Property(s => s.AcceptedFindings).HasMaxLength(Lengths.Reason);
            SheetKpis.Map(builder.Property(s => s.Kpis));
        }
    }
}

/// <param name="Weight">A share of 1, exact.</param>
internal sealed record WeightedKpi(string Kpi, [property: JsonConverter(typeof(RatioJson))] decimal Weight);
