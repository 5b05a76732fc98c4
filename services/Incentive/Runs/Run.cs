using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Runs;

internal enum RunStatus
{
    Queued,
    Running,
    Calculated,
    Approved,
    Rejected,
    Cancelled,
    Failed,
}

/// <summary>A calculation of a period's bonuses, made by an analyst and checked by an approver.</summary>
internal sealed class Run
{
    private Run() { }

    /// <summary>The number in the order of creation.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }
    public Period Period { get; private set; }

    /// <summary>The close whose knowledge the run uses, and no later one.</summary>
    public int CloseNumber { get; private set; }

    public RunStatus Status { get; private set; }

    /// <summary>Services it was calculated without, space-separated; empty for none.</summary>
    public string Without { get; private set; } = "";

    /// <summary>
    /// The last certificate, complaint and fact of Training booked when it was made: a run without their service uses
    /// those up to here.
    /// </summary>
    public long CertificatesUpTo { get; private set; }

    public long ComplaintsUpTo { get; private set; }
    public long TrainingFactsUpTo { get; private set; }
    public string PlanCode { get; private set; } = "";
    public int PlanVersion { get; private set; }
    public string RuleHash { get; private set; } = "";

    /// <summary>Hash over every plan and control total the run rests on, compared again before approval.</summary>
    public string InputHash { get; private set; } = "";

    public string CreatedBy { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? CalculatedAt { get; private set; }
    public int Managers { get; private set; }
    public int Paid { get; private set; }
    public long Facts { get; private set; }
    public long Lines { get; private set; }
    public Money Total { get; private set; }
    public Money Deferred { get; private set; }
    public Money Reserved { get; private set; }

    /// <summary>
    /// The managers of the run who had signed its plan when it was calculated; null for runs of releases without
    /// signatures.
    /// </summary>
    public int? Signed { get; private set; }

    /// <summary>SHA-256 over the canonical lines.</summary>
    public string? ResultHash { get; private set; }

    /// <summary>SHA-256 over the statements as they were written; null for runs calculated before 1.1.</summary>
    public string? StatementHash { get; private set; }

    /// <summary>
    /// SHA-256 over the states kept for the run of the next month; null for runs of releases that kept none.
    /// </summary>
    public string? StateHash { get; private set; }

    /// <summary>The managers calculated so far, and all of them, while it is calculated.</summary>
    public int Done { get; private set; }

    public int ToDo { get; private set; }

    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>The cut-off of the payroll calendar that the approval came after; null where it came in time.</summary>
    public DateOnly? MissedCutOff { get; private set; }

    public string? Reason { get; private set; }
    public string? Error { get; private set; }
    public int Version { get; private set; }

    /// <summary>True once the ledger has what the run defers, keeps and advances.</summary>
    public bool IsInLedger { get; private set; }

    public Knowledge Knowledge => new(CloseNumber, CertificatesUpTo, ComplaintsUpTo, TrainingFactsUpTo);

    public IReadOnlyList<string> WithoutServices => Without.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public bool IsOpen => Status is RunStatus.Queued or RunStatus.Running or RunStatus.Calculated;

    public static Run Queue(Period period, RunInputs inputs, string by, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Period = period,
            CloseNumber = inputs.CloseNumber,
            Status = RunStatus.Queued,
            Without = string.Join(' ', inputs.Without),
            CertificatesUpTo = inputs.CertificatesUpTo,
            ComplaintsUpTo = inputs.ComplaintsUpTo,
            TrainingFactsUpTo = inputs.TrainingFactsUpTo,
            PlanCode = inputs.PlanCode,
            PlanVersion = inputs.PlanVersion,
            RuleHash = inputs.RuleHash,
            InputHash = inputs.Hash,
            CreatedBy = by,
            CreatedAt = now,
        };

    public void Start()
    {
        Status = RunStatus.Running;
        Version++;
    }

    public void Calculated(RunResult result, DateTimeOffset now)
    {
        Managers = result.Managers;
        Paid = result.Paid;
        Facts = result.Facts;
        Lines = result.Lines;
        Total = result.Total.Payable;
        Deferred = result.Total.Deferred;
        Reserved = result.Total.Reserved;
        Signed = result.Signed;
        ResultHash = result.ResultHash;
        StatementHash = result.StatementHash;
        StateHash = result.StateHash;
        (Status, CalculatedAt) = (RunStatus.Calculated, now);
        Version++;
    }

    public void EnterLedger() => IsInLedger = true;

    public void Fail(string error)
    {
        (Status, Error) = (RunStatus.Failed, Lengths.Cut(error, 2000));
        Version++;
    }

    /// <param name="inputHash">The hash of the inputs now.</param>
    public void Approve(string by, string inputHash, DateTimeOffset now)
    {
        CheckDecision(by);
        if (inputHash != InputHash)
            throw new RuleBrokenException(
                "run.stale",
                new(
                    "本次计算所依据的方案或数据已变更，请取消后重新计算。",
                    "A plan or input this run rests on has changed since; cancel it and run again."
                )
            );
        Decide(RunStatus.Approved, by, null, now);
    }

    /// <summary>Notes an approval that came after the cut-off of its month, as the calendar said then.</summary>
    public void ApprovedAgainst(DateOnly? cutOff) =>
        MissedCutOff =
            Status == RunStatus.Approved && cutOff is { } last && BankCalendar.DayOf(DecidedAt!.Value) > last
                ? last
                : null;

    /// <param name="reason">The reason, which stays with the run.</param>
    public void Reject(string by, string reason, DateTimeOffset now)
    {
        CheckDecision(by);
        Decide(RunStatus.Rejected, by, reason, now);
    }

    public void Cancel(string by, DateTimeOffset now)
    {
        if (!IsOpen)
            throw WrongState();
        (Status, DecidedBy, DecidedAt) = (RunStatus.Cancelled, by, now);
        Version++;
    }

    /// <exception cref="RuleBrokenException">
    /// 409: the run is not waiting for a decision, or this person made it.
    /// </exception>
    public void CheckDecision(string by)
    {
        if (Status != RunStatus.Calculated)
            throw WrongState();
        if (by == CreatedBy)
            throw new RuleBrokenException(
                "run.maker-cannot-check",
                new("计算人不能审批自己的计算。", "Who made a run cannot check it.")
            );
    }

    private void Decide(RunStatus decision, string by, string? reason, DateTimeOffset now)
    {
        (Status, DecidedBy, Reason, DecidedAt) = (decision, by, reason, now);
        Version++;
    }

    private RuleBrokenException WrongState() =>
        new(
            "run.wrong-state",
            new(
                $"计算当前的状态是 {Status.ToString().ToLowerInvariant()}，不能执行此操作。",
                $"The run is {Status.ToString().ToLowerInvariant()}; this cannot be done with it now."
            )
        );

    internal sealed class Mapping : IEntityTypeConfiguration<Run>
    {
        public void Configure(EntityTypeBuilder<Run> builder)
        {
            builder.HasKey(r => r.Number);
            builder.Ignore(r => r.Knowledge);
            builder.HasIndex(r => r.Id).IsUnique();
            builder.HasIndex(r => new { r.Period, r.Status });
            // One approved run per period, even when two are approved at the same moment.
            builder.HasIndex(r => r.Period).IsUnique().HasFilter("\"Status\" = 3");
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.Property(r => r.StatementHash).HasColumnName("SheetHash");
            builder.Property(r => r.Error).HasMaxLength(2000);
            builder.Property(r => r.Reason).HasMaxLength(2000);
        }
    }
}

/// <summary>The extent of the books that a calculation takes into account.</summary>
/// <param name="CertificatesUpTo">The number of the last booked certificate that counts, whatever its close.</param>
/// <param name="ComplaintsUpTo">The number of the last complaint that counts.</param>
/// <param name="TrainingFactsUpTo">The number of the last fact of Training that counts.</param>
internal sealed record Knowledge(
    int CloseNumber,
    long CertificatesUpTo = long.MaxValue,
    long ComplaintsUpTo = long.MaxValue,
    long TrainingFactsUpTo = long.MaxValue
);

/// <summary>The result of a run.</summary>
internal sealed record RunResult(
    int Managers,
    int Paid,
    long Facts,
    long Lines,
    Amounts Total,
    int Signed,
    string ResultHash,
    string StatementHash,
    string StateHash
)
{
    /// <summary>True where the run went on from what the approved run of the month before kept.</summary>
    public bool GoesOn { get; init; }

    /// <summary>The number of managers of whom months before the run's own were recomputed.</summary>
    public int Recomputed { get; init; }
}
