using CardTeam.Training.Questions;

namespace CardTeam.Training.Sittings;

/// <summary>The bounds of a sitting, and its words.</summary>
internal static class SittingBounds
{
    /// <summary>The presented order of all items of a question: <c>s:CADB|n:</c>.</summary>
    public const int Layout = QuestionBounds.MostParts * 12;

    /// <summary>The answers to all items of a question.</summary>
    public const int Given = QuestionBounds.MostParts * (QuestionBounds.Number + 1);

    /// <summary>The most answers that are saved in one transaction.</summary>
    public const int Batch = 500;

    public const string HandedIn = "handed-in",
        TimeOver = "time-over";
}
