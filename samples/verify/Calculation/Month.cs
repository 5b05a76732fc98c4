using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Verify.Calculation;

/// <summary>A calendar month, such as 2026-06.</summary>
[JsonConverter(typeof(Json))]
internal readonly record struct Month : IComparable<Month>
{
    private readonly int _number;

    private Month(int number) => _number = number;

    public DateOnly FirstDay => new(_number / 12, _number % 12 + 1, 1);
    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    public static Month Of(DateOnly day) => new(day.Year * 12 + day.Month - 1);

    public static bool operator <(Month a, Month b) => a._number < b._number;

    public static bool operator >(Month a, Month b) => a._number > b._number;

    public static bool operator <=(Month a, Month b) => a._number <= b._number;

    public static bool operator >=(Month a, Month b) => a._number >= b._number;

    public Month Next() => new(_number + 1);

    public Month Previous() => new(_number - 1);

    public int CompareTo(Month other) => _number.CompareTo(other._number);

    public override string ToString() => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    internal sealed class Json : JsonConverter<Month>
    {
        public override Month Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
            && DateOnly.TryParseExact(
                reader.GetString(),
                "yyyy-MM",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var first
            )
            && first.Year is > 1800 and < 9000
                ? Of(first)
                : throw new JsonException("A month like 2026-06 is wanted.");

        public override void Write(Utf8JsonWriter writer, Month value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
