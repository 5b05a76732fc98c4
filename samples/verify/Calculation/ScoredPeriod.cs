using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Verify.Calculation;

/// <summary>The period of a scorecard: a month 2026-06, quarter 2026-Q2, half-year 2026-H1 or year 2026.</summary>
/// <param name="Rhythm"><c>month</c>, <c>quarter</c>, <c>half</c> or <c>year</c>.</param>
[JsonConverter(typeof(Json))]
internal sealed record ScoredPeriod(string Text, string Rhythm, Month First, Month Last)
{
    public override string ToString() => Text;

    private static ScoredPeriod Read(string text)
    {
        var year = int.Parse(text.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);
        return text[4..] switch
        {
            "" => Of("year", 1, 12),
            ['-', 'Q', >= '1' and <= '4' and var quarter] => Of("quarter", (quarter - '1') * 3 + 1, 3),
            ['-', 'H', >= '1' and <= '2' and var half] => Of("half", (half - '1') * 6 + 1, 6),
            ['-', _, _] => Of("month", int.Parse(text.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture), 1),
            _ => throw new FormatException(),
        };

        ScoredPeriod Of(string rhythm, int month, int months) =>
            new(
                text,
                rhythm,
                Month.Of(new DateOnly(year, month, 1)),
                Month.Of(new DateOnly(year, month + months - 1, 1))
            );
    }

    internal sealed class Json : JsonConverter<ScoredPeriod>
    {
        public override ScoredPeriod Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return ScoredPeriod.Read(reader.GetString()!);
            }
            catch (Exception wrong) when (wrong is FormatException or ArgumentOutOfRangeException or OverflowException)
            {
                throw new JsonException("A period like 2026-06, 2026-Q2, 2026-H1 or 2026 is wanted.", wrong);
            }
        }

        public override void Write(Utf8JsonWriter writer, ScoredPeriod value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
