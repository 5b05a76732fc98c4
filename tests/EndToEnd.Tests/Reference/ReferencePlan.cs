using System.Text.Json;

namespace CardTeam.EndToEnd.Tests.Reference;

/// <summary>A parsed plan document.</summary>
internal sealed record ReferencePlan(string Code, DateOnly From, IReadOnlyList<ReferenceRule> Rules)
{
    public static ReferencePlan Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new ReferencePlan(
            root.GetProperty("code").GetString()!,
            ReferenceBank.Month(root.GetProperty("effectiveFrom").GetString()!),
            [.. root.GetProperty("rules").EnumerateArray().Select(ReferenceRule.Parse)]
        );
    }
}

/// <summary>A rule of a plan; fields that its type does not use are empty.</summary>
internal sealed record ReferenceRule
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public string Fact { get; init; } = "";

    public IReadOnlyList<string> Products { get; init; } = [];

    public string Tiering { get; init; } = "";

    /// <summary>The start of each tier or band with its rate or factor, ascending.</summary>
    public IReadOnlyList<(decimal From, decimal Rate)> Tiers { get; init; } = [];

    public decimal Rate { get; init; }

    public string? Certificate { get; init; }

    public int CureDays { get; init; }

    public IReadOnlyList<string> Of { get; init; } = [];

    public IReadOnlyDictionary<string, decimal> PerUpheld { get; init; } =
        new Dictionary<string, decimal>(StringComparer.Ordinal);

    public int WithinDays { get; init; }

    public decimal Amount { get; init; }

    public decimal Share { get; init; }

    public IReadOnlyList<string> Levels { get; init; } = [];

    public decimal Above { get; init; }

    public static ReferenceRule Parse(JsonElement rule)
    {
        var gate = rule.TryGetProperty("gate", out var g) ? g : default(JsonElement?);
        var tiers =
            rule.TryGetProperty("tiers", out var t) ? t
            : rule.TryGetProperty("bands", out var b) ? b
            : default(JsonElement?);
        return new ReferenceRule
        {
            Id = rule.GetProperty("id").GetString()!,
            Type = rule.GetProperty("type").GetString()!,
            Fact = Text(rule, "fact"),
            Products = Texts(rule, "products"),
            Tiering = Text(rule, "tiering"),
            Tiers = tiers is null
                ? []
                :
                [
                    .. tiers
                        .Value.EnumerateArray()
                        .Select(tier =>
                            (
                                Number(tier, "from"),
                                tier.TryGetProperty("rate", out _) ? Number(tier, "rate") : Number(tier, "factor")
                            )
                        )
                        .OrderBy(tier => tier.Item1),
                ],
            Rate = Number(rule, "rate"),
            Certificate = gate is null ? null : Text(gate.Value, "certificate"),
            CureDays = gate is null ? 0 : (int)Number(gate.Value, "cureDays"),
            Of =
                rule.TryGetProperty("of", out var of) && of.ValueKind == JsonValueKind.String
                    ? [of.GetString()!]
                    : Texts(rule, "of"),
            PerUpheld = rule.TryGetProperty("perUpheld", out var upheld)
                ? upheld.EnumerateObject().ToDictionary(s => s.Name, s => Number(s.Value), StringComparer.Ordinal)
                : new Dictionary<string, decimal>(StringComparer.Ordinal),
            WithinDays = (int)Number(rule, "withinDays"),
            Amount = Number(rule, "amount"),
            Share = Number(rule, "share"),
            Levels = Texts(rule, "levels"),
            Above = Number(rule, "above"),
        };
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) ? text.GetString()! : "";

    private static IReadOnlyList<string> Texts(JsonElement of, string name) =>
        of.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];

    private static decimal Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var number) ? Number(number) : 0m;

    // Money and ratios are JSON strings; counts may be plain numbers.
    private static decimal Number(JsonElement number) =>
        number.ValueKind == JsonValueKind.String ? decimal.Parse(number.GetString()!) : number.GetDecimal();
}
