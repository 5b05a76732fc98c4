using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>The grades of the roster, as plans name them.</summary>
internal static class Grades
{
    public static readonly IReadOnlyList<string> Levels = ["trainee", "junior", "intermediate", "senior"];
    public static readonly IReadOnlyList<string> Employments = ["regular", "contract"];

    /// <summary>A trainee has no step; every other level has three.</summary>
    public static readonly IReadOnlyList<string> PaySteps =
    [
        "trainee",
        .. Levels.Skip(1).SelectMany(level => new[] { "A", "B", "C" }.Select(step => $"{level}-{step}")),
    ];

    /// <summary>The level with its step, such as <c>senior-A</c>; null where the roster gives no level or no step.</summary>
    public static string? PayStep(Posting? posting) =>
        posting switch
        {
            { Level: "trainee" } => "trainee",
            { Level: { } level, Step: { } step } => $"{level}-{step}",
            _ => null,
        };
}
