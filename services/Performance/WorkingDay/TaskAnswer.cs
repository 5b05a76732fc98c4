using CardTeam.Performance.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.WorkingDay;

/// <summary>A task as it is shown.</summary>
/// <param name="PlannedOn">The day it was first planned for.</param>
/// <param name="On">The day it is planned for now.</param>
/// <param name="Kind"><c>visit</c>, <c>call</c> or <c>paper</c>.</param>
/// <param name="Priority">1 to 3, by the customer's segment: 1 comes first.</param>
/// <param name="State"><c>planned</c>, <c>started</c>, <c>done</c> or <c>dropped</c>.</param>
/// <param name="Result">The result, or the reason for which it was dropped.</param>
internal sealed record TaskAnswer(
    Guid Id,
    string ManagerNo,
    string? Name,
    DateOnly PlannedOn,
    DateOnly On,
    string Kind,
    string Title,
    string? CustomerRef,
    int Priority,
    DateOnly? DueOn,
    string State,
    DateOnly? DoneOn,
    string? Result,
    string? NextStep,
    string CreatedBy,
    DateTimeOffset CreatedAt
)
{
    public static TaskAnswer Of(WorkTask t, string? name) =>
        new(
            Id: t.Id,
            ManagerNo: t.ManagerNo,
            Name: name,
            PlannedOn: t.PlannedOn,
            On: t.On,
            Kind: t.Kind,
            Title: t.Title,
            CustomerRef: t.CustomerRef,
            Priority: t.Priority,
            DueOn: t.DueOn,
            State: t.State,
            DoneOn: t.DoneOn,
            Result: t.Result,
            NextStep: t.NextStep,
            CreatedBy: t.CreatedBy,
            CreatedAt: t.CreatedAt
        );

    public static async Task<TaskAnswer> OfAsync(WorkTask t, PerformanceDbContext db, CancellationToken ct) =>
        Of(t, await db.Managers.Where(m => m.ManagerNo == t.ManagerNo).Select(m => m.Name).FirstOrDefaultAsync(ct));
}

/// <summary>
/// The order of a day: what is open first, then by the customer's priority, then by the day it is due.
/// </summary>
internal static class DayOrder
{
    public static IReadOnlyList<WorkTask> Of(IEnumerable<WorkTask> tasks) =>
        [
            .. tasks
                .OrderBy(t => !t.IsOpen)
                .ThenBy(t => t.Priority)
                .ThenBy(t => t.DueOn ?? DateOnly.MaxValue)
                .ThenBy(t => Array.IndexOf(WorkWords.Kinds, t.Kind))
                .ThenBy(t => t.Id),
        ];
}
