using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using CardTeam.Training.Managers;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Enrolments;

/// <summary>
/// What decides whether somebody is of an audience on a day: level, area, kind of employment and time since hiring.
/// Nothing that is not known shuts anybody out.
/// </summary>
internal sealed class AudienceFacts(
    IEnumerable<KnownEmployment> employments,
    IEnumerable<KnownTerms> terms,
    IEnumerable<KnownGrade> grades
)
{
    private readonly ILookup<string, KnownEmployment> _employments = employments.ToLookup(
        e => e.ManagerNo,
        StringComparer.Ordinal
    );

    private readonly ILookup<string, KnownTerms> _terms = terms.ToLookup(t => t.ManagerNo, StringComparer.Ordinal);
    private readonly ILookup<string, KnownGrade> _grades = grades.ToLookup(g => g.ManagerNo, StringComparer.Ordinal);

    /// <summary>Reads the facts of all managers.</summary>
    public static async Task<AudienceFacts> LoadAsync(TrainingDbContext db, CancellationToken ct) =>
        new(
            await db.Employments.AsNoTracking().ToListAsync(ct),
            await db.Terms.AsNoTracking().ToListAsync(ct),
            await db.Grades.AsNoTracking().ToListAsync(ct)
        );

    /// <summary>The employments of a manager; none where they were announced to a release that kept none.</summary>
    public IEnumerable<KnownEmployment> Employments(string managerNo) => _employments[managerNo];

    public bool IsInPost(string managerNo, DateOnly day)
    {
        var own = _employments[managerNo].ToList();
        return own.Count == 0 || own.Exists(e => e.HiredOn <= day && (e.LeftOn is null || e.LeftOn >= day));
    }

    /// <summary>The first day of the employment of a day; null where it is not known.</summary>
    public DateOnly? HiredOn(string managerNo, DateOnly day) =>
        _employments[managerNo].Where(e => e.HiredOn <= day).Select(e => (DateOnly?)e.HiredOn).Max();

    /// <summary>The condition of an audience that a manager misses on a day; null where they are of it.</summary>
    public Text? Missed(string managerNo, CourseAudience audience, DateOnly day)
    {
        var held = _terms[managerNo].Where(t => t.From <= day).MaxBy(t => t.From);
        var grade = _grades[managerNo].Where(g => g.From <= day).MaxBy(g => g.From);
        var level = grade is not null && (held is null || grade.From >= held.From) ? grade.Level : held?.Level;
        if (IsOutside(audience.Levels, level))
            return new("级别", "level");
        if (IsOutside(audience.Areas, held?.Area))
            return new("城乡", "area");
        if (IsOutside(audience.Employment, held?.Employment))
            return new("用工性质", "employment");
        return
            audience.HiredWithinDays is { } days
            && HiredOn(managerNo, day) is { } on
            && day.DayNumber - on.DayNumber > days
            ? new Text("入职时间", "time since hiring")
            : null;
    }

    private static bool IsOutside(IReadOnlyList<string>? allowed, string? value) =>
        allowed is { Count: > 0 } && value is not null && !allowed.Contains(value, StringComparer.Ordinal);
}
