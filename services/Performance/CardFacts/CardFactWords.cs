using CardTeam.Contracts.Performance;
using CardTeam.Platform.Imports.Columns;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.CardFacts;

/// <summary>The names of card fact kinds for people.</summary>
internal static class CardFactWords
{
    private static readonly Dictionary<string, Text> Titles = new(StringComparer.Ordinal)
    {
        ["applied"] = new("进件", "Applied"),
        ["approved"] = new("核卡", "Approved"),
        ["activated"] = new("激活", "Activated"),
        ["first-used"] = new("首刷", "First used"),
        ["active-month"] = new("活跃", "Active month"),
        ["sleeping"] = new("睡眠", "Sleeping"),
        ["cancelled"] = new("注销", "Cancelled"),
        ["overdue"] = new("逾期", "Overdue"),
        ["instalment"] = new("分期", "Instalment"),
        ["referral-confirmed"] = new("三亲", "Referral confirmed"),
    };

    /// <summary>All kinds, in the order of the contract.</summary>
    public static IReadOnlyList<ImportWord> All { get; } =
    [.. CardFactKinds.All.Select(kind => new ImportWord(kind, Titles[kind]))];

    /// <exception cref="RuleBrokenException">400: there is no such kind.</exception>
    public static CardFactKind Read(string kind) =>
        CardFactKinds.TryParse(kind, out var known)
            ? known
            : throw new RuleBrokenException(
                "card-fact.unknown-kind",
                new(
                    $"未知的事实种类。可用：{string.Join("、", CardFactKinds.All)}",
                    $"Unknown kind. One of {string.Join(", ", CardFactKinds.All)} is wanted."
                ),
                status: 400
            );
}
