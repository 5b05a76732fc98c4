namespace CardTeam.Training.Courses;

/// <summary>The words a course is described by.</summary>
internal static class CourseWords
{
    public static readonly IReadOnlyList<string> Kinds =
    [
        "product",
        "sales",
        "service",
        "complaints",
        "compliance",
        "aml",
        "ethics",
        "privacy",
        "risk",
        "system",
        "career",
        "mental-health",
        "team",
    ];

    public static readonly IReadOnlyList<string> Channels = ["classroom", "online", "video", "on-the-job", "lecture"];

    public static readonly IReadOnlyList<string> Levels = ["trainee", "junior", "intermediate", "senior"];

    public static readonly IReadOnlyList<string> Areas = ["urban", "rural"];

    public static readonly IReadOnlyList<string> Employments = ["regular", "contract"];
}
