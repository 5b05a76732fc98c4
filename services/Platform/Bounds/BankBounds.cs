using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Platform.Bounds;

/// <summary>The bounds a bank sets for itself: the days it can mean, and the largest single amount.</summary>
/// <param name="firstDay">The first day anything can have happened on.</param>
/// <param name="largestAmount">The most that one amount may be, in either direction.</param>
public sealed class BankBounds(DateOnly firstDay, Money largestAmount, TimeProvider clock)
{
    /// <summary>The number of years that validity and targets may lie ahead.</summary>
    public const int YearsAhead = 50;

    public BankBounds(IConfiguration configuration, TimeProvider clock)
        : this(
            SuiteSettings.FirstDay.Of(configuration),
            Money.RoundHalfUp(SuiteSettings.LargestAmount.Of(configuration) * 100),
            clock
        ) { }

    public DateOnly FirstDay { get; } = firstDay;

    public Money LargestAmount { get; } = largestAmount;

    /// <summary>
    /// The last day on which something can have happened: tomorrow, because clocks and closing hours differ.
    /// </summary>
    public DateOnly LastDayHappened => BankCalendar.Today(clock).AddDays(1);

    /// <summary>The last day that something can hold until, or be planned for.</summary>
    public DateOnly LastDayPlanned => BankCalendar.Today(clock).AddYears(YearsAhead);

    /// <summary>The reason why nothing can have happened on a day; null where it can.</summary>
    public Refusal? OfHappened(DateOnly day)
    {
        var last = LastDayHappened;
        if (day <= last)
            return OfEarly(day);
        return new("import.day-to-come", new($"{Show(day)} 尚未到来。", $"{Show(day)} is still to come."));
    }

    /// <summary>The reason why nothing can hold from or until a day; null where it can.</summary>
    public Refusal? OfPlanned(DateOnly day) =>
        day <= LastDayPlanned
            ? OfEarly(day)
            : new(
                "import.day-out-of-range",
                new(
                    Invariant($"{day.Year} 年不可能正确：最晚为 {Show(LastDayPlanned)}。"),
                    Invariant($"The year {day.Year} cannot be right: days until {Show(LastDayPlanned)} are taken.")
                )
            );

    /// <summary>The reason why nothing can be planned for a period; null where it can.</summary>
    public Refusal? OfPeriod(Period period) =>
        // An empty text in the address is taken for no period.
        period == default
            ? new("request.invalid", new("请给出期间。", "A period is wanted."))
        : period.LastDay < FirstDay || period.FirstDay > LastDayPlanned
            ? new(
                "import.period-out-of-range",
                new(
                    $"{period} 不可能正确：应在 {Show(FirstDay)} 至 {Show(LastDayPlanned)} 之间。",
                    $"{period} cannot be right: periods from {Show(FirstDay)} to {Show(LastDayPlanned)} are taken."
                )
            )
        : null;

    /// <summary>The reason why an amount is refused; null where it is accepted.</summary>
    public Refusal? OfAmount(Money amount) =>
        amount <= LargestAmount && -LargestAmount <= amount
            ? null
            : new(
                "import.amount-too-large",
                new($"金额最大为 {LargestAmount}：{amount}。", $"An amount is at most {LargestAmount}: {amount}.")
            );

    private Refusal? OfEarly(DateOnly day) =>
        day >= FirstDay
            ? null
            : new(
                "import.day-out-of-range",
                new(
                    Invariant($"{day.Year} 年不可能正确：最早为 {Show(FirstDay)}。"),
                    Invariant($"The year {day.Year} cannot be right: days from {Show(FirstDay)} on are taken.")
                )
            );

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
