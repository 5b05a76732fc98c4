using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Contracts.Performance;

/// <summary>Writes and reads a card fact field by field: a month brings them by the million, and reflection costs three times as much.</summary>
internal sealed class CardFactJson : JsonConverter<CardFact>
{
    public override void Write(Utf8JsonWriter writer, CardFact value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("factRef"u8, value.FactRef);
        writer.WriteNumber("version"u8, value.Version);
        writer.WriteString("managerNo"u8, value.ManagerNo);
        writer.WriteString("kind"u8, value.Kind.Name());
        writer.WriteString("cardRef"u8, value.CardRef);
        Span<char> day = stackalloc char[10];
        value.OccurredOn.TryFormat(day, out _, "yyyy-MM-dd");
        writer.WriteString("occurredOn"u8, day);
        if (value.Product is not null)
            writer.WriteString("product"u8, value.Product);
        if (value.Amount is { } amount)
            writer.WriteString("amount"u8, amount.ToString());
        if (value.Void)
            writer.WriteBoolean("void"u8, value.Void);
        writer.WriteNumber("knownFrom"u8, value.KnownFrom);
        if (value.KnownUntil is { } until)
            writer.WriteNumber("knownUntil"u8, until);
        writer.WriteEndObject();
    }

    public override CardFact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? factRef = null,
            managerNo = null,
            cardRef = null,
            product = null;
        var (version, knownFrom, knownUntil) = (0, 0, (int?)null);
        var (kind, day, amount, isVoid) = (default(CardFactKind), default(DateOnly), (Money?)null, false);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader;
            reader.Read();
            if (name.ValueTextEquals("factRef"u8))
                factRef = reader.GetString();
            else if (name.ValueTextEquals("version"u8))
                version = reader.GetInt32();
            else if (name.ValueTextEquals("managerNo"u8))
                managerNo = reader.GetString();
            else if (name.ValueTextEquals("kind"u8))
                kind = CardFactKinds.TryParse(reader.GetString(), out var known)
                    ? known
                    : throw new JsonException("Unknown kind of card fact.");
            else if (name.ValueTextEquals("cardRef"u8))
                cardRef = reader.GetString();
            else if (name.ValueTextEquals("occurredOn"u8))
                day = DateOnly.ParseExact(reader.GetString()!, "yyyy-MM-dd");
            else if (name.ValueTextEquals("product"u8))
                product = reader.GetString();
            else if (name.ValueTextEquals("amount"u8))
                amount = reader.TokenType == JsonTokenType.Null ? null : Money.Parse(reader.GetString()!);
            else if (name.ValueTextEquals("void"u8))
                isVoid = reader.GetBoolean();
            else if (name.ValueTextEquals("knownFrom"u8))
                knownFrom = reader.GetInt32();
            else if (name.ValueTextEquals("knownUntil"u8))
                knownUntil = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32();
            else
                reader.Skip();
        }

        if (
            factRef is null
            || managerNo is null
            || cardRef is null
            || kind == default
            || day == default
            || version == 0
            || knownFrom == 0
        )
            throw new JsonException(
                "A card fact lacks one of factRef, version, managerNo, kind, cardRef, occurredOn, knownFrom."
            );
        return new(factRef, version, managerNo, kind, cardRef, day, product, amount, isVoid, knownFrom, knownUntil);
    }
}
