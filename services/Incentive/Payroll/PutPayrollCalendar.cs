using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>Sets the payroll calendar of a year, all twelve months of it or none.</summary>
internal static class PutPayrollCalendar
{
    private const int Months = 12;

    /// <param name="Period">The month the bonuses are for: <c>2026-06</c>.</param>
    /// <param name="CutOff">The last day on which they can be approved for the pay day.</param>
    public sealed record Month(
        [property: Required] Period? Period,
        [property: Required] DateOnly? CutOff,
        [property: Required] DateOnly? PayDay
    );

    public sealed record Request(
        [property: Required, MinLength(Months), MaxLength(Months)] IReadOnlyList<Month>? Months
    );

    public sealed record Answer(int Year, IReadOnlyList<ListPayrollCalendar.Row> Months);

    public static async Task<Ok<Answer>> Handle(
        int year,
        Request request,
        Caller caller,
        BankBounds bounds,
        AuditTrail trail,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (request.Months!.Any(m => m is null))
            throw new RuleBrokenException(
                "request.invalid",
                new("months 中不能有 null。", "There is a null among the months."),
                status: 400
            );
        if (!Period.TryParse(Invariant($"{year:0000}"), out var whole))
            throw new RuleBrokenException(
                "payroll-calendar.year-not-valid",
                new("year：年份不正确。", "year: there is no such year."),
                status: 400
            );
        if (bounds.OfPeriod(whole) is { } refusal)
            throw refusal.Of("year");
        var months = request
            .Months!.Select(m => (Period: m.Period!.Value, CutOff: m.CutOff!.Value, PayDay: m.PayDay!.Value))
            .OrderBy(m => m.Period)
            .ToList();
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    Check(year, months, await NeighboursAsync(year, db, ct));
                    var known = await db
                        .PayrollMonths.Where(m => months.Select(n => n.Period).Contains(m.Period))
                        .ToDictionaryAsync(m => m.Period, ct);
                    foreach (var (period, cutOff, payDay) in months)
                    {
                        var isNew = !known.TryGetValue(period, out var month);
                        if (isNew)
                            db.PayrollMonths.Add(known[period] = month = new(period));
                        var before = isNew ? null : Shown(month!.CutOff, month.PayDay);
                        if (month!.Set(cutOff, payDay, caller.Id, clock.GetUtcNow()))
                            trail.Change(period.ToString(), before, Shown(cutOff, payDay));
                    }

                    await db.SaveChangesAsync(ct);
                    return new Answer(
                        year,
                        [.. known.Values.OrderBy(m => m.Period).Select(ListPayrollCalendar.Row.Of)]
                    );
                },
                ct
            )
        );
    }

    private static string Shown(DateOnly cutOff, DateOnly payDay) =>
        Invariant($"{cutOff:yyyy-MM-dd} {payDay:yyyy-MM-dd}");

    /// <summary>December of the year before and January of the year after, where the calendar has them.</summary>
    private static async Task<List<(Period Period, DateOnly CutOff, DateOnly PayDay)>> NeighboursAsync(
        int year,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        Period[] beside = [Period.Month(year, 1).Previous(), Period.Month(year, Months).Next()];
        return
        [
            .. (await db.PayrollMonths.AsNoTracking().Where(m => beside.Contains(m.Period)).ToListAsync(ct)).Select(m =>
                (m.Period, m.CutOff, m.PayDay)
            ),
        ];
    }

    /// <exception cref="RuleBrokenException">400: every fault is among the details.</exception>
    private static void Check(
        int year,
        List<(Period Period, DateOnly CutOff, DateOnly PayDay)> months,
        List<(Period Period, DateOnly CutOff, DateOnly PayDay)> neighbours
    )
    {
        var wanted = Enumerable.Range(1, Months).Select(m => Period.Month(year, m)).ToHashSet();
        var faults = new List<PayrollCalendarFault>();
        foreach (var (period, _, _) in months.Where(m => !wanted.Contains(m.Period)))
            faults.Add(
                new(
                    period,
                    "period",
                    new(Invariant($"{period} 不是 {year} 年的月份。"), Invariant($"{period} is not a month of {year}."))
                )
            );
        foreach (var period in wanted.Except(months.Select(m => m.Period)).Order())
            faults.Add(
                new(
                    period,
                    "period",
                    new($"缺少 {period}，或有月份重复。", $"{period} is missing, or a month is there twice.")
                )
            );
        foreach (var (period, cutOff, payDay) in months)
            faults.AddRange(PayrollMonth.FaultsOf(period, cutOff, payDay));
        if (faults.Count == 0)
        {
            var all = months.Concat(neighbours).OrderBy(m => m.Period).ToList();
            foreach (var (before, after) in all.Zip(all.Skip(1)))
                faults.AddRange(PayrollMonth.FaultsBetween(before, after));
        }

        if (faults.Count > 0)
            throw new RuleBrokenException(
                "payroll-calendar.not-valid",
                new(
                    $"发放日历有 {faults.Count} 处错误：{faults[0].Text.Zh}",
                    $"The payroll calendar has {faults.Count} faults: {faults[0].Text.En}"
                ),
                status: 400,
                details: [.. faults]
            );
    }
}
