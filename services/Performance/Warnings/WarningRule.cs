using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Warnings;

/// <summary>
/// A rule by which managers' figures are watched, from a month on until its next version. A closed month is judged by
/// the version that held for it; a rule is never deleted, only ended.
/// </summary>
internal sealed class WarningRule
{
    /// <summary>The most rules of a bank: each close reads and judges all of them.</summary>
    public const int Most = 100;

    private WarningTerms? _terms;

    private WarningRule() { }

    /// <param name="effectiveFrom">The first open month.</param>
    public WarningRule(string code, Period effectiveFrom) =>
        (Code, EffectiveFrom, IsCurrent) = (code, effectiveFrom, true);

    public string Code { get; private set; } = "";

    /// <summary>The first month it holds for.</summary>
    public Period EffectiveFrom { get; private set; }

    /// <summary>Counts the changes of this version.</summary>
    public int Version { get; private set; }

    /// <summary>True for the newest version of its code.</summary>
    public bool IsCurrent { get; private set; }

    public string NameZh { get; private set; } = "";
    public string NameEn { get; private set; } = "";

    /// <summary>
    /// <c>threshold</c>, <c>change</c>, <c>deviation</c>, <c>forecast</c>, <c>cluster</c> or <c>spike</c>.
    /// </summary>
    public string Kind { get; private set; } = "";

    /// <summary>The KPI it watches; null for complaints and spikes.</summary>
    public string? Kpi { get; private set; }

    /// <summary>The <see cref="WarningTerms"/> as JSON.</summary>
    public string TermsJson { get; private set; } = "";

    /// <summary><c>notice</c>, <c>warning</c> or <c>severe</c>.</summary>
    public string Severity { get; private set; } = "";

    /// <summary>True when its warnings are about conduct.</summary>
    public bool IsConduct { get; private set; }

    /// <summary>The months in a row that a cause is monitored before it is a warning; 1 warns at once.</summary>
    public int Confirm { get; private set; }

    /// <summary>The days within which the head responds.</summary>
    public int ResponseDays { get; private set; }

    /// <summary>The first month in which it no longer watches; null while it is not ended.</summary>
    public Period? EndedFrom { get; private set; }

    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }

    public WarningTerms Terms => _terms ??= WarningTerms.Read(TermsJson);

    /// <summary>True when it watches a month, given that no later version does.</summary>
    public bool Watches(Period month) => EffectiveFrom <= month && (EndedFrom is not { } end || month < end);

    /// <summary>Sets what it watches; a rule that was ended watches again.</summary>
    public void Set(WarningRuleContent content, string by, DateTimeOffset now)
    {
        (NameZh, NameEn, Kind, Kpi) = (content.NameZh, content.NameEn, content.Kind, content.Kpi);
        TermsJson = content.Terms.Write();
        _terms = null;
        (Severity, IsConduct) = (content.Severity, content.IsConduct);
        (Confirm, ResponseDays) = (content.Confirm, content.ResponseDays);
        EndedFrom = null;
        Change(by, now);
    }

    public void End(Period from, string by, DateTimeOffset now)
    {
        EndedFrom = from;
        Change(by, now);
    }

    /// <summary>A newer version has taken its place.</summary>
    public void Supersede() => IsCurrent = false;

    private void Change(string by, DateTimeOffset now)
    {
        (ChangedBy, ChangedAt) = (by, now);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<WarningRule>
    {
        public void Configure(EntityTypeBuilder<WarningRule> builder)
        {
            builder.ToTable("WarningRules");
            builder.HasKey(r => new { r.Code, r.EffectiveFrom });
            builder.Ignore(r => r.Terms);
            builder.Property(r => r.Code).HasMaxLength(Lengths.KpiCode);
            builder.Property(r => r.NameZh).HasMaxLength(Lengths.Title);
            builder.Property(r => r.NameEn).HasMaxLength(Lengths.Title);
            builder.Property(r => r.Kind).HasMaxLength(20);
            builder.Property(r => r.Kpi).HasMaxLength(Lengths.KpiCode);
            builder.Property(r => r.TermsJson).HasMaxLength(1000);
            builder.Property(r => r.Severity).HasMaxLength(20);
            builder.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>The part of a rule that a person types.</summary>
internal sealed record WarningRuleContent(
    string NameZh,
    string NameEn,
    string Kind,
    string? Kpi,
    WarningTerms Terms,
    string Severity,
    bool IsConduct,
    int Confirm,
    int ResponseDays
);
