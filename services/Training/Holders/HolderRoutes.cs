using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Training.Holders;

internal static class HolderRoutes
{
    private static readonly string[] Lists =
    [
        "400 request.invalid-limit",
        "400 request.invalid-cursor",
        "400 request.invalid-sort",
    ];

    public static void MapHolders(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        app.MapList("/certificates/on", (list, path) => list.MapGet(path, ListCertifiedOn.Handle))
            .Describe(
                "Lists the managers in post on a day, and whether each was certified on it.",
                ["400 certificate.unknown-state", .. Lists]
            )
            .AuditPersonalReads()
            .WithTags("Certificates")
            .RequireRoles(readers);
        app.MapGet("/certificates/share", ListCertifiedOn.Count)
            .Describe("Counts the managers certified on a day, with and without new hires, by unit.")
            .WithTags("Certificates")
            .RequireRoles(Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.Auditor);
        app.MapList("/certificate-reminders", (list, path) => list.MapGet(path, ListReminders.Handle))
            .Describe("Lists the reminders of certificates that end soon.", Lists)
            .AuditPersonalReads()
            .WithTags("Certificates")
            .RequireRoles(readers);
        app.MapList("/coachings", (list, path) => list.MapGet(path, ListCoachings.Handle))
            .Describe(
                "Lists who is coached for which certificate, and by when it is to be held.",
                ["400 coaching.unknown-state", .. Lists]
            )
            .AuditPersonalReads()
            .WithTags("Certificates")
            .RequireRoles(readers);
        var coachings = app.MapGroup("").WithTags("Certificates");
        coachings
            .MapPost("/coachings", AssignCoach.Handle)
            .Describe(
                "Gives uncertified managers a coach and a day by which the certificate is to be held.",
                "400 coaching.not-valid",
                "404 manager.not-found",
                "409 coaching.day-past",
                "409 coaching.own-coach"
            )
            .RequireRoles(Roles.Trainer, Roles.BranchHead);
        coachings
            .MapPost("/coachings/{id:guid}/end", AssignCoach.End)
            .Describe(
                "Ends a coaching before it is met, with the reason.",
                "400 coaching.not-valid",
                "404 coaching.not-found",
                "409 coaching.ended"
            )
            .RequireRoles(Roles.Trainer, Roles.BranchHead);
    }
}
