using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Units whose bonuses a payroll system of their own pays: it reads a queue with these units' entries, numbered without
/// a gap. A unit counts with those below it, and belongs to the nearest group above it.
/// </summary>
internal sealed class PayrollGroup
{
    /// <summary>The most groups of a bank: each is a queue that the broker keeps on several machines.</summary>
    public const int Most = 100;

    public const int LongestCode = 40;

    private const string QueuePrefix = "payroll.bonuses.";

    private readonly List<PayrollGroupUnit> _units = [];

    private PayrollGroup() { }

    public PayrollGroup(string code) => Code = code;

    public string Code { get; private set; } = "";
    public string Queue { get; private set; } = "";
    public IReadOnlyList<PayrollGroupUnit> Units => _units;
    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>The key under which the group's entries reach its queue, and no other.</summary>
    public string RoutingKey => RoutingKeyOf(Queue);

    /// <summary>The group's queue and what it collects.</summary>
    public Subscription Subscription => new("payroll", Queue, Exchanges.Payroll, RoutingKey);

    /// <summary>Sets the units and the queue.</summary>
    /// <param name="orgs">Codes of known units, each once; none for a group that takes no further entries.</param>
    /// <param name="hasEntries">True when the group has entries already.</param>
    /// <exception cref="RuleBrokenException">The queue's name is not valid, or can no longer change.</exception>
    public void Set(IReadOnlyCollection<string> orgs, string queue, bool hasEntries, string by, DateTimeOffset now)
    {
        if (!IsQueue(queue))
            throw new RuleBrokenException(
                "payroll-group.queue-not-valid",
                new(
                    "queue：队列名应为 payroll.bonuses. 加上 1 至 40 个字母、数字、横线或下划线。",
                    "queue: the name is payroll.bonuses. followed by 1 to 40 letters, digits, hyphens or underscores."
                ),
                status: 400
            );
        if (hasEntries && queue != Queue)
            throw new RuleBrokenException(
                "payroll-group.queue-fixed",
                new(
                    $"queue：此组已有发放条目，队列 {Queue} 不能再更改。",
                    $"queue: the group has entries already; its queue {Queue} stays."
                )
            );
        Queue = queue;
        _units.RemoveAll(u => !orgs.Contains(u.Org, StringComparer.Ordinal));
        _units.AddRange(
            orgs.Except(_units.Select(u => u.Org), StringComparer.Ordinal).Select(o => new PayrollGroupUnit(o))
        );
        (ChangedBy, ChangedAt) = (by, now);
        Version++;
    }

    private static bool IsQueue(string queue) =>
        queue.StartsWith(QueuePrefix, StringComparison.Ordinal)
        && queue.Length - QueuePrefix.Length is > 0 and <= LongestCode
        && queue.Skip(QueuePrefix.Length).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static string RoutingKeyOf(string queue) => $"bonus-group.{queue[QueuePrefix.Length..]}";

    internal sealed class Mapping : IEntityTypeConfiguration<PayrollGroup>
    {
        public void Configure(EntityTypeBuilder<PayrollGroup> builder)
        {
            builder.HasKey(g => g.Code);
            builder.HasIndex(g => g.Queue).IsUnique();
            builder.Ignore(g => g.RoutingKey);
            builder.Ignore(g => g.Subscription);
            builder.Property(g => g.Version).IsConcurrencyToken();
            builder.HasMany(g => g.Units).WithOne().HasForeignKey("GroupCode").IsRequired();
            builder.Navigation(g => g.Units).AutoInclude();
        }
    }
}

/// <summary>A unit of a group. The unit is the key: it is in at most one group.</summary>
internal sealed class PayrollGroupUnit
{
    private PayrollGroupUnit() { }

    public PayrollGroupUnit(string org) => Org = org;

    public string Org { get; private set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<PayrollGroupUnit>
    {
        public void Configure(EntityTypeBuilder<PayrollGroupUnit> builder)
        {
            builder.ToTable("PayrollGroupUnits");
            builder.HasKey(u => u.Org);
        }
    }
}
