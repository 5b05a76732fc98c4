using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Goals;

internal enum GoalState
{
    /// <summary>Waits for the head.</summary>
    Set,

    Confirmed,

    /// <summary>Sent back with a reason.</summary>
    Returned,

    /// <summary>The manager has set them anew.</summary>
    Replaced,
}

/// <summary>
/// The three things that a manager sets for themselves for a period (三自定): a marketing target of their area, a plan of
/// work, and a focus of work. A head confirms them or returns them with a reason; every version is kept.
/// </summary>
internal sealed class OwnGoals
{
    private OwnGoals() { }

    public string ManagerNo { get; private set; } = "";
    public Period Period { get; private set; }

    /// <summary>1 for the first, then counting up.</summary>
    public int Version { get; private set; }

    /// <summary>The manager's unit on the period's last day.</summary>
    public string Org { get; private set; } = "";

    /// <summary>区域营销目标.</summary>
    public string Marketing { get; private set; } = "";

    /// <summary>The KPI that the marketing target is measured by; null without one.</summary>
    public string? Kpi { get; private set; }

    /// <summary>The number to reach; null without one.</summary>
    public decimal? Target { get; private set; }

    /// <summary>工作计划.</summary>
    public string WorkPlan { get; private set; } = "";

    /// <summary>工作重点.</summary>
    public string Focus { get; private set; } = "";

    public GoalState State { get; private set; }
    public string SetBy { get; private set; } = "";
    public DateTimeOffset SetAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>The reason for which they were returned.</summary>
    public string? Reason { get; private set; }

    /// <summary>Grows with each decision.</summary>
    public int Changes { get; private set; }

    /// <param name="before">The newest version; null for the first.</param>
    public static OwnGoals Set(
        string managerNo,
        Period period,
        string org,
        GoalContent content,
        OwnGoals? before,
        string by,
        DateTimeOffset now
    )
    {
        before?.Replace();
        return new()
        {
            ManagerNo = managerNo,
            Period = period,
            Version = (before?.Version ?? 0) + 1,
            Org = org,
            Marketing = content.Marketing,
            Kpi = content.Kpi,
            Target = content.Target,
            WorkPlan = content.WorkPlan,
            Focus = content.Focus,
            SetBy = by,
            SetAt = now,
        };
    }

    public GoalContent Content => new(Marketing, Kpi, Target, WorkPlan, Focus);

    public void Confirm(string by, DateTimeOffset now) => Decide(GoalState.Confirmed, by, null, now);

    public void Return(string by, string reason, DateTimeOffset now) => Decide(GoalState.Returned, by, reason, now);

    private void Replace()
    {
        if (State is GoalState.Set)
            State = GoalState.Replaced;
        Changes++;
    }

    private void Decide(GoalState state, string by, string? reason, DateTimeOffset now)
    {
        if (State != GoalState.Set)
            throw new RuleBrokenException(
                "own-goals.wrong-state",
                new("这些目标已经确认或退回。", "These goals were confirmed or returned already.")
            );
        if (by == SetBy)
            throw new RuleBrokenException(
                "own-goals.maker-cannot-check",
                new("本人不能确认自己设定的目标。", "Who has set goals cannot confirm them.")
            );
        (State, DecidedBy, DecidedAt, Reason) = (state, by, now, reason);
        Changes++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<OwnGoals>
    {
        public void Configure(EntityTypeBuilder<OwnGoals> builder)
        {
            builder.ToTable("OwnGoals");
            builder.HasKey(g => new
            {
                g.ManagerNo,
                g.Period,
                g.Version,
            });
            builder.HasIndex(g => new { g.Period, g.ManagerNo });
            builder.HasIndex(g => new { g.State, g.Period });
            builder.Property(g => g.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(g => g.Version).ValueGeneratedNever();
            builder.Property(g => g.Org).HasMaxLength(Lengths.OrgCode);
            builder.Property(g => g.Marketing).HasMaxLength(GoalBounds.Longest);
            builder.Property(g => g.Kpi).HasMaxLength(Lengths.KpiCode);
            builder.Property(g => g.WorkPlan).HasMaxLength(GoalBounds.Longest);
            builder.Property(g => g.Focus).HasMaxLength(GoalBounds.Longest);
            builder.Property(g => g.Reason).HasMaxLength(Lengths.Reason);
            builder.Property(g => g.Changes).IsConcurrencyToken();
            builder.Ignore(g => g.Content);
        }
    }
}

/// <summary>The three items: exactly these, none of them empty.</summary>
internal sealed record GoalContent(string Marketing, string? Kpi, decimal? Target, string WorkPlan, string Focus);
