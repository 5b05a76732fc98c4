using CardTeam.Contracts;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Testing;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Platform.Tests.Bounds;

/// <summary>The bounds of every input: texts, codes, days, amounts and figures.</summary>
public sealed class BoundsTests
{
    private readonly BankBounds _bank = new(
        new ConfigurationBuilder().Build(),
        new SettableClock(SettableClock.OrdinaryDay)
    );

    [Theory]
    [InlineData(" 安澜　", "安澜")]
    [InlineData("\u00A0Ann\t", "Ann")]
    [InlineData("𠮷野", "𠮷野")]
    [InlineData("ＡＢ", "ＡＢ")]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public void A_text_is_trimmed_and_composed(string? given, string? kept)
    {
        Assert.True(TypedText.TryRead(given, 20, out var text, out _));
        Assert.Equal(kept, text);
    }

    [Theory]
    [InlineData("a\u0000b", "import.control-character", "U+0000")]
    [InlineData("a\nb", "import.control-character", "U+000A")]
    [InlineData("a\u200Bb", "import.invisible-character", "U+200B")]
    [InlineData("\uFEFFa", "import.invisible-character", "U+FEFF")]
    [InlineData("\u200B", "import.invisible-character", "U+200B")]
    [InlineData("a\u202Eb", "import.invisible-character", "U+202E")]
    [InlineData("a\u2028b", "import.invisible-character", "U+2028")]
    [InlineData("a\u3164b", "import.invisible-character", "U+3164")]
    [InlineData("a\U000E0041b", "import.invisible-character", "U+E0041")]
    [InlineData("a\uFFFDb", "import.broken-character", "U+FFFD")]
    public void A_character_that_is_not_taken_is_named(string given, string code, string name)
    {
        Assert.False(TypedText.TryRead(given, 20, out var text, out var refusal));
        Assert.Null(text);
        Assert.Equal(code, refusal.Code);
        Assert.All([refusal.Text.Zh, refusal.Text.En], t => Assert.Contains(name, t, StringComparison.Ordinal));
    }

    /// <summary>Half of a surrogate pair, which an attribute cannot hold.</summary>
    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.False(TypedText.TryRead($"a{(char)0xD83D}b", 20, out _, out var refusal));
        Assert.Equal("import.broken-character", refusal.Code);
        Assert.Contains("U+D83D", refusal.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_may_have_lines_and_nothing_else_that_controls()
    {
        Assert.True(TypedText.TryRead("one\r\n\ttwo", 20, out _, out _, hasLines: true));
        Assert.False(TypedText.TryRead("one\u0007", 20, out _, out _, hasLines: true));
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused_with_its_field()
    {
        var broken = Assert.Throws<RuleBrokenException>(() => TypedText.Read(new('x', 21), 20, "reason"));
        Assert.Equal((400, "import.too-long"), (broken.Status, broken.Code));
        Assert.StartsWith("reason: ", broken.Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ｍ０００１", "M0001")]
    [InlineData(" A-1_b.2 ", "A-1_b.2")]
    [InlineData("Ａ－１", "A-1")]
    public void A_code_is_half_width(string given, string kept)
    {
        Assert.True(Codes.TryReadManagerNo(given, out var no, out _));
        Assert.Equal(kept, no);
    }

    [Theory]
    [InlineData("#N/A")]
    [InlineData("安澜")]
    [InlineData("-1")]
    [InlineData("A 1")]
    [InlineData("А1001")] // Cyrillic
    public void A_managers_number_has_letters_and_digits(string given)
    {
        Assert.False(Codes.TryReadManagerNo(given, out _, out var refusal));
        Assert.Equal("manager.number-not-valid", refusal.Code);
    }

    [Theory]
    [InlineData("2026-06-01")]
    [InlineData("2026-6-1")]
    [InlineData("2026/6/1")]
    [InlineData("2026.6.1")]
    [InlineData("20260601")]
    [InlineData("2026年6月1日")]
    [InlineData("2026年06月01号")]
    [InlineData("２０２６－０６－０１")]
    [InlineData("2026-06-01T00:00:00")]
    [InlineData("2026/6/1 0:00")]
    public void A_day_is_read_as_people_write_it(string written)
    {
        Assert.True(Days.TryRead(written, out var day, out _));
        Assert.Equal(new DateOnly(2026, 6, 1), day);
    }

    [Theory]
    [InlineData("6/1/2026", "cannot be told apart")]
    [InlineData("01-06-26", "cannot be told apart")]
    [InlineData("2026-02-30", "no such day")]
    [InlineData("20260230", "no such day")]
    [InlineData("2026-06-01T08:30:00", "Not a date")]
    [InlineData("2026-06", "Not a date")]
    [InlineData("46174", "Not a date")]
    [InlineData("soon", "Not a date")]
    [InlineData("2026-06/01", "Not a date")]
    [InlineData("2026-06-01-02", "Not a date")]
    [InlineData("99999999", "no such day")]
    public void What_can_mean_several_days_or_none_is_refused(string written, string why)
    {
        Assert.False(Days.TryRead(written, out _, out var refusal));
        Assert.Equal("import.not-a-date", refusal.Code);
        Assert.Contains(why, refusal.Text.En, StringComparison.Ordinal);
    }

    /// <summary>Today is 15 June 2026.</summary>
    [Theory]
    [InlineData("0001-01-01", false, false)]
    [InlineData("0206-06-30", false, false)]
    [InlineData("1989-12-31", false, false)]
    [InlineData("1990-01-01", true, true)]
    [InlineData("2026-06-16", true, true)]
    [InlineData("2026-06-17", false, true)]
    [InlineData("2076-06-15", false, true)]
    [InlineData("2076-06-16", false, false)]
    [InlineData("9999-12-31", false, false)]
    public void A_day_is_one_the_bank_can_mean(string day, bool happened, bool planned)
    {
        var read = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((happened, planned), (_bank.OfHappened(read) is null, _bank.OfPlanned(read) is null));
    }

    [Theory]
    [InlineData("1989", false)]
    [InlineData("1990-01", true)]
    [InlineData("2076-H1", true)]
    [InlineData("2077", false)]
    public void A_period_is_one_the_bank_can_mean(string period, bool taken) =>
        Assert.Equal(taken, _bank.OfPeriod(Period.Parse(period)) is null);

    [Theory]
    [InlineData("100000000.00", null)]
    [InlineData("-100000000.00", null)]
    [InlineData("100000000.01", "import.amount-too-large")]
    [InlineData("999999999999999.99", "import.amount-too-large")]
    [InlineData("1.005", "import.not-an-amount")]
    [InlineData("1,000.00", "import.not-an-amount")]
    [InlineData("１２．５", null)]
    public void An_amount_has_a_bound_and_two_decimals(string written, string? code)
    {
        Assert.Equal(code is null, Figures.TryReadAmount(written, _bank, out _, out var refusal));
        Assert.Equal(code, refusal?.Code);
    }

    [Theory]
    [InlineData("86.66666666666667", "86.666667")]
    [InlineData("0.0000005", "0.000001")]
    [InlineData("-0.0000005", "-0.000001")]
    [InlineData("12", "12")]
    public void A_figure_is_rounded_half_up_to_six_decimals(string written, string kept)
    {
        Assert.True(Figures.TryRead(written, out var value, out _));
        Assert.Equal(decimal.Parse(kept, System.Globalization.CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("1e9", "import.not-a-number")]
    [InlineData("1.", "import.not-a-number")]
    [InlineData("１２a", "import.not-a-number")]
    [InlineData("99999999999999999999999999999999999", "import.not-a-number")]
    [InlineData("1000000000001", "import.number-too-large")]
    public void A_figure_is_plain_and_bounded(string written, string code)
    {
        Assert.False(Figures.TryRead(written, out _, out var refusal));
        Assert.Equal(code, refusal.Code);
    }

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("6222 0212 3456 7890 128")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("K4111111111111111")]
    [InlineData("card 4111.1111.1111.1111 of a customer")]
    [InlineData("４１１１１１１１１１１１１１１１")]
    [InlineData("4111111111111111 2026-06-01")]
    public void A_card_number_is_found_however_it_is_dressed(string text) => Assert.True(CardNumbers.IsIn(text));

    [Theory]
    [InlineData("4111111111111112")]
    [InlineData("202606010000000007")]
    [InlineData("0198c1d2-7a11-7000-8000-000000000001")]
    [InlineData("13800138000")]
    [InlineData("5 × 80.00, 10 × 50.00, 20 × 120.00")]
    [InlineData("2026-06-01 12:30:00")]
    public void Other_digits_are_no_card_number(string text) => Assert.False(CardNumbers.IsIn(text));

    [Theory]
    [InlineData("Bank:FirstDay", "1.1.1990")]
    [InlineData("Bank:LargestAmount", "-1")]
    [InlineData("Bank:LargestAmount", "0.001")]
    public void A_wrong_setting_stops_the_start(string key, string value) =>
        Assert.Throws<StartRefusedException>(() =>
            new BankBounds(
                new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build(),
                TimeProvider.System
            )
        );
}
