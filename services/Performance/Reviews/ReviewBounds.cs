using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Reviews;

/// <summary>The bounds of the appraisal.</summary>
internal static class ReviewBounds
{
    public const int LowestMark = 1,
        HighestMark = 5;

    /// <summary>The fewest answers that are ever shown together.</summary>
    public const int FewestAnswers = 3;

    public const int MostAnswersAsked = 10,
        MostCompetencies = 20,
        MostThemes = 10;

    /// <summary>The most forms that one person fills as a peer or partner in a round.</summary>
    public const int MostReviews = 8;

    /// <summary>The peers that are asked about a person, unless the round says otherwise.</summary>
    public const int UsualPeers = 5;

    /// <summary>The most persons of a round: a branch with all its managers, and room to spare.</summary>
    public const int MostPersons = 500;

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    public static string ReadReason(string? given) =>
        TypedText.Read(given, Lengths.Reason, "reason")
        ?? throw new RuleBrokenException(
            "review.reason-missing",
            new("reason：请说明原因。", "reason: say why."),
            status: 400
        );
}
