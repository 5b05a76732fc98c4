using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>
/// A score sheet with regulatory findings, until another person approves it or returns it. It scores nobody before.
/// </summary>
internal sealed class SheetProposal
{
    public const string Proposed = "proposed",
        Approved = "approved",
        Returned = "returned",
        Replaced = "replaced";

    private SheetProposal() { }

    public Guid Id { get; private set; }

    /// <summary>The level it is for; empty for a manager's own sheet.</summary>
    public string Level { get; private set; } = "";

    /// <summary>The manager it is for; null for a level's sheet.</summary>
    public string? ManagerNo { get; private set; }

    /// <inheritdoc cref="ScoreSheet.Rhythm"/>
    public string Rhythm { get; private set; } = Rhythms.Month;

    public Period EffectiveFrom { get; private set; }
    public IReadOnlyList<WeightedKpi> Kpis { get; private set; } = [];

    /// <summary>The <see cref="SheetFinding"/>s as JSON, as they were found when it was written.</summary>
    public string Findings { get; private set; } = "[]";

    /// <summary>The maker's reason for writing it in spite of its findings.</summary>
    public string Reason { get; private set; } = "";

    public string ProposedBy { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }

    /// <summary><c>proposed</c>, <c>approved</c>, <c>returned</c>, or <c>replaced</c> by a later one.</summary>
    public string State { get; private set; } = Proposed;

    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>The reason for which it was returned.</summary>
    public string? ReturnReason { get; private set; }

    public int Version { get; private set; }

    /// <exception cref="RuleBrokenException">The weights are not those of a sheet.</exception>
    public static SheetProposal Propose(
        string level,
        string? managerNo,
        Period from,
        IReadOnlyList<WeightedKpi> kpis,
        IReadOnlyList<SheetFinding> findings,
        string reason,
        string by,
        DateTimeOffset now,
        string rhythm = Rhythms.Month
    )
    {
        ScoreSheet.Check(kpis);
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Level = level,
            ManagerNo = managerNo,
            Rhythm = rhythm,
            EffectiveFrom = from,
            Kpis = kpis,
            Findings = JsonSerializer.Serialize(findings, JsonSerializerOptions.Web),
            Reason = reason,
            ProposedBy = by,
            ProposedAt = now,
            Version = 1,
        };
    }

    public IReadOnlyList<SheetFinding> ReadFindings() =>
        JsonSerializer.Deserialize<List<SheetFinding>>(Findings, JsonSerializerOptions.Web)!;

    /// <exception cref="RuleBrokenException">409: it is decided already, or the caller wrote it.</exception>
    public void Approve(string by, DateTimeOffset now) => Decide(Approved, by, now);

    /// <inheritdoc cref="Approve"/>
    public void Return(string reason, string by, DateTimeOffset now)
    {
        Decide(Returned, by, now);
        ReturnReason = reason;
    }

    /// <summary>A later sheet of the same level and month has taken its place.</summary>
    public void Replace(string by, DateTimeOffset now) =>
        (State, DecidedBy, DecidedAt, Version) = (Replaced, by, now, Version + 1);

    private void Decide(string state, string by, DateTimeOffset now)
    {
        if (State != Proposed)
            throw new RuleBrokenException(
                "score-sheet.already-decided",
                new("该考核表已经处理。", "This score sheet has been decided already.")
            );
        if (by == ProposedBy)
            throw new RuleBrokenException(
                "score-sheet.maker-cannot-check",
                new("制定人不能审批自己的考核表。", "The maker of a score sheet cannot decide on it.")
            );
        (State, DecidedBy, DecidedAt) = (state, by, now);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SheetProposal>
    {
        public void Configure(EntityTypeBuilder<SheetProposal> builder)
        {
            builder.ToTable("SheetProposals");
            builder.HasKey(p => p.Id);
            builder.HasIndex(p => new { p.Level, p.EffectiveFrom });
            builder.Property(p => p.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(p => p.State).HasMaxLength(20);
            builder.Property(p => p.Findings).HasMaxLength(16_000);
            builder.Property(p => p.Reason).HasMaxLength(Lengths.Reason);
            builder.Property(p => p.ReturnReason).HasMaxLength(Lengths.Reason);
            builder.Property(p => p.Version).IsConcurrencyToken();
            SheetKpis.Map(builder.Property(p => p.Rhythm));
            SheetKpis.Map(builder.Property(p => p.Kpis));
        }
    }
}

/// <summary>The storage of a sheet's columns.</summary>
internal static class SheetKpis
{
    /// <summary>Sheets written before there were rhythms score months.</summary>
    public static void Map(PropertyBuilder<string> rhythm) => rhythm.HasMaxLength(10).HasDefaultValue(Rhythms.Month);

    /// <summary>Keeps the KPIs as JSON.</summary>
    public static void Map(PropertyBuilder<IReadOnlyList<WeightedKpi>> property) =>
        property
            .HasMaxLength(8000)
            .HasConversion(
                kpis => JsonSerializer.Serialize(kpis, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<List<WeightedKpi>>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<WeightedKpi>>(
                    (a, b) => a!.SequenceEqual(b!),
                    kpis => kpis.Count,
                    kpis => kpis
                )
            );
}
