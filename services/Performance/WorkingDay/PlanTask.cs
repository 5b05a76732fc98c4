using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Customers;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.WorkingDay;

/// <summary>Plans a task for a manager: their own, or one that a head assigns. Sent twice it is one task.</summary>
internal static class PlanTask
{
    /// <param name="On">The day it is planned for.</param>
    /// <param name="Kind"><c>visit</c>, <c>call</c> or <c>paper</c>.</param>
    /// <param name="CustomerRef">The manager's customer it is about; null for none.</param>
    /// <param name="DueOn">The last day for it; null without one.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required] DateOnly? On,
        [property: Required, AllowedValues("visit", "call", "paper")] string? Kind,
        [property: Required, MaxLength(WorkBounds.Title)] string? Title,
        [property: MaxLength(Lengths.CustomerRef)] string? CustomerRef,
        DateOnly? DueOn
    );

    public static async Task<Ok<TaskAnswer>> Handle(
        Guid id,
        Request request,
        Caller caller,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var managerNo = Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo") ?? "";
        var plan = Read(request, bounds);
        var part = await finder.FindAsync(ct);
        var task = await db.InTransactionAsync(
            async () =>
            {
                await WorkBounds.CheckManagerAsync(db, part, managerNo, today, ct);
                if (await db.WorkTasks.FirstOrDefaultAsync(t => t.Id == id, ct) is { } known)
                    return known.Is(managerNo, plan) ? known : throw Taken();
                await WorkBounds.CheckDoneAsync(db, plan.On < today ? plan.On : today, today, ct);
                var made = WorkTask.Plan(
                    id,
                    managerNo,
                    plan,
                    await PriorityAsync(db, plan.CustomerRef, managerNo, today, ct),
                    caller.Id,
                    clock.GetUtcNow()
                );
                db.WorkTasks.Add(made);
                trail.About(managerNo);
                await db.SaveChangesAsync(ct);
                return made;
            },
            ct
        );
        return TypedResults.Ok(await TaskAnswer.OfAsync(task, db, ct));
    }

    private static WorkPlan Read(Request request, BankBounds bounds)
    {
        if (bounds.OfPlanned(request.On!.Value) is { } on)
            throw on.Of("on");
        if (request.DueOn is { } last && bounds.OfPlanned(last) is { } due)
            throw due.Of("dueOn");
        return new(
            request.On.Value,
            request.Kind!,
            WorkBounds.Read(request.Title, WorkBounds.Title, "title")
                ?? throw new RuleBrokenException(
                    "work-task.title-missing",
                    new("title：请写明要做什么。", "title: say what is to be done."),
                    status: 400
                ),
            Codes.Read(request.CustomerRef, Lengths.CustomerRef, "customerRef"),
            request.DueOn
        );
    }

    /// <exception cref="RuleBrokenException">404: the manager has no such customer.</exception>
    private static async Task<int> PriorityAsync(
        PerformanceDbContext db,
        string? customerRef,
        string managerNo,
        DateOnly today,
        CancellationToken ct
    )
    {
        if (customerRef is null)
            return CustomerWords.Segments.Length;
        var segment =
            await CustomersWithin
                .Held(db, new(null, managerNo), today)
                .Where(c => c.Customer.CustomerRef == customerRef)
                .Select(c => c.Customer.Segment)
                .FirstOrDefaultAsync(ct)
            ?? throw RuleBrokenException.NotFound("customer");
        return Array.IndexOf(CustomerWords.Segments, segment) + 1;
    }

    private static RuleBrokenException Taken() =>
        new("work-task.id-taken", new("该编号已用于另一个任务。", "Another task has this id."));
}
