using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Courses;

/// <summary>Lists the courses of the catalogue, each in its newest version, and shows one.</summary>
internal static class ListCourses
{
    public sealed record Row(
        string Code,
        int Version,
        string TitleZh,
        string TitleEn,
        string Kind,
        string Channel,
        [property: JsonConverter(typeof(RatioJson))] decimal Hours,
        int? ValidMonths,
        string ChangedBy,
        DateTimeOffset ChangedAt
    );

    private static readonly ListOrder<Course> Order = new ListOrder<Course>("code")
        .Key("code", c => c.Code)
        .By("titleZh", c => c.TitleZh)
        .By("titleEn", c => c.TitleEn)
        .By("kind", c => c.Kind)
        .By("channel", c => c.Channel)
        .By("hours", c => c.TenthsOfHours)
        .By("changedAt", c => c.ChangedAt);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("code", new("课程编号", "Course code"), c => c.Code),
        new("version", new("版本", "Version"), c => c.Version) { IsSummed = false },
        new("titleZh", new("中文名称", "Chinese title"), c => c.TitleZh),
        new("titleEn", new("英文名称", "English title"), c => c.TitleEn),
        new("kind", new("类别", "Kind"), c => c.Kind),
        new("channel", new("方式", "Channel"), c => c.Channel),
        new("hours", new("学时", "Hours"), c => c.Hours) { IsSummed = false },
        new("validMonths", new("有效月数", "Months valid"), c => c.ValidMonths) { IsSummed = false },
        new("changedBy", new("修改人", "Changed by"), c => c.ChangedBy),
        new("changedAt", new("修改时间（UTC）", "Changed at (UTC)"), c => c.ChangedAt),
    ];

    /// <summary>Lists the courses, which everybody may see.</summary>
    /// <param name="kind">A kind of course; null for all.</param>
    /// <param name="channel">A channel; null for all.</param>
    /// <param name="search">A part of the code or of a title.</param>
    public static Listing<Course, Row> Handle(
        [AsParameters] ListQuery list,
        string? kind,
        string? channel,
        string? search,
        TrainingDbContext db
    )
    {
        var courses = db.Courses.AsNoTracking().Where(c => c.IsCurrent);
        if (kind is not null)
            courses = courses.Where(c => c.Kind == kind);
        if (channel is not null)
            courses = courses.Where(c => c.Channel == channel);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = Fragment.Of(search);
            courses = courses.Where(c =>
                EF.Functions.Like(c.Code, pattern, Fragment.Escape)
                || EF.Functions.Like(c.TitleZh, pattern, Fragment.Escape)
                || EF.Functions.Like(c.TitleEn, pattern, Fragment.Escape)
            );
        }

        return new(
            courses,
            list,
            Order,
            c => new Row(
                c.Code,
                c.Version,
                c.TitleZh,
                c.TitleEn,
                c.Kind,
                c.Channel,
                Course.HoursOf(c.TenthsOfHours),
                c.ValidMonths,
                c.ChangedBy,
                c.ChangedAt
            ),
            Columns
        );
    }

    /// <summary>Shows a course.</summary>
    /// <param name="version">A version of it; null for the newest.</param>
    public static async Task<Ok<CourseAnswer>> Get(
        string code,
        int? version,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var course =
            await db
                .Courses.AsNoTracking()
                .FirstOrDefaultAsync(c => c.Code == code && (version == null ? c.IsCurrent : c.Version == version), ct)
            ?? throw RuleBrokenException.NotFound("course");
        return TypedResults.Ok(await CourseAnswer.OfAsync(course, db, ct));
    }
}
