namespace CardTeam.Training.Courses;

/// <summary>Knows which courses have an exam, and who has passed it. The exams themselves are another room's.</summary>
internal abstract class CourseExams
{
    /// <summary>
    /// The day on which each of some managers passed an exam of a course since a day. An exam counts whose window ends
    /// on that day or later; of several one has to be passed.
    /// </summary>
    /// <returns>The first day by manager, without those who have not passed; null where the course has no exam.</returns>
    public abstract Task<IReadOnlyDictionary<string, DateOnly>?> PassedAsync(
        string course,
        DateOnly since,
        IReadOnlyCollection<string> managers,
        CancellationToken ct
    );
}
