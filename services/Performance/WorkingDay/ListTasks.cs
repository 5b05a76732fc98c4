using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.WorkingDay;

/// <summary>Lists tasks: what managers have planned, what is done, and what is late.</summary>
internal static class ListTasks
{
    private static readonly ListOrder<WorkTask> Order = new ListOrder<WorkTask>("-on")
        .By("on", t => t.On)
        .By("managerNo", t => t.ManagerNo)
        .By("priority", t => t.Priority)
        .By("dueOn", t => t.DueOn)
        .Key("id", t => t.Id);

    private static readonly ExportColumn<TaskAnswer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), t => t.ManagerNo),
        new("name", new("姓名", "Name"), t => t.Name),
        new("plannedOn", new("首次计划日", "First planned for"), t => t.PlannedOn),
        new("on", new("计划日", "Planned for"), t => t.On),
        new("kind", new("类型", "Kind"), t => t.Kind),
        new("title", new("事项", "Task"), t => t.Title),
        new("customerRef", new("客户编号", "Customer"), t => t.CustomerRef),
        new("priority", new("优先级", "Priority"), t => t.Priority) { IsSummed = false },
        new("dueOn", new("到期日", "Due on"), t => t.DueOn),
        new("state", new("状态", "State"), t => t.State),
        new("doneOn", new("完成日", "Done on"), t => t.DoneOn),
        new("result", new("结果", "Result"), t => t.Result),
        new("nextStep", new("下一步", "Next step"), t => t.NextStep),
        new("createdBy", new("提出人", "Planned by"), t => t.CreatedBy),
    ];

    /// <param name="manager">A manager's number; null for all.</param>
    /// <param name="state">A state; null for all.</param>
    /// <param name="kind">A kind; null for all.</param>
    /// <param name="from">The first day; null for all.</param>
    /// <param name="to">The last day; null for all.</param>
    /// <param name="late">True for open tasks whose day has passed.</param>
    public static async Task<Listing<WorkTask, TaskAnswer>> Handle(
        [AsParameters] ListQuery list,
        string? manager,
        string? state,
        string? kind,
        DateOnly? from,
        DateOnly? to,
        bool? late,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var part = await finder.FindAsync(ct);
        var tasks = db.WorkTasks.AsNoTracking();
        if (part.ManagerNo is { } own)
            tasks = tasks.Where(t => t.ManagerNo == own);
        else if (!part.IsWhole)
        {
            var managers = db
                .Managers.Within(part, ManagerRoutes.OrgOn(today), m => m.ManagerNo)
                .Select(m => m.ManagerNo);
            tasks = tasks.Where(t => managers.Contains(t.ManagerNo));
        }

        if (manager is not null)
            tasks = tasks.Where(t => t.ManagerNo == manager);
        if (!string.IsNullOrEmpty(state))
        {
            WorkBounds.CheckWord(state, WorkWords.States, "state");
            tasks = tasks.Where(t => t.State == state);
        }

        if (!string.IsNullOrEmpty(kind))
        {
            WorkBounds.CheckWord(kind, WorkWords.Kinds, "kind");
            tasks = tasks.Where(t => t.Kind == kind);
        }

        if (from is not null)
            tasks = tasks.Where(t => t.On >= from);
        if (to is not null)
            tasks = tasks.Where(t => t.On <= to);
        if (late == true)
            tasks = tasks.Where(t => t.On < today && (t.State == WorkWords.Planned || t.State == WorkWords.Started));
        return new(
            tasks,
            list,
            Order,
            t =>
                TaskAnswer.Of(
                    t,
                    db.Managers.Where(m => m.ManagerNo == t.ManagerNo).Select(m => m.Name).FirstOrDefault()
                ),
            Columns
        );
    }
}
