using System.Text.Json;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>A rule as the plan has it. What a rule says and nobody reads stops the verification.</summary>
internal sealed class RuleText(string file, JsonElement rule)
{
    private static readonly string[] OfEveryRule = ["id", "type", "name", "levels", "employment", "org"];

    public string Id { get; } = rule.GetProperty("id").GetString()!;
    public string Type { get; } = rule.GetProperty("type").GetString()!;

    /// <summary>Checks that the rule has no members but these and those of every rule.</summary>
    public RuleText With(params ReadOnlySpan<string> members)
    {
        foreach (var member in rule.EnumerateObject())
            if (!OfEveryRule.Contains(member.Name, StringComparer.Ordinal) && !members.Contains(member.Name))
                throw Unknown($"“{member.Name}”", $"'{member.Name}'");
        return this;
    }

    public Refusal Unknown(string zh, string en) =>
        new(
            $"{file} 的规则 {Id} 含有本程序不认识的 {zh}：请使用更新的程序。",
            $"The rule {Id} in {file} has {en}, which this program does not know: a newer one is needed."
        );

    public string Word(string member) => rule.GetProperty(member).GetString()!;

    public string? WordOrNull(string member) => Get(member) is { } value ? value.GetString() : null;

    public IReadOnlyList<string>? Words(string member) =>
        Get(member) is { } list ? [.. list.EnumerateArray().Select(w => w.GetString()!)] : null;

    /// <summary>A word, or a list of words.</summary>
    public IReadOnlyList<string> OneOrMore(string member) =>
        rule.GetProperty(member) is { ValueKind: JsonValueKind.String } one ? [one.GetString()!] : Words(member)!;

    public int Whole(string member, int otherwise) => Get(member)?.GetInt32() ?? otherwise;

    public bool Flag(string member) => Get(member)?.GetBoolean() ?? false;

    public Exact Number(string member) => rule.GetProperty(member).Deserialize<Exact>();

    public Exact? NumberOrNull(string member) => Get(member)?.Deserialize<Exact>();

    public Fen Amount(string member) => rule.GetProperty(member).Deserialize<Fen>();

    public Fen? AmountOrNull(string member) => Get(member)?.Deserialize<Fen>();

    public Dictionary<string, Exact> Numbers(string member) =>
        rule.GetProperty(member)
            .EnumerateObject()
            .ToDictionary(v => v.Name, v => v.Value.Deserialize<Exact>(), StringComparer.Ordinal);

    public IReadOnlyList<JsonElement> List(string member) => [.. rule.GetProperty(member).EnumerateArray()];

    public JsonElement? Get(string member) =>
        rule.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
