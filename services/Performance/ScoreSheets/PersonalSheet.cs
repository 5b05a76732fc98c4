using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>
/// The score sheet of one manager, from a month on until the next one or until it is ended. While it holds, it takes
/// the place of the level's.
/// </summary>
internal sealed class PersonalSheet
{
    private PersonalSheet() { }

    public string ManagerNo { get; private set; } = "";

    /// <inheritdoc cref="ScoreSheet.Rhythm"/>
    public string Rhythm { get; private set; } = Rhythms.Month;

    public Period EffectiveFrom { get; private set; }
    public IReadOnlyList<WeightedKpi> Kpis { get; private set; } = [];
    public int Version { get; private set; }

    /// <summary>The first month in which it no longer holds; null while it is not ended.</summary>
    public Period? EndedFrom { get; private set; }

    /// <inheritdoc cref="ScoreSheet.AcceptedFindings"/>
    public string? AcceptedFindings { get; private set; }

    /// <inheritdoc cref="ScoreSheet.ApprovedBy"/>
    public string? ApprovedBy { get; private set; }

    /// <inheritdoc cref="ScoreSheet.Draw"/>
    public static PersonalSheet Draw(
        string managerNo,
        Period effectiveFrom,
        IReadOnlyList<WeightedKpi> kpis,
        string rhythm = Rhythms.Month
    )
    {
        var sheet = new PersonalSheet
        {
            ManagerNo = managerNo,
            Rhythm = rhythm,
            EffectiveFrom = effectiveFrom,
        };
        sheet.Redraw(kpis);
        return sheet;
    }

    /// <summary>Writes it anew; one that was ended holds again.</summary>
    /// <exception cref="RuleBrokenException">The weights are not those of a sheet.</exception>
    public void Redraw(IReadOnlyList<WeightedKpi> kpis)
    {
        ScoreSheet.Check(kpis);
        Kpis = kpis;
        EndedFrom = null;
        Version++;
    }

    /// <inheritdoc cref="ScoreSheet.Approve"/>
    public void Approve(string? by, string? acceptedFindings) =>
        (ApprovedBy, AcceptedFindings) = (by, acceptedFindings);

    /// <summary>Ends it with a month, or before it begins.</summary>
    public void End(Period from)
    {
        EndedFrom = from < EffectiveFrom ? EffectiveFrom : from;
        Version++;
    }

    /// <summary>
    /// The sheet that holds in a month, of those of one manager and rhythm; null where the level's does.
    /// </summary>
    public static PersonalSheet? Holding(IEnumerable<PersonalSheet> sheets, Period month) =>
        sheets.Where(s => s.EffectiveFrom <= month).MaxBy(s => s.EffectiveFrom) is { } latest
        && (latest.EndedFrom is not { } end || month < end)
            ? latest
            : null;

    internal sealed class Mapping : IEntityTypeConfiguration<PersonalSheet>
    {
        public void Configure(EntityTypeBuilder<PersonalSheet> builder)
        {
            builder.ToTable("PersonalSheets");
            builder.HasKey(s => new
            {
                s.ManagerNo,
                s.EffectiveFrom,
                s.Rhythm,
            });
            SheetKpis.Map(builder.Property(s => s.Rhythm));
            builder.Property(s => s.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.Property(s => s.AcceptedFindings).HasMaxLength(Lengths.Reason);
            SheetKpis.Map(builder.Property(s => s.Kpis));
        }
    }
}
