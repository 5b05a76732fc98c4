using CardTeam.Contracts;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Payroll's latest acknowledgement of an entry. Earlier ones are kept as <see cref="AcknowledgementStep"/>s.
/// </summary>
internal sealed class Acknowledgement
{
    private Acknowledgement() { }

    public Acknowledgement(Guid eventId) => EventId = eventId;

    public Guid EventId { get; private set; }

    /// <summary><c>paid</c> or <c>rejected</c>.</summary>
    public string Status { get; private set; } = "";

    public string? Reason { get; private set; }
    public DateOnly? PaidOn { get; private set; }

    /// <summary>The amount payroll says it paid; null where it named none, which means the entry's own.</summary>
    public Money? PaidAmount { get; private set; }

    public string AcknowledgedBy { get; private set; } = "";
    public DateTimeOffset AcknowledgedAt { get; private set; }

    /// <summary>
    /// Records an acknowledgement. Repeating one has no effect. A rejected entry may be paid later; a paid one stays
    /// paid on the day it was paid, and payroll may correct the amount. Returns the step for the history, or null where
    /// nothing changed.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// The acknowledgement contradicts an earlier one (already paid, or paid on another day), or is a rejection without
    /// a reason, or with an amount.
    /// </exception>
    public AcknowledgementStep? Record(
        string status,
        string? reason,
        DateOnly? paidOn,
        Money? paidAmount,
        string by,
        DateTimeOffset now
    )
    {
        if (status == "rejected" && paidAmount is not null)
            throw new RuleBrokenException(
                "acknowledgement.amount-of-rejected",
                new(
                    $"{EventId}：退回的条目没有发放金额，请勿填写 paidAmount。",
                    $"{EventId}: nothing was paid of a rejected entry; leave paidAmount out."
                ),
                status: 400
            );
        if (status == "rejected" && reason is null)
            throw new RuleBrokenException(
                "acknowledgement.reason-missing",
                new($"{EventId}：退回必须说明原因。", $"{EventId}: a rejection needs a reason."),
                status: 400
            );
        if (Status == "paid" && status != "paid")
            throw new RuleBrokenException(
                "acknowledgement.already-paid",
                new(
                    $"{EventId} 已登记发放，不能再改为退回。",
                    $"{EventId} is acknowledged as paid and cannot be rejected any more."
                )
            );
        if (Status == "paid" && PaidOn is { } known && paidOn is { } said && known != said)
            throw new RuleBrokenException(
                "acknowledgement.other-day",
                new(
                    Invariant($"{EventId} 已登记于 {known:yyyy-MM-dd} 发放，不能改为 {said:yyyy-MM-dd}。"),
                    Invariant($"{EventId} is acknowledged as paid on {known:yyyy-MM-dd}, not on {said:yyyy-MM-dd}.")
                )
            );
        if (
            Status == status
            && (reason is null || Reason == reason)
            && (paidOn is null || PaidOn == paidOn)
            && (paidAmount is null || PaidAmount == paidAmount)
        )
            return null;
        PaidOn = paidOn ?? (Status == "paid" ? PaidOn : null);
        PaidAmount = paidAmount ?? PaidAmount;
        Reason = reason ?? (Status == status ? Reason : null);
        Status = status;
        AcknowledgedBy = by;
        AcknowledgedAt = now;
        return new(EventId, status, reason, paidOn, PaidAmount, by, now);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Acknowledgement>
    {
        public void Configure(EntityTypeBuilder<Acknowledgement> builder)
        {
            builder.HasKey(a => a.EventId);
            builder.Property(a => a.EventId).ValueGeneratedNever();
            builder.Property(a => a.Reason).HasMaxLength(500);
            // Few are rejected, and lists begin with them.
            builder.HasIndex(a => a.Status).HasFilter("\"Status\" = 'rejected'");
        }
    }
}

/// <summary>An acknowledgement of an entry by payroll. Never changed.</summary>
internal sealed class AcknowledgementStep
{
    private AcknowledgementStep() { }

    public AcknowledgementStep(
        Guid eventId,
        string status,
        string? reason,
        DateOnly? paidOn,
        Money? paidAmount,
        string by,
        DateTimeOffset at
    )
    {
        EventId = eventId;
        Status = status;
        Reason = reason;
        PaidOn = paidOn;
        PaidAmount = paidAmount;
        By = by;
        At = at;
    }

    /// <summary>The number in the order of arrival.</summary>
    public long Number { get; private set; }

    public Guid EventId { get; private set; }
    public string Status { get; private set; } = "";
    public string? Reason { get; private set; }
    public DateOnly? PaidOn { get; private set; }

    /// <summary>The amount paid as far as payroll had said it by then; null means the entry's own.</summary>
    public Money? PaidAmount { get; private set; }

    public string By { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AcknowledgementStep>
    {
        public void Configure(EntityTypeBuilder<AcknowledgementStep> builder)
        {
            builder.HasKey(s => s.Number);
            builder.HasIndex(s => new { s.EventId, s.Number });
            builder.HasIndex(s => s.PaidAmount).HasFilter("\"PaidAmount\" IS NOT NULL");
            builder.Property(s => s.Reason).HasMaxLength(500);
        }
    }
}
