using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Training.Questions;

/// <summary>The bounds of the question bank, and the words of its kinds and difficulties.</summary>
internal static class QuestionBounds
{
    public const int Code = 40,
        Topic = Lengths.Title,
        Stem = Lengths.Comment,
        Choice = Lengths.Reason,
        MostChoices = 8,
        MostParts = 10,
        MostPoints = 20,
        Number = 20;

    /// <summary>The content of a question as JSON.</summary>
    public const int Content = 120_000;

    public const string Single = "single",
        Multiple = "multiple",
        TrueFalse = "true-false",
        Numeric = "numeric",
        Ordering = "ordering",
        Case = "case";

    /// <summary>The kinds of what is asked; a case has several of them.</summary>
    public static readonly string[] Items = [Single, Multiple, TrueFalse, Numeric, Ordering];

    public static readonly string[] Kinds = [.. Items, Case];

    public static readonly string[] Difficulties = ["easy", "medium", "hard"];

    public static RuleBrokenException NotValid(string field, string zh, string en) =>
        new("question.not-valid", new($"{field}：{zh}", $"{field}: {en}"), status: 400);
}
