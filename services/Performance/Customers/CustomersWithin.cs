using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Customers;

/// <summary>A customer with the manager who has them on a day.</summary>
internal sealed class HeldCustomer
{
    public required Customer Customer { get; init; }
    public required CustomerHolding Holding { get; init; }
}

/// <summary>The customers whose managers lie in a part of the bank.</summary>
internal static class CustomersWithin
{
    /// <summary>The customers of a part of the bank, each with the manager of a day.</summary>
    public static IQueryable<HeldCustomer> Held(PerformanceDbContext db, PartOfBank part, DateOnly day)
    {
        var holdings = db.Set<CustomerHolding>()
            .AsNoTracking()
            .Where(h => h.From <= day && (h.Until == null || h.Until > day));
        if (part.ManagerNo is { } own)
            holdings = holdings.Where(h => h.ManagerNo == own);
        else if (!part.IsWhole)
        {
            var managers = db
                .Managers.Within(part, ManagerRoutes.OrgOn(day), m => m.ManagerNo)
                .Select(m => m.ManagerNo);
            holdings = holdings.Where(h => managers.Contains(h.ManagerNo));
        }

        return holdings.Join(
            db.Customers.AsNoTracking(),
            h => h.CustomerRef,
            c => c.CustomerRef,
            (h, c) => new HeldCustomer { Customer = c, Holding = h }
        );
    }

    /// <summary>A customer to be changed, with all holdings.</summary>
    /// <exception cref="RuleBrokenException">404: there is none in the part of the bank.</exception>
    public static async Task<Customer> FindAsync(
        PerformanceDbContext db,
        string customerRef,
        PartOfBank part,
        DateOnly today,
        CancellationToken ct
    )
    {
        var customer = await db
            .Customers.Include(c => c.Holdings)
            .FirstOrDefaultAsync(c => c.CustomerRef == customerRef, ct);
        return customer is not null && await IncludesAsync(db, part, customer.On(today).ManagerNo, today, ct)
            ? customer
            : throw RuleBrokenException.NotFound("customer");
    }

    /// <summary>True when the manager is on the roster and within the part of the bank.</summary>
    public static Task<bool> IncludesAsync(
        PerformanceDbContext db,
        PartOfBank part,
        string managerNo,
        DateOnly today,
        CancellationToken ct
    ) =>
        db
            .Managers.Within(part, ManagerRoutes.OrgOn(today), m => m.ManagerNo)
            .AnyAsync(m => m.ManagerNo == managerNo, ct);

    /// <summary>
    /// Checks that a customer may be given to a manager: in post on the day, and within the part of the bank.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// 404: there is no such manager; 409: the manager has left by then.
    /// </exception>
    public static async Task CheckReceiverAsync(
        PerformanceDbContext db,
        PartOfBank part,
        string managerNo,
        DateOnly from,
        CancellationToken ct
    )
    {
        var receiver =
            await db
                .Managers.AsNoTracking()
                .Within(part, ManagerRoutes.OrgOn(from), m => m.ManagerNo)
                .Where(m => m.ManagerNo == managerNo)
                .Select(m => new { m.LeftOn })
                .FirstOrDefaultAsync(ct)
            ?? throw RuleBrokenException.NotFound("manager");
        if (receiver.LeftOn < from)
            throw HasLeft;
    }

    public static RuleBrokenException HasLeft =>
        new("customer.manager-has-left", new("该客户经理届时已离职。", "The manager has left by then."));
}
