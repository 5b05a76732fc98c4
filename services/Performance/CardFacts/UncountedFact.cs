using CardTeam.Contracts.Performance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.CardFacts;

/// <summary>The reason why a stored fact counts in no KPI.</summary>
internal enum UncountedReason
{
    /// <summary>Another fact of the card already counts, and the card was not cancelled in between.</summary>
    AlreadyCounted = 1,

    /// <summary>It happened after its manager's last day.</summary>
    AfterLeaving = 2,

    /// <summary>The day or amount is impossible for a card fact; it was stored before imports checked this.</summary>
    NotPlausible = 3,
}

/// <summary>
/// A current fact that counts in no KPI, as found by the last close. <see cref="UncountedFacts"/> writes these rows.
/// </summary>
internal sealed class UncountedFact
{
    public string ManagerNo { get; private set; } = "";
    public int OccurredOn { get; private set; }
    public string FactRef { get; private set; } = "";
    public UncountedReason Why { get; private set; }
    public CardFactKind Kind { get; private set; }
    public string CardRef { get; private set; } = "";

    /// <summary>
    /// The fact that counts in its place; null except for <see cref="UncountedReason.AlreadyCounted"/>.
    /// </summary>
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

/// <summary>The names of the reasons in answers.</summary>
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
