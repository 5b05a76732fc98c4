using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Courses;

/// <summary>Writes a course of the catalogue; a change is a new version.</summary>
internal static class PutCourse
{
    /// <param name="Kind"><c>product</c>, <c>sales</c>, <c>compliance</c> …</param>
    /// <param name="Channel">
    /// <c>classroom</c>, <c>online</c>, <c>video</c>, <c>on-the-job</c> or <c>lecture</c>.
    /// </param>
    /// <param name="Hours">Its length in hours, with one decimal at most.</param>
    /// <param name="Prerequisites">Codes of the courses that must be completed before.</param>
    /// <param name="ValidMonths">The months a completion is valid; null for good.</param>
    public sealed record Request(
        [property: Required] Text? Title,
        [property: Required] string? Kind,
        [property: Required] string? Channel,
        [property: Required, JsonConverter(typeof(RatioJson))] decimal? Hours,
        IReadOnlyList<string>? Prerequisites,
        int? ValidMonths,
        CourseAudience? Audience,
        IReadOnlyList<CourseMaterial>? Materials
    );

    public static async Task<Ok<CourseAnswer>> Handle(
        [RegularExpression(CourseBounds.Code)] string code,
        Request request,
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var terms = CourseBounds.Read(request);
        var written = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var all = await db.Courses.Where(c => c.IsCurrent).ToListAsync(ct);
                var before = all.Find(c => c.Code == code);
                if (before is null && AlikeCodes.Among(all.Select(c => c.Code)).Of(code) is { } alike)
                    throw AlikeCodes.Broken(code, alike);
                if (before is null && all.Count >= Course.Most)
                    throw new RuleBrokenException(
                        "course.too-many",
                        new(
                            Invariant($"最多可设 {Course.Most} 门课程。"),
                            Invariant($"There are {Course.Most} courses, which is the most there can be.")
                        )
                    );
                CheckPrerequisites(code, terms, all);
                await CheckFilesAsync(code, terms, db, ct);
                var course = Course.Write(code, before, terms, caller.Id, clock.GetUtcNow());
                if (course == before)
                    return course;
                Note(trail, before, course);
                db.Courses.Add(course);
                await db.SaveChangesAsync(ct);
                return course;
            },
            ct
        );
        return TypedResults.Ok(await CourseAnswer.OfAsync(written, db, ct));
    }

    /// <summary>Prerequisites are courses of the catalogue, and no course is required before itself.</summary>
    private static void CheckPrerequisites(string code, CourseTerms terms, List<Course> all)
    {
        var required = all.ToDictionary(c => c.Code, c => c.Prerequisites, StringComparer.Ordinal);
        var own = CourseTerms.Read<List<string>>(terms.PrerequisitesJson);
        if (own.Find(one => one != code && !required.ContainsKey(one)) is { } unknown)
            throw new RuleBrokenException(
                "course.unknown-prerequisite",
                new($"prerequisites：没有编号为“{unknown}”的课程。", $"prerequisites: there is no course '{unknown}'."),
                status: 400
            );
        required[code] = own;
        var open = new Stack<string>(own);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var one))
        {
            if (one == code)
                throw new RuleBrokenException(
                    "course.requires-itself",
                    new(
                        "prerequisites：先修课程最终又以本课程为先修。",
                        "prerequisites: the course would be required before itself."
                    )
                );
            if (seen.Add(one))
                foreach (var before in required.GetValueOrDefault(one) ?? [])
                    open.Push(before);
        }
    }

    private static async Task CheckFilesAsync(
        string code,
        CourseTerms terms,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var files = CourseTerms
            .Read<List<CourseMaterial>>(terms.MaterialsJson)
            .Select(m => m.File)
            .OfType<Guid>()
            .Distinct()
            .ToList();
        if (
            files.Count > 0
            && await db.CourseFiles.CountAsync(f => f.CourseCode == code && files.Contains(f.Id), ct) < files.Count
        )
            throw new RuleBrokenException(
                "course.unknown-file",
                new("materials：本课程没有该文件。", "materials: the course has no such file."),
                status: 400
            );
    }

    private static void Note(AuditTrail trail, Course? before, Course after)
    {
        trail.Note("version", after.Version.ToString(CultureInfo.InvariantCulture));
        trail.Change("titleZh", before?.TitleZh, after.TitleZh);
        trail.Change("titleEn", before?.TitleEn, after.TitleEn);
        trail.Change("kind", before?.Kind, after.Kind);
        trail.Change("channel", before?.Channel, after.Channel);
        trail.Change("hours", before is null ? null : Invariant($"{before.Hours}"), Invariant($"{after.Hours}"));
        trail.Change(
            "validMonths",
            before?.ValidMonths is { } m ? Invariant($"{m}") : null,
            Invariant($"{after.ValidMonths}")
        );
        trail.Change("prerequisites", before?.PrerequisitesJson, after.PrerequisitesJson);
        trail.Change("audience", before?.AudienceJson, after.AudienceJson);
        trail.Change("materials", before?.MaterialsJson, after.MaterialsJson);
    }
}
