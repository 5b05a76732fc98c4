namespace CardTeam.Contracts.Training;

/// <summary>Managers have completed a course, as its attendance was confirmed. At most 500.</summary>
[EventName("training.course-completed", 1)]
public sealed record CourseCompleted(IReadOnlyList<CompletedCourse> Completions) : IIntegrationEvent;

/// <summary>A manager's completion of a course.</summary>
/// <param name="Course">The course's code.</param>
/// <param name="CourseVersion">The version of the course that was in force on the session's last day.</param>
/// <param name="Session">The code of the session it was completed in.</param>
/// <param name="CompletedOn">The session's last day.</param>
/// <param name="ValidTo">The last day the completion is valid; null where it is valid for good.</param>
/// <param name="KnownFrom">
/// Number of the first close that takes the completion into account; null where it was confirmed before this was said,
/// so that no plan pays for it.
/// </param>
/// <param name="ChangedBy">
/// Person who confirmed it after the month of <paramref name="CompletedOn"/> was closed; null where that month was open.
/// </param>
public sealed record CompletedCourse(
    string ManagerNo,
    string Course,
    int CourseVersion,
    string Session,
    DateOnly CompletedOn,
    DateOnly? ValidTo = null,
    int? KnownFrom = null,
    string? ChangedBy = null
);
