using CardTeam.Platform.Imports;
using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Roster;

/// <summary>
/// Refusals of rows about another part of the bank. They read the same whether the manager, unit or record exists
/// elsewhere or nowhere, so that a file does not find out what others have.
/// </summary>
public static class OutsideYourPart
{
    public const string Code = "import.outside-your-part";

    /// <summary>A manager who is not of the bearer's part.</summary>
    public static readonly Text Manager = new(
        "您的权限范围内没有该客户经理。",
        "There is no such manager in your part of the bank."
    );

    /// <summary>A unit that is not of the bearer's part.</summary>
    public static readonly Text Unit = new(
        "您的权限范围内没有该机构。",
        "There is no such unit in your part of the bank."
    );

    /// <summary>A reference that the bank has given out once and the bearer's part does not have.</summary>
    public static readonly Text Reference = new(
        "您的权限范围内不能使用该编号。",
        "This reference cannot be used in your part of the bank."
    );

    public static void Reject(ImportRow row, string column, Text text)
    {
        ArgumentNullException.ThrowIfNull(row);
        row.Reject(column, Code, text);
    }
}
