using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Ledger;

/// <summary>
/// A movement of money that a bonus run does not pay at once. Never changed: what comes out otherwise later is another
/// entry.
/// </summary>
internal sealed class LedgerEntry
{
    public const string Deferred = "deferred",
        Reserve = "reserve",
        Released = "released",
        Forfeited = "forfeited",
        Draw = "draw",
        DrawRecovered = "draw-recovered",
        Recovery = "recovery",
        Recovered = "recovered";

    private LedgerEntry() { }

    /// <summary>The number in the order of booking, gapless from 1.</summary>
    public long Number { get; private set; }

    public string ManagerNo { get; private set; } = "";

    /// <summary>The kind, as in answers.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>
    /// The account that the entry moves: <c>deferred</c>, <c>reserve</c>, <c>draw</c> or <c>recovery</c>.
    /// </summary>
    public string Account { get; private set; } = "";

    /// <summary>
    /// The month that deferred, kept or advanced the money, or from which it was recovered; of a demand the first month
    /// from which it is.
    /// </summary>
    public Period Period { get; private set; }

    /// <summary>The day on which the money falls due; null for entries that have none.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>The movement of the account: above zero what is added to it, below zero what leaves it.</summary>
    public Money Amount { get; private set; }

    /// <summary>The run that booked it; null for an entry of a release or of a case of recovery.</summary>
    public long? RunNumber { get; private set; }

    /// <summary>The release that booked it; null for any other entry.</summary>
    public long? ReleaseNumber { get; private set; }

    /// <summary>The case of recovery that the entry is about; null for any other entry.</summary>
    public long? RecoveryNumber { get; private set; }

    public DateTimeOffset BookedAt { get; private set; }

    public static LedgerEntry OfRun(
        long number,
        string managerNo,
        LedgerPart part,
        Money amount,
        long run,
        DateTimeOffset now
    ) =>
        new()
        {
            Number = number,
            ManagerNo = managerNo,
            Kind = part.Kind,
            Account = part.Kind switch
            {
                DrawRecovered => Draw,
                Recovered => Recovery,
                _ => part.Kind,
            },
            Period = part.Period,
            DueOn = part.DueOn,
            Amount = amount,
            RunNumber = run,
            RecoveryNumber = part.RecoveryNumber,
            BookedAt = now,
        };

    /// <param name="kind"><c>released</c> or <c>forfeited</c>.</param>
    public static LedgerEntry OfRelease(long number, string kind, ReleasePart part, Money amount, DateTimeOffset now) =>
        new()
        {
            Number = number,
            ManagerNo = part.ManagerNo,
            Kind = kind,
            Account = part.Account,
            Period = part.Period,
            DueOn = part.DueOn,
            Amount = -amount,
            ReleaseNumber = part.ReleaseNumber,
            BookedAt = now,
        };

    /// <summary>An entry of a case itself, not of a run that takes from pay.</summary>
    /// <param name="amount">Above zero what the account gains, below zero what leaves it.</param>
    public static LedgerEntry OfRecovery(
        long number,
        long recovery,
        string kind,
        OpenPart part,
        Money amount,
        DateTimeOffset now
    ) =>
        new()
        {
            Number = number,
            ManagerNo = part.ManagerNo,
            Kind = kind,
            Account = part.Account,
            Period = part.Period,
            DueOn = part.DueOn,
            Amount = amount,
            RecoveryNumber = recovery,
            BookedAt = now,
        };

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerEntry>
    {
        public void Configure(EntityTypeBuilder<LedgerEntry> builder)
        {
            builder.HasKey(e => e.Number);
            builder.Property(e => e.Number).ValueGeneratedNever();
            builder.HasIndex(e => new { e.ManagerNo, e.Period });
            builder.HasIndex(e => e.RecoveryNumber).HasFilter("\"RecoveryNumber\" IS NOT NULL");
            builder.HasIndex(e => new
            {
                e.DueOn,
                e.ManagerNo,
                e.Period,
                e.Account,
            });
        }
    }
}
