using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Kpis;

/// <summary>
/// The definition of a KPI from a month on until the next one. A closed month keeps the definition it was computed by:
/// a change holds from the first open month. A KPI is never deleted, only ended.
/// </summary>
internal sealed class KpiDefinition
{
    /// <summary>The most KPIs of a bank: each close reads all of them.</summary>
    public const int Most = 300;

    /// <summary>The best attainment that counts, unless the KPI says otherwise.</summary>
    public const decimal UsualCap = 1.5m;

    private KpiBasis? _basis;

    private KpiDefinition() { }

    /// <param name="effectiveFrom">The first open month; null while no month is closed.</param>
    public KpiDefinition(string code, Period? effectiveFrom) =>
        (Code, EffectiveFrom, IsCurrent) = (code, effectiveFrom ?? FirstMonth, true);

    /// <summary>The month from which the definitions of a release hold: earlier than any that is closed.</summary>
    public static Period FirstMonth { get; } = Period.Month(1900, 1);

    public string Code { get; private set; } = "";

    /// <summary>The first month it holds for.</summary>
    public Period EffectiveFrom { get; private set; }

    /// <summary>Counts the changes of this definition.</summary>
    public int Version { get; private set; }

    /// <summary>True for the newest definition of its code.</summary>
    public bool IsCurrent { get; private set; }

    public string NameZh { get; private set; } = "";
    public string NameEn { get; private set; } = "";

    /// <summary><c>count</c>, <c>cny</c>, <c>ratio</c>, <c>score</c> or <c>days</c>.</summary>
    public string Unit { get; private set; } = "";

    /// <summary><c>higher</c> or <c>lower</c> is better.</summary>
    public string Direction { get; private set; } = "";

    public string Family { get; private set; } = "";
    public string Source { get; private set; } = "";

    /// <summary>The <see cref="KpiBasis"/> as JSON; null for a KPI that is imported.</summary>
    public string? BasisJson { get; private set; }

    /// <summary>The greatest attainment that counts.</summary>
    public decimal Cap { get; private set; }

    /// <summary>
    /// True for numbers of cards or customers, shares and ranks, which the regulation forbids as the sole or main
    /// measure.
    /// </summary>
    public bool Volume { get; private set; }

    /// <summary>The first month in which it can no longer be used; null while it is not ended.</summary>
    public Period? EndedFrom { get; private set; }

    /// <summary>Person who changed it; null for a definition of the release.</summary>
    public string? ChangedBy { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    public KpiBasis? Basis => _basis ??= KpiBasis.Read(BasisJson);

    public bool LowerIsBetter => Direction == KpiWords.Lower;

    public bool IsImported => Source == KpiWords.Import;

    /// <summary>True for a qualitative KPI, which superiors mark by its anchors.</summary>
    public bool IsMarked => Basis?.Anchors is { Count: > 0 };

    /// <summary>True for a KPI that is computed from others.</summary>
    public bool IsCalculated => Source is KpiWords.RatioOf or KpiWords.SumOf;

    /// <summary>
    /// True for counts and amounts, whose targets add up over months. The cards held, and those asleep, are a stock, which does not.
    /// </summary>
    public bool AddsUp =>
        Unit is KpiWords.Count or KpiWords.Cny && Basis?.Measure is not (KpiWords.Held or KpiWords.Asleep);

    public bool IsEndedIn(Period period) => EndedFrom is { } end && period >= end;

    public KpiTerms Terms =>
        new(NameZh, NameEn, Unit, Direction, Family, Source, Basis, Cap, Volume) { IsEnded = EndedFrom is not null };

    /// <summary>Sets the terms; a KPI that was ended is in use again.</summary>
    /// <param name="by">Person who changes it; null for a definition of the release.</param>
    public KpiDefinition Set(KpiTerms terms, string? by, DateTimeOffset? now)
    {
        (NameZh, NameEn) = (terms.NameZh, terms.NameEn);
        (Unit, Direction, Family, Source) = (terms.Unit, terms.Direction, terms.Family, terms.Source);
        BasisJson = terms.Basis?.Write();
        _basis = null;
        (Cap, Volume) = (terms.Cap, terms.Volume);
        EndedFrom = null;
        Change(by, now);
        return this;
    }

    /// <summary>Ends the use of the KPI with a month; its scorecards and figures stay.</summary>
    public void End(Period from, string by, DateTimeOffset now)
    {
        EndedFrom = from;
        Change(by, now);
    }

    /// <summary>A newer definition has taken its place.</summary>
    public void Supersede() => IsCurrent = false;

    private void Change(string? by, DateTimeOffset? now)
    {
        (ChangedBy, ChangedAt) = (by, now);
        Version++;
    }

    /// <summary>A code that nobody has defined: an imported value of which more is better.</summary>
    public static KpiDefinition Undefined(string code) =>
        new KpiDefinition(code, null).Set(
            new(code, code, KpiWords.Score, KpiWords.Higher, "", KpiWords.Import, null, UsualCap, Volume: false),
            null,
            null
        );

    internal sealed class Mapping : IEntityTypeConfiguration<KpiDefinition>
    {
        public void Configure(EntityTypeBuilder<KpiDefinition> builder)
        {
            builder.HasKey(k => new { k.Code, k.EffectiveFrom });
            builder.Property(k => k.Code).HasMaxLength(Lengths.KpiCode);
            builder.Property(k => k.NameZh).HasMaxLength(Lengths.Title);
            builder.Property(k => k.NameEn).HasMaxLength(Lengths.Title);
            builder.Property(k => k.Unit).HasMaxLength(20);
            builder.Property(k => k.Direction).HasMaxLength(20);
            builder.Property(k => k.Family).HasMaxLength(20);
            builder.Property(k => k.Source).HasMaxLength(20);
            builder.Property(k => k.BasisJson).HasMaxLength(8000);
            builder.Property(k => k.Version).IsConcurrencyToken();
            builder.Ignore(k => k.Basis);
            builder.Ignore(k => k.Terms);
            builder.Ignore(k => k.AddsUp);
            builder.Ignore(k => k.IsMarked);
        }
    }
}

/// <summary>The terms of a definition.</summary>
internal sealed record KpiTerms(
    string NameZh,
    string NameEn,
    string Unit,
    string Direction,
    string Family,
    string Source,
    KpiBasis? Basis,
    decimal Cap,
    bool Volume
)
{
    public bool IsEnded { get; init; }
}
