using CardTeam.Contracts;
using CardTeam.Incentive.Runs;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Ledger;

internal enum ReleaseStatus
{
    Proposed,
    Approved,
    Rejected,
    Withdrawn,
}

/// <summary>
/// A payment of the deferred money and the reserves that have fallen due: an analyst proposes it, an approver decides.
/// </summary>
internal sealed class Release
{
    private Release() { }

    /// <summary>The number in the order of creation.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>The last due day that it pays.</summary>
    public DateOnly DueUntil { get; private set; }

    public ReleaseStatus Status { get; private set; }
    public int Managers { get; private set; }

    /// <summary>The sum that payroll pays.</summary>
    public Money Total { get; private set; }

    /// <summary>The sum that leavers lose.</summary>
    public Money Forfeited { get; private set; }

    public string CreatedBy { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Reason { get; private set; }
    public int Version { get; private set; }

    public static Release Propose(DateOnly dueUntil, IReadOnlyList<DuePart> due, string by, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            DueUntil = dueUntil,
            Status = ReleaseStatus.Proposed,
            Managers = due.Select(p => p.ManagerNo).Distinct(StringComparer.Ordinal).Count(),
            Total = new(due.Sum(p => p.Paid.Fen)),
            Forfeited = new(due.Sum(p => p.Forfeited.Fen)),
            CreatedBy = by,
            CreatedAt = now,
        };

    /// <param name="isUnchanged">True when the ledger still has due what was proposed.</param>
    public void Approve(string by, bool isUnchanged, DateTimeOffset now)
    {
        CheckDecision(by);
        if (!isUnchanged)
            throw new RuleBrokenException(
                "release.stale",
                new(
                    "到期金额在提出后已有变化，请撤回后重新提出。",
                    "What falls due has changed since this was proposed; withdraw it and propose again."
                )
            );
        Decide(ReleaseStatus.Approved, by, null, now);
    }

    public void Reject(string by, string reason, DateTimeOffset now)
    {
        CheckDecision(by);
        Decide(ReleaseStatus.Rejected, by, reason, now);
    }

    public void Withdraw(string by, DateTimeOffset now)
    {
        CheckIsProposed();
        Decide(ReleaseStatus.Withdrawn, by, null, now);
    }

    private void CheckDecision(string by)
    {
        CheckIsProposed();
        if (by == CreatedBy)
            throw new RuleBrokenException(
                "release.maker-cannot-check",
                new("提出人不能审批自己提出的发放。", "Who proposed a release cannot check it.")
            );
    }

    private void CheckIsProposed()
    {
        if (Status != ReleaseStatus.Proposed)
            throw new RuleBrokenException(
                "release.wrong-state",
                new("该发放已有决定，不能再执行此操作。", "This release is decided; this cannot be done with it now.")
            );
    }

    private void Decide(ReleaseStatus decision, string by, string? reason, DateTimeOffset now)
    {
        (Status, DecidedBy, Reason, DecidedAt) = (decision, by, reason, now);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Release>
    {
        public void Configure(EntityTypeBuilder<Release> builder)
        {
            builder.HasKey(r => r.Number);
            builder.HasIndex(r => r.Id).IsUnique();
            // One at a time: what one pays, the next must see.
            builder.HasIndex(r => r.Status).IsUnique().HasFilter("\"Status\" = 0");
            builder.Property(r => r.Reason).HasMaxLength(2000);
            builder.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>A part of a release: what one manager gets of a month's deferred money or reserve on one due day.</summary>
internal sealed class ReleasePart
{
    private ReleasePart() { }

    public ReleasePart(Release release, DuePart due)
    {
        ReleaseNumber = release.Number;
        ManagerNo = due.ManagerNo;
        Org = due.Org;
        Period = due.Period;
        Account = due.Account;
        DueOn = due.DueOn;
        Amount = due.Amount;
        Paid = due.Paid;
        Forfeited = due.Forfeited;
    }

    public long ReleaseNumber { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The manager's unit when it was proposed.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The month that deferred or kept the money.</summary>
    public Period Period { get; private set; }

    /// <summary><c>deferred</c> or <c>reserve</c>.</summary>
    public string Account { get; private set; } = "";

    public DateOnly DueOn { get; private set; }

    /// <summary>
    /// The amount that leaves the account; below zero for what a later result took from a month already paid.
    /// </summary>
    public Money Amount { get; private set; }

    /// <summary>The amount that payroll pays, less what is owed from other months.</summary>
    public Money Paid { get; private set; }

    /// <summary>The amount that a leaver loses.</summary>
    public Money Forfeited { get; private set; }

    public DuePart Due() => new(ManagerNo, Org, Period, Account, DueOn, Amount, Paid, Forfeited);

    internal sealed class Mapping : IEntityTypeConfiguration<ReleasePart>
    {
        public void Configure(EntityTypeBuilder<ReleasePart> builder)
        {
            builder.HasKey(p => new
            {
                p.ReleaseNumber,
                p.ManagerNo,
                p.Period,
                p.Account,
                p.DueOn,
            });
            builder.HasIndex(p => new { p.ManagerNo, p.Period });
        }
    }
}
