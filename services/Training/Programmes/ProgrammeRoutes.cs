using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Training.Programmes;

internal static class ProgrammeRoutes
{
    public static void MapProgrammes(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.Auditor];
        app.MapList("/programmes", (list, path) => list.MapGet(path, ListProgrammes.Handle))
            .Describe(
                "Lists the programmes of training.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .WithTags("Programmes")
            .RequireRoles(readers);
        var programmes = app.MapGroup("").WithTags("Programmes");
        programmes
            .MapGet("/programmes/{code}", ListProgrammes.Get)
            .Describe("Shows a programme with its terms.", "404 programme.not-found")
            .RequireRoles(readers);
        programmes
            .MapPut("/programmes/{code}", PutProgramme.Handle)
            .Describe(
                "Writes a programme: a plan, a yearly one, one of units, of new hires or of talents.",
                "400 programme.not-valid",
                "400 course.not-valid",
                "409 programme.too-many",
                "409 code.differs-in-case-only"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        programmes
            .MapGet("/programmes/{code}/coverage", ShowCoverage.Handle)
            .Describe("Counts who has done, is due and is late on a day, by unit.", "404 programme.not-found")
            .RequireRoles(readers);
        programmes
            .MapGet("/programmes/{code}/coverage.{format}", ShowCoverage.Export)
            .Describe("Exports who has done, is due and is late on a day, by unit.", "404 programme.not-found")
            .RequireRoles(readers);
        programmes
            .MapGet("/programmes/{code}/people", ShowCoverage.People)
            .Describe(
                "Lists the people of a programme and how far each has come on a day.",
                "400 programme.unknown-state",
                "404 programme.not-found"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        programmes
            .MapGet("/programmes/{code}/people.{format}", ShowCoverage.ExportPeople)
            .Describe(
                "Exports the people of a programme and how far each has come on a day.",
                "400 programme.unknown-state",
                "404 programme.not-found"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        programmes
            .MapGet("/programmes/{code}/batches", ShowCoverage.Batches)
            .Describe(
                "Plans batches of those who are not done, by unit and seats.",
                "400 programme.not-valid",
                "404 programme.not-found"
            )
            .RequireRoles(readers);
    }
}
