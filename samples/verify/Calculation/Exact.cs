using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Verify.Calculation;

/// <summary>An exact number: a quotient of whole numbers in its lowest terms. Nothing is ever rounded but on request.</summary>
[JsonConverter(typeof(Json))]
internal readonly struct Exact : IEquatable<Exact>, IComparable<Exact>
{
    /// <summary>The longest number that a bundle may contain.</summary>
    private const int LongestText = 80;

    public static readonly Exact Zero = new(0, 1);
    public static readonly Exact One = new(1, 1);

    private readonly BigInteger _over;

    // One less than the number under the line, so that a default value is zero.
    private readonly BigInteger _underLessOne;

    private Exact(BigInteger over, BigInteger under)
    {
        if (!under.IsOne)
        {
            var common = BigInteger.GreatestCommonDivisor(over, under) * (under.Sign < 0 ? -1 : 1);
            (over, under) = (over / common, under / common);
        }

        (_over, _underLessOne) = (over, under - 1);
    }

    private BigInteger Under => _underLessOne + 1;

    public static implicit operator Exact(long whole) => new(whole, 1);

    public static Exact operator +(Exact a, Exact b) => new(a._over * b.Under + b._over * a.Under, a.Under * b.Under);

    public static Exact operator -(Exact a, Exact b) => a + -b;

    public static Exact operator -(Exact a) => new(-a._over, a.Under);

    public static Exact operator *(Exact a, Exact b) => new(a._over * b._over, a.Under * b.Under);

    public static Exact operator /(Exact a, Exact b) => new(a._over * b.Under, a.Under * b._over);

    public static bool operator ==(Exact a, Exact b) => a.Equals(b);

    public static bool operator !=(Exact a, Exact b) => !a.Equals(b);

    public static bool operator <(Exact a, Exact b) => a.CompareTo(b) < 0;

    public static bool operator >(Exact a, Exact b) => a.CompareTo(b) > 0;

    public static bool operator <=(Exact a, Exact b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Exact a, Exact b) => a.CompareTo(b) >= 0;

    public static Exact Min(Exact a, Exact b) => a < b ? a : b;

    public static Exact Max(Exact a, Exact b) => a > b ? a : b;

    public static Exact Sum(IEnumerable<Exact> all) => all.Aggregate(Zero, (sum, one) => sum + one);

    /// <summary>Reads a sign, digits and a point; nothing else.</summary>
    public static bool TryParse(string? text, out Exact number)
    {
        number = default;
        if (text is not { Length: > 0 and <= LongestText })
            return false;
        var digits = text[0] == '-' ? text[1..] : text;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : digits.Length - point - 1;
        var whole = point < 0 ? digits : digits.Remove(point, 1);
        if (whole.Length == 0 || point == 0 || (point > 0 && places == 0) || !whole.All(char.IsAsciiDigit))
            return false;
        var over = BigInteger.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture);
        number = new(text[0] == '-' ? -over : over, BigInteger.Pow(10, places));
        return true;
    }

    /// <summary>An amount in 元 as whole 分, half a 分 rounded away from zero.</summary>
    public long ToFen()
    {
        var fen = this * 100;
        var (twice, under) = (BigInteger.Abs(fen._over) * 2 + fen.Under, fen.Under * 2);
        return (long)(twice / under) * fen._over.Sign;
    }

    /// <summary>An amount in 元 as whole 分, what is less than a 分 cut off.</summary>
    public long ToFenDown()
    {
        var fen = this * 100;
        return (long)BigInteger.Divide(fen._over, fen.Under);
    }

    /// <summary>True when two numbers are the same as far as a decimal of 28 digits can tell.</summary>
    public bool IsCloseTo(Exact other)
    {
        var difference = this - other;
        return BigInteger.Abs(difference._over) * BigInteger.Pow(10, 15) <= difference.Under;
    }

    public bool Equals(Exact other) => _over == other._over && _underLessOne == other._underLessOne;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Exact other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_over, _underLessOne);

    public int CompareTo(Exact other) => (_over * other.Under).CompareTo(other._over * Under);

    /// <summary>The number with at most 28 places and without trailing zeros.</summary>
    public override string ToString()
    {
        const int places = 28;
        var scaled = BigInteger
            .Divide(BigInteger.Abs(_over) * BigInteger.Pow(10, places), Under)
            .ToString(new string('0', places + 1), CultureInfo.InvariantCulture);
        var text = $"{scaled[..^places]}.{scaled[^places..]}".TrimEnd('0').TrimEnd('.');
        return _over.Sign < 0 ? $"-{text}" : text;
    }

    internal sealed class Json : JsonConverter<Exact>
    {
        public override Exact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => JsonElement.ParseValue(ref reader).GetRawText(),
                _ => null,
            };
            return TryParse(text, out var number) ? number : throw new JsonException("A number is wanted.");
        }

        public override void Write(Utf8JsonWriter writer, Exact value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
