using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Customers;

/// <summary>The bounds of what people type about customers.</summary>
internal static class CustomerBounds
{
    /// <summary>The greatest length of a word: a segment, a kind of care, an outcome.</summary>
    public const int Word = 20;

    /// <summary>The greatest length of a note about care.</summary>
    public const int Note = 500;

    /// <summary>The fewest and most days of a care rule.</summary>
    public const int FewestDays = 1,
        MostDays = 1000;

    /// <exception cref="RuleBrokenException">400: not one of the words.</exception>
    public static string CheckWord(string? given, string[] words, string field) =>
        given is not null && words.Contains(given, StringComparer.Ordinal)
            ? given
            : throw new RuleBrokenException(
                "customer.unknown-word",
                new(
                    $"{field} 应为下列之一：{string.Join('、', words)}。",
                    $"{field} is one of these: {string.Join(", ", words)}."
                ),
                status: 400
            );

    /// <summary>A reference of another system, opaque to the suite.</summary>
    /// <exception cref="RuleBrokenException">400: the reference is refused.</exception>
    public static string ReadRef(string given)
    {
        var reference =
            Codes.Read(given, Lengths.CustomerRef, "customerRef") ?? throw RuleBrokenException.NotFound("customer");
        return CardNumbers.IsIn(reference) ? throw CardNumbers.Refusal.Of("customerRef") : reference;
    }

    /// <exception cref="RuleBrokenException">400: the text is refused.</exception>
    public static string? ReadNote(string? given, string field)
    {
        var text = TypedText.Read(given, Note, field, hasLines: true);
        return CardNumbers.IsIn(text) ? throw CardNumbers.Refusal.Of(field) : text;
    }
}
