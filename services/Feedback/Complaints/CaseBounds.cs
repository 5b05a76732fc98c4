using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Feedback.Complaints;

/// <summary>The bounds of what people type into a case.</summary>
internal static class CaseBounds
{
    public const int Text = 4000,
        Contact = 200,
        Letter = 4000,
        Involved = 10,
        User = 200,
        Topic = 200,
        TopicCode = 60,
        TopicName = 60,
        About = 200,
        Attachments = 5,
        AttachmentBytes = 10 * 1024 * 1024;

    /// <summary>A text that has to be there.</summary>
    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    public static string Read(string? given, string field, int longest = Lengths.Comment)
    {
        if (TypedText.Read(given, longest, field, hasLines: true) is { } text)
            return CardNumbers.IsIn(text) ? throw CardNumbers.Refusal.Of(field) : text;
        throw new RuleBrokenException(
            "case.text-missing",
            new($"{field}：请填写内容。", $"{field}: write something."),
            status: 400
        );
    }

    /// <summary>A text that may be left out.</summary>
    public static string? ReadIfAny(string? given, string field, int longest = Lengths.Comment) =>
        string.IsNullOrWhiteSpace(given) ? null : Read(given, field, longest);
}
