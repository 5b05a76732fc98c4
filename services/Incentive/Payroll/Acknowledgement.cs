using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Payroll;

/// <summary>What payroll says became of an entry.</summary>
internal sealed class Acknowledgement
{
    private Acknowledgement() { }

    public Acknowledgement(Guid eventId) => EventId = eventId;

    public Guid EventId { get; private set; }

    /// <summary><c>paid</c> or <c>rejected</c>.</summary>
    public string Status { get; private set; } = "";

    public string? Reason { get; private set; }
    public DateOnly? PaidOn { get; private set; }
    public string AcknowledgedBy { get; private set; } = "";
    public DateTimeOffset AcknowledgedAt { get; private set; }

    /// <summary>Twice is harmless. A rejected entry may be paid later; a paid one stays paid.</summary>
    public void Say(string status, string? reason, DateOnly? paidOn, string by, DateTimeOffset now)
    {
        if (Status == "paid" && status != "paid")
            throw new RuleBrokenException(
                "acknowledgement.already-paid",
                new(
                    $"{EventId} 已回执为已付,不能再改为拒付。",
                    $"{EventId} is acknowledged as paid and cannot be rejected any more."
                )
            );
        if ((Status, Reason, PaidOn) == (status, reason, paidOn))
            return;
        (Status, Reason, PaidOn, AcknowledgedBy, AcknowledgedAt) = (status, reason, paidOn, by, now);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Acknowledgement>
    {
        public void Configure(EntityTypeBuilder<Acknowledgement> builder)
        {
            builder.HasKey(a => a.EventId);
            builder.Property(a => a.EventId).ValueGeneratedNever();
            builder.Property(a => a.Reason).HasMaxLength(500);
        }
    }
}
