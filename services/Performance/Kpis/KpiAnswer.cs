using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Performance.Kpis;

/// <summary>A KPI as it is defined.</summary>
/// <param name="EffectiveFrom">The first month it holds for; null for all months so far.</param>
/// <param name="IsCounted">True when the release defines how it is counted.</param>
/// <param name="EndedFrom">The first month in which it can no longer be used; null while it is not ended.</param>
/// <param name="ChangedBy">Person who changed it; null for a definition of the release.</param>
internal sealed record KpiAnswer(
    string Code,
    int Version,
    Period? EffectiveFrom,
    Text Name,
    string Unit,
    string Direction,
    string Family,
    string Source,
    KpiBasis? Of,
    [property: JsonConverter(typeof(RatioJson))] decimal Cap,
    bool Volume,
    bool IsCounted,
    Period? EndedFrom,
    string? ChangedBy,
    DateTimeOffset? ChangedAt
)
{
    public static KpiAnswer From(KpiDefinition k) =>
        new(
            Code: k.Code,
            Version: k.Version,
            EffectiveFrom: k.EffectiveFrom == KpiDefinition.FirstMonth ? null : k.EffectiveFrom,
            Name: new(k.NameZh, k.NameEn),
            Unit: k.Unit,
            Direction: k.Direction,
            Family: k.Family,
            Source: k.Source,
            Of: k.Basis,
            Cap: k.Cap,
            Volume: k.Volume,
            IsCounted: KpisOfRelease.IsCounted(k.Code),
            EndedFrom: k.EndedFrom,
            ChangedBy: k.ChangedBy,
            ChangedAt: k.ChangedAt
        );
}
