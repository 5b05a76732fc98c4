using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.WorkingDay;

/// <summary>Moves, starts, finishes or drops a task. The same once more changes nothing.</summary>
internal static class ChangeTask
{
    /// <param name="State"><c>planned</c> (moved), <c>started</c>, <c>done</c> or <c>dropped</c>.</param>
    /// <param name="On">The day to move it to; null to leave it where it is.</param>
    /// <param name="DoneOn">The day it was done: today, or within the week before; null for today.</param>
    /// <param name="Result">The result; the reason, where it is dropped.</param>
    /// <param name="NextStep">The step that follows.</param>
    public sealed record Request(
        [property: Required, AllowedValues("planned", "started", "done", "dropped")] string? State,
        DateOnly? On,
        DateOnly? DoneOn,
        [property: MaxLength(WorkBounds.Result)] string? Result,
        [property: MaxLength(WorkBounds.Title)] string? NextStep
    );

    public static async Task<Ok<TaskAnswer>> Handle(
        Guid id,
        Request request,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (request.On is { } to && bounds.OfPlanned(to) is { } refusal)
            throw refusal.Of("on");
        var result = WorkBounds.Read(request.Result, WorkBounds.Result, "result", hasLines: true);
        var next = WorkBounds.Read(request.NextStep, WorkBounds.Title, "nextStep");
        var today = BankCalendar.Today(clock);
        var part = await finder.FindAsync(ct);
        var task = await db.InTransactionAsync(
            async () =>
            {
                var found = await FindAsync(db, id, part, today, ct);
                var (state, version) = (found.State, found.Version);
                if (request.On is { } on)
                    found.Move(on);
                switch (request.State)
                {
                    case WorkWords.Started:
                        found.Start();
                        break;
                    case WorkWords.Done:
                        found.Finish(await WorkBounds.CheckDoneAsync(db, request.DoneOn, today, ct), result, next);
                        break;
                    case WorkWords.Dropped:
                        found.Drop(result);
                        break;
                    default:
                        break;
                }

                if (found.Version == version)
                    return found;
                trail.About(found.ManagerNo);
                trail.Change("state", state, found.State);
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await TaskAnswer.OfAsync(task, db, ct));
    }

    private static async Task<WorkTask> FindAsync(
        PerformanceDbContext db,
        Guid id,
        PartOfBank part,
        DateOnly today,
        CancellationToken ct
    )
    {
        var managers = db.Managers.Within(part, ManagerRoutes.OrgOn(today), m => m.ManagerNo).Select(m => m.ManagerNo);
        return await db.WorkTasks.FirstOrDefaultAsync(t => t.Id == id && managers.Contains(t.ManagerNo), ct)
            ?? throw RuleBrokenException.NotFound("work-task");
    }
}
