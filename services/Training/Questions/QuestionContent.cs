using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Training.Questions;

/// <summary>The text of a question in both languages, with its key.</summary>
/// <param name="Stem">The question; of a case, the story its parts are about.</param>
/// <param name="Explanation">Why the key is right, for those who have sat the exam; null for none.</param>
/// <param name="Items">What is asked: one item, or the parts of a case.</param>
internal sealed record QuestionContent(Text Stem, Text? Explanation, IReadOnlyList<QuestionItem> Items)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The points of all its items.</summary>
    [JsonIgnore]
    public int Points => Items.Sum(i => i.Points);

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static QuestionContent Read(string json) => JsonSerializer.Deserialize<QuestionContent>(json, Json)!;
}

/// <summary>A thing that is asked and marked by itself.</summary>
/// <param name="Kind"><c>single</c>, <c>multiple</c>, <c>true-false</c>, <c>numeric</c> or <c>ordering</c>.</param>
/// <param name="Stem">The question of a part of a case; null where the question's own stem asks.</param>
/// <param name="Points">The points for a right answer; a wrong one has none.</param>
/// <param name="Choices">The choices A, B, C …; empty for a number.</param>
/// <param name="Key">
/// The letters of the right choices, in their right order for <c>ordering</c>; the number for <c>numeric</c>.
/// </param>
/// <param name="Tolerance">How far a number may be from the key; 0 for others.</param>
internal sealed record QuestionItem(
    string Kind,
    Text? Stem,
    int Points,
    IReadOnlyList<Text> Choices,
    string Key,
    [property: JsonConverter(typeof(RatioJson))] decimal Tolerance
)
{
    /// <summary>True for an item whose choices are shown in an order of the sitting.</summary>
    [JsonIgnore]
    public bool IsShuffled => Kind is QuestionBounds.Single or QuestionBounds.Multiple or QuestionBounds.Ordering;

    /// <summary>The letters of its choices.</summary>
    [JsonIgnore]
    public string Letters => LettersOf(Choices.Count);

    public static string LettersOf(int choices) => "ABCDEFGH"[..choices];

    /// <summary>The points for an answer, given in the question's own letters; null for no answer.</summary>
    public int PointsFor(string? given) => given is not null && IsRight(given) ? Points : 0;

    private bool IsRight(string given) =>
        Kind == QuestionBounds.Numeric
            ? Number(given) is { } number && Number(Key) is { } wanted && Math.Abs(number - wanted) <= Tolerance
            : given == Key;

    private static decimal? Number(string text) =>
        decimal.TryParse(
            text,
            System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
