using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Courses;

/// <summary>
/// A version of a course of the catalogue. A change adds a version, and a completion keeps the version it was of.
/// </summary>
internal sealed class Course
{
    /// <summary>The greatest length of a list of the terms as JSON.</summary>
    public const int LongestList = 8000;

    /// <summary>The most courses of a bank.</summary>
    public const int Most = 2000;

    private Course() { }

    public string Code { get; private set; } = "";

    /// <summary>1 for the first, then counting up.</summary>
    public int Version { get; private set; }

    /// <summary>True for the newest version.</summary>
    public bool IsCurrent { get; private set; }

    public string TitleZh { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public string Kind { get; private set; } = "";
    public string Channel { get; private set; } = "";

    /// <summary>Its length in tenths of an hour.</summary>
    public int TenthsOfHours { get; private set; }

    /// <summary>The months a completion is valid; null for good.</summary>
    public int? ValidMonths { get; private set; }

    /// <summary>Codes of the courses that must be completed before, as JSON.</summary>
    public string PrerequisitesJson { get; private set; } = "[]";

    /// <summary>The <see cref="CourseAudience"/> as JSON.</summary>
    public string AudienceJson { get; private set; } = "{}";

    /// <summary>The list of <see cref="CourseMaterial"/> as JSON.</summary>
    public string MaterialsJson { get; private set; } = "[]";

    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }

    public decimal Hours => HoursOf(TenthsOfHours);

    public IReadOnlyList<string> Prerequisites => CourseTerms.Read<List<string>>(PrerequisitesJson);

    public CourseAudience Audience => CourseTerms.Read<CourseAudience>(AudienceJson);

    public IReadOnlyList<CourseMaterial> Materials => CourseTerms.Read<List<CourseMaterial>>(MaterialsJson);

    public CourseTerms Terms =>
        new(
            TitleZh: TitleZh,
            TitleEn: TitleEn,
            Kind: Kind,
            Channel: Channel,
            TenthsOfHours: TenthsOfHours,
            ValidMonths: ValidMonths,
            PrerequisitesJson: PrerequisitesJson,
            AudienceJson: AudienceJson,
            MaterialsJson: MaterialsJson
        );

    /// <summary>Writes a version of a course; the version before stays as it was.</summary>
    /// <param name="before">The current version; null for a new course.</param>
    /// <returns>The new version; the current one where nothing has changed.</returns>
    public static Course Write(string code, Course? before, CourseTerms terms, string by, DateTimeOffset now)
    {
        if (before is not null && before.Terms == terms)
            return before;
        if (before is not null)
            before.IsCurrent = false;
        return new()
        {
            Code = code,
            Version = (before?.Version ?? 0) + 1,
            IsCurrent = true,
            TitleZh = terms.TitleZh,
            TitleEn = terms.TitleEn,
            Kind = terms.Kind,
            Channel = terms.Channel,
            TenthsOfHours = terms.TenthsOfHours,
            ValidMonths = terms.ValidMonths,
            PrerequisitesJson = terms.PrerequisitesJson,
            AudienceJson = terms.AudienceJson,
            MaterialsJson = terms.MaterialsJson,
            ChangedBy = by,
            ChangedAt = now,
        };
    }

    /// <summary>Tenths of an hour as hours with one decimal: 60 is 6.0.</summary>
    public static decimal HoursOf(int tenths) => new(tenths, 0, 0, isNegative: false, scale: 1);

    /// <summary>The last day on which a completion of this version is valid; null where it is valid for good.</summary>
    public DateOnly? ValidTo(DateOnly completedOn) =>
        ValidMonths is { } months ? completedOn.AddMonths(months).AddDays(-1) : null;

    internal sealed class Mapping : IEntityTypeConfiguration<Course>
    {
        public void Configure(EntityTypeBuilder<Course> builder)
        {
            builder.ToTable("Courses");
            builder.HasKey(c => new { c.Code, c.Version });
            builder.Property(c => c.Code).HasMaxLength(Lengths.CourseCode);
            builder.Property(c => c.Version).ValueGeneratedNever();
            builder.Property(c => c.TitleZh).HasMaxLength(Lengths.Title);
            builder.Property(c => c.TitleEn).HasMaxLength(Lengths.Title);
            builder.Property(c => c.Kind).HasMaxLength(20);
            builder.Property(c => c.Channel).HasMaxLength(20);
            builder.Property(c => c.PrerequisitesJson).HasMaxLength(LongestList);
            builder.Property(c => c.AudienceJson).HasMaxLength(LongestList);
            builder.Property(c => c.MaterialsJson).HasMaxLength(LongestList);
            builder.Ignore(c => c.Hours);
            builder.Ignore(c => c.Prerequisites);
            builder.Ignore(c => c.Audience);
            builder.Ignore(c => c.Materials);
            builder.Ignore(c => c.Terms);
        }
    }
}
