using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <summary>The bounds of what people type about pay beside the plan.</summary>
internal static class CorrectionBounds
{
    /// <summary>The greatest amount of one correction, up or down.</summary>
    public static readonly Money LargestAmount = new(1_000_000_00);

    public const int MostEvidence = 10,
        LongestEvidence = 200;

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    public static string ReadReason(string? given, string field = "reason") =>
        TypedText.Read(given, Lengths.Reason, field)
        ?? throw new RuleBrokenException(
            "correction.reason-missing",
            new($"{field}：请说明原因。", $"{field}: say why."),
            status: 400
        );

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    public static string ReadText(string? given) =>
        TypedText.Read(given, Lengths.Comment, "text", hasLines: true)
        ?? throw new RuleBrokenException(
            "dispute.text-missing",
            new("text：请写明情况。", "text: say what it is."),
            status: 400
        );

    /// <exception cref="RuleBrokenException">400: no month, one before the bank's first, or one to come.</exception>
    public static Period CheckMonth(Period period, TimeProvider clock, string field)
    {
        var current = Period.MonthOf(BankCalendar.Today(clock));
        return period.IsMonth && period <= current && period.LastDay >= Contracts.Performance.FactBounds.FirstDay
            ? period
            : throw new RuleBrokenException(
                "correction.month-out-of-range",
                new($"{field}：应为不晚于 {current} 的月份。", $"{field}: a month is wanted, not after {current}."),
                status: 400
            );
    }

    /// <summary>The unit of the manager's newest posting.</summary>
    /// <exception cref="RuleBrokenException">404: there is no such manager in the caller's part of the bank.</exception>
    public static async Task<string> OrgOfAsync(
        string managerNo,
        PartOfBank part,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        await db
            .ManagerPosts.Where(p => p.ManagerNo == managerNo)
            .Within(part, p => p.Org, p => p.ManagerNo)
            .Select(p => p.Org)
            .FirstOrDefaultAsync(ct)
        ?? throw RuleBrokenException.NotFound("manager");

    /// <summary>The refusal of a filter by a state that there is not.</summary>
    public static RuleBrokenException UnknownState(IEnumerable<string> states) =>
        new(
            "request.invalid-state",
            new(
                $"state 应为下列之一：{string.Join('、', states)}。",
                $"state is one of these: {string.Join(", ", states)}."
            ),
            status: 400
        );
}
