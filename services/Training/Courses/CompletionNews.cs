using CardTeam.Contracts.Training;
using CardTeam.Training.Data;

namespace CardTeam.Training.Courses;

/// <summary>Keeps and announces completions; it adds to the current transaction.</summary>
internal static class CompletionNews
{
    /// <summary>Completions of one event.</summary>
    private const int BatchSize = 500;

    public static void Add(TrainingDbContext db, IReadOnlyCollection<Completion> completions)
    {
        db.Completions.AddRange(completions);
        foreach (var some in completions.Chunk(BatchSize))
            db.Announce(
                new CourseCompleted([
                    .. some.Select(c => new CompletedCourse(
                        ManagerNo: c.ManagerNo,
                        Course: c.CourseCode,
                        CourseVersion: c.CourseVersion,
                        Session: c.SessionCode,
                        CompletedOn: c.CompletedOn,
                        ValidTo: c.ValidTo
                    )),
                ]),
                "courses"
            );
    }
}
