using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Customers;

/// <summary>A kind of care that customers of a segment get (客户关怀).</summary>
internal sealed class CareRule
{
    private CareRule() { }

    /// <param name="days">
    /// Days between two call-backs, or from the first card to the reminder of its first use; null for the others.
    /// </param>
    public CareRule(string segment, string kind, int? days) => (Segment, Kind, Days) = (segment, kind, days);

    public string Segment { get; private set; } = "";
    public string Kind { get; private set; } = "";
    public int? Days { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CareRule>
    {
        public void Configure(EntityTypeBuilder<CareRule> builder)
        {
            builder.ToTable("CareRules");
            builder.HasKey(r => new { r.Segment, r.Kind });
            builder.Property(r => r.Segment).HasMaxLength(CustomerBounds.Word);
            builder.Property(r => r.Kind).HasMaxLength(CustomerBounds.Word);
        }
    }
}

/// <summary>Care that falls due.</summary>
internal readonly record struct DueCare(string Kind, DateOnly On);

/// <summary>The care rules of all segments; tells what a customer gets next.</summary>
internal sealed class CarePlan(IEnumerable<CareRule> rules)
{
    private readonly ILookup<string, CareRule> _rules = rules.ToLookup(r => r.Segment, StringComparer.Ordinal);

    public static async Task<CarePlan> LoadAsync(Data.PerformanceDbContext db, CancellationToken ct) =>
        new(await db.CareRules.AsNoTracking().ToListAsync(ct));

    public IReadOnlyList<CareRule> Of(string segment) =>
        [.. _rules[segment].OrderBy(r => Array.IndexOf(CustomerWords.CareKinds, r.Kind))];

    /// <summary>
    /// The first care of a customer after a day; null where the segment has none, or the customer has not consented.
    /// </summary>
    public DueCare? Next(CustomerData customer, DateOnly after)
    {
        if (!customer.Consent)
            return null;
        DueCare? next = null;
        foreach (var rule in Of(customer.Segment))
            if (DayOf(rule, customer, after) is { } day && (next is null || day < next.Value.On))
                next = new(rule.Kind, day);
        return next;
    }

    private static DateOnly? DayOf(CareRule rule, CustomerData customer, DateOnly after) =>
        rule.Kind switch
        {
            CustomerWords.FirstUse => customer.Since.AddDays(rule.Days!.Value) is var day && day > after ? day : null,
            CustomerWords.CallBack => after.AddDays(rule.Days!.Value),
            CustomerWords.Birthday => customer.BirthdayMonth is { } month ? LastDayOf(month, after) : null,
            _ => AnniversaryOf(customer.Since, after),
        };

    /// <summary>The last day of the birthday's month: care is due within the month.</summary>
    private static DateOnly LastDayOf(int month, DateOnly after)
    {
        var day = LastDay(after.Year, month);
        return day > after ? day : LastDay(after.Year + 1, month);

        static DateOnly LastDay(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));
    }

    /// <summary>The next anniversary of the first card; of 29 February it is 28 February in ordinary years.</summary>
    private static DateOnly AnniversaryOf(DateOnly since, DateOnly after)
    {
        var years = Math.Max(1, after.Year - since.Year);
        var day = since.AddYears(years);
        return day > after ? day : since.AddYears(years + 1);
    }
}
