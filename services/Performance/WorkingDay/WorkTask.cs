using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.WorkingDay;

/// <summary>
/// Something that a manager is to do on a day: a visit, a call, or paper work. It is moved until it is done or dropped,
/// and then stays as it is.
/// </summary>
internal sealed class WorkTask
{
    private WorkTask() { }

    /// <summary>The id, which the page gives it, so that a task sent twice is one task.</summary>
    public Guid Id { get; private set; }

    public string ManagerNo { get; private set; } = "";

    /// <summary>The day it was first planned for; it counts as planned there, wherever it is moved to.</summary>
    public DateOnly PlannedOn { get; private set; }

    /// <summary>The day it is planned for now.</summary>
    public DateOnly On { get; private set; }

    /// <summary><c>visit</c>, <c>call</c> or <c>paper</c>.</summary>
    public string Kind { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>The customer it is about; null for none.</summary>
    public string? CustomerRef { get; private set; }

    /// <summary>1 to 3, by the customer's segment: 1 comes first, 3 also where there is no customer.</summary>
    public int Priority { get; private set; }

    /// <summary>The last day for it; null without one.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary><c>planned</c>, <c>started</c>, <c>done</c> or <c>dropped</c>.</summary>
    public string State { get; private set; } = WorkWords.Planned;

    public DateOnly? DoneOn { get; private set; }

    /// <summary>The result, or the reason for which it was dropped.</summary>
    public string? Result { get; private set; }

    /// <summary>The step that follows.</summary>
    public string? NextStep { get; private set; }

    /// <summary>The person who planned it: the manager, or the head who assigned it.</summary>
    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Grows with each change.</summary>
    public int Version { get; private set; }

    public bool IsOpen => State is WorkWords.Planned or WorkWords.Started;

    /// <param name="id">The id that the page gave it.</param>
    public static WorkTask Plan(
        Guid id,
        string managerNo,
        WorkPlan plan,
        int priority,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            ManagerNo = managerNo,
            PlannedOn = plan.On,
            On = plan.On,
            Kind = plan.Kind,
            Title = plan.Title,
            CustomerRef = plan.CustomerRef,
            Priority = priority,
            DueOn = plan.DueOn,
            CreatedBy = by,
            CreatedAt = now,
        };

    /// <summary>True when it is what somebody plans again: the same task, sent twice.</summary>
    public bool Is(string managerNo, WorkPlan plan) =>
        ManagerNo == managerNo
        && (PlannedOn, Kind, Title, CustomerRef) == (plan.On, plan.Kind, plan.Title, plan.CustomerRef);

    /// <summary>Moves it to another day.</summary>
    public void Move(DateOnly to)
    {
        if (to == On)
            return;
        CheckOpen();
        (On, Version) = (to, Version + 1);
    }

    public void Start()
    {
        if (State == WorkWords.Started)
            return;
        CheckOpen();
        (State, Version) = (WorkWords.Started, Version + 1);
    }

    /// <summary>Finishes it; the same once more changes nothing.</summary>
    public void Finish(DateOnly on, string? result, string? nextStep)
    {
        if (State == WorkWords.Done && (Result, NextStep) == (result, nextStep))
            return;
        CheckOpen();
        (State, DoneOn) = (WorkWords.Done, on);
        (Result, NextStep) = (result, nextStep);
        Version++;
    }

    /// <exception cref="RuleBrokenException">400: there is no reason.</exception>
    public void Drop(string? reason)
    {
        if (State == WorkWords.Dropped && Result == reason)
            return;
        if (reason is null)
            throw new RuleBrokenException(
                "work-task.reason-missing",
                new("result：请说明取消的原因。", "result: say why it is dropped."),
                status: 400
            );
        CheckOpen();
        (State, Result, Version) = (WorkWords.Dropped, reason, Version + 1);
    }

    private void CheckOpen()
    {
        if (!IsOpen)
            throw new RuleBrokenException(
                "work-task.wrong-state",
                new("该任务已完成或已取消。", "This task is done or dropped already.")
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<WorkTask>
    {
        public void Configure(EntityTypeBuilder<WorkTask> builder)
        {
            builder.ToTable("WorkTasks");
            builder.HasKey(t => t.Id);
            builder.HasIndex(t => new { t.ManagerNo, t.On });
            builder.HasIndex(t => new { t.ManagerNo, t.PlannedOn });
            builder.HasIndex(t => new { t.On, t.Id });
            builder.HasIndex(t => t.PlannedOn);
            builder.Property(t => t.Id).ValueGeneratedNever();
            builder.Property(t => t.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(t => t.Kind).HasMaxLength(WorkBounds.Word);
            builder.Property(t => t.Title).HasMaxLength(WorkBounds.Title);
            builder.Property(t => t.CustomerRef).HasMaxLength(Lengths.CustomerRef);
            builder.Property(t => t.State).HasMaxLength(WorkBounds.Word);
            builder.Property(t => t.Result).HasMaxLength(WorkBounds.Result);
            builder.Property(t => t.NextStep).HasMaxLength(WorkBounds.Title);
            builder.Property(t => t.Version).IsConcurrencyToken();
            builder.Ignore(t => t.IsOpen);
        }
    }
}

/// <summary>Work as somebody plans it.</summary>
internal sealed record WorkPlan(DateOnly On, string Kind, string Title, string? CustomerRef, DateOnly? DueOn);
