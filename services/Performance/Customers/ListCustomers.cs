using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Customers;

/// <summary>Lists customers with their manager, stage of life and the care that falls due, and shows one.</summary>
internal static class ListCustomers
{
    /// <param name="Segment"><c>high</c>, <c>middle</c> or <c>general</c>.</param>
    /// <param name="Stage"><c>new</c>, <c>growing</c>, <c>mature</c> or <c>dormant</c>.</param>
    /// <param name="ActiveOn">The last day of activity; null where none is known.</param>
    /// <param name="CareKind">The kind of care that falls due next; null where none does.</param>
    /// <param name="IsOverdue">True when the day it was due has passed.</param>
    public sealed record Row(
        string CustomerRef,
        string ManagerNo,
        string? Name,
        DateOnly HeldFrom,
        string Segment,
        string Stage,
        DateOnly Since,
        int? BirthdayMonth,
        bool Consent,
        DateOnly? ActiveOn,
        string? CareKind,
        DateOnly? CareDueOn,
        bool IsOverdue
    );

    /// <param name="Until">The first day on which the next manager has the customer; null while nobody follows.</param>
    public sealed record HoldingAnswer(
        string ManagerNo,
        string? Name,
        DateOnly From,
        DateOnly? Until,
        string By,
        DateTimeOffset At,
        string? Reason
    );

    /// <param name="Holdings">The managers of all times, the newest first.</param>
    /// <param name="Care">The newest care entries.</param>
    public sealed record Detail(Row Customer, IReadOnlyList<HoldingAnswer> Holdings, IReadOnlyList<ListCare.Row> Care);

    private const int CareShown = 50;

    private static readonly ListOrder<HeldCustomer> Order = new ListOrder<HeldCustomer>("customerRef")
        .Key("customerRef", p => p.Customer.CustomerRef)
        .By("since", p => p.Customer.Since)
        .By("careDueOn", p => p.Customer.CareDueOn)
        .By("managerNo", p => p.Holding.ManagerNo);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("customer_ref", new("客户编号", "Customer"), c => c.CustomerRef),
        new("manager_no", new("客户经理编号", "Manager number"), c => c.ManagerNo),
        new("name", new("姓名", "Name"), c => c.Name),
        new("heldFrom", new("负责起始日", "Held from"), c => c.HeldFrom),
        new("segment", new("客户分类", "Segment"), c => c.Segment),
        new("stage", new("生命周期", "Stage"), c => c.Stage),
        new("since", new("首卡日期", "Since"), c => c.Since),
        new("birthday_month", new("生日月份", "Birthday month"), c => c.BirthdayMonth) { IsSummed = false },
        new("consent", new("同意联系", "Consent"), c => c.Consent),
        new("active_on", new("最近用卡日", "Active on"), c => c.ActiveOn),
        new("careKind", new("关怀事项", "Care"), c => c.CareKind),
        new("care_due", new("关怀到期日", "Care due"), c => c.CareDueOn),
        new("isOverdue", new("已逾期", "Overdue"), c => c.IsOverdue),
    ];

    /// <param name="manager">A manager's number; null for all.</param>
    /// <param name="segment">A segment; null for all.</param>
    /// <param name="stage">A stage; null for all.</param>
    /// <param name="due"><c>overdue</c>, <c>today</c> or <c>week</c>: care due until then; null for all.</param>
    /// <param name="without">True for the customers whose manager has left.</param>
    /// <param name="search">A part of the customer's reference.</param>
    public static async Task<Listing<HeldCustomer, Row>> Handle(
        [AsParameters] ListQuery list,
        string? manager,
        string? segment,
        string? stage,
        string? due,
        bool? without,
        string? search,
        CustomerStages stages,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var customers = CustomersWithin.Held(db, await finder.FindAsync(ct), today);
        if (manager is not null)
            customers = customers.Where(c => c.Holding.ManagerNo == manager);
        if (!string.IsNullOrEmpty(segment))
        {
            CustomerBounds.CheckWord(segment, CustomerWords.Segments, "segment");
            customers = customers.Where(c => c.Customer.Segment == segment);
        }

        if (!string.IsNullOrEmpty(stage))
            customers = OfStage(customers, stage, stages, today);
        if (!string.IsNullOrEmpty(due))
        {
            var last = CustomerBounds.CheckWord(due, ["overdue", "today", "week"], "due") switch
            {
                "overdue" => today.AddDays(-1),
                "today" => today,
                _ => today.AddDays(6),
            };
            customers = customers.Where(c => c.Customer.CareDueOn <= last);
        }

        if (without is { } has)
        {
            var left = db.Managers.Where(m => m.LeftOn < today).Select(m => m.ManagerNo);
            customers = customers.Where(c => left.Contains(c.Holding.ManagerNo) == has);
        }

        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = Fragment.Of(search);
            customers = customers.Where(c => EF.Functions.Like(c.Customer.CustomerRef, pattern, Fragment.Escape));
        }

        return new(customers, list, Order, p => Show(p, stages, today), Columns) { CompleteAsync = NameAsync };

        async Task<IReadOnlyList<Row>> NameAsync(IReadOnlyList<Row> rows)
        {
            var numbers = rows.Select(r => r.ManagerNo).Distinct(StringComparer.Ordinal).ToList();
            var names = await NamesAsync(db, numbers, ct);
            return [.. rows.Select(r => r with { Name = names.GetValueOrDefault(r.ManagerNo) })];
        }
    }

    public static async Task<Ok<Detail>> Get(
        string customerRef,
        CustomerStages stages,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var reference = CustomerBounds.ReadRef(customerRef);
        var part = await finder.FindAsync(ct);
        return TypedResults.Ok(
            await DetailAsync(await CustomersWithin.FindAsync(db, reference, part, today, ct), stages, db, today, ct)
        );
    }

    internal static async Task<Detail> DetailAsync(
        Customer customer,
        CustomerStages stages,
        PerformanceDbContext db,
        DateOnly today,
        CancellationToken ct
    )
    {
        var names = await NamesAsync(
            db,
            [.. customer.Holdings.Select(h => h.ManagerNo).Distinct(StringComparer.Ordinal)],
            ct
        );
        var holding = customer.On(today);
        var care = await db
            .CareEntries.AsNoTracking()
            .Where(e => e.CustomerRef == customer.CustomerRef)
            .OrderByDescending(e => e.DoneOn)
            .ThenByDescending(e => e.Id)
            .Take(CareShown)
            .ToListAsync(ct);
        return new(
            Show(new() { Customer = customer, Holding = holding }, stages, today) with
            {
                Name = names.GetValueOrDefault(holding.ManagerNo),
            },
            [
                .. customer
                    .Holdings.OrderByDescending(h => h.From)
                    .Select(h => new HoldingAnswer(
                        h.ManagerNo,
                        names.GetValueOrDefault(h.ManagerNo),
                        h.From,
                        h.Until,
                        h.By,
                        h.At,
                        h.Reason
                    )),
            ],
            [.. care.Select(ListCare.Show)]
        );
    }

    internal static async Task<IReadOnlyDictionary<string, string>> NamesAsync(
        PerformanceDbContext db,
        IReadOnlyList<string> numbers,
        CancellationToken ct
    ) =>
        await db
            .Managers.AsNoTracking()
            .Where(m => numbers.Contains(m.ManagerNo))
            .Select(m => new { m.ManagerNo, m.Name })
            .ToDictionaryAsync(m => m.ManagerNo, m => m.Name, StringComparer.Ordinal, ct);

    private static Row Show(HeldCustomer p, CustomerStages stages, DateOnly today) =>
        new(
            CustomerRef: p.Customer.CustomerRef,
            ManagerNo: p.Holding.ManagerNo,
            Name: null,
            HeldFrom: p.Holding.From,
            Segment: p.Customer.Segment,
            Stage: stages.Of(p.Customer.Since, p.Customer.ActiveOn, today),
            Since: p.Customer.Since,
            BirthdayMonth: p.Customer.BirthdayMonth,
            Consent: p.Customer.Consent,
            ActiveOn: p.Customer.ActiveOn,
            CareKind: p.Customer.CareKind,
            CareDueOn: p.Customer.CareDueOn,
            IsOverdue: p.Customer.CareDueOn < today
        );

    private static IQueryable<HeldCustomer> OfStage(
        IQueryable<HeldCustomer> customers,
        string stage,
        CustomerStages stages,
        DateOnly today
    )
    {
        CustomerBounds.CheckWord(stage, CustomerWords.Stages, "stage");
        var (isNew, growing, active) = stages.On(today);
        if (stage == CustomerWords.Dormant)
            return customers.Where(c => c.Customer.ActiveOn < active);
        var awake = customers.Where(c => c.Customer.ActiveOn == null || c.Customer.ActiveOn >= active);
        return stage switch
        {
            CustomerWords.New => awake.Where(c => c.Customer.Since > isNew),
            CustomerWords.Growing => awake.Where(c => c.Customer.Since <= isNew && c.Customer.Since > growing),
            _ => awake.Where(c => c.Customer.Since <= growing && c.Customer.Since <= isNew),
        };
    }
}
