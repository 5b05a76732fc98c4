using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Contracts.Tests;

public sealed class MoneyTests
{
    // Fifteen digits before the point.
    private static readonly Arbitrary<long> Fen = Gen.OneOf(
            Gen.Choose(-100_000, 100_000).Select(i => (long)i),
            ArbMap.Default.GeneratorFor<long>().Select(l => l % 100_000_000_000_000_000)
        )
        .ToArbitrary();

    [Fact]
    public void What_is_printed_is_read_back() =>
        Prop.ForAll(Fen, fen => Money.Parse(new Money(fen).ToString()) == new Money(fen)).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_is_a_text_with_two_places() =>
        Prop.ForAll(
                Fen,
                fen =>
                {
                    var json = JsonSerializer.Serialize(new Money(fen));
                    return json.StartsWith('"')
                        && json[^4] == '.'
                        && JsonSerializer.Deserialize<Money>(json) == new Money(fen);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void It_says_what_a_decimal_says() =>
        Prop.ForAll(Fen, fen => new Money(fen).ToString() == (fen / 100m).ToString("0.00")).QuickCheckThrowOnFailure();

    /// <summary>Any text accepted as an amount is a decimal of the same value.</summary>
    [Fact]
    public void Nothing_else_is_taken_for_an_amount()
    {
        var characters = Gen.Elements("0123456789.-+, eE٣".ToCharArray()).ListOf().Select(c => string.Concat(c));
        Prop.ForAll(
                characters.ToArbitrary(),
                text =>
                    !Money.TryParse(text, out var money)
                    || (
                        decimal.TryParse(
                            text,
                            System.Globalization.NumberStyles.AllowLeadingSign
                                | System.Globalization.NumberStyles.AllowDecimalPoint,
                            null,
                            out var value
                        )
                        && value * 100 == money.Fen
                    )
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0.00", 0)]
    [InlineData("1", 100)]
    [InlineData("1.5", 150)]
    [InlineData("-1.05", -105)]
    [InlineData("007", 700)]
    [InlineData("999999999999999.99", 99_999_999_999_999_999)]
    public void Is_read(string text, long fen) => Assert.Equal(new Money(fen), Money.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1.005")]
    [InlineData("1,000.00")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1e3")]
    [InlineData("٣")]
    [InlineData("1000000000000000")]
    public void Is_no_amount(string text) => Assert.Throws<FormatException>(() => Money.Parse(text));

    [Theory]
    [InlineData("0.4", 0)]
    [InlineData("0.5", 1)]
    [InlineData("1.5", 2)]
    [InlineData("2.5", 3)]
    [InlineData("-0.5", -1)]
    [InlineData("-2.5", -3)]
    [InlineData("2.4999999999999999999999999", 2)]
    public void A_line_is_rounded_half_up_and_once(string exact, long fen) =>
        Assert.Equal(new Money(fen), Money.RoundHalfUp(decimal.Parse(exact)));

    [Fact]
    public void It_never_wraps_around() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));

    /// <summary>A ratio keeps its places: 40 % is 0.4000 where four places are kept.</summary>
    [Theory]
    [InlineData("0.4000")]
    [InlineData("1")]
    [InlineData("-0.001500")]
    public void A_ratio_keeps_its_places(string text)
    {
        var options = new JsonSerializerOptions { Converters = { new RatioJson() } };
        Assert.Equal(
            $"\"{text}\"",
            JsonSerializer.Serialize(JsonSerializer.Deserialize<decimal>($"\"{text}\"", options), options)
        );
        Assert.Equal(
            JsonSerializer.Deserialize<decimal>($"\"{text}\"", options),
            JsonSerializer.Deserialize<decimal>(text, options)
        );
    }
}
