using CardTeam.Contracts;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Holders;

/// <summary>Lists who is coached for which certificate, and by when it is to be held.</summary>
internal static class ListCoachings
{
    public static readonly IReadOnlyList<string> States = ["open", "overdue", "met", "ended"];

    /// <param name="State">
    /// <c>open</c>; <c>overdue</c>: not certified by the day; <c>met</c>: certified since; <c>ended</c>: given up.
    /// </param>
    public sealed record Answer(
        Guid Id,
        string ManagerNo,
        string? Name,
        string Certificate,
        string CoachNo,
        string? CoachName,
        DateOnly AssignedOn,
        DateOnly DueOn,
        string AssignedBy,
        string State,
        string? EndedReason
    );

    /// <summary>A coaching, and whether the certificate was held since.</summary>
    internal sealed class Row
    {
        public required Coaching Coaching { get; init; }
        public bool IsMet { get; init; }
    }

    private static readonly ListOrder<Row> Order = new ListOrder<Row>("dueOn")
        .By("dueOn", r => r.Coaching.DueOn)
        .By("managerNo", r => r.Coaching.ManagerNo)
        .By("coachNo", r => r.Coaching.CoachNo)
        .By("assignedOn", r => r.Coaching.AssignedOn)
        .Key("id", r => r.Coaching.Id);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), c => c.ManagerNo),
        new("name", new("姓名", "Name"), c => c.Name),
        new("certificate", new("证书", "Certificate"), c => c.Certificate),
        new("coachNo", new("辅导人编号", "Coach"), c => c.CoachNo),
        new("coachName", new("辅导人", "Coach's name"), c => c.CoachName),
        new("assignedOn", new("指定日期", "Assigned on"), c => c.AssignedOn),
        new("dueOn", new("达标期限", "Due on"), c => c.DueOn),
        new("assignedBy", new("指定人", "Assigned by"), c => c.AssignedBy),
        new("state", new("状态", "State"), c => c.State),
        new("endedReason", new("终止原因", "Reason for ending"), c => c.EndedReason),
    ];

    /// <summary>Lists the coachings of the managers that the caller may see, the earliest day first.</summary>
    /// <param name="state"><c>open</c>, <c>overdue</c>, <c>met</c> or <c>ended</c>; null for all.</param>
    /// <param name="certificate">A certificate's code; null for all.</param>
    /// <param name="coach">The coach's number; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<Row, Answer>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        string? certificate,
        string? coach,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var coachings = db
            .Coachings.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), c => c.ManagerNo, db, clock)
            .OfManagersLike(search, c => c.ManagerNo, db);
        if (certificate is not null)
            coachings = coachings.Where(c => c.CertificateCode == certificate);
        if (coach is not null)
            coachings = coachings.Where(c => c.CoachNo == coach);
        var rows = coachings.Select(c => new Row
        {
            Coaching = c,
            IsMet = db.Certificates.Any(h =>
                h.KnownUntil == null
                && h.ManagerNo == c.ManagerNo
                && h.Code == c.CertificateCode
                && h.ValidFrom <= today
                && (h.ValidTo == null || (h.ValidTo >= h.ValidFrom && h.ValidTo >= c.AssignedOn))
            ),
        });
        rows = state switch
        {
            null => rows,
            "ended" => rows.Where(r => r.Coaching.EndedAt != null),
            "met" => rows.Where(r => r.Coaching.EndedAt == null && r.IsMet),
            "overdue" => rows.Where(r => r.Coaching.EndedAt == null && !r.IsMet && r.Coaching.DueOn < today),
            "open" => rows.Where(r => r.Coaching.EndedAt == null && !r.IsMet && r.Coaching.DueOn >= today),
            _ => throw new RuleBrokenException(
                "coaching.unknown-state",
                new("state 应为 open、overdue、met 或 ended。", "state is open, overdue, met or ended."),
                status: 400
            ),
        };
        return new(
            rows,
            list,
            Order,
            r => new Answer(
                r.Coaching.Id,
                r.Coaching.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == r.Coaching.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                r.Coaching.CertificateCode,
                r.Coaching.CoachNo,
                db.ManagerNames.Where(n => n.ManagerNo == r.Coaching.CoachNo).Select(n => n.Name).FirstOrDefault(),
                r.Coaching.AssignedOn,
                r.Coaching.DueOn,
                r.Coaching.AssignedBy,
                StateOf(r.Coaching.EndedAt != null, r.IsMet, r.Coaching.DueOn < today),
                r.Coaching.EndedReason
            ),
            Columns
        );
    }

    private static string StateOf(bool isEnded, bool isMet, bool isPast)
    {
        if (isEnded)
            return "ended";
        if (isMet)
            return "met";
        return isPast ? "overdue" : "open";
    }
}
