using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Imports;

/// <summary>The change that a file makes, or would make, to one entry of a list.</summary>
/// <param name="Row">Row number as in a spreadsheet; null for an entry that the file does not name.</param>
/// <param name="Verdict">
/// <c>added</c>, <c>moved</c>, <c>withdrawn</c>, <c>unchanged</c> or <c>refused</c>.
/// </param>
/// <param name="Subject">The thing the manager is added to or withdrawn from, such as a session's code.</param>
/// <param name="Before">The thing the manager is moved from or withdrawn from; null otherwise.</param>
/// <param name="Code">Stable, for programs; null where nothing needs a reason.</param>
/// <param name="Reason">The reason for people.</param>
public sealed record ImportDifference(
    long? Row,
    string Verdict,
    string ManagerNo,
    string? Name,
    string Subject,
    string? Before,
    string? Code,
    Text? Reason
);
