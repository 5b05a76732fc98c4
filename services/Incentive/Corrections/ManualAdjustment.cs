using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Corrections;

internal enum AdjustmentState
{
    /// <summary>An analyst has proposed it; an approver has to decide.</summary>
    Proposed,

    /// <summary>The next run gives or takes it.</summary>
    Approved,

    /// <summary>The approver returned it; a new one has to be proposed.</summary>
    Returned,

    /// <summary>The analysts took it back before a decision.</summary>
    Withdrawn,
}

/// <summary>
/// An amount that a person gives or takes beside the plan: proposed by an analyst, approved by somebody else, and in the
/// statement of the next run with its reason.
/// </summary>
internal sealed class ManualAdjustment
{
    private ManualAdjustment() { }

    /// <summary>The number in the order of proposal.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>
    /// The proposal that is decided as one: the import of the file it came in, otherwise its own id.
    /// </summary>
    public Guid Proposal { get; private set; }

    public string ManagerNo { get; private set; } = "";

    /// <summary>The manager's unit when it was proposed.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The month it is for; it is paid by the next run of that month or a later one.</summary>
    public Period Period { get; private set; }

    /// <summary>The amount, below zero for what is taken.</summary>
    public Money Amount { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>References of what it rests on, as JSON.</summary>
    public string Evidence { get; private set; } = "[]";

    public AdjustmentState State { get; private set; }
    public string ProposedBy { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>The reason for which it was returned.</summary>
    public string? ReturnReason { get; private set; }

    /// <summary>The number of the approved run that paid or took the last of it; null while anything is left.</summary>
    public long? SettledBy { get; private set; }

    public int Version { get; private set; }

    public bool IsOfFile => Proposal != Id;

    public IReadOnlyList<string> ReadEvidence() => JsonSerializer.Deserialize<List<string>>(Evidence)!;

    /// <param name="import">The import it came with; null for one that was typed.</param>
    public static ManualAdjustment Propose(
        AdjustmentContent content,
        string org,
        Guid? import,
        string by,
        DateTimeOffset now
    )
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            Proposal = import ?? id,
            ManagerNo = content.ManagerNo,
            Org = org,
            Period = content.Period,
            Amount = content.Amount,
            Reason = content.Reason,
            Evidence = JsonSerializer.Serialize(content.Evidence),
            State = AdjustmentState.Proposed,
            ProposedBy = by,
            ProposedAt = now,
        };
    }

    public void Approve(string by, DateTimeOffset now)
    {
        CheckDecision(by);
        Decide(AdjustmentState.Approved, by, null, now);
    }

    public void Return(string by, string reason, DateTimeOffset now)
    {
        CheckDecision(by);
        Decide(AdjustmentState.Returned, by, reason, now);
    }

    public void Withdraw(string by, DateTimeOffset now)
    {
        CheckIsProposed();
        Decide(AdjustmentState.Withdrawn, by, null, now);
    }

    /// <summary>Notes that nothing is left of it, so that no later run looks for it.</summary>
    public void Settle(long run)
    {
        SettledBy = run;
        Version++;
    }

    private void CheckDecision(string by)
    {
        CheckIsProposed();
        if (by == ProposedBy)
            throw new RuleBrokenException(
                "adjustment.maker-cannot-check",
                new("提出人不能审批自己提出的调整。", "Who proposed an adjustment cannot check it.")
            );
    }

    private void CheckIsProposed()
    {
        if (State != AdjustmentState.Proposed)
            throw new RuleBrokenException(
                "adjustment.wrong-state",
                new(
                    "该调整已有决定，不能再执行此操作。",
                    "This adjustment is decided; this cannot be done with it now."
                )
            );
    }

    private void Decide(AdjustmentState state, string by, string? reason, DateTimeOffset now)
    {
        (State, DecidedBy, ReturnReason, DecidedAt) = (state, by, reason, now);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ManualAdjustment>
    {
        public void Configure(EntityTypeBuilder<ManualAdjustment> builder)
        {
            builder.ToTable("ManualAdjustments");
            builder.HasKey(a => a.Number);
            builder.Ignore(a => a.IsOfFile);
            builder.HasIndex(a => a.Id).IsUnique();
            builder.HasIndex(a => a.Proposal);
            builder.HasIndex(a => new { a.State, a.SettledBy });
            builder.HasIndex(a => new { a.ManagerNo, a.Period });
            builder.Property(a => a.Reason).HasMaxLength(Lengths.Reason);
            builder.Property(a => a.ReturnReason).HasMaxLength(Lengths.Reason);
            builder.Property(a => a.Evidence).HasMaxLength(6000);
            builder.Property(a => a.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>The part of an adjustment that a person types.</summary>
internal sealed record AdjustmentContent(
    string ManagerNo,
    Period Period,
    Money Amount,
    string Reason,
    IReadOnlyList<string> Evidence
);
