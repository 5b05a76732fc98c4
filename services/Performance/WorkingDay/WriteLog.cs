using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.WorkingDay;

/// <summary>A manager writes the log of a day or week; somebody above them comments on it.</summary>
internal static class WriteLog
{
    /// <param name="DayType">The code of the day's type; null without one, and for a week.</param>
    /// <param name="Done">The places of the checklist's items that are done, from 0.</param>
    public sealed record Request(
        [property: MaxLength(WorkBounds.DayTypeCode)] string? DayType,
        [property: MaxLength(WorkBounds.MostItems)] IReadOnlyList<int>? Done,
        [property: MaxLength(Lengths.Comment)] string? Text
    );

    public sealed record CommentRequest([property: Required, MaxLength(Lengths.Comment)] string? Comment);

    /// <param name="Kind"><c>day</c> or <c>week</c>.</param>
    /// <param name="On">The day, or the Monday of the week.</param>
    /// <param name="Done">The places of the checklist's items that are done, from 0.</param>
    /// <param name="Comment">The comment of somebody above; null without one.</param>
    public sealed record Answer(
        string Kind,
        DateOnly On,
        string? DayType,
        IReadOnlyList<int> Done,
        string? Text,
        DateTimeOffset? WrittenAt,
        string? Comment,
        string? CommentedBy,
        DateTimeOffset? CommentedAt
    )
    {
        public static Answer Of(string kind, DateOnly on, WorkLog? log) =>
            new(
                kind,
                on,
                log?.DayType,
                log?.CheckedItems ?? [],
                log?.Text,
                log?.WrittenAt,
                log?.Comment,
                log?.CommentedBy,
                log?.CommentedAt
            );
    }

    public static async Task<Ok<Answer>> Handle(
        string managerNo,
        string kind,
        DateOnly date,
        Request request,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = WorkBounds.Read(request.Text, Lengths.Comment, "text", hasLines: true);
        var (today, done) = (BankCalendar.Today(clock), request.Done ?? []);
        await CheckTypeAsync(db, kind, request.DayType, done, ct);
        var part = await finder.FindAsync(ct);
        var log = await db.InTransactionAsync(
            async () =>
            {
                await WorkBounds.CheckManagerAsync(db, part, managerNo, today, ct);
                var on = CheckDay(kind, date);
                if (on > today)
                    throw OutOfRange();
                if (on < (kind == WorkWords.Week ? WorkWeek.MondayOf(today) : today))
                    await WorkBounds.CheckDoneAsync(db, on, today, ct);
                var known = await FindAsync(db, managerNo, kind, on, ct);
                if (known is null)
                    db.WorkLogs.Add(known = new(managerNo, kind, on));
                if (known.Write(request.DayType, done, text, clock.GetUtcNow()))
                {
                    trail.About(managerNo);
                    await db.SaveChangesAsync(ct);
                }

                return known;
            },
            ct
        );
        return TypedResults.Ok(Answer.Of(kind, log.On, log));
    }

    public static async Task<Ok<Answer>> Comment(
        string managerNo,
        string kind,
        DateOnly date,
        CommentRequest request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var comment =
            WorkBounds.Read(request.Comment, Lengths.Comment, "comment", hasLines: true)
            ?? throw new RuleBrokenException(
                "work-log.comment-missing",
                new("comment：请填写点评。", "comment: write a comment."),
                status: 400
            );
        var part = await finder.FindAsync(ct);
        var log = await db.InTransactionAsync(
            async () =>
            {
                await WorkBounds.CheckManagerAsync(db, part, managerNo, BankCalendar.Today(clock), ct);
                var known =
                    await FindAsync(db, managerNo, kind, CheckDay(kind, date), ct)
                    ?? throw RuleBrokenException.NotFound("work-log");
                known.Say(comment, caller.Id, clock.GetUtcNow());
                trail.About(managerNo);
                await db.SaveChangesAsync(ct);
                return known;
            },
            ct
        );
        return TypedResults.Ok(Answer.Of(kind, log.On, log));
    }

    internal static Task<WorkLog?> FindAsync(
        PerformanceDbContext db,
        string managerNo,
        string kind,
        DateOnly on,
        CancellationToken ct
    ) => db.WorkLogs.FirstOrDefaultAsync(l => l.ManagerNo == managerNo && l.Kind == kind && l.On == on, ct);

    /// <summary>The day itself, or the Monday of its week.</summary>
    /// <exception cref="RuleBrokenException">404: neither a day nor a week.</exception>
    private static DateOnly CheckDay(string kind, DateOnly date) =>
        kind switch
        {
            WorkWords.Day => date,
            WorkWords.Week => WorkWeek.MondayOf(date),
            _ => throw RuleBrokenException.NotFound("work-log"),
        };

    private static async Task CheckTypeAsync(
        PerformanceDbContext db,
        string kind,
        string? code,
        IReadOnlyList<int> done,
        CancellationToken ct
    )
    {
        var items = 0;
        if (code is not null)
            items =
                kind == WorkWords.Day
                && (await DayTypesOfBank.LoadAsync(db, ct)).FirstOrDefault(t => t.Code == code) is { } type
                    ? type.Checklist.Count
                    : throw RuleBrokenException.NotFound("day-type");
        if (done.Any(place => place < 0 || place >= items))
            throw new RuleBrokenException(
                "work-log.no-such-item",
                new("done：清单中没有这一项。", "done: the checklist has no such item."),
                status: 400
            );
    }

    private static RuleBrokenException OutOfRange() =>
        new(
            "work.day-out-of-range",
            new("不能填写尚未到来的日志。", "A log is not written before its day."),
            status: 400
        );
}
