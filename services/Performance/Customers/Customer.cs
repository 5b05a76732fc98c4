using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Customers;

/// <summary>
/// A customer, known by a reference only, with the manager of each time: those intervals are never overwritten.
/// </summary>
internal sealed class Customer
{
    private readonly List<CustomerHolding> _holdings = [];

    private Customer() { }

    public string CustomerRef { get; private set; } = "";

    /// <summary><c>high</c>, <c>middle</c> or <c>general</c>.</summary>
    public string Segment { get; private set; } = "";

    /// <summary>The day of the first card.</summary>
    public DateOnly Since { get; private set; }

    /// <summary>1 to 12; null where it is not known.</summary>
    public int? BirthdayMonth { get; private set; }

    /// <summary>True where the customer has agreed to be called and written to.</summary>
    public bool Consent { get; private set; }

    /// <summary>
    /// The last day on which the customer used a card, as another system says; null where none is known.
    /// </summary>
    public DateOnly? ActiveOn { get; private set; }

    /// <summary>The kind of care that falls due next; null where none does.</summary>
    public string? CareKind { get; private set; }

    public DateOnly? CareDueOn { get; private set; }

    /// <summary>Grows with each change.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<CustomerHolding> Holdings => _holdings;

    public CustomerData Data => new(Segment, Since, BirthdayMonth, Consent, ActiveOn);

    /// <summary>Takes a customer in, with the manager who has them from a day on.</summary>
    /// <param name="careDue">The day care is due as another system plans it; null to go by the care plan.</param>
    public static Customer Take(
        string customerRef,
        string managerNo,
        CustomerData data,
        DateOnly? careDue,
        CarePlan plan,
        HandOver by,
        DateOnly today
    )
    {
        var customer = new Customer { CustomerRef = customerRef };
        customer._holdings.Add(new(customerRef, managerNo, by));
        customer.Describe(data, careDue, plan, today);
        return customer;
    }

    /// <summary>Applies what is known of the customer; true when something changed.</summary>
    public bool Describe(CustomerData data, DateOnly? careDue, CarePlan plan, DateOnly today)
    {
        var isNews = Version == 0 || data != Data;
        var wasCare = (CareKind, CareDueOn);
        // What falls due changes with what it depends on only: a file with the same rows postpones nothing.
        var isPlanned = Version == 0 || data with { ActiveOn = ActiveOn } != Data;
        (Segment, Since, BirthdayMonth) = (data.Segment, data.Since, data.BirthdayMonth);
        (Consent, ActiveOn) = (data.Consent, data.ActiveOn);
        // Care that is due already stays due, unless the customer wants none.
        if (isPlanned && !(Consent && CareDueOn <= today))
            PlanCare(plan, today.AddDays(-1));
        if (careDue is { } due && Consent && due != CareDueOn)
            (CareKind, CareDueOn) = (CustomerWords.CallBack, due);
        isNews |= wasCare != (CareKind, CareDueOn);
        if (isNews)
            Version++;
        return isNews;
    }

    /// <summary>The manager who has the customer on a day; the first one for days before.</summary>
    public CustomerHolding On(DateOnly day) =>
        _holdings.Where(h => h.From <= day).MaxBy(h => h.From) ?? _holdings.MinBy(h => h.From)!;

    /// <summary>Hands the customer over from a day on; what was before stays with the manager before.</summary>
    /// <exception cref="RuleBrokenException">
    /// 409: the same manager, or a day at or before the last hand-over.
    /// </exception>
    public void HandOver(string managerNo, HandOver handOver, DateOnly today)
    {
        var last = _holdings.MaxBy(h => h.From)!;
        if (last.From > today && _holdings.Count > 1)
        {
            // A hand-over that has not begun gives way to the one that is decided now.
            if (last.From == handOver.From)
            {
                last.Change(managerNo, handOver);
                Version++;
                return;
            }

            _holdings.Remove(last);
            last = _holdings.MaxBy(h => h.From)!;
            if (last.ManagerNo == managerNo)
            {
                last.EndBefore(null);
                Version++;
                return;
            }
        }

        if (last.ManagerNo == managerNo)
            throw new RuleBrokenException(
                "customer.same-manager",
                new("该客户已由这位客户经理负责。", "This manager has the customer already.")
            );
        if (handOver.From <= last.From)
            throw TooEarly(last);
        last.EndBefore(handOver.From);
        _holdings.Add(new(CustomerRef, managerNo, handOver));
        Version++;
    }

    /// <summary>
    /// Records care. What was reached is followed by the next care of the plan; a customer who was not reached stays
    /// due; one who refuses gets no more.
    /// </summary>
    public CareEntry Care(CareDone done, CarePlan plan, string managerNo, string by, DateTimeOffset now)
    {
        var kind = done.Kind ?? CareKind ?? CustomerWords.CallBack;
        // Care of another kind than the one that is due was nobody's duty.
        var dueOn = kind == CareKind ? CareDueOn : null;
        var entry = new CareEntry(CustomerRef, managerNo, On(dueOn ?? done.On).ManagerNo, kind, dueOn, done, by, now);
        if (done.Outcome == CustomerWords.Refused)
            (Consent, CareKind, CareDueOn) = (false, null, null);
        else if (done.Outcome == CustomerWords.Reached && (kind == CareKind || CareKind is null))
            PlanCare(plan, CareDueOn > done.On ? CareDueOn.Value : done.On);
        Version++;
        return entry;
    }

    private void PlanCare(CarePlan plan, DateOnly after)
    {
        var next = plan.Next(Data, after);
        (CareKind, CareDueOn) = (next?.Kind, next?.On);
    }

    private static RuleBrokenException TooEarly(CustomerHolding last) =>
        new(
            "customer.handed-over-later",
            new(
                Invariant($"该客户自 {last.From:yyyy-MM-dd} 起由现任客户经理负责，移交日期必须更晚。"),
                Invariant(
                    $"The manager has this customer since {last.From:yyyy-MM-dd}; a hand-over is later than that."
                )
            )
        );

    internal sealed class Mapping : IEntityTypeConfiguration<Customer>
    {
        public void Configure(EntityTypeBuilder<Customer> builder)
        {
            builder.ToTable("Customers");
            builder.HasKey(c => c.CustomerRef);
            builder.HasIndex(c => c.CareDueOn);
            builder.Property(c => c.CustomerRef).HasMaxLength(Lengths.CustomerRef);
            builder.Property(c => c.Segment).HasMaxLength(CustomerBounds.Word);
            builder.Property(c => c.CareKind).HasMaxLength(CustomerBounds.Word);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.Ignore(c => c.Data);
            builder.HasMany(c => c.Holdings).WithOne().HasForeignKey(h => h.CustomerRef);
            builder.Navigation(c => c.Holdings).UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }
}

/// <summary>The facts about a customer besides their manager and their care.</summary>
internal sealed record CustomerData(
    string Segment,
    DateOnly Since,
    int? BirthdayMonth,
    bool Consent,
    DateOnly? ActiveOn
);

/// <summary>A hand-over: from which day on, by whom, when, and why.</summary>
internal sealed record HandOver(DateOnly From, string By, DateTimeOffset At, string? Reason);

/// <summary>The time in which a manager has a customer.</summary>
internal sealed class CustomerHolding
{
    private CustomerHolding() { }

    public CustomerHolding(string customerRef, string managerNo, HandOver handOver)
    {
        (CustomerRef, ManagerNo) = (customerRef, managerNo);
        (From, By, At, Reason) = (handOver.From, handOver.By, handOver.At, handOver.Reason);
    }

    public string CustomerRef { get; private set; } = "";
    public DateOnly From { get; private set; }

    /// <summary>The first day on which the next manager has the customer; null while nobody follows.</summary>
    public DateOnly? Until { get; private set; }

    public string ManagerNo { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public string? Reason { get; private set; }

    public void EndBefore(DateOnly? next) => Until = next;

    public void Change(string managerNo, HandOver handOver) =>
        (ManagerNo, By, At, Reason) = (managerNo, handOver.By, handOver.At, handOver.Reason);

    internal sealed class Mapping : IEntityTypeConfiguration<CustomerHolding>
    {
        public void Configure(EntityTypeBuilder<CustomerHolding> builder)
        {
            builder.ToTable("CustomerHoldings");
            builder.HasKey(h => new { h.CustomerRef, h.From });
            builder.HasIndex(h => new { h.ManagerNo, h.CustomerRef });
            builder.Property(h => h.CustomerRef).HasMaxLength(Lengths.CustomerRef);
            builder.Property(h => h.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(h => h.Reason).HasMaxLength(Lengths.Reason);
        }
    }
}
