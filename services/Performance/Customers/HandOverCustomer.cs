using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Performance.Customers;

/// <summary>Hands a customer over to another manager from a day on.</summary>
internal static class HandOverCustomer
{
    /// <param name="ManagerNo">The manager who gets the customer.</param>
    /// <param name="From">The first day on which they have the customer.</param>
    /// <param name="Reason">The reason; null where none is given.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required] DateOnly? From,
        [property: MaxLength(Lengths.Reason)] string? Reason
    );

    public static async Task<Ok<ListCustomers.Detail>> Handle(
        string customerRef,
        Request request,
        Caller caller,
        BankBounds bounds,
        CustomerStages stages,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (bounds.OfPlanned(request.From!.Value) is { } refusal)
            throw refusal.Of("from");
        var reference = CustomerBounds.ReadRef(customerRef);
        var managerNo = Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo") ?? "";
        var reason = TypedText.Read(request.Reason, Lengths.Reason, "reason");
        var today = BankCalendar.Today(clock);
        var part = await finder.FindAsync(ct);
        var customer = await db.InTransactionAsync(
            async () =>
            {
                var found = await CustomersWithin.FindAsync(db, reference, part, today, ct);
                await CustomersWithin.CheckReceiverAsync(db, part, managerNo, request.From.Value, ct);
                trail.Change("managerNo", found.On(request.From.Value).ManagerNo, managerNo);
                found.HandOver(managerNo, new(request.From.Value, caller.Id, clock.GetUtcNow(), reason), today);
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ListCustomers.DetailAsync(customer, stages, db, today, ct));
    }
}
