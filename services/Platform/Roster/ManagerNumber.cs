using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Roster;

/// <summary>Texts about a number that no manager has, or that a manager has in other letters.</summary>
public static class ManagerNumber
{
    public const string NotValid = "manager.number-not-valid",
        DiffersInCaseOnly = "manager.number-differs-in-case-only";

    public static readonly Text Rule = new(
        "编号只能含字母、数字、点、横线和下划线。",
        "A number has letters, digits, dots, hyphens and underscores only."
    );

    /// <param name="known">The known number, which the reader may learn.</param>
    public static Text Alike(string number, string known) =>
        new(
            $"“{number}”与已有的“{known}”仅大小写不同。",
            $"{number} differs from {known}, who is known, in case only."
        );
}
