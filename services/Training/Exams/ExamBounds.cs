namespace CardTeam.Training.Exams;

/// <summary>The bounds of an exam.</summary>
internal static class ExamBounds
{
    public const int MostAttempts = 10,
        MostMinutes = 480,
        UsualMinutes = 60,
        MostLines = 50,
        MostQuestions = 200,
        MostMonths = 120,
        MostRubric = 20;
}
