using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Feedback.Counselling;

/// <summary>The bounds of what people type into requests, notes and keys.</summary>
internal static class CounsellingBounds
{
    public const int Words = 2000,
        Note = 4000,
        Wish = 200,
        Name = 60,
        User = 200,
        ShortestPassphrase = 12,
        LongestPassphrase = 200,
        Hotlines = 20,
        Phone = 40;

    /// <summary>A text that has to be there.</summary>
    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    public static string Read(string? given, int longest, string field) =>
        TypedText.Read(given, longest, field, hasLines: true)
        ?? throw new RuleBrokenException(
            "counselling.text-missing",
            new($"{field}：请填写内容。", $"{field}: write something."),
            status: 400
        );

    /// <summary>A passphrase, which is taken as it was typed.</summary>
    /// <exception cref="RuleBrokenException">400: it is too short or too long.</exception>
    public static string ReadPassphrase(string? given) =>
        given is { Length: >= ShortestPassphrase and <= LongestPassphrase }
            ? given
            : throw new RuleBrokenException(
                "counselling.passphrase-short",
                new(
                    Invariant($"口令须为 {ShortestPassphrase} 至 {LongestPassphrase} 个字符。"),
                    Invariant($"A passphrase has {ShortestPassphrase} to {LongestPassphrase} characters.")
                ),
                status: 400
            );
}
