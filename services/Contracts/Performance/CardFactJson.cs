using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Contracts.Performance;

/// <summary>
/// Writes and reads a card fact field by field: a month has millions of them, and reflection costs three times as much.
/// </summary>
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
        if (value.ChangedBy is not null)
            writer.WriteString("changedBy"u8, value.ChangedBy);
        writer.WriteEndObject();
    }

    public override CardFact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? factRef = null,
            managerNo = null,
            cardRef = null,
            product = null,
            changedBy = null;
        var (version, knownFrom, knownUntil) = (0, 0, (int?)null);
        var (kind, day, amount, isVoid) = (default(CardFactKind), (DateOnly?)null, (Money?)null, false);
        var isAmount = true;
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
                kind = CardFactKinds.TryParse(reader.GetString(), out var known) ? known : default;
            else if (name.ValueTextEquals("cardRef"u8))
                cardRef = reader.GetString();
            else if (name.ValueTextEquals("occurredOn"u8))
                day = DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", out var parsed) ? parsed : null;
            else if (name.ValueTextEquals("product"u8))
                product = reader.GetString();
            else if (name.ValueTextEquals("amount"u8))
            {
                isAmount = reader.TokenType == JsonTokenType.Null;
                if (!isAmount && Money.TryParse(reader.GetString(), out var money))
                    (amount, isAmount) = (money, true);
            }
            else if (name.ValueTextEquals("void"u8))
                isVoid = reader.GetBoolean();
            else if (name.ValueTextEquals("knownFrom"u8))
                knownFrom = reader.GetInt32();
            else if (name.ValueTextEquals("knownUntil"u8))
                knownUntil = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32();
            else if (name.ValueTextEquals("changedBy"u8))
                changedBy = reader.GetString();
            else
                reader.Skip();
        }

        // An incomplete fact must not invalidate the others of its message: CardFact.IsWhole is checked when the facts
        // are booked.
        return new(
            FactRef: factRef ?? "",
            Version: version,
            ManagerNo: managerNo ?? "",
            Kind: day is null || !isAmount ? default : kind,
            CardRef: cardRef ?? "",
            OccurredOn: day ?? default,
            Product: product,
            Amount: amount,
            Void: isVoid,
            KnownFrom: knownFrom,
            KnownUntil: knownUntil,
            ChangedBy: changedBy
        );
    }
}
