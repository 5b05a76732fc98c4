using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Contracts.Tests;

public sealed class PeriodTests
{
    private static readonly string[] Parts =
    [
        "",
        .. Enumerable.Range(1, 12).Select(m => $"-{m:00}"),
        "-Q1",
        "-Q2",
        "-Q3",
        "-Q4",
        "-H1",
        "-H2",
    ];
    private static readonly Arbitrary<string> Texts = Gen.Choose(Period.FirstYear + 1, Period.LastYear - 2)
        .SelectMany(year => Gen.Elements(Parts).Select(part => $"{year}{part}"))
        .ToArbitrary();

    [Fact]
    public void What_is_read_is_printed_as_it_was() =>
        Prop.ForAll(
                Texts,
                text =>
                    Period.Parse(text).ToString() == text
                    && JsonSerializer.Serialize(JsonSerializer.Deserialize<Period>($"\"{text}\"")) == $"\"{text}\""
            )
            .QuickCheckThrowOnFailure();

    /// <summary>There is one way to write a period: two texts never mean the same one.</summary>
    [Fact]
    public void Nothing_else_is_taken_for_a_period()
    {
        var texts = Gen.Elements("0123456789-QH qh٣".ToCharArray())
            .ListOf(7)
            .SelectMany(c => Gen.Choose(0, 7).Select(n => string.Concat(c.Take(n))));
        Prop.ForAll(
                Gen.OneOf(texts, Texts.Generator.Select(t => t + "0"), Texts.Generator.Select(t => " " + t))
                    .ToArbitrary(),
                text => !Period.TryParse(text, out var period) || period.ToString() == text
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Periods_of_one_length_follow_each_other_without_a_gap() =>
        Prop.ForAll(
                Texts,
                text =>
                {
                    var period = Period.Parse(text);
                    return period.Next().FirstDay == period.LastDay.AddDays(1)
                        && period.Next().Previous() == period
                        && period < period.Next()
                        && period.Contains(period.FirstDay)
                        && period.Contains(period.LastDay)
                        && !period.Contains(period.LastDay.AddDays(1))
                        && !period.Contains(period.FirstDay.AddDays(-1));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_day_lies_in_its_month() =>
        Prop.ForAll(
                Gen.Choose(0, 3_000_000).Select(d => new DateOnly(1900, 1, 1).AddDays(d % 2_900_000)).ToArbitrary(),
                day => Period.MonthOf(day).Contains(day) && Period.MonthOf(day).IsMonth
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    [InlineData("2026-H2", "2026-07-01", "2026-12-31")]
    [InlineData("2026-Q1", "2026-01-01", "2026-03-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    public void Is_from_its_first_day_to_its_last(string text, string first, string last) =>
        Assert.Equal(
            (DateOnly.Parse(first), DateOnly.Parse(last)),
            (Period.Parse(text).FirstDay, Period.Parse(text).LastDay)
        );

    [Theory]
    [InlineData("")]
    [InlineData("26-06")]
    [InlineData("2026-6")]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-Q0")]
    [InlineData("2026-Q5")]
    [InlineData("2026-H3")]
    [InlineData("2026-q1")]
    [InlineData("2026/06")]
    [InlineData("2026-06-01")]
    [InlineData("1899-12")]
    public void Is_no_period(string text) => Assert.Throws<FormatException>(() => Period.Parse(text));

    [Theory]
    [InlineData("9900")]
    [InlineData("9998-12")]
    [InlineData("9999-H2")]
    public void Ends_before_the_calendar_does(string text) => Assert.False(Period.TryParse(text, out _));

    /// <summary>A century can be counted on from every accepted period.</summary>
    [Theory]
    [InlineData("9899")]
    [InlineData("9899-12")]
    [InlineData("9899-H2")]
    [InlineData("1900-01")]
    public void The_ends_of_the_calendar_are_no_trap(string text)
    {
        var period = Period.Parse(text);
        Assert.True(period.LastDay >= period.FirstDay);
        Assert.True(period.Next() > period && period.Previous() < period);
        Assert.True(period.FirstMonth.Moved(1200) > period && period.FirstMonth.Moved(-1200) < period);
    }
}
