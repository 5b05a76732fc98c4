using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Performance.Customers;

/// <summary>Records care that a customer got, with a note and its outcome.</summary>
internal static class RecordCare
{
    /// <summary>
    /// The days within which care is recorded: a phone may have been away from the network over a weekend.
    /// </summary>
    public const int DaysBack = 7;

    /// <param name="Kind">The kind of care; null for the one that is due.</param>
    /// <param name="DoneOn">The day, today or within the week before; null for today.</param>
    /// <param name="Outcome"><c>reached</c>, <c>not-reached</c> or <c>refused</c>.</param>
    public sealed record Request(
        [property: AllowedValues(null, "first-use", "call-back", "birthday", "anniversary")] string? Kind,
        DateOnly? DoneOn,
        [property: Required, AllowedValues("reached", "not-reached", "refused")] string? Outcome,
        [property: MaxLength(CustomerBounds.Note)] string? Note
    );

    public static async Task<Ok<ListCustomers.Detail>> Handle(
        string customerRef,
        Request request,
        Caller caller,
        CustomerStages stages,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var on = request.DoneOn ?? today;
        if (on > today || on < today.AddDays(-DaysBack))
            throw new RuleBrokenException(
                "care.day-out-of-range",
                new(
                    Invariant($"doneOn：只能记录今天及之前 {DaysBack} 天内的关怀。"),
                    Invariant($"doneOn: care is recorded for today or one of the {DaysBack} days before.")
                ),
                status: 400
            );
        var reference = CustomerBounds.ReadRef(customerRef);
        var note = CustomerBounds.ReadNote(request.Note, "note");
        var part = await finder.FindAsync(ct);
        var customer = await db.InTransactionAsync(
            async () =>
            {
                var found = await CustomersWithin.FindAsync(db, reference, part, today, ct);
                var plan = await CarePlan.LoadAsync(db, ct);
                db.CareEntries.Add(
                    found.Care(
                        new(request.Kind, on, request.Outcome!, note),
                        plan,
                        found.On(on).ManagerNo,
                        caller.Id,
                        clock.GetUtcNow()
                    )
                );
                trail.Note("outcome", request.Outcome!);
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ListCustomers.DetailAsync(customer, stages, db, today, ct));
    }
}
