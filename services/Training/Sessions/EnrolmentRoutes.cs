using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sessions;

internal static class EnrolmentRoutes
{
    /// <param name="Name">The manager's name; null for a manager not announced yet.</param>
    /// <param name="State"><c>enrolled</c>, <c>waiting</c> or <c>without-seat</c>.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        string SessionCode,
        string Course,
        DateOnly StartsOn,
        DateTimeOffset EnrolledAt,
        string State
    );

    private static readonly ListOrder<Enrolment> Order = new ListOrder<Enrolment>("managerNo")
        .Key("managerNo", e => e.ManagerNo)
        .Key("sessionCode", e => e.SessionCode)
        .By("enrolledAt", e => e.EnrolledAt);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), e => e.ManagerNo),
        new("name", new("姓名", "Name"), e => e.Name),
        new("sessionCode", new("场次", "Session"), e => e.SessionCode),
        new("course", new("课程", "Course"), e => e.Course),
        new("startsOn", new("开课日期", "Starts on"), e => e.StartsOn),
        new("enrolledAt", new("报名时间", "Enrolled at"), e => e.EnrolledAt),
        new("state", new("状态", "State"), e => e.State),
    ];

    public static void MapEnrolments(this IEndpointRouteBuilder app) =>
        app.MapList("/enrolments", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists enrolments of all training sessions, with those that wait for a manager or a seat.",
                "400 enrolment.unknown-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Sessions")
            .RequireRoles(Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    /// <summary>Lists the enrolments of the managers that the caller may see.</summary>
    /// <param name="session">A session's code, to list only its enrolments; null for all.</param>
    /// <param name="state"><c>enrolled</c>, <c>waiting</c> or <c>without-seat</c>; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<Enrolment, Answer>> List(
        [AsParameters] ListQuery list,
        string? session,
        string? state,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var enrolments = db
            .Enrolments.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), e => e.ManagerNo, db, clock)
            .OfManagersLike(search, e => e.ManagerNo, db);
        if (session is not null)
            enrolments = enrolments.Where(e => e.SessionCode == session);
        if (state is not null)
        {
            var chosen = EnrolmentStates.Of(state);
            enrolments = enrolments.Where(e => e.State == chosen);
        }

        return new(
            enrolments,
            list,
            Order,
            e => new Answer(
                e.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == e.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                e.SessionCode,
                db.Sessions.Where(s => s.Code == e.SessionCode).Select(s => s.Course).First(),
                db.Sessions.Where(s => s.Code == e.SessionCode).Select(s => s.StartsOn).First(),
                e.EnrolledAt,
                e.State.Name()
            ),
            Columns
        );
    }
}
