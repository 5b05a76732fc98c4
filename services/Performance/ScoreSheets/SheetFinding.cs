using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Kpis;
using CardTeam.ServiceDefaults;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>
/// A provision of supervision that a score sheet conflicts with: not an error, but something that a second person has
/// to accept.
/// </summary>
/// <param name="Clause">The provision it rests on, as the source words it, and its sense in English.</param>
/// <param name="Source">The document of the provision.</param>
/// <param name="Kpis">The KPIs it is about.</param>
/// <param name="Weight">Their weights together.</param>
/// <param name="Against">The family they are compared with; null where nothing else is on the sheet.</param>
/// <param name="AgainstWeight">The weight of that family.</param>
/// <param name="Margin">The distance that is wanted; null where none is.</param>
internal sealed record SheetFinding(
    string Code,
    Text Text,
    Text Clause,
    Text Source,
    IReadOnlyList<string> Kpis,
    [property: JsonConverter(typeof(RatioJson))] decimal Weight,
    string? Against,
    [property: JsonConverter(typeof(RatioJson))] decimal? AgainstWeight,
    [property: JsonConverter(typeof(RatioJson))] decimal? Margin
)
{
    public const string VolumeSole = "regulation.volume-sole",
        VolumeHeaviest = "regulation.volume-heaviest",
        ComplianceTooLight = "regulation.compliance-too-light";

    private static readonly Text Notice = new(
        "《关于进一步促进信用卡业务规范健康发展的通知》（2022）",
        "Notice on further promoting the sound and healthy development of credit card business (2022)"
    );

    private static readonly Text NoVolume = new(
        "不得直接或间接以发卡量、客户数量、市场占有率或市场排名等作为单一或主要考核指标",
        "Cards issued, numbers of customers, market share or rank must not be, directly or indirectly, the sole or main measure"
    );

    private static readonly Text ComplianceFirst = new(
        "合规经营类指标和风险管理类指标权重应当明显高于其他类指标",
        "Measures of compliance and of risk must weigh markedly more than those of other kinds"
    );

    /// <summary>The conflicts of a sheet's weights. The order of its KPIs plays no part.</summary>
    /// <param name="definitions">The definitions of KPIs that hold when the sheet takes effect.</param>
    /// <param name="margin">The distance by which compliance and risk have to outweigh every other family.</param>
    public static IReadOnlyList<SheetFinding> Of(IReadOnlyList<WeightedKpi> sheet, KpiSet definitions, decimal margin)
    {
        var kpis = sheet
            .Select(k => (k.Kpi, k.Weight, Definition: definitions.Of(k.Kpi)))
            .OrderBy(k => k.Kpi, StringComparer.Ordinal)
            .ToList();
        var findings = new List<SheetFinding>();
        if (OnVolume(kpis.FindAll(k => k.Definition.Volume), kpis.FindAll(k => !k.Definition.Volume)) is { } volume)
            findings.Add(volume);
        if (OnCompliance(kpis, margin) is { } compliance)
            findings.Add(compliance);
        return findings;
    }

    /// <summary>Volume, taken together, is a family of its own here.</summary>
    private static SheetFinding? OnVolume(
        List<(string Kpi, decimal Weight, KpiDefinition Definition)> volume,
        List<(string Kpi, decimal Weight, KpiDefinition Definition)> others
    )
    {
        if (volume.Count == 0)
            return null;
        var codes = volume.ConvertAll(k => k.Kpi);
        var weight = volume.Sum(k => k.Weight);
        if (others.Count == 0)
            return new(
                VolumeSole,
                new("考核表只有规模类指标。", "The sheet has nothing but measures of volume."),
                NoVolume,
                Notice,
                codes,
                weight,
                null,
                null,
                null
            );
        var (family, next) = Heaviest(others);
        return weight < next
            ? null
            : new(
                VolumeHeaviest,
                new(
                    $"规模类指标合计权重 {Percent(weight)}，不低于任何其他类别（最高的为 {Percent(next)}）。",
                    $"Measures of volume weigh {Percent(weight)} together; no other family weighs more (the heaviest has {Percent(next)})."
                ),
                NoVolume,
                Notice,
                codes,
                weight,
                family,
                next,
                null
            );
    }

    private static SheetFinding? OnCompliance(
        List<(string Kpi, decimal Weight, KpiDefinition Definition)> kpis,
        decimal margin
    )
    {
        var lead = kpis.FindAll(k => k.Definition.Family is KpiWords.Compliance or KpiWords.Risk);
        var others = kpis.FindAll(k => k.Definition.Family is not (KpiWords.Compliance or KpiWords.Risk));
        if (others.Count == 0)
            return null;
        var weight = lead.Sum(k => k.Weight);
        var (family, next) = Heaviest(others);
        return weight - next >= margin && weight > next
            ? null
            : new(
                ComplianceTooLight,
                new(
                    $"合规经营类和风险管理类指标合计权重 {Percent(weight)}，应高于其他任何类别（最高的为 {Percent(next)}）至少 {Percent(margin)}。",
                    $"Compliance and risk weigh {Percent(weight)} together; they have to outweigh every other family (the heaviest has {Percent(next)}) by at least {Percent(margin)}."
                ),
                ComplianceFirst,
                Notice,
                lead.ConvertAll(k => k.Kpi),
                weight,
                family,
                next,
                margin
            );
    }

    /// <summary>The heaviest family; of equal ones the first by name, so that the answer is always the same.</summary>
    private static (string Family, decimal Weight) Heaviest(
        IEnumerable<(string Kpi, decimal Weight, KpiDefinition Definition)> kpis
    ) =>
        kpis.GroupBy(k => k.Definition.Family, StringComparer.Ordinal)
            .Select(g => (Family: g.Key, Weight: g.Sum(k => k.Weight)))
            .OrderByDescending(g => g.Weight)
            .ThenBy(g => g.Family, StringComparer.Ordinal)
            .First();

    private static string Percent(decimal share) => Invariant($"{share * 100m:0.######}%");
}
