using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// A month of the payroll calendar: the last day on which its bonuses can be approved for the pay day, and the pay day.
/// </summary>
internal sealed class PayrollMonth
{
    /// <summary>The months after a period's end within which its days lie: more is a slip of the pen.</summary>
    private const int MonthsAfter = 6;

    private PayrollMonth() { }

    public PayrollMonth(Period period) => Period = period;

    public Period Period { get; private set; }

    /// <summary>The last day of approval.</summary>
    public DateOnly CutOff { get; private set; }

    public DateOnly PayDay { get; private set; }
    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Sets the days; false where they are as they were.</summary>
    public bool Set(DateOnly cutOff, DateOnly payDay, string by, DateTimeOffset now)
    {
        if ((CutOff, PayDay) == (cutOff, payDay))
            return false;
        (CutOff, PayDay) = (cutOff, payDay);
        (ChangedBy, ChangedAt) = (by, now);
        return true;
    }

    /// <summary>The faults in the days of one month.</summary>
    public static IEnumerable<PayrollCalendarFault> FaultsOf(Period period, DateOnly cutOff, DateOnly payDay)
    {
        var last = period.LastDay.AddMonths(MonthsAfter);
        foreach (var (field, day) in ((string, DateOnly)[])[("cutOff", cutOff), ("payDay", payDay)])
        {
            if (day <= period.LastDay)
                yield return new(
                    period,
                    field,
                    new(
                        $"{period}：{Show(day)} 应在当月结束（{Show(period.LastDay)}）之后。",
                        $"{period}: {Show(day)} must be after the month's end, {Show(period.LastDay)}."
                    )
                );
            else if (day > last)
                yield return new(
                    period,
                    field,
                    new(
                        $"{period}：{Show(day)} 距当月结束超过 {MonthsAfter} 个月，最晚为 {Show(last)}。",
                        $"{period}: {Show(day)} is more than {MonthsAfter} months after the month's end; "
                            + $"the last day is {Show(last)}."
                    )
                );
        }

        if (cutOff >= payDay)
            yield return new(
                period,
                "cutOff",
                new(
                    $"{period}：截止日 {Show(cutOff)} 应早于发放日 {Show(payDay)}。",
                    $"{period}: the cut-off {Show(cutOff)} must be before the pay day {Show(payDay)}."
                )
            );
    }

    /// <summary>The faults between a month of the calendar and the one before it.</summary>
    public static IEnumerable<PayrollCalendarFault> FaultsBetween(
        (Period Period, DateOnly CutOff, DateOnly PayDay) before,
        (Period Period, DateOnly CutOff, DateOnly PayDay) after
    )
    {
        if (after.CutOff <= before.CutOff)
            yield return OutOfOrder("cutOff", "截止日", "cut-off", after.CutOff, before.CutOff);
        if (after.PayDay <= before.PayDay)
            yield return OutOfOrder("payDay", "发放日", "pay day", after.PayDay, before.PayDay);

        PayrollCalendarFault OutOfOrder(string field, string zh, string en, DateOnly day, DateOnly earlier) =>
            new(
                after.Period,
                field,
                new(
                    $"{after.Period}：{zh} {Show(day)} 应晚于 {before.Period} 的{zh} {Show(earlier)}。",
                    $"{after.Period}: the {en} {Show(day)} must be after that of {before.Period}, {Show(earlier)}."
                )
            );
    }

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal sealed class Mapping : IEntityTypeConfiguration<PayrollMonth>
    {
        public void Configure(EntityTypeBuilder<PayrollMonth> builder)
        {
            builder.HasKey(m => m.Period);
            builder.HasIndex(m => m.PayDay);
        }
    }
}

/// <summary>A fault of a calendar, by its month and field.</summary>
/// <param name="Field"><c>period</c>, <c>cutOff</c> or <c>payDay</c>.</param>
internal sealed record PayrollCalendarFault(Period? Period, string Field, Text Text);
