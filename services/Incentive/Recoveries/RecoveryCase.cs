using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Recoveries;

internal enum RecoveryState
{
    /// <summary>An analyst has opened it; the manager may state their side, and an approver has to decide.</summary>
    Proposed,

    /// <summary>It is taken: from what is not released, then from pay.</summary>
    Approved,

    /// <summary>The approver refused it; nothing is taken.</summary>
    Refused,
}

internal enum RecoveryDemandState
{
    /// <summary>Nothing is asked of payroll.</summary>
    None,

    /// <summary>An analyst asks for it; an approver has to decide.</summary>
    Proposed,

    /// <summary>Payroll has it.</summary>
    Approved,
}

/// <summary>
/// A case of pay that is recovered from a manager, in post or not: opened by an analyst, stated upon by the manager within
/// ten days, and decided by another person. What pay cannot bring is demanded of a manager who has left, once.
/// </summary>
internal sealed class RecoveryCase
{
    /// <summary>The days, after the one on which the manager is told, within which they may state their side.</summary>
    public const int DaysForSide = 10;

    private RecoveryCase() { }

    /// <summary>The number in the order of opening.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The manager's unit when it was opened.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The code of the <see cref="RecoveryGround"/>.</summary>
    public string Ground { get; private set; } = "";

    /// <summary>The months whose pay is recovered, as JSON, first to last.</summary>
    public string Periods { get; private set; } = "[]";

    public Money Amount { get; private set; }

    /// <summary>References of what it rests on, as JSON.</summary>
    public string Evidence { get; private set; } = "[]";

    public string Text { get; private set; } = "";
    public string ProposedBy { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }

    /// <summary>The last day on which the manager may state their side.</summary>
    public DateOnly SideUntil { get; private set; }

    /// <summary>The manager's own statement; null without one.</summary>
    public string? Side { get; private set; }

    public DateTimeOffset? SideAt { get; private set; }
    public RecoveryState State { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? RefusalReason { get; private set; }

    /// <summary>The first month whose pay it is taken from; null before an approval.</summary>
    public Period? From { get; private set; }

    /// <summary>The part that was taken from what was not released.</summary>
    public Money Forfeited { get; private set; }

    public RecoveryDemandState DemandState { get; private set; }

    /// <summary>The amount that is asked of payroll; zero where nothing is.</summary>
    public Money Demanded { get; private set; }

    /// <summary>The first month whose runs no longer take the demanded amount from pay.</summary>
    public Period? DemandedFrom { get; private set; }

    public string? DemandProposedBy { get; private set; }
    public DateTimeOffset? DemandProposedAt { get; private set; }
    public string? DemandDecidedBy { get; private set; }
    public DateTimeOffset? DemandDecidedAt { get; private set; }

    /// <summary>The reason for which the last demand was refused.</summary>
    public string? DemandRefusalReason { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<Period> ReadPeriods() => JsonSerializer.Deserialize<List<Period>>(Periods)!;

    public IReadOnlyList<string> ReadEvidence() => JsonSerializer.Deserialize<List<string>>(Evidence)!;

    /// <summary>True while the manager may still state their side, and has not.</summary>
    public bool AwaitsSide(DateOnly today) => State == RecoveryState.Proposed && Side is null && today <= SideUntil;

    public static RecoveryCase Open(RecoveryContent content, string org, string by, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            ManagerNo = content.ManagerNo,
            Org = org,
            Ground = content.Ground,
            Periods = JsonSerializer.Serialize(content.Periods),
            Amount = content.Amount,
            Evidence = JsonSerializer.Serialize(content.Evidence),
            Text = content.Text,
            ProposedBy = by,
            ProposedAt = now,
            SideUntil = BankCalendar.DayOf(now).AddDays(DaysForSide),
        };

    /// <summary>Records the manager's own statement.</summary>
    /// <exception cref="RuleBrokenException">409: it is decided, was stated upon before, or the days are over.</exception>
    public void StateSide(string text, DateTimeOffset now)
    {
        CheckIsProposed();
        if (Side is not null)
            throw new RuleBrokenException(
                "recovery.side-already-stated",
                new("您已提交过陈述，不能再次提交。", "You have stated your side already.")
            );
        if (BankCalendar.DayOf(now) > SideUntil)
            throw new RuleBrokenException(
                "recovery.side-too-late",
                new(
                    Invariant($"陈述期限已于 {SideUntil:yyyy-MM-dd} 届满。"),
                    Invariant($"The last day to state your side was {SideUntil:yyyy-MM-dd}.")
                )
            );
        (Side, SideAt) = (text, now);
        Version++;
    }

    /// <param name="from">The first month whose pay it is taken from.</param>
    /// <param name="forfeited">The part that is taken from what is not released, at most the amount.</param>
    public void Approve(string by, Period from, Money forfeited, DateTimeOffset now)
    {
        CheckDecision(by, now);
        (From, Forfeited) = (from, forfeited);
        Decide(RecoveryState.Approved, by, null, now);
    }

    public void Refuse(string by, string reason, DateTimeOffset now)
    {
        CheckDecision(by, now);
        Decide(RecoveryState.Refused, by, reason, now);
    }

    /// <summary>Asks for what is left of a manager who has no pay left.</summary>
    /// <param name="left">The amount that is neither taken nor demanded.</param>
    /// <param name="hasPayLeft">True while months in which the manager was employed are not approved.</param>
    /// <exception cref="RuleBrokenException">
    /// 409: it is not approved, was demanded before, nothing is left, or pay is still to come.
    /// </exception>
    public void Demand(Money left, bool hasPayLeft, string by, DateTimeOffset now)
    {
        if (State != RecoveryState.Approved || DemandState != RecoveryDemandState.None)
            throw WrongState();
        if (left <= Money.Zero)
            throw new RuleBrokenException(
                "recovery.nothing-left",
                new("该追索已全部扣回，没有余额。", "Nothing is left of this recovery.")
            );
        if (hasPayLeft)
            throw new RuleBrokenException(
                "recovery.pay-left",
                new(
                    "客户经理仍在职，或离职前的月份尚未批准，应先从奖金中扣回。",
                    "The manager is in post, or months before they left are not approved yet; their pay comes first."
                )
            );
        (DemandState, Demanded) = (RecoveryDemandState.Proposed, left);
        (DemandProposedBy, DemandProposedAt) = (by, now);
        (DemandDecidedBy, DemandDecidedAt, DemandRefusalReason) = (null, null, null);
        Version++;
    }

    /// <param name="left">The amount that is left now.</param>
    /// <param name="from">The first month without an approved run.</param>
    /// <exception cref="RuleBrokenException">
    /// 409: nothing is demanded, this person demanded it, or another amount is left now.
    /// </exception>
    public void ApproveDemand(Money left, Period from, string by, DateTimeOffset now)
    {
        CheckDemand(by);
        if (left != Demanded)
            throw new RuleBrokenException(
                "recovery.demand-stale",
                new(
                    $"余额已变为 {left}，请退回后重新提出。",
                    $"{left} is left now; refuse this demand and have it made again."
                )
            );
        DemandedFrom = from;
        DecideDemand(RecoveryDemandState.Approved, by, null, now);
    }

    public void RefuseDemand(string by, string reason, DateTimeOffset now)
    {
        CheckDemand(by);
        Demanded = Money.Zero;
        DecideDemand(RecoveryDemandState.None, by, reason, now);
    }

    /// <summary>
    /// The recovery as runs of a month take it; null where they take nothing. What is demanded of payroll is left out from
    /// the month of that approval on: until then no month had taken any of it.
    /// </summary>
    public Recovery? TakenFromPay(Period runOf)
    {
        if (From is not { } from || from > runOf)
            return null;
        var demanded = DemandedFrom <= runOf ? Demanded : Money.Zero;
        var amount = Amount - Forfeited - demanded;
        return amount > Money.Zero ? new(Number, from, amount) : null;
    }

    private void CheckDecision(string by, DateTimeOffset now)
    {
        CheckIsProposed();
        if (by == ProposedBy)
            throw new RuleBrokenException(
                "recovery.maker-cannot-check",
                new("提出人不能审批自己提出的追索。", "Who opened a recovery cannot decide on it.")
            );
        if (AwaitsSide(BankCalendar.DayOf(now)))
            throw new RuleBrokenException(
                "recovery.side-pending",
                new(
                    Invariant($"客户经理尚未陈述，其期限为 {SideUntil:yyyy-MM-dd}，届满前不能作出决定。"),
                    Invariant($"The manager may state their side until {SideUntil:yyyy-MM-dd}; decide after that.")
                )
            );
    }

    private void CheckDemand(string by)
    {
        if (DemandState != RecoveryDemandState.Proposed)
            throw WrongState();
        if (by == DemandProposedBy)
            throw new RuleBrokenException(
                "recovery.maker-cannot-check",
                new("提出人不能审批自己提出的追索。", "Who opened a recovery cannot decide on it.")
            );
    }

    private void CheckIsProposed()
    {
        if (State != RecoveryState.Proposed)
            throw WrongState();
    }

    private static RuleBrokenException WrongState() =>
        new(
            "recovery.wrong-state",
            new("该追索的状态不允许此操作。", "The state of the recovery does not allow this.")
        );

    private void Decide(RecoveryState state, string by, string? reason, DateTimeOffset now)
    {
        (State, DecidedBy, RefusalReason, DecidedAt) = (state, by, reason, now);
        Version++;
    }

    private void DecideDemand(RecoveryDemandState state, string by, string? reason, DateTimeOffset now)
    {
        (DemandState, DemandDecidedBy, DemandRefusalReason, DemandDecidedAt) = (state, by, reason, now);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<RecoveryCase>
    {
        public void Configure(EntityTypeBuilder<RecoveryCase> builder)
        {
            builder.ToTable("Recoveries");
            builder.HasKey(r => r.Number);
            builder.HasIndex(r => r.Id).IsUnique();
            builder.HasIndex(r => r.ManagerNo);
            builder.HasIndex(r => new { r.State, r.DemandState });
            builder.Property(r => r.Ground).HasMaxLength(40);
            builder.Property(r => r.Periods).HasMaxLength(1000);
            builder.Property(r => r.Evidence).HasMaxLength(6000);
            builder.Property(r => r.Text).HasMaxLength(Lengths.Comment);
            builder.Property(r => r.Side).HasMaxLength(Lengths.Comment);
            builder.Property(r => r.RefusalReason).HasMaxLength(Lengths.Reason);
            builder.Property(r => r.DemandRefusalReason).HasMaxLength(Lengths.Reason);
            builder.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>The part of a recovery that an analyst types.</summary>
internal sealed record RecoveryContent(
    string ManagerNo,
    string Ground,
    IReadOnlyList<Period> Periods,
    Money Amount,
    IReadOnlyList<string> Evidence,
    string Text
);
