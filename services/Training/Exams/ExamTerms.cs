using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Training.Exams;

/// <summary>The terms of an exam. A sitting keeps those it began with.</summary>
/// <param name="Forms">The forms that must all be passed: <c>written</c>, <c>interview</c>, <c>practical</c>.</param>
/// <param name="PassMark">The least score that passes a form, 0–100.</param>
/// <param name="Attempts">The most sittings of a manager within the window.</param>
/// <param name="Minutes">The time of a sitting.</param>
/// <param name="From">The first day on which a sitting may begin, on the bank's calendar.</param>
/// <param name="To">The last such day.</param>
/// <param name="Blueprint">The questions of a paper; empty without a written form.</param>
/// <param name="Grants">The certificate that passing grants; null for none.</param>
/// <param name="Rubric">What examiners mark in an interview or a practical; their most marks add up to 100.</param>
internal sealed record ExamTerms(
    Text Title,
    string Course,
    IReadOnlyList<string> Forms,
    [property: JsonConverter(typeof(RatioJson))] decimal PassMark,
    int Attempts,
    int Minutes,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<BlueprintLine> Blueprint,
    ExamGrant? Grants,
    IReadOnlyList<RubricLine> Rubric
)
{
    /// <summary>The longest JSON of terms.</summary>
    public const int Longest = 30_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [JsonIgnore]
    public bool IsWritten => Forms.Contains("written", StringComparer.Ordinal);

    /// <summary>The number of questions of a paper.</summary>
    [JsonIgnore]
    public int Questions => Blueprint.Sum(b => b.Count);

    public bool IsPassedBy(decimal score) => score >= PassMark;

    public bool IsOpenOn(DateOnly day) => From <= day && day <= To;

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static ExamTerms Read(string json) => JsonSerializer.Deserialize<ExamTerms>(json, Json)!;
}

/// <summary>Questions of one topic and difficulty in a paper.</summary>
/// <param name="Difficulty"><c>easy</c>, <c>medium</c> or <c>hard</c>.</param>
internal sealed record BlueprintLine(string Topic, string Difficulty, int Count);

/// <summary>The certificate that passing all forms grants.</summary>
/// <param name="Months">The months it is valid for, from the day of the last passed form.</param>
internal sealed record ExamGrant(string Certificate, int Months);

/// <summary>A line of a rubric.</summary>
/// <param name="Most">The most marks of the line.</param>
internal sealed record RubricLine(Text Name, int Most);
