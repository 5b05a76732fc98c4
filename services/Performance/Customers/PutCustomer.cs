using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Customers;

/// <summary>Takes one customer in, or changes what is known of them.</summary>
internal static class PutCustomer
{
    /// <param name="ManagerNo">The manager of a new customer; a known customer is handed over instead.</param>
    /// <param name="Segment"><c>high</c>, <c>middle</c> or <c>general</c>.</param>
    /// <param name="Since">The day of the first card.</param>
    /// <param name="BirthdayMonth">1 to 12; null where it is not known.</param>
    /// <param name="Consent">True where the customer has agreed to be called and written to.</param>
    /// <param name="ActiveOn">The last day of activity; null to leave it as it is.</param>
    /// <param name="CareDue">The day care is due; null to go by the care plan.</param>
    public sealed record Request(
        [property: MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required, AllowedValues("high", "middle", "general")] string? Segment,
        [property: Required] DateOnly? Since,
        [property: Range(1, 12)] int? BirthdayMonth,
        [property: Required] bool? Consent,
        DateOnly? ActiveOn,
        DateOnly? CareDue
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
        var reference = CustomerBounds.ReadRef(customerRef);
        CheckDays(request, bounds);
        var managerNo = Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo");
        var (today, now) = (BankCalendar.Today(clock), clock.GetUtcNow());
        var part = await finder.FindAsync(ct);
        var customer = await db.InTransactionAsync(
            async () =>
            {
                var plan = await CarePlan.LoadAsync(db, ct);
                var data = new CustomerData(
                    request.Segment!,
                    request.Since!.Value,
                    request.BirthdayMonth,
                    request.Consent!.Value,
                    request.ActiveOn
                );
                if (!await db.Customers.AnyAsync(c => c.CustomerRef == reference, ct))
                {
                    await CustomersWithin.CheckReceiverAsync(db, part, managerNo ?? "", today, ct);
                    var taken = Customer.Take(
                        reference,
                        managerNo!,
                        data,
                        request.CareDue,
                        plan,
                        new(data.Since, caller.Id, now, null),
                        today
                    );
                    db.Customers.Add(taken);
                    await db.SaveChangesAsync(ct);
                    return taken;
                }

                var known = await CustomersWithin.FindAsync(db, reference, part, today, ct);
                if (managerNo is not null && managerNo != known.On(today).ManagerNo)
                    throw new RuleBrokenException(
                        "customer.held-by-another",
                        new(
                            "该客户由另一位客户经理负责；请用“客户移交”更换。",
                            "Another manager has this customer; a hand-over gives them to somebody else."
                        )
                    );
                var segment = known.Segment;
                if (
                    known.Describe(
                        data with
                        {
                            ActiveOn = data.ActiveOn ?? known.ActiveOn,
                        },
                        request.CareDue,
                        plan,
                        today
                    )
                )
                {
                    if (segment != known.Segment)
                        trail.Change("segment", segment, known.Segment);
                    await db.SaveChangesAsync(ct);
                }

                return known;
            },
            ct
        );
        return TypedResults.Ok(await ListCustomers.DetailAsync(customer, stages, db, today, ct));
    }

    private static void CheckDays(Request request, BankBounds bounds)
    {
        if (bounds.OfHappened(request.Since!.Value) is { } since)
            throw since.Of("since");
        if (request.ActiveOn is { } active && bounds.OfHappened(active) is { } activeOn)
            throw activeOn.Of("activeOn");
        if (request.CareDue is { } due && bounds.OfPlanned(due) is { } careDue)
            throw careDue.Of("careDue");
    }
}
