using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Verify.Calculation;

/// <summary>An amount in whole 分. A bundle has it as a string in 元 with two places.</summary>
[JsonConverter(typeof(Json))]
internal readonly record struct Fen(long Value) : IComparable<Fen>
{
    public static readonly Fen Zero;

    public static Fen operator +(Fen a, Fen b) => new(checked(a.Value + b.Value));

    public static Fen operator -(Fen a, Fen b) => new(checked(a.Value - b.Value));

    public static Fen operator -(Fen a) => new(checked(-a.Value));

    public static bool operator <(Fen a, Fen b) => a.Value < b.Value;

    public static bool operator >(Fen a, Fen b) => a.Value > b.Value;

    public static bool operator <=(Fen a, Fen b) => a.Value <= b.Value;

    public static bool operator >=(Fen a, Fen b) => a.Value >= b.Value;

    public static Fen Min(Fen a, Fen b) => a < b ? a : b;

    public static Fen Max(Fen a, Fen b) => a > b ? a : b;

    public static Fen Sum(IEnumerable<Fen> all) => all.Aggregate(Zero, (sum, one) => sum + one);

    public int CompareTo(Fen other) => Value.CompareTo(other.Value);

    /// <summary>The amount in 元.</summary>
    public Exact Yuan => (Exact)Value / 100;

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Value < 0 ? "-" : "")}{Math.Abs(Value / 100)}.{Math.Abs(Value % 100):00}"
        );

    internal sealed class Json : JsonConverter<Fen>
    {
        public override Fen Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (
                reader.TokenType != JsonTokenType.String
                || reader.GetString() is not { Length: <= 20 } text
                || !Exact.TryParse(text, out var yuan)
                || ((Exact)yuan.ToFen()) / 100 != yuan
            )
                throw new JsonException("An amount with at most two decimals is wanted.");
            return new(yuan.ToFen());
        }

        public override void Write(Utf8JsonWriter writer, Fen value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
