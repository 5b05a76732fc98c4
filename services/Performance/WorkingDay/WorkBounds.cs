using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.WorkingDay;

/// <summary>The bounds of what people type about their work.</summary>
internal static class WorkBounds
{
    /// <summary>The greatest length of a word: a kind, a state.</summary>
    public const int Word = 20;

    /// <summary>The greatest length of a task's title, and of the step that follows it.</summary>
    public const int Title = 200;

    /// <summary>The greatest length of a result.</summary>
    public const int Result = 500;

    /// <summary>The most items of a day type's checklist.</summary>
    public const int MostItems = 20;

    /// <summary>The greatest length of a day type's code.</summary>
    public const int DayTypeCode = 40;

    /// <summary>
    /// The days within which work is recorded: a phone may have been away from the network for a while.
    /// </summary>
    public const int DaysBack = 7;

    /// <summary>A text without a card's number; null where nothing was typed.</summary>
    /// <exception cref="RuleBrokenException">400: the text is refused.</exception>
    public static string? Read(string? given, int longest, string field, bool hasLines = false)
    {
        var text = TypedText.Read(given, longest, field, hasLines);
        return CardNumbers.IsIn(text) ? throw CardNumbers.Refusal.Of(field) : text;
    }

    /// <exception cref="RuleBrokenException">400: not one of the words.</exception>
    public static string CheckWord(string? given, string[] words, string field) =>
        given is not null && words.Contains(given, StringComparer.Ordinal)
            ? given
            : throw new RuleBrokenException(
                "work.unknown-word",
                new(
                    $"{field} 应为下列之一：{string.Join('、', words)}。",
                    $"{field} is one of these: {string.Join(", ", words)}."
                ),
                status: 400
            );

    /// <summary>The manager, who is in post and within the part of the bank.</summary>
    /// <exception cref="RuleBrokenException">404: there is none.</exception>
    public static async Task<string> CheckManagerAsync(
        PerformanceDbContext db,
        PartOfBank part,
        string managerNo,
        DateOnly today,
        CancellationToken ct
    ) =>
        await db
            .Managers.AsNoTracking()
            .Within(part, ManagerRoutes.OrgOn(today), m => m.ManagerNo)
            .Where(m => m.ManagerNo == managerNo)
            .Select(m => m.Name)
            .FirstOrDefaultAsync(ct)
        ?? throw RuleBrokenException.NotFound("manager");

    /// <summary>
    /// The day on which something was done: today, or one of the days before, but none of a closed month.
    /// </summary>
    /// <exception cref="RuleBrokenException">400: another day.</exception>
    public static async Task<DateOnly> CheckDoneAsync(
        PerformanceDbContext db,
        DateOnly? given,
        DateOnly today,
        CancellationToken ct
    )
    {
        var on = given ?? today;
        var first = today.AddDays(-DaysBack);
        if ((await PeriodLedger.LoadAsync(db, ct)).FirstOpenDay is { } open && open <= today && open > first)
            first = open;
        return on >= first && on <= today
            ? on
            : throw new RuleBrokenException(
                "work.day-out-of-range",
                new(
                    Invariant($"只能记录 {first:yyyy-MM-dd} 至 {today:yyyy-MM-dd} 的工作。"),
                    Invariant($"Work is recorded for days from {first:yyyy-MM-dd} to {today:yyyy-MM-dd}.")
                ),
                status: 400
            );
    }
}
