using CardTeam.Platform.Requests;
using CardTeam.Platform.Roster;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sessions;

internal static class SessionRoutes
{
    /// <param name="Seats">Null: as many as come.</param>
    public sealed record Answer(string Code, string Course, DateOnly StartsOn, int? Seats, int Enrolled);

    public sealed record EnrolmentAnswer(string ManagerNo, DateTimeOffset EnrolledAt);

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        var sessions = app.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapPut("/{code}", PutSession.Handle).RequireRoles(Roles.Trainer);
        sessions.MapGet("/", List).RequireRoles(readers);
        sessions.MapGet("/{code}/enrolments", Enrolments).RequireRoles(readers);
    }

    internal static Answer Show(Session s) => new(s.Code, s.Course, s.StartsOn, s.Seats, s.Enrolled);

    /// <summary>What is offered is no secret: everybody sees every session.</summary>
    private static Task<Page<Answer>> List([AsParameters] PageQuery page, TrainingDbContext db, CancellationToken ct)
    {
        var after = page.AfterKey();
        return db.Sessions.AsNoTracking().Where(s => string.Compare(s.Code, after) > 0).OrderBy(s => s.Code)
            .Select(s => new Answer(s.Code, s.Course, s.StartsOn, s.Seats, s.Enrolled)).ToPageAsync(page, s => s.Code, ct);
    }

    /// <summary>Who is enrolled, of those the caller may see.</summary>
    private static async Task<Page<EnrolmentAnswer>> Enrolments(
        string code, [AsParameters] PageQuery page, PartOfBankFinder part, TrainingDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.Sessions.AnyAsync(s => s.Code == code, ct)) throw RuleBrokenException.NotFound("session");
        var after = page.AfterKey();
        return await db.Enrolments.AsNoTracking().Where(e => e.SessionCode == code && string.Compare(e.ManagerNo, after) > 0)
            .OfManagersWithin(await part.FindAsync(ct), e => e.ManagerNo, db, clock).OrderBy(e => e.ManagerNo)
            .Select(e => new EnrolmentAnswer(e.ManagerNo, e.EnrolledAt)).ToPageAsync(page, e => e.ManagerNo, ct);
    }
}
