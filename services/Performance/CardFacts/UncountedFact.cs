using CardTeam.Contracts.Performance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.CardFacts;

/// <summary>Why a fact that is kept counts in no KPI.</summary>
internal enum UncountedReason
{
    /// <summary>Another fact of the card counts already, and the card was not cancelled between.</summary>
    AlreadyCounted = 1,

    /// <summary>It happened after its manager's last day.</summary>
    AfterLeaving = 2,

    /// <summary>No card fact has such a day or amount; it was kept before imports looked.</summary>
    NotPlausible = 3,
}

/// <summary>A current fact that counts in no KPI, as the last close found it. <see cref="UncountedFacts"/> writes them.</summary>
internal sealed class UncountedFact
{
    public string ManagerNo { get; private set; } = "";
    public int OccurredOn { get; private set; }
    public string FactRef { get; private set; } = "";
    public UncountedReason Why { get; private set; }
    public CardFactKind Kind { get; private set; }
    public string CardRef { get; private set; } = "";

    /// <summary>The fact that counts in its place; null but for <see cref="UncountedReason.AlreadyCounted"/>.</summary>
    public string? CountedRef { get; private set; }

    /// <summary>Number of the close that found it.</summary>
    public int KnownFrom { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<UncountedFact>
    {
        public void Configure(EntityTypeBuilder<UncountedFact> builder)
        {
            builder.ToTable("UncountedFacts");
            builder.HasKey(f => new
            {
                f.ManagerNo,
                f.OccurredOn,
                f.FactRef,
            });
            builder.Property(f => f.CountedRef).HasMaxLength(100);
            builder.HasIndex(f => f.KnownFrom);
        }
    }
}

/// <summary>Names of reasons in answers.</summary>
internal static class UncountedReasons
{
    public static string Name(this UncountedReason why) =>
        why switch
        {
            UncountedReason.AlreadyCounted => "already-counted",
            UncountedReason.AfterLeaving => "after-leaving",
            _ => "not-plausible",
        };
}
