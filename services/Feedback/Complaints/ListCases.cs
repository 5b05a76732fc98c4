using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>Lists the cases by their clocks, shows one, and counts them.</summary>
internal static class ListCases
{
    /// <param name="State">One of <see cref="CaseWords.States"/>.</param>
    /// <param name="DueOn">The last day of the clock that runs; null where none does.</param>
    /// <param name="IsLate">True where that day is over.</param>
    /// <param name="Outcome"><c>upheld</c>, <c>partly-upheld</c> or <c>rejected</c>; null while undecided.</param>
    public sealed record Row(
        string ComplaintRef,
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        DateOnly ReceivedOn,
        string Channel,
        string Category,
        string Severity,
        string State,
        DateOnly? DueOn,
        bool IsLate,
        string? Handler,
        string? Outcome,
        bool? IsOnTime,
        string? Cause
    );

    /// <param name="Undecided">The cases whose clock runs.</param>
    /// <param name="Unassigned">Those of them that nobody handles.</param>
    /// <param name="DueSoon">Those whose last day is within 3 days.</param>
    /// <param name="Late">Those whose last day is over.</param>
    /// <param name="Appeals">Those on appeal.</param>
    /// <param name="ToReply">Decided cases whose customer has no answer yet.</param>
    /// <param name="Extensions">Those for which somebody else asked for more time.</param>
    /// <param name="Groups">The cases received in the months asked for, by the key asked for, the most first.</param>
    public sealed record Figures(
        int Undecided,
        int Unassigned,
        int DueSoon,
        int Late,
        int Appeals,
        int ToReply,
        int Extensions,
        IReadOnlyList<Group> Groups
    );

    /// <param name="Key">The unit, category, cause or channel.</param>
    /// <param name="OnTime">Those decided within their clock.</param>
    /// <param name="Recurred">
    /// Those whose customer or card had another complaint within 90 days before.
    /// </param>
    public sealed record Group(
        string Key,
        int Cases,
        int Decided,
        int OnTime,
        int Upheld,
        int Overturned,
        int Recurred
    );

    private const int DaysOfRecurrence = 90,
        MostGroups = 200;

    private static readonly ListOrder<ComplaintCase> Order = new ListOrder<ComplaintCase>("dueOn")
        .By("dueOn", c => c.ClockEndsOn)
        .By("receivedOn", c => c.ReceivedOn)
        .By("managerNo", c => c.ManagerNo)
        .By(
            "severity",
            c =>
                c.Severity == "severe" ? 3
                : c.Severity == "major" ? 2
                : 1
        )
        .Key("number", c => c.Number);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("complaintRef", new("投诉编号", "Complaint"), r => r.ComplaintRef),
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("receivedOn", new("收到日期", "Received on"), r => r.ReceivedOn),
        new("channel", new("渠道", "Channel"), r => r.Channel),
        new("category", new("类别", "Category"), r => r.Category),
        new("severity", new("严重程度", "Severity"), r => r.Severity),
        new("state", new("状态", "State"), r => r.State),
        new("dueOn", new("办理期限", "Due on"), r => r.DueOn),
        new("isLate", new("已超期", "Late"), r => r.IsLate),
        new("handler", new("承办人", "Handler"), r => r.Handler),
        new("outcome", new("处理结果", "Outcome"), r => r.Outcome),
        new("isOnTime", new("按期办结", "On time"), r => r.IsOnTime),
        new("cause", new("原因", "Cause"), r => r.Cause),
    ];

    /// <param name="state">One of <see cref="CaseWords.States"/>, or <c>undecided</c>; null for all.</param>
    /// <param name="clock">
    /// <c>due</c>: its last day is within 3 days; <c>late</c>: its last day is over; null for all.
    /// </param>
    /// <param name="handler">Shows the cases of this person only; <c>-</c> for those that nobody handles.</param>
    /// <param name="search">A part of the manager's number or name.</param>
    public static async Task<Listing<ComplaintCase, Row>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        string? clock,
        string? handler,
        string? search,
        Caller caller,
        PartOfBankFinder part,
        FeedbackDbContext db,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(time);
        var cases = db.CasesOf(caller, await part.FindAsync(ct))
            .AsNoTracking()
            .OfManagersLike(search, c => c.ManagerNo, db);
        if (state is "undecided")
            cases = cases.Where(c => CaseWords.OnClock.Contains(c.State));
        else if (!string.IsNullOrEmpty(state))
            cases = CaseWords.States.Contains(state, StringComparer.Ordinal)
                ? cases.Where(c => c.State == state)
                : throw Unknown("state", ["undecided", .. CaseWords.States]);
        cases = clock switch
        {
            null or "" => cases,
            "due" => DueSoon(cases, today),
            "late" => cases.Where(c => CaseWords.OnClock.Contains(c.State) && c.DueOn < today),
            _ => throw Unknown("clock", ["due", "late"]),
        };
        if (handler == "-")
            cases = cases.Where(c => c.Handler == null && CaseWords.OnClock.Contains(c.State));
        else if (!string.IsNullOrEmpty(handler))
            cases = cases.Where(c => c.Handler == handler);
        return new(
            cases,
            list,
            Order,
            c => new Row(
                c.ComplaintRef,
                c.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == c.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                c.Org,
                db.OrgUnits.Where(u => u.Code == c.Org).Select(u => u.Name).FirstOrDefault(),
                c.ReceivedOn,
                c.Channel,
                c.Category,
                c.Severity,
                c.State,
                c.DueOn,
                c.DueOn < today,
                c.Handler,
                c.Outcome,
                c.IsOnTime,
                c.Cause
            ),
            Columns
        );
    }

    public static async Task<Ok<CaseAnswer>> Get(
        string complaintRef,
        Caller caller,
        PartOfBankFinder part,
        ContactSafe safe,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await CaseAnswer.OfAsync(
                await db.CasesOf(caller, await part.FindAsync(ct)).AsNoTracking().FindAsync(complaintRef, ct),
                caller,
                db,
                safe,
                clock,
                ct
            )
        );

    /// <param name="by"><c>org</c>, <c>category</c>, <c>cause</c> or <c>channel</c>; null for the channel.</param>
    /// <param name="from">The first day of receipt; null for a year back.</param>
    /// <param name="until">The last day of receipt; null for today.</param>
    public static async Task<Ok<Figures>> Count(
        string? by,
        DateOnly? from,
        DateOnly? until,
        Caller caller,
        PartOfBankFinder part,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var (last, first) = (until ?? today, from ?? today.AddYears(-1));
        var all = db.CasesOf(caller, await part.FindAsync(ct)).AsNoTracking();
        var running = all.Where(c => CaseWords.OnClock.Contains(c.State));
        var received = all.Where(c => c.ReceivedOn >= first && c.ReceivedOn <= last);
        var keyed = by switch
        {
            null or "" or "channel" => received.Select(c => new { Key = c.Channel, Case = c }),
            "org" => received.Select(c => new { Key = c.Org, Case = c }),
            "category" => received.Select(c => new { Key = c.Category, Case = c }),
            "cause" => received.Select(c => new { Key = c.Cause ?? "", Case = c }),
            _ => throw Unknown("by", ["org", "category", "cause", "channel"]),
        };
        var groups = await keyed
            .Select(k => new
            {
                k.Key,
                k.Case.Outcome,
                k.Case.IsOnTime,
                k.Case.IsOverturned,
                Recurred = db.Cases.Any(e =>
                    e.Number < k.Case.Number
                    && (
                        (k.Case.CardRef != null && e.CardRef == k.Case.CardRef)
                        || (k.Case.ContactMark != null && e.ContactMark == k.Case.ContactMark)
                    )
                    && e.ReceivedOn >= k.Case.ReceivedOn.AddDays(-DaysOfRecurrence)
                ),
            })
            .GroupBy(k => k.Key)
            .Select(g => new Group(
                g.Key,
                g.Count(),
                g.Count(k => k.Outcome != null),
                g.Count(k => k.IsOnTime == true),
                g.Count(k => k.Outcome == CaseWords.Upheld || k.Outcome == CaseWords.PartlyUpheld),
                g.Count(k => k.IsOverturned),
                g.Count(k => k.Recurred)
            ))
            .ToListAsync(ct);
        return TypedResults.Ok(
            new Figures(
                await running.CountAsync(ct),
                await running.CountAsync(c => c.Handler == null, ct),
                await DueSoon(running, today).CountAsync(ct),
                await running.CountAsync(c => c.DueOn < today, ct),
                await running.CountAsync(c => c.State == CaseWords.Appealed, ct),
                await all.CountAsync(c => c.State == CaseWords.Decided || c.State == CaseWords.AppealDecided, ct),
                await running.CountAsync(c => c.ExtensionAskedBy != null && c.ExtensionAskedBy != caller.Id, ct),
                [.. groups.OrderByDescending(g => g.Cases).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostGroups)]
            )
        );
    }

    private static IQueryable<ComplaintCase> DueSoon(IQueryable<ComplaintCase> cases, DateOnly today)
    {
        var soon = today.AddDays(CaseClock.DaysOfReminder);
        return cases.Where(c => CaseWords.OnClock.Contains(c.State) && c.DueOn >= today && c.DueOn <= soon);
    }

    private static RuleBrokenException Unknown(string name, string[] words) =>
        new(
            "request.invalid-state",
            new($"{name} 应为下列之一：{string.Join("、", words)}。", $"{name} is one of {string.Join(", ", words)}."),
            status: 400
        );
}
