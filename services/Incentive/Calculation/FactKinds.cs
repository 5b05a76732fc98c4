using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>The kinds of facts that a plan may pay: those of cards, and what Incentive itself finds out.</summary>
internal static class FactKinds
{
    /// <summary>竞赛优胜: a manager has won a contest. No card fact, so that no message and no file can have it.</summary>
    public const CardFactKind ContestWon = (CardFactKind)101;

    private const string ContestWonName = "contest-won";

    public static IEnumerable<string> All => CardFactKinds.All.Append(ContestWonName);

    public static string Name(CardFactKind kind) => kind == ContestWon ? ContestWonName : CardFactKinds.Name(kind);

    public static bool TryParse(string? name, out CardFactKind kind)
    {
        if (name != ContestWonName)
            return CardFactKinds.TryParse(name, out kind);
        kind = ContestWon;
        return true;
    }
}
