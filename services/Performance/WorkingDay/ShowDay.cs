using CardTeam.Contracts;
using CardTeam.Performance.Customers;
using CardTeam.Performance.Data;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.WorkingDay;

/// <summary>Shows a manager's day: the tasks in the order they are done, the care that is due, and the log.</summary>
internal static class ShowDay
{
    /// <param name="Tasks">The day's tasks and open ones of the days before, in order.</param>
    /// <param name="Care">Customers whose care is due by the day, the most valuable first.</param>
    /// <param name="MayWrite">True when the day is the caller's own.</param>
    /// <param name="MayComment">True when the caller may comment on the log.</param>
    public sealed record Answer(
        string ManagerNo,
        string Name,
        DateOnly Date,
        IReadOnlyList<TaskAnswer> Tasks,
        IReadOnlyList<DueCustomer> Care,
        WriteLog.Answer Log,
        WriteLog.Answer WeekLog,
        IReadOnlyList<DayTypes.Row> DayTypes,
        bool MayWrite,
        bool MayComment
    );

    /// <param name="Segment"><c>high</c>, <c>middle</c> or <c>general</c>.</param>
    /// <param name="CareKind">The kind of care that is due.</param>
    public sealed record DueCustomer(string CustomerRef, string Segment, string CareKind, DateOnly CareDueOn);

    private const int CareShown = 50;

    /// <summary>Days over which open tasks are carried into the day.</summary>
    private const int Carried = 60;

    public static async Task<Ok<Answer>> Handle(
        string managerNo,
        DateOnly date,
        Caller caller,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (bounds.OfPlanned(date) is { } refusal)
            throw refusal.Of("date");
        var today = BankCalendar.Today(clock);
        var name = await WorkBounds.CheckManagerAsync(db, await finder.FindAsync(ct), managerNo, today, ct);
        var first = date.AddDays(-Carried);
        var tasks = await db
            .WorkTasks.AsNoTracking()
            .Where(t =>
                t.ManagerNo == managerNo
                && t.On <= date
                && t.On >= first
                && (t.On == date || t.State == WorkWords.Planned || t.State == WorkWords.Started)
            )
            .ToListAsync(ct);
        var care = await CustomersWithin
            .Held(db, new(null, managerNo), date)
            .Where(c => c.Customer.CareDueOn <= date)
            .OrderBy(c =>
                c.Customer.Segment == CustomerWords.High ? 0
                : c.Customer.Segment == CustomerWords.Middle ? 1
                : 2
            )
            .ThenBy(c => c.Customer.CareDueOn)
            .ThenBy(c => c.Customer.CustomerRef)
            .Take(CareShown)
            .Select(c => new DueCustomer(
                c.Customer.CustomerRef,
                c.Customer.Segment,
                c.Customer.CareKind!,
                c.Customer.CareDueOn!.Value
            ))
            .ToListAsync(ct);
        var monday = WorkWeek.MondayOf(date);
        var isOwn = caller.Is(Roles.AccountManager) && caller.ManagerNo == managerNo;
        return TypedResults.Ok(
            new Answer(
                ManagerNo: managerNo,
                Name: name,
                Date: date,
                Tasks: [.. DayOrder.Of(tasks).Select(t => TaskAnswer.Of(t, name))],
                Care: care,
                Log: WriteLog.Answer.Of(
                    WorkWords.Day,
                    date,
                    await WriteLog.FindAsync(db, managerNo, WorkWords.Day, date, ct)
                ),
                WeekLog: WriteLog.Answer.Of(
                    WorkWords.Week,
                    monday,
                    await WriteLog.FindAsync(db, managerNo, WorkWords.Week, monday, ct)
                ),
                DayTypes: [.. (await DayTypesOfBank.LoadAsync(db, ct)).Select(WorkingDay.DayTypes.Row.Of)],
                MayWrite: isOwn,
                MayComment: !isOwn && caller.Is(Roles.BranchHead)
            )
        );
    }
}
