using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Training.Courses;

/// <summary>The bounds of what people type about a course.</summary>
internal static class CourseBounds
{
    /// <summary>The shape of a course's code, which is also that of a session's.</summary>
    public const string Code = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$";

    /// <summary>The most prerequisites of a course.</summary>
    public const int MostPrerequisites = 20;

    /// <summary>The most materials of a course.</summary>
    public const int MostMaterials = 20;

    private const decimal MostHours = 999.9m;
    private const int MostMonths = 600,
        MostDays = 36_500;

    /// <summary>Reads the terms of a course.</summary>
    /// <exception cref="RuleBrokenException">400: a value is refused; the sentence names its field.</exception>
    public static CourseTerms Read(PutCourse.Request request)
    {
        var title = ReadTitle(request.Title!.Value, "title");
        return new(
            TitleZh: title.Zh,
            TitleEn: title.En,
            Kind: OneOf(request.Kind!, CourseWords.Kinds, "kind"),
            Channel: OneOf(request.Channel!, CourseWords.Channels, "channel"),
            TenthsOfHours: ReadHours(request.Hours!.Value),
            ValidMonths: Within(request.ValidMonths, MostMonths, "validMonths"),
            PrerequisitesJson: CourseTerms.Write(ReadPrerequisites(request.Prerequisites ?? [])),
            AudienceJson: CourseTerms.Write(ReadAudience(request.Audience)),
            MaterialsJson: CourseTerms.Write(ReadMaterials(request.Materials ?? []))
        );
    }

    private static int ReadHours(decimal hours) =>
        hours is > 0 and <= MostHours && decimal.Truncate(hours * 10) == hours * 10
            ? (int)(hours * 10)
            : throw Invalid(
                "hours",
                new(
                    "学时应大于 0、不超过 999.9，最多一位小数。",
                    "hours are above 0 and at most 999.9, with one decimal."
                )
            );

    private static List<string> ReadPrerequisites(IReadOnlyList<string> given) =>
        given.Count <= MostPrerequisites
            ?
            [
                .. given
                    .Select(code => Codes.Read(code, Lengths.CourseCode, "prerequisites"))
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
            : throw TooMany("prerequisites", MostPrerequisites);

    /// <summary>Reads an audience; null is everybody.</summary>
    /// <exception cref="RuleBrokenException">400: a word or a number is refused.</exception>
    public static CourseAudience ReadAudience(CourseAudience? given) =>
        given is null
            ? CourseAudience.Everybody
            : new(
                Some(given.Levels, CourseWords.Levels, "audience.levels"),
                Some(given.Areas, CourseWords.Areas, "audience.areas"),
                Some(given.Employment, CourseWords.Employments, "audience.employment"),
                Within(given.HiredWithinDays, MostDays, "audience.hiredWithinDays")
            );

    /// <summary>The words in the order in which they are known; null for no condition.</summary>
    private static List<string>? Some(IReadOnlyList<string>? given, IReadOnlyList<string> known, string field)
    {
        if (given is null or [])
            return null;
        var chosen = given.Select(word => OneOf(word, known, field)).ToHashSet(StringComparer.Ordinal);
        return [.. known.Where(chosen.Contains)];
    }

    private static List<CourseMaterial> ReadMaterials(IReadOnlyList<CourseMaterial> given) =>
        given.Count <= MostMaterials ? [.. given.Select(ReadMaterial)] : throw TooMany("materials", MostMaterials);

    private static CourseMaterial ReadMaterial(CourseMaterial given)
    {
        if (string.IsNullOrWhiteSpace(given.Link) == given.File is null)
            throw Invalid(
                "materials",
                new("每项资料应为一个链接或一个文件。", "each material is either a link or a file.")
            );
        return new(ReadTitle(given.Title, "materials"), given.File is null ? ReadLink(given.Link) : null, given.File);
    }

    private static string ReadLink(string? given)
    {
        var link = TypedText.Read(given, Lengths.Link, "materials") ?? "";
        return Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? link
            : throw Invalid("materials", new("链接应以 https:// 开头。", "a link begins with https://."));
    }

    private static Text ReadTitle(Text given, string field) =>
        (TypedText.Read(given.Zh, Lengths.Title, field), TypedText.Read(given.En, Lengths.Title, field))
            is ({ } zh, { } en)
            ? new(zh, en)
            : throw Invalid(field, new("名称须有中文和英文。", "a title is given in Chinese and in English."));

    private static string OneOf(string given, IReadOnlyList<string> known, string field) =>
        known.Contains(given, StringComparer.Ordinal)
            ? given
            : throw Invalid(
                field,
                new($"应为下列之一：{string.Join('、', known)}。", $"is one of these: {string.Join(", ", known)}.")
            );

    private static int? Within(int? given, int most, string field) =>
        given is null || (given >= 1 && given <= most)
            ? given
            : throw Invalid(field, new(Invariant($"应在 1 到 {most} 之间。"), Invariant($"is from 1 to {most}.")));

    private static RuleBrokenException TooMany(string field, int most) =>
        Invalid(field, new(Invariant($"最多 {most} 项。"), Invariant($"has at most {most} entries.")));

    private static RuleBrokenException Invalid(string field, Text text) =>
        new("course.not-valid", new($"{field}：{text.Zh}", $"{field}: {text.En}"), status: 400);
}
