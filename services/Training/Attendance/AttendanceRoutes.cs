using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Training.Attendance;

internal static class AttendanceRoutes
{
    public static void MapAttendance(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        app.MapList("/completions", (list, path) => list.MapGet(path, ListCompletions.Handle))
            .Describe(
                "Lists who has completed which course, with the version it was of.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Courses")
            .RequireRoles(readers);
        app.MapList("/awaited-exams", (list, path) => list.MapGet(path, ListAwaitedExams.Handle))
            .Describe(
                "Lists who has attended a course and has still to pass its exam.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Courses")
            .RequireRoles(readers);
        var session = app.MapGroup("/sessions/{code}").WithTags("Sessions");
        session
            .MapGet("/attendance", ListAttendance.Handle)
            .Describe("Lists who has a seat in a session, and the days each was there.", "404 session.not-found")
            .AuditPersonalReads()
            .RequireRoles(readers);
        session
            .MapPut("/attendance", MarkAttendance.Handle)
            .Describe(
                "Marks who was there on a day of a session, and who was not.",
                "404 session.not-found",
                "404 attendance.not-enrolled",
                "409 attendance.day-outside",
                "409 attendance.day-to-come",
                "409 session.confirmed"
            )
            .RequireRoles(Roles.Trainer);
        session
            .MapPost("/attendance-code", ShowRoomCode.Handle)
            .Describe(
                "Shows a code of six digits, valid for 15 minutes, by which those in the room check in.",
                "404 session.not-found",
                "409 session.not-today",
                "409 session.confirmed"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        session
            .MapPost("/confirm-attendance", ConfirmAttendance.Handle)
            .Describe(
                "Confirms who attended: whoever was there often enough has completed the course, or has still to pass its exam.",
                "404 session.not-found",
                "409 session.not-over",
                "409 session.confirmed"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        app.MapPost("/attendance/check-in", CheckIn.Handle)
            .WithTags("Sessions")
            .Describe(
                "Checks in by the code shown in the room.",
                "409 attendance.wrong-code",
                "409 attendance.not-enrolled",
                "409 attendance.day-outside",
                "409 session.confirmed",
                "429 attendance.too-many-tries"
            )
            .RequireRoles(Roles.AccountManager);
    }
}
