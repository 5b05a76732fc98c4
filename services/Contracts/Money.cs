using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Contracts;

/// <summary>
/// An amount of CNY in whole 分 (1/100 元). In JSON and files: a decimal string with two places, <c>"1234.50"</c>.
/// </summary>
[JsonConverter(typeof(Json))]
public readonly record struct Money(long Fen) : IComparable<Money>
{
    public static readonly Money Zero;

    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.Fen));

    public static Money operator -(Money a, Money b) => new(checked(a.Fen - b.Fen));

    public static Money operator -(Money a) => new(checked(-a.Fen));

    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;

    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;

    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;

    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;

    /// <summary>Rounds an exact amount in 分 half away from zero: the only rounding step of a line of pay.</summary>
    public static Money RoundHalfUp(decimal fen) =>
        new(decimal.ToInt64(Math.Round(fen, 0, MidpointRounding.AwayFromZero)));

    public static Money Min(Money a, Money b) => a <= b ? a : b;

    public static Money Max(Money a, Money b) => a >= b ? a : b;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>
    /// Reads <c>-?digits[.d[d]]</c>; no thousands separators, no exponent, at most two places and 15 digits before
    /// them.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Money money)
    {
        money = default;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
            text = text[1..];
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var places = point < 0 ? default : text[(point + 1)..];
        if (whole.Length is 0 or > 15 || (point >= 0 && places.Length is 0 or > 2))
            return false;
        long fen = 0;
        foreach (var c in whole)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            fen = fen * 10 + (c - '0');
        }

        for (var i = 0; i < 2; i++)
        {
            if (i < places.Length && !char.IsAsciiDigit(places[i]))
                return false;
            fen = fen * 10 + (i < places.Length ? places[i] - '0' : 0);
        }

        money = new(negative ? -fen : fen);
        return true;
    }

    /// <exception cref="FormatException">The text is not an amount.</exception>
    public static Money Parse(string text) =>
        TryParse(text, out var money)
            ? money
            : throw new FormatException($"Not an amount of money with at most two decimals: '{text}'.");

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Fen < 0 ? "-" : "")}{Math.Abs(Fen / 100)}.{Math.Abs(Fen % 100):00}"
        );

    internal sealed class Json : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var money)
                ? money
                : throw new JsonException("An amount is a string with at most two decimals, like \"1234.50\".");

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
