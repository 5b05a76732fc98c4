using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Exams;

/// <summary>
/// Completes the courses of those who attended before and have passed the exam now. It adds to the current transaction.
/// </summary>
internal static class CompleteByExam
{
    /// <param name="courses">The code of the course of each exam.</param>
    public static async Task ApplyAsync(
        IReadOnlyCollection<PassedExam> passed,
        IReadOnlyDictionary<string, string> courses,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        if (passed.Count == 0)
            return;
        var (numbers, codes) = (
            passed.Select(p => p.ManagerNo).Distinct(StringComparer.Ordinal).ToList(),
            courses.Values.Distinct(StringComparer.Ordinal).ToList()
        );
        var awaited = await db
            .AwaitedExams.Where(a => numbers.Contains(a.ManagerNo) && codes.Contains(a.CourseCode))
            .ToListAsync(ct);
        if (awaited.Count == 0)
            return;
        var versions = await db
            .Courses.AsNoTracking()
            .Where(c => codes.Contains(c.Code))
            .ToDictionaryAsync(c => (c.Code, c.Version), ct);
        var completed = new List<Completion>();
        foreach (var one in awaited)
        {
            var day = passed
                .Where(p =>
                    p.ManagerNo == one.ManagerNo && courses[p.ExamCode] == one.CourseCode && p.PassedOn >= one.StartsOn
                )
                .Select(p => (DateOnly?)p.PassedOn)
                .Min();
            if (day is not { } passedOn)
                continue;
            completed.Add(one.By(passedOn, versions[(one.CourseCode, one.CourseVersion)]));
            db.AwaitedExams.Remove(one);
        }

        await CompletionNews.AddAsync(db, completed, ct);
    }
}
