using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Corrections;

internal enum DisputeState
{
    /// <summary>An analyst has to answer.</summary>
    Open,

    /// <summary>The manager is right: a manual adjustment was proposed.</summary>
    Upheld,

    /// <summary>The line stays as it is, for the reasons of the answer.</summary>
    Rejected,
}

/// <summary>
/// An account manager's objection to a line of their statement: answered by an analyst within ten working days, and
/// reopened once at most.
/// </summary>
internal sealed class Dispute
{
    public const int DaysToAnswer = 10;

    private readonly List<DisputeStep> _steps = [];

    private Dispute() { }

    /// <summary>The number in the order of opening.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The unit of the statement.</summary>
    public string Org { get; private set; } = "";

    public Period Period { get; private set; }

    /// <summary>The rule of the line; for lines without a rule their name, such as <c>adjustment</c>.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>The amount of the line when it was disputed.</summary>
    public Money Shown { get; private set; }

    /// <summary>The amount that the manager expected; null where they named none.</summary>
    public Money? Expected { get; private set; }

    public DisputeState State { get; private set; }
    public string OpenedBy { get; private set; } = "";
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The day on which it was opened, or opened again.</summary>
    public DateOnly OpenedOn { get; private set; }

    public DateOnly DueOn { get; private set; }

    /// <summary>The analyst who answers it; null while nobody has taken it.</summary>
    public string? AssignedTo { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>The adjustment that was proposed with the answer.</summary>
    public Guid? AdjustmentId { get; private set; }

    public bool IsReopened { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<DisputeStep> Steps => _steps;

    public static Dispute Open(DisputeContent content, string org, Money shown, string by, DateTimeOffset now)
    {
        var dispute = new Dispute
        {
            Id = Guid.CreateVersion7(now),
            ManagerNo = content.ManagerNo,
            Org = org,
            Period = content.Period,
            Rule = content.Rule,
            Shown = shown,
            Expected = content.Expected,
            OpenedBy = by,
            OpenedAt = now,
        };
        dispute.Begin(DisputeStep.Opened, content.Text, by, now);
        return dispute;
    }

    public void Assign(string to, string by, DateTimeOffset now)
    {
        CheckIsOpen();
        AssignedTo = to;
        Note(DisputeStep.Assigned, to, by, now);
    }

    /// <summary>Upholds it. Somebody else has to approve the adjustment, as every other.</summary>
    public void Uphold(string text, Guid adjustment, string by, DateTimeOffset now)
    {
        Answer(DisputeState.Upheld, DisputeStep.Upheld, text, by, now);
        AdjustmentId = adjustment;
    }

    public void Reject(string text, string by, DateTimeOffset now) =>
        Answer(DisputeState.Rejected, DisputeStep.Rejected, text, by, now);

    /// <summary>Opens it again because the adjustment it was upheld with was returned or withdrawn.</summary>
    public void AdjustmentFailed(string by, DateTimeOffset now)
    {
        State = DisputeState.Open;
        (AdjustmentId, AnsweredAt) = (null, null);
        Note(DisputeStep.AdjustmentFailed, "", by, now);
    }

    /// <exception cref="RuleBrokenException">409: it is not answered, or was reopened before.</exception>
    public void Reopen(string text, string by, DateTimeOffset now)
    {
        if (State == DisputeState.Open)
            throw WrongState();
        if (IsReopened)
            throw new RuleBrokenException(
                "dispute.reopened-before",
                new("异议只能重新提出一次。", "A dispute is reopened once only.")
            );
        (IsReopened, AnsweredAt, AdjustmentId) = (true, null, null);
        Begin(DisputeStep.Reopened, text, by, now);
    }

    private void Begin(string step, string text, string by, DateTimeOffset now)
    {
        State = DisputeState.Open;
        OpenedOn = BankCalendar.DayOf(now);
        DueOn = WorkingDays.After(OpenedOn, DaysToAnswer);
        Note(step, text, by, now);
    }

    private void Answer(DisputeState state, string step, string text, string by, DateTimeOffset now)
    {
        CheckIsOpen();
        (State, AnsweredAt) = (state, now);
        // Who answers has taken it.
        AssignedTo ??= by;
        Note(step, text, by, now);
    }

    private void Note(string kind, string text, string by, DateTimeOffset now)
    {
        _steps.Add(new(_steps.Count + 1, kind, text, by, now));
        Version++;
    }

    private void CheckIsOpen()
    {
        if (State != DisputeState.Open)
            throw WrongState();
    }

    private static RuleBrokenException WrongState() =>
        new("dispute.wrong-state", new("该异议的状态不允许此操作。", "The dispute's state does not allow this."));

    internal sealed class Mapping : IEntityTypeConfiguration<Dispute>
    {
        public void Configure(EntityTypeBuilder<Dispute> builder)
        {
            builder.HasKey(d => d.Number);
            builder.HasIndex(d => d.Id).IsUnique();
            builder.HasIndex(d => new { d.ManagerNo, d.Period });
            builder.HasIndex(d => new { d.State, d.DueOn });
            builder.HasIndex(d => d.AdjustmentId);
            builder.Property(d => d.Rule).HasMaxLength(100);
            builder.Property(d => d.Version).IsConcurrencyToken();
            builder.OwnsMany(
                d => d.Steps,
                steps =>
                {
                    steps.ToTable("DisputeSteps");
                    steps.WithOwner().HasForeignKey("DisputeNumber");
                    steps.HasKey("DisputeNumber", nameof(DisputeStep.Number));
                    steps.Property(s => s.Number).ValueGeneratedNever();
                    steps.Property(s => s.Kind).HasMaxLength(20);
                    steps.Property(s => s.Text).HasMaxLength(Lengths.Comment);
                }
            );
            builder.Navigation(d => d.Steps).HasField("_steps").UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }
}

/// <summary>The part of a dispute that the manager types.</summary>
internal sealed record DisputeContent(string ManagerNo, Period Period, string Rule, Money? Expected, string Text);

/// <summary>A step in the course of a dispute.</summary>
/// <param name="Kind">
/// <c>opened</c>, <c>assigned</c>, <c>upheld</c>, <c>rejected</c>, <c>reopened</c> or <c>adjustment-failed</c>.
/// </param>
/// <param name="Text">The text of who took the step; of <c>assigned</c> the analyst.</param>
internal sealed record DisputeStep(int Number, string Kind, string Text, string By, DateTimeOffset At)
{
    public const string Opened = "opened",
        Assigned = "assigned",
        Upheld = "upheld",
        Rejected = "rejected",
        Reopened = "reopened",
        AdjustmentFailed = "adjustment-failed";
}
