using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Contracts;

/// <summary>
/// Writes an exact decimal as a JSON string with all its places: <c>"0.4000"</c> is 40 %. Reads strings and JSON
/// numbers.
/// </summary>
public sealed class RatioJson : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetDecimal(out var number)
                ? number
                : throw new JsonException("A ratio has at most 28 digits.");
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("A ratio is a decimal string, like \"0.4000\".");
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(reader.GetString(), styles, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("A ratio is a decimal string, like \"0.4000\".");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
