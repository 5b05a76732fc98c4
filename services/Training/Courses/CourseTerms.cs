using System.Text.Json;
using CardTeam.ServiceDefaults;

namespace CardTeam.Training.Courses;

/// <summary>The people a course is for; a condition that is null or empty leaves everybody in.</summary>
/// <param name="Levels"><c>trainee</c>, <c>junior</c>, <c>intermediate</c>, <c>senior</c>.</param>
/// <param name="Areas"><c>urban</c>, <c>rural</c>.</param>
/// <param name="Employment"><c>regular</c>, <c>contract</c>.</param>
/// <param name="HiredWithinDays">The greatest number of days since a manager was hired.</param>
internal sealed record CourseAudience(
    IReadOnlyList<string>? Levels,
    IReadOnlyList<string>? Areas,
    IReadOnlyList<string>? Employment,
    int? HiredWithinDays
)
{
    public static readonly CourseAudience Everybody = new(null, null, null, null);
}

/// <summary>Material of a course: a link, or a file that was uploaded to the course.</summary>
/// <param name="Link">An address that begins with <c>https://</c>; null for a file.</param>
/// <param name="File">The id of the file; null for a link.</param>
internal sealed record CourseMaterial(Text Title, string? Link, Guid? File);

/// <summary>The terms of a course. The lists are JSON, so that two versions compare by their texts.</summary>
/// <param name="TenthsOfHours">Its length in tenths of an hour.</param>
/// <param name="ValidMonths">The months a completion is valid; null for good.</param>
internal sealed record CourseTerms(
    string TitleZh,
    string TitleEn,
    string Kind,
    string Channel,
    int TenthsOfHours,
    int? ValidMonths,
    string PrerequisitesJson,
    string AudienceJson,
    string MaterialsJson
)
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
