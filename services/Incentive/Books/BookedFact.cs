using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>
/// Incentive's own copy of a version of a card fact, stored in the order a run reads: by manager, then day.
/// </summary>
internal sealed class BookedFact
{
    public string ManagerNo { get; private set; } = "";

    /// <summary>The day as a number, such as 20260603.</summary>
    public int OccurredOn { get; private set; }

    public string FactRef { get; private set; } = "";
    public int Version { get; private set; }
    public CardFactKind Kind { get; private set; }
    public string CardRef { get; private set; } = "";
    public string? Product { get; private set; }
    public Money? Amount { get; private set; }
    public bool Void { get; private set; }

    /// <summary>Number of the first close that takes this version into account.</summary>
    public int KnownFrom { get; private set; }

    /// <summary>
    /// Number of the first close that no longer takes it into account; null while it is the current version.
    /// </summary>
    public int? KnownUntil { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BookedFact>
    {
        public void Configure(EntityTypeBuilder<BookedFact> builder)
        {
            builder.HasKey(f => new
            {
                f.ManagerNo,
                f.OccurredOn,
                f.FactRef,
                f.Version,
            });
            // A run queries by card for the kinds that count once per card, and for cancellations.
            builder
                .HasIndex(f => new { f.CardRef, f.Kind }, "IX_Facts_OnceACard")
                .HasFilter("\"Kind\" >= 2 AND \"Kind\" <= 4");
            builder.HasIndex(f => new { f.CardRef, f.OccurredOn }, "IX_Facts_Cancelled").HasFilter("\"Kind\" = 7");
            // A run queries the cards cancelled in its month, and the versions of earlier months that its close is the
            // first to know, or not to know any more.
            builder.HasIndex(f => new { f.OccurredOn, f.CardRef }, "IX_Facts_CancelledOn").HasFilter("\"Kind\" = 7");
            builder.HasIndex(f => new { f.KnownFrom, f.OccurredOn }, "IX_Facts_KnownFrom");
            builder
                .HasIndex(f => new { f.KnownUntil, f.OccurredOn }, "IX_Facts_KnownUntil")
                .HasFilter("\"KnownUntil\" IS NOT NULL");
        }
    }
}

/// <summary>
/// The facts of a calendar month first known to each close, counted as they are booked: Incentive's side of the control
/// totals.
/// </summary>
internal sealed class BookedTotal
{
    private BookedTotal() { }

    public BookedTotal(Period month, int knownFrom, long count, Money amount, long versions) =>
        (Month, KnownFrom, Count, Amount, Versions) = (month, knownFrom, count, amount, versions);

    public Period Month { get; private set; }
    public int KnownFrom { get; private set; }
    public long Count { get; private set; }
    public Money Amount { get; private set; }
    public long Versions { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BookedTotal>
    {
        public void Configure(EntityTypeBuilder<BookedTotal> builder) =>
            builder.HasKey(t => new { t.Month, t.KnownFrom });
    }
}
