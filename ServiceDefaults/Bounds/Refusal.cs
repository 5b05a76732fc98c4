using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.ServiceDefaults.Bounds;

/// <summary>The reason why a value that somebody typed, sent or exported is refused.</summary>
/// <param name="Code">Stable, for programs: <c>import.not-a-date</c>.</param>
/// <param name="Text">
/// The sentence for people. It names the value and, where there is one, the character at fault.
/// </param>
public sealed record Refusal(string Code, Text Text)
{
    /// <summary>The same reason as an answer to a request: 400, with the field in front of the sentence.</summary>
    public RuleBrokenException Of(string field) =>
        new(Code, new($"{field}：{Text.Zh}", $"{field}: {Text.En}"), status: 400);

    /// <summary>
    /// The value as a sentence quotes it: shortened, without characters that would spoil the line, and without any part
    /// of a card number.
    /// </summary>
    public static string Quote(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (CardNumbers.IsIn(value))
            return "“…”";
        var shown = string.Concat(
            value.Select(c => char.IsControl(c) || TypedText.IsInvisible(c) || char.IsSurrogate(c) ? '\uFFFD' : c)
        );
        return shown.Length > 40 ? $"“{shown[..40]}…”" : $"“{shown}”";
    }
}
