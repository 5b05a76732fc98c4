using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.CardFacts;

/// <summary>
/// A version of something that happened to a card. Facts have two times: the day it happened and the close from which
/// it is known.
/// </summary>
/// <remarks>
/// Stored in the order the books are read: by manager, then day. Rows are written by <see cref="CardFactBook"/> with
/// prepared statements; a correction adds a version and ends the one before, and nothing is ever overwritten.
/// </remarks>
internal sealed class CardFact
{
    public string ManagerNo { get; private set; } = "";
    public int OccurredOn { get; private set; }
    public string FactRef { get; private set; } = "";
    public int Version { get; private set; }
    public CardFactKind Kind { get; private set; }
    public string CardRef { get; private set; } = "";
    public string? CustomerRef { get; private set; }
    public string? Product { get; private set; }
    public Money? Amount { get; private set; }
    public bool NewCustomer { get; private set; }
    public bool Void { get; private set; }

    /// <summary>Number of the first close that takes this version into account.</summary>
    public int KnownFrom { get; private set; }

    /// <summary>
    /// Number of the first close that no longer takes it into account; null while it is the current version.
    /// </summary>
    public int? KnownUntil { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CardFact>
    {
        public void Configure(EntityTypeBuilder<CardFact> builder)
        {
            builder.HasKey(f => new
            {
                f.ManagerNo,
                f.OccurredOn,
                f.FactRef,
                f.Version,
            });
            builder.HasIndex(f => new { f.FactRef, f.Version }).IsUnique();
            // The few cancellations, queried by card.
            builder.HasIndex(f => new { f.CardRef, f.OccurredOn }).HasFilter("\"Kind\" = 7");
            // The kinds that count once per card: a close searches for cards with several.
            builder.HasIndex(f => new { f.CardRef, f.Kind }).HasFilter("\"Kind\" >= 2 AND \"Kind\" <= 4");
        }
    }
}

/// <summary>
/// The number of facts of a calendar month first known to each close. A close announces these sums; they are kept up to
/// date as facts arrive.
/// </summary>
internal sealed class FactTotal
{
    public Period Month { get; private set; }
    public int KnownFrom { get; private set; }

    /// <summary>The change in the number of facts in force.</summary>
    public long Count { get; private set; }

    public Money Amount { get; private set; }

    /// <summary>The number of recorded versions.</summary>
    public long Versions { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<FactTotal>
    {
        public void Configure(EntityTypeBuilder<FactTotal> builder) =>
            builder.HasKey(t => new { t.Month, t.KnownFrom });
    }
}
