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
public sealed record CompletedCourse(
    string ManagerNo,
    string Course,
    int CourseVersion,
    string Session,
    DateOnly CompletedOn,
    DateOnly? ValidTo = null
);
