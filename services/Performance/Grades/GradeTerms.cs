using System.Text.Json.Serialization;
using CardTeam.Contracts;

namespace CardTeam.Performance.Grades;

/// <summary>The levels of grading, and their steps.</summary>
internal static class GradeWords
{
    public const string Trainee = "trainee",
        Junior = "junior",
        Intermediate = "intermediate",
        Senior = "senior";

    public const string All = "all",
        Graded = "graded",
        Floor = "floor",
        HalfUp = "half-up",
        LargestRemainder = "largest-remainder";

    public const string Compliance = "compliance",
        Tenure = "tenure",
        Draw = "draw";

    public const string Scorecards = "scorecards",
        Exam = "exam",
        Review = "review";

    /// <summary>The levels that are graded, the highest first.</summary>
    public static readonly IReadOnlyList<string> Levels = [Senior, Intermediate, Junior];

    /// <summary>The steps of a level, the highest first.</summary>
    public static readonly IReadOnlyList<string> Steps = ["A", "B", "C"];

    public static readonly IReadOnlyList<string> Ties = [Compliance, Tenure, Draw];

    public static readonly IReadOnlyList<string> Parts = [Scorecards, Exam, Review];

    /// <summary>0 for a trainee, to 3 for a senior.</summary>
    public static int HeightOf(string? level) =>
        level switch
        {
            Senior => 3,
            Intermediate => 2,
            Junior => 1,
            _ => 0,
        };

    /// <summary>The nine pay steps, the lowest first: <c>junior-C</c> to <c>senior-A</c>.</summary>
    public static readonly IReadOnlyList<string> PaySteps =
    [
        .. Levels.Reverse().SelectMany(level => Steps.Reverse().Select(step => $"{level}-{step}")),
    ];
}

/// <summary>The terms of a grade scheme, as they were written and checked.</summary>
/// <param name="Period">The length of the periods that are graded, one of <see cref="Rhythms"/>.</param>
/// <param name="Caps">The greatest share of each level.</param>
/// <param name="Base"><c>all</c> counts trainees among the managers, <c>graded</c> does not.</param>
/// <param name="Rounding"><c>floor</c> or <c>half-up</c>.</param>
/// <param name="Remainder">
/// The rule for what floor leaves over: <c>largest-remainder</c>, or <c>trainee</c> for nobody.
/// </param>
/// <param name="Steps">The share of each step within a level.</param>
/// <param name="Conditions">The conditions of a level; none where it is not named.</param>
/// <param name="Score">The weight of each part of the score.</param>
/// <param name="Minimum">The least score of a level; none where it is not named.</param>
/// <param name="Ties">The order of equal scores.</param>
/// <param name="Draw">The published starting number of the draw.</param>
internal sealed record GradeTerms(
    string Period,
    IReadOnlyDictionary<string, decimal> Caps,
    string Base,
    string Rounding,
    string Remainder,
    IReadOnlyDictionary<string, decimal> Steps,
    IReadOnlyDictionary<string, GradeConditions> Conditions,
    IReadOnlyDictionary<string, decimal> Score,
    IReadOnlyDictionary<string, decimal> Minimum,
    IReadOnlyList<string> Ties,
    long Draw,
    RuralTerms? Rural,
    StreakTerms Streaks
);

/// <param name="Education">
/// The least education: <c>secondary</c>, <c>college</c>, <c>bachelor</c>, <c>master</c>.
/// </param>
/// <param name="YearsInPost">The least full years in post on the period's last day.</param>
/// <param name="Exam">The code of an exam to be passed.</param>
/// <param name="Certificates">The certificates to be held.</param>
internal sealed record GradeConditions(
    string? Education = null,
    int? YearsInPost = null,
    string? Exam = null,
    IReadOnlyList<string>? Certificates = null
);

/// <summary>The steps that managers who serve rural customers get on top of the assessed one.</summary>
/// <param name="Steps">The number of pay steps.</param>
/// <param name="Top">The highest pay step that is reached so.</param>
/// <param name="CountsInQuota">False: what is paid higher takes no place.</param>
internal sealed record RuralTerms(int Steps, string Top, bool CountsInQuota = false);

/// <param name="PromoteAfter">Periods in a row assessed above the grade before a promotion is recommended.</param>
/// <param name="DemoteAfter">Periods in a row assessed below it before a demotion is.</param>
/// <param name="EliminateAfter">Periods in a row with a score under <paramref name="EliminateBelow"/>.</param>
internal sealed record StreakTerms(
    int PromoteAfter,
    int DemoteAfter,
    int EliminateAfter,
    [property: JsonConverter(typeof(RatioJson))] decimal EliminateBelow
);
