using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Courses;

/// <summary>A version of a course with all its terms.</summary>
/// <param name="Files">The files among the materials.</param>
/// <param name="Versions">All versions, the newest first.</param>
internal sealed record CourseAnswer(
    string Code,
    int Version,
    Text Title,
    string Kind,
    string Channel,
    [property: JsonConverter(typeof(RatioJson))] decimal Hours,
    IReadOnlyList<string> Prerequisites,
    int? ValidMonths,
    CourseAudience Audience,
    IReadOnlyList<CourseMaterial> Materials,
    IReadOnlyList<AddCourseFile.Answer> Files,
    string ChangedBy,
    DateTimeOffset ChangedAt,
    IReadOnlyList<CourseAnswer.Written> Versions
)
{
    public sealed record Written(int Version, string ChangedBy, DateTimeOffset ChangedAt);

    public static async Task<CourseAnswer> OfAsync(Course course, TrainingDbContext db, CancellationToken ct)
    {
        var files = course.Materials.Select(m => m.File).OfType<Guid>().ToList();
        return new(
            Code: course.Code,
            Version: course.Version,
            Title: new(course.TitleZh, course.TitleEn),
            Kind: course.Kind,
            Channel: course.Channel,
            Hours: course.Hours,
            Prerequisites: course.Prerequisites,
            ValidMonths: course.ValidMonths,
            Audience: course.Audience,
            Materials: course.Materials,
            Files: await db
                .CourseFiles.AsNoTracking()
                .Where(f => f.CourseCode == course.Code && files.Contains(f.Id))
                .OrderBy(f => f.Name)
                .Select(f => new AddCourseFile.Answer(f.Id, f.Name, f.Type, f.Size))
                .ToListAsync(ct),
            ChangedBy: course.ChangedBy,
            ChangedAt: course.ChangedAt,
            Versions: await db
                .Courses.AsNoTracking()
                .Where(c => c.Code == course.Code)
                .OrderByDescending(c => c.Version)
                .Select(c => new Written(c.Version, c.ChangedBy, c.ChangedAt))
                .ToListAsync(ct)
        );
    }
}
