using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.ScoreSheets;
using CardTeam.Performance.Targets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Scorecards;

/// <summary>
/// A version of a manager's results against targets in a closed period. Late data makes a new version; none is
/// rewritten.
/// </summary>
internal sealed class Scorecard
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>
    /// The lowest total that is sorted by its value; lower ones are sorted by manager. Ten-thousandths of it still fit
    /// the database's whole numbers.
    /// </summary>
    private const decimal Lowest = -900_000_000_000_000m;

    private Scorecard() { }

    public string ManagerNo { get; private set; } = "";
    public Period Period { get; private set; }
    public int Version { get; private set; }

    /// <summary>Number of the close that computed it.</summary>
    public int KnownFrom { get; private set; }

    public bool IsCurrent { get; private set; }

    /// <summary>Unit and level on the period's last day.</summary>
    public string Org { get; private set; } = "";

    public string Level { get; private set; } = "";

    /// <summary>
    /// Σ weight × attainment ÷ Σ weight over the KPIs that count, to 4 decimals half up; null when none counts.
    /// </summary>
    public decimal? Total { get; private set; }

    /// <summary>The total of one who met the targets, in ten-thousandths.</summary>
    public const long Met = 10_000;

    /// <summary>
    /// <see cref="Total"/> in ten-thousandths, for sorting: a decimal is stored as text, which sorts wrongly below
    /// zero.
    /// </summary>
    public long? TenThousandths { get; private set; }

    /// <summary>The <see cref="KpiScore"/>s as JSON, as computed.</summary>
    public string Kpis { get; private set; } = "";

    /// <summary>
    /// The unrounded <see cref="KpiValue"/>s as JSON; null for scorecards of releases that did not keep them.
    /// </summary>
    public string? Values { get; private set; }

    public IReadOnlyList<KpiScore> KpiScores() => JsonSerializer.Deserialize<List<KpiScore>>(Kpis, Json)!;

    /// <param name="level">The manager's level on the period's last day.</param>
    /// <param name="sheet">The weights of the level's sheet, or of the manager's own.</param>
    /// <param name="definitions">The definitions of KPIs that hold in the period.</param>
    /// <param name="counted">The value of a KPI that is counted or imported; null when there is none.</param>
    public static Scorecard Compute(
        string managerNo,
        Period period,
        int version,
        int closeNumber,
        string org,
        string level,
        IReadOnlyList<WeightedKpi> sheet,
        KpiSet definitions,
        Func<string, Quotient?> counted,
        Func<string, decimal?> targetOf
    )
    {
        var values = sheet.Select(k => (Weighted: k, Value: definitions.ValueOf(k.Kpi, counted))).ToList();
        var scores = values.ConvertAll(v =>
            KpiScore.Of(v.Weighted, v.Value?.Value, targetOf(v.Weighted.Kpi), definitions)
        );
        var total = TotalOf(scores);
        return new()
        {
            ManagerNo = managerNo,
            Period = period,
            Version = version,
            KnownFrom = closeNumber,
            IsCurrent = true,
            Org = org,
            Level = level,
            Total = total,
            TenThousandths = total is null ? null : (long)(Math.Max(total.Value, Lowest) * 10_000),
            Kpis = JsonSerializer.Serialize(scores, Json),
            Values = JsonSerializer.Serialize(
                values.Where(v => v.Value is not null).Select(v => new KpiValue(v.Weighted.Kpi, v.Value!.Value)),
                Json
            ),
        };
    }

    /// <summary>Σ weight × attainment ÷ Σ weight over the KPIs that count, to 4 decimals half up.</summary>
    public static decimal? TotalOf(IReadOnlyList<KpiScore> scores)
    {
        var counted = scores.Where(s => s.Attainment is not null).ToList();
        return counted.Count == 0
            ? null
            : Math.Round(
                counted.Sum(s => s.Weight * s.Attainment!.Value) / counted.Sum(s => s.Weight),
                4,
                MidpointRounding.AwayFromZero
            );
    }

    /// <summary>True when the content differs from the version before.</summary>
    public bool DiffersFrom(Scorecard before) =>
        (Total, Kpis, Org, Level) != (before.Total, before.Kpis, before.Org, before.Level)
        || (before.Values is not null && Values != before.Values);

    public void Supersede() => IsCurrent = false;

    /// <param name="changes">Figures of the month that somebody changed after it was closed.</param>
    public Score Announcement(IReadOnlyList<FigureChange> changes) =>
        new(
            ManagerNo,
            Period,
            Version,
            KnownFrom,
            Total,
            changes.Count == 0 ? null : changes,
            Values is null ? null : JsonSerializer.Deserialize<List<KpiValue>>(Values, Json)
        );

    internal sealed class Mapping : IEntityTypeConfiguration<Scorecard>
    {
        public void Configure(EntityTypeBuilder<Scorecard> builder)
        {
            builder.HasKey(s => new
            {
                s.ManagerNo,
                s.Period,
                s.Version,
            });
            builder.HasIndex(s => new
            {
                s.Period,
                s.IsCurrent,
                s.ManagerNo,
            });
            builder.Property(s => s.Kpis).HasMaxLength(20_000);
            builder.Property(s => s.Values).HasMaxLength(20_000);
        }
    }
}

/// <summary>A line of a scorecard.</summary>
/// <param name="Value">
/// The value reached, a quotient to 6 decimals half up; null when an imported KPI has no value.
/// </param>
/// <param name="Attainment">
/// Value ÷ target, or target ÷ value where lower is better, to 6 decimals half up, at most the KPI's cap; null when the
/// KPI is left out.
/// </param>
/// <param name="Score">Weight × attainment.</param>
/// <param name="Source">
/// <c>card-facts</c>, <c>feedback</c> or <c>imported</c>; <c>calculated</c> for a KPI made of values of several sources.
/// </param>
/// <param name="LeftOut">
/// The reason why the KPI does not count: <c>no-target</c> or <c>no-value</c>; null when it counts.
/// </param>
internal sealed record KpiScore(
    string Kpi,
    [property: JsonConverter(typeof(RatioJson))] decimal? Value,
    [property: JsonConverter(typeof(RatioJson))] decimal? Target,
    [property: JsonConverter(typeof(RatioJson))] decimal? Attainment,
    [property: JsonConverter(typeof(RatioJson))] decimal Weight,
    [property: JsonConverter(typeof(RatioJson))] decimal? Score,
    string Source,
    string? LeftOut
)
{
    public static KpiScore Of(WeightedKpi kpi, decimal? value, decimal? target, KpiSet definitions)
    {
        var definition = definitions.Of(kpi.Kpi);
        // A target of zero means something only where lower is better.
        var hasTarget = target is { } wanted && (wanted != 0 || definition.LowerIsBetter);
        var attainment =
            value is { } v && hasTarget
                ? AttainmentOf(v, target!.Value, definition.LowerIsBetter, definition.Cap)
                : (decimal?)null;
        var source = definitions.SourceOf(kpi.Kpi);
        var shown =
            value is { } exact && source != "imported" ? Math.Round(exact, 6, MidpointRounding.AwayFromZero) : value;
        return new(
            kpi.Kpi,
            shown,
            target,
            attainment,
            kpi.Weight,
            kpi.Weight * attainment,
            source,
            attainment is not null ? null
                : hasTarget ? "no-value"
                : "no-target"
        );
    }

    /// <summary>
    /// Computes the attainment to 6 decimals half up, at most the cap. Where lower is better, value 0 gives the maximum,
    /// and target 0 with any other value gives 0.
    /// </summary>
    public static decimal AttainmentOf(
        decimal value,
        decimal target,
        bool lowerIsBetter,
        decimal cap = KpiDefinition.UsualCap
    )
    {
        if (lowerIsBetter && value == 0)
            return cap;
        var ratio = lowerIsBetter ? target / value : value / target;
        return Math.Min(cap, Math.Round(ratio, 6, MidpointRounding.AwayFromZero));
    }
}
