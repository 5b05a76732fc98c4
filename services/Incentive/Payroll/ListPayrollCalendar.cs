using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>Shows the payroll calendar to everybody: a year, all of it as a list, and the next pay day.</summary>
internal static class ListPayrollCalendar
{
    /// <param name="Period">The month the bonuses are for.</param>
    /// <param name="CutOff">The last day on which they can be approved for the pay day.</param>
    public sealed record Row(Period Period, DateOnly CutOff, DateOnly PayDay)
    {
        public static Row Of(PayrollMonth month) => new(month.Period, month.CutOff, month.PayDay);
    }

    /// <param name="Next">The month that is paid next; null while the calendar has none.</param>
    public sealed record NextAnswer(Row? Next);

    private static readonly ListOrder<PayrollMonth> Order = new ListOrder<PayrollMonth>("payDay")
        .By("cutOff", m => m.CutOff)
        .Key("payDay", m => m.PayDay);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("period", new("期间", "Period"), r => r.Period),
        new("cutOff", new("审批截止日", "Cut-off"), r => r.CutOff),
        new("payDay", new("发放日", "Pay day"), r => r.PayDay),
    ];

    public static Listing<PayrollMonth, Row> List([AsParameters] ListQuery list, IncentiveDbContext db) =>
        new(db.PayrollMonths.AsNoTracking(), list, Order, m => new Row(m.Period, m.CutOff, m.PayDay), Columns);

    /// <summary>A year's months; none where the year has no calendar yet.</summary>
    public static async Task<Ok<PutPayrollCalendar.Answer>> Year(int year, IncentiveDbContext db, CancellationToken ct)
    {
        var months = year is >= Period.FirstYear and <= Period.LastYear
            ? Enumerable.Range(1, 12).Select(m => Period.Month(year, m)).ToList()
            : [];
        var rows = await db
            .PayrollMonths.AsNoTracking()
            .Where(m => months.Contains(m.Period))
            .OrderBy(m => m.PayDay)
            .ToListAsync(ct);
        return TypedResults.Ok(new PutPayrollCalendar.Answer(year, [.. rows.Select(Row.Of)]));
    }

    /// <summary>The month paid next, today included.</summary>
    public static async Task<Ok<NextAnswer>> Next(IncentiveDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var today = BankCalendar.Today(clock);
        var next = await db
            .PayrollMonths.AsNoTracking()
            .Where(m => m.PayDay >= today)
            .OrderBy(m => m.PayDay)
            .FirstOrDefaultAsync(ct);
        return TypedResults.Ok(new NextAnswer(next is null ? null : Row.Of(next)));
    }
}
