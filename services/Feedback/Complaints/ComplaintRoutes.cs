using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

internal static class ComplaintRoutes
{
    /// <param name="Name">The manager's name; null for a manager not announced yet.</param>
    /// <param name="DueOn">
    /// Last day for the decision, <see cref="Complaint.DaysToDecide"/> calendar days after receipt; null once decided.
    /// </param>
    public sealed record Answer(
        string ComplaintRef,
        string ManagerNo,
        string? Name,
        DateOnly ReceivedOn,
        string Channel,
        string Category,
        string Severity,
        string? Outcome,
        DateOnly? ResolvedOn,
        DateOnly? DueOn,
        int Version
    );

    /// <summary>The number of days before the last day for the decision from which a complaint is due soon.</summary>
    private const int DueSoonDays = 7;

    // Sorting by the day of receipt sorts by the last day for the decision too, because the days between are the same
    // for all; minor complaints come before severe ones.
    private static readonly ListOrder<Complaint> Order = new ListOrder<Complaint>("complaintRef")
        .Key("complaintRef", c => c.ComplaintRef)
        .By("dueOn", c => c.Outcome == null ? c.ReceivedOn : (DateOnly?)null)
        .By("receivedOn", c => c.ReceivedOn)
        .By(
            "severity",
            c =>
                c.Severity == "severe" ? 3
                : c.Severity == "major" ? 2
                : 1
        );

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("complaintRef", new("投诉编号", "Complaint"), c => c.ComplaintRef),
        new("managerNo", new("客户经理编号", "Manager number"), c => c.ManagerNo),
        new("name", new("姓名", "Name"), c => c.Name),
        new("receivedOn", new("收到日期", "Received on"), c => c.ReceivedOn),
        new("channel", new("渠道", "Channel"), c => c.Channel),
        new("category", new("类别", "Category"), c => c.Category),
        new("severity", new("严重程度", "Severity"), c => c.Severity),
        new("outcome", new("处理结果", "Outcome"), c => c.Outcome),
        new("resolvedOn", new("办结日期", "Resolved on"), c => c.ResolvedOn),
        new("dueOn", new("办理期限", "Due on"), c => c.DueOn),
        new("version", new("版本", "Version"), c => c.Version),
    ];

    public static void MapComplaints(this IEndpointRouteBuilder app) =>
        app.MapList("/complaints", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists complaints as now known, with their deadlines.",
                "400 complaint.unknown-status",
                "400 complaint.unknown-clock",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Complaints")
            .RequireRoles(Roles.ComplaintDesk, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    /// <summary>Lists the complaints as now known, by reference.</summary>
    /// <param name="clock">
    /// <c>due</c>: undecided, with the last day within 3 days; <c>late</c>: undecided beyond it; null for all. Of one
    /// that is handled here its case's clock counts.
    /// </param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<Complaint, Answer>> List(
        [AsParameters] ListQuery list,
        string? manager,
        string? status,
        string? clock,
        string? search,
        PartOfBankFinder part,
        FeedbackDbContext db,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var own = await part.FindAsync(ct);
        var complaints = db
            .Complaints.AsNoTracking()
            .Where(c => c.KnownUntil == null)
            .OfManagersWithin(own, c => c.ManagerNo, db, time)
            .OfManagersLike(search, c => c.ManagerNo, db);
        // A manager learns of a case about them when they are asked for their side, or when it is decided.
        if (own.ManagerNo is not null)
            complaints = complaints.Where(c =>
                !db.Cases.Any(k => k.ComplaintRef == c.ComplaintRef && k.StatementAskedAt == null && k.Outcome == null)
            );
        if (manager is not null)
            complaints = complaints.Where(c => c.ManagerNo == manager);
        var today = BankCalendar.Today(time);
        complaints = OnClock(complaints, clock, today, db);
        // The first day of receipt whose last day for the decision has not passed.
        var inTime = today.AddDays(-Complaint.DaysToDecide);
        var soon = inTime.AddDays(DueSoonDays);
        complaints = status switch
        {
            null => complaints,
            "open" => complaints.Where(c => c.Outcome == null),
            "overdue" => complaints.Where(c => c.Outcome == null && c.ReceivedOn < inTime),
            "due-soon" => complaints.Where(c => c.Outcome == null && c.ReceivedOn >= inTime && c.ReceivedOn <= soon),
            "decided" => complaints.Where(c => c.Outcome != null),
            "upheld" or "rejected" => complaints.Where(c => c.Outcome == status),
            _ => throw new RuleBrokenException(
                "complaint.unknown-status",
                new Text(
                    "status 应为 open、overdue、due-soon、decided、upheld 或 rejected。",
                    "status is open, overdue, due-soon, decided, upheld or rejected."
                ),
                status: 400
            ),
        };
        return new(
            complaints,
            list,
            Order,
            c => new Answer(
                c.ComplaintRef,
                c.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == c.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                c.ReceivedOn,
                c.Channel,
                c.Category,
                c.Severity,
                c.Outcome,
                c.ResolvedOn,
                c.DueOn,
                c.Version
            ),
            Columns
        );
    }

    private static IQueryable<Complaint> OnClock(
        IQueryable<Complaint> complaints,
        string? clock,
        DateOnly today,
        FeedbackDbContext db
    )
    {
        if (string.IsNullOrEmpty(clock))
            return complaints;
        var (first, last) = clock switch
        {
            "due" => (today, today.AddDays(CaseClock.DaysOfReminder)),
            "late" => (DateOnly.MinValue, today.AddDays(-1)),
            _ => throw new RuleBrokenException(
                "complaint.unknown-clock",
                new Text("clock 应为 due 或 late。", "clock is due or late."),
                status: 400
            ),
        };
        // Days of receipt that end the clock within these days.
        var from = first == DateOnly.MinValue ? first : first.AddDays(-Complaint.DaysToDecide);
        var to = last.AddDays(-Complaint.DaysToDecide);
        return complaints.Where(c =>
            c.Outcome == null
            && (
                db.Cases.Any(k => k.ComplaintRef == c.ComplaintRef && k.DueOn >= first && k.DueOn <= last)
                || (c.ReceivedOn >= from && c.ReceivedOn <= to && !db.Cases.Any(k => k.ComplaintRef == c.ComplaintRef))
            )
        );
    }
}
