using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Exams;

/// <summary>Knows the exams of courses from their plans.</summary>
internal sealed class ExamsOfCourses(TrainingDbContext db) : CourseExams
{
    public override async Task<IReadOnlyDictionary<string, DateOnly>?> PassedAsync(
        string course,
        DateOnly since,
        IReadOnlyCollection<string> managers,
        CancellationToken ct
    )
    {
        var exams = await db
            .Exams.AsNoTracking()
            .Where(e => e.Course == course && e.To >= since)
            .Select(e => e.Code)
            .ToListAsync(ct);
        if (exams.Count == 0)
            return null;
        return (
            await db
                .PassedExams.AsNoTracking()
                .Where(p => managers.Contains(p.ManagerNo) && exams.Contains(p.ExamCode) && p.PassedOn >= since)
                .Select(p => new { p.ManagerNo, p.PassedOn })
                .ToListAsync(ct)
        )
            .GroupBy(p => p.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Min(p => p.PassedOn), StringComparer.Ordinal);
    }
}
