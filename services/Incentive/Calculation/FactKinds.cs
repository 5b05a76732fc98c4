using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>The kinds of facts that a plan may pay: those of cards, of contests and of courses.</summary>
internal static class FactKinds
{
    /// <summary>竞赛优胜: a manager has won a contest. No card fact, so that no message and no file can have it.</summary>
    public const CardFactKind ContestWon = (CardFactKind)101;

    /// <summary>课程完成: a manager has completed a course, as Training announced it.</summary>
    public const CardFactKind CourseCompleted = (CardFactKind)102;

    private static readonly (CardFactKind Kind, string Name)[] BesideCards =
    [
        (ContestWon, "contest-won"),
        (CourseCompleted, "course-completed"),
    ];

    public static IEnumerable<string> All => [.. CardFactKinds.All, .. BesideCards.Select(k => k.Name)];

    /// <summary>True for a kind of no card, whose facts have no amount.</summary>
    public static bool IsBesideCards(CardFactKind kind) => Array.Exists(BesideCards, k => k.Kind == kind);

    public static string Name(CardFactKind kind) =>
        Array.Find(BesideCards, k => k.Kind == kind).Name ?? CardFactKinds.Name(kind);

    public static bool TryParse(string? name, out CardFactKind kind)
    {
        kind = Array.Find(BesideCards, k => k.Name == name).Kind;
        return kind != default || CardFactKinds.TryParse(name, out kind);
    }
}
