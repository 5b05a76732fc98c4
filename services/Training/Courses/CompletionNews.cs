using CardTeam.Contracts;
using CardTeam.Contracts.Training;
using CardTeam.Platform.Roster;
using CardTeam.Training.Data;

namespace CardTeam.Training.Courses;

/// <summary>Keeps and announces completions; it adds to the current transaction.</summary>
internal static class CompletionNews
{
    /// <summary>Completions of one event.</summary>
    private const int BatchSize = 500;

    public static async Task AddAsync(
        TrainingDbContext db,
        IReadOnlyCollection<Completion> completions,
        CancellationToken ct
    )
    {
        if (completions.Count == 0)
            return;
        var closed = await ClosedMonths.LoadAsync(db, ct);
        foreach (var completion in completions)
            completion.CountFrom(closed.NextClose);
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
                        ValidTo: c.ValidTo,
                        KnownFrom: c.KnownFrom,
                        ChangedBy: closed.Includes(Period.MonthOf(c.CompletedOn)) ? c.ConfirmedBy : null
                    )),
                ]),
                "courses"
            );
    }
}
