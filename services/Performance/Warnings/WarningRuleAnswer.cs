using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Performance.Warnings;

/// <summary>A warning rule as it stands.</summary>
/// <param name="EffectiveFrom">The first month this version watches.</param>
/// <param name="Kpi">The KPI it watches; null for complaints and spikes.</param>
/// <param name="Conduct">True when its warnings are about conduct.</param>
/// <param name="Confirm">The months in a row that a cause is monitored before it is a warning.</param>
/// <param name="EndedFrom">The first month in which it no longer watches; null while it is not ended.</param>
internal sealed record WarningRuleAnswer(
    string Code,
    Period EffectiveFrom,
    int Version,
    Text Name,
    string Kind,
    string? Kpi,
    WarningTerms Terms,
    string Severity,
    bool Conduct,
    int Confirm,
    int ResponseDays,
    Period? EndedFrom,
    string ChangedBy,
    DateTimeOffset ChangedAt
)
{
    public static WarningRuleAnswer From(WarningRule r) =>
        new(
            Code: r.Code,
            EffectiveFrom: r.EffectiveFrom,
            Version: r.Version,
            Name: new(r.NameZh, r.NameEn),
            Kind: r.Kind,
            Kpi: r.Kpi,
            Terms: r.Terms,
            Severity: r.Severity,
            Conduct: r.IsConduct,
            Confirm: r.Confirm,
            ResponseDays: r.ResponseDays,
            EndedFrom: r.EndedFrom,
            ChangedBy: r.ChangedBy,
            ChangedAt: r.ChangedAt
        );
}
