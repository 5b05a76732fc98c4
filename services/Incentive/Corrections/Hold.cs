using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Corrections;

/// <summary>
/// Pay that is provisionally withheld: whatever is payable, an amount, or a rule's line. It is paid by the next run after
/// somebody else has released it.
/// </summary>
internal sealed class Hold
{
    private Hold() { }

    /// <summary>The number in the order of creation.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The manager's unit when it was made.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The first month that it withholds from.</summary>
    public Period From { get; private set; }

    /// <summary>The most that it withholds over all months together; null for no limit.</summary>
    public Money? Amount { get; private set; }

    /// <summary>The rule whose line it withholds; null for the whole payable.</summary>
    public string? Rule { get; private set; }

    public string Reason { get; private set; } = "";
    public string CreatedBy { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public string? ReleasedBy { get; private set; }
    public DateTimeOffset? ReleasedAt { get; private set; }
    public string? ReleaseReason { get; private set; }

    /// <summary>The number of the approved run that paid what it had withheld; null before.</summary>
    public long? SettledBy { get; private set; }

    public int Version { get; private set; }

    public bool IsReleased => ReleasedAt is not null;

    public static Hold Make(HoldContent content, string org, string by, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            ManagerNo = content.ManagerNo,
            Org = org,
            From = content.From,
            Amount = content.Amount,
            Rule = content.Rule,
            Reason = content.Reason,
            CreatedBy = by,
            CreatedAt = now,
        };

    /// <exception cref="RuleBrokenException">409: it is released already, or this person made it.</exception>
    public void Release(string by, string reason, DateTimeOffset now)
    {
        if (IsReleased)
            throw new RuleBrokenException(
                "hold.wrong-state",
                new("该暂扣已经解除。", "This hold is released already.")
            );
        if (by == CreatedBy)
            throw new RuleBrokenException(
                "hold.maker-cannot-check",
                new("设置暂扣的人不能自己解除。", "Who made a hold cannot release it.")
            );
        (ReleasedBy, ReleaseReason, ReleasedAt) = (by, reason, now);
        Version++;
    }

    /// <summary>Notes that everything it had withheld is paid, so that no later run looks for it.</summary>
    public void Settle(long run)
    {
        SettledBy = run;
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Hold>
    {
        public void Configure(EntityTypeBuilder<Hold> builder)
        {
            builder.HasKey(h => h.Number);
            builder.Ignore(h => h.IsReleased);
            builder.HasIndex(h => h.Id).IsUnique();
            builder.HasIndex(h => h.SettledBy);
            builder.HasIndex(h => h.ManagerNo);
            builder.Property(h => h.Rule).HasMaxLength(60);
            builder.Property(h => h.Reason).HasMaxLength(Lengths.Reason);
            builder.Property(h => h.ReleaseReason).HasMaxLength(Lengths.Reason);
            builder.Property(h => h.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>The part of a hold that a person types.</summary>
internal sealed record HoldContent(string ManagerNo, Period From, Money? Amount, string? Rule, string Reason);
