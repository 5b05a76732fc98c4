using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Enrolments;

/// <summary>Lists managers' own requests for seats.</summary>
internal static class ListRequests
{
    /// <param name="State"><c>open</c>, <c>approved</c>, <c>refused</c> or <c>taken-back</c>.</param>
    public sealed record Row(
        Guid Id,
        string ManagerNo,
        string? Name,
        string SessionCode,
        string Course,
        DateOnly StartsOn,
        string State,
        string? Note,
        DateTimeOffset RequestedAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? Reason
    );

    private static readonly ListOrder<EnrolmentRequest> Order = new ListOrder<EnrolmentRequest>("-requestedAt")
        .Key("id", r => r.Id)
        .By("requestedAt", r => r.RequestedAt)
        .By("managerNo", r => r.ManagerNo)
        .By("sessionCode", r => r.SessionCode);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("sessionCode", new("场次", "Session"), r => r.SessionCode),
        new("course", new("课程", "Course"), r => r.Course),
        new("startsOn", new("开课日期", "Starts on"), r => r.StartsOn),
        new("state", new("状态", "State"), r => r.State),
        new("note", new("申请说明", "Note"), r => r.Note),
        new("requestedAt", new("申请时间（UTC）", "Asked at (UTC)"), r => r.RequestedAt),
        new("decidedBy", new("审批人", "Decided by"), r => r.DecidedBy),
        new("decidedAt", new("审批时间（UTC）", "Decided at (UTC)"), r => r.DecidedAt),
        new("reason", new("原因", "Reason"), r => r.Reason),
    ];

    /// <summary>Lists the requests of the managers that the caller may see.</summary>
    /// <param name="state">One of the states; null for all.</param>
    /// <param name="session">A session's code; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<EnrolmentRequest, Row>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        string? session,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var requests = db
            .EnrolmentRequests.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), r => r.ManagerNo, db, clock)
            .OfManagersLike(search, r => r.ManagerNo, db);
        if (session is not null)
            requests = requests.Where(r => r.SessionCode == session);
        if (state is not null)
        {
            var chosen = RequestStates.Of(state);
            requests = requests.Where(r => r.State == chosen);
        }

        return new(
            requests,
            list,
            Order,
            r => new Row(
                r.Id,
                r.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == r.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                r.SessionCode,
                db.Sessions.Where(s => s.Code == r.SessionCode).Select(s => s.Course).First(),
                db.Sessions.Where(s => s.Code == r.SessionCode).Select(s => s.StartsOn).First(),
                r.State.Name(),
                r.Note,
                r.RequestedAt,
                r.DecidedBy,
                r.DecidedAt,
                r.Reason
            ),
            Columns
        );
    }
}
