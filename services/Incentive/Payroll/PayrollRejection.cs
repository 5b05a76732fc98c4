using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Payroll;

internal enum RejectionState
{
    /// <summary>An analyst has proposed what to do; an approver has to decide.</summary>
    Proposed,

    /// <summary>The approver returned the proposal: the entry waits for another one.</summary>
    Returned,

    /// <summary>A new entry was written in its place.</summary>
    Resent,

    /// <summary>It will not be paid.</summary>
    WrittenOff,
}

/// <summary>
/// The settlement of an entry that payroll rejected: an analyst proposes to send it again or to write it off, and
/// another person approves.
/// </summary>
internal sealed class PayrollRejection
{
    public const string Resend = "resend",
        WriteOff = "write-off";

    private PayrollRejection() { }

    public PayrollRejection(Guid eventId) => (EventId, State) = (eventId, RejectionState.Returned);

    /// <summary>The id of the rejected entry.</summary>
    public Guid EventId { get; private set; }

    /// <summary><see cref="Resend"/> or <see cref="WriteOff"/>.</summary>
    public string Decision { get; private set; } = "";

    public RejectionState State { get; private set; }

    /// <summary>The analyst's reason.</summary>
    public string Reason { get; private set; } = "";

    public string ProposedBy { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>The reason for which the last proposal was returned; null when none was.</summary>
    public string? ReturnReason { get; private set; }

    /// <summary>The id of the entry written in its place; null unless it was sent again.</summary>
    public Guid? ResentAs { get; private set; }

    public int Version { get; private set; }

    /// <summary>The rejections that are settled: their entries are neither owed nor paid.</summary>
    public static IQueryable<PayrollRejection> Decided(IncentiveDbContext db) =>
        db.PayrollRejections.Where(r => r.State == RejectionState.Resent || r.State == RejectionState.WrittenOff);

    /// <summary>
    /// The state of a rejected entry in lists: <c>rejected</c>, <c>resend-proposed</c>, <c>write-off-proposed</c>,
    /// <c>resent</c> or <c>written-off</c>.
    /// </summary>
    public static string StateOf(PayrollRejection? rejection) =>
        rejection?.State switch
        {
            RejectionState.Proposed => $"{rejection.Decision}-proposed",
            RejectionState.Resent => "resent",
            RejectionState.WrittenOff => "written-off",
            _ => "rejected",
        };

    /// <exception cref="RuleBrokenException">
    /// 409: a proposal waits already, the entry is settled, or payroll has paid it since.
    /// </exception>
    public void Propose(string decision, string reason, Acknowledgement said, string by, DateTimeOffset now)
    {
        if (State != RejectionState.Returned)
            throw WrongState();
        CheckRejected(said);
        (Decision, Reason, State) = (decision, reason, RejectionState.Proposed);
        (ProposedBy, ProposedAt) = (by, now);
        (DecidedBy, DecidedAt) = (null, null);
        Version++;
    }

    /// <summary>Approves the proposal.</summary>
    /// <param name="rejected">The entry that payroll rejected.</param>
    /// <returns>The entry to append in its place; null when it is written off.</returns>
    /// <exception cref="RuleBrokenException">
    /// 409: nothing is proposed, this person proposed it, or payroll has paid the entry since.
    /// </exception>
    public PayrollEntry? Approve(PayrollEntry rejected, Acknowledgement said, string by, DateTimeOffset now)
    {
        CheckDecision(by);
        CheckRejected(said);
        var resent = Decision == Resend ? PayrollEntry.Resent(rejected, by, now) : null;
        ResentAs = resent?.EventId;
        Decide(resent is null ? RejectionState.WrittenOff : RejectionState.Resent, by, now);
        return resent;
    }

    /// <summary>Returns the proposal to the analyst.</summary>
    /// <inheritdoc cref="Approve"/>
    public void Return(string reason, string by, DateTimeOffset now)
    {
        CheckDecision(by);
        ReturnReason = reason;
        Decide(RejectionState.Returned, by, now);
    }

    private void CheckDecision(string by)
    {
        if (State != RejectionState.Proposed)
            throw WrongState();
        if (by == ProposedBy)
            throw new RuleBrokenException(
                "rejection.maker-cannot-check",
                new("提出人不能审批自己的处理意见。", "Who proposed this cannot check it.")
            );
    }

    private static void CheckRejected(Acknowledgement said)
    {
        if (said.Status != "rejected")
            throw new RuleBrokenException(
                "rejection.paid-since",
                new("薪资部门此后已登记发放，无需处理。", "Payroll has paid this entry since; nothing is left to do.")
            );
    }

    private void Decide(RejectionState state, string by, DateTimeOffset now)
    {
        (State, DecidedBy, DecidedAt) = (state, by, now);
        Version++;
    }

    private RuleBrokenException WrongState()
    {
        var (zh, en) = State switch
        {
            RejectionState.Proposed => ("已有处理意见待审批", "a proposal waits for approval"),
            RejectionState.Resent => ("已重新发送", "it was sent again"),
            RejectionState.WrittenOff => ("已核销", "it was written off"),
            _ => ("没有待审批的处理意见", "no proposal waits for approval"),
        };
        return new(
            "rejection.wrong-state",
            new($"不能执行此操作：该退回条目{zh}。", $"This cannot be done with the rejected entry: {en}.")
        );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PayrollRejection>
    {
        public void Configure(EntityTypeBuilder<PayrollRejection> builder)
        {
            builder.HasKey(r => r.EventId);
            builder.Property(r => r.EventId).ValueGeneratedNever();
            builder.Property(r => r.Reason).HasMaxLength(500);
            builder.Property(r => r.ReturnReason).HasMaxLength(500);
            builder.HasIndex(r => r.ResentAs).IsUnique();
            builder.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}
