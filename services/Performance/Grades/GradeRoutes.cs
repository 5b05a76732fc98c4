using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Grades;

internal static class GradeRoutes
{
    private static readonly string[] Readers = [Roles.Hr, Roles.BranchHead, Roles.Auditor];

    public static void MapGrades(this IEndpointRouteBuilder app)
    {
        var grades = app.MapGroup("").WithTags("Grades");
        grades
            .MapPut("/grade-schemes/{code}", PutGradeScheme.Handle)
            .Describe("Writes a grade scheme; runs keep the terms they were made with.", "400 grade-scheme.not-valid")
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        grades
            .MapGet("/grade-schemes", PutGradeScheme.List)
            .Describe("Lists the grade schemes.")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        MapRuns(grades);
        MapAppeals(grades);
    }

    private static void MapRuns(IEndpointRouteBuilder grades)
    {
        grades
            .MapPost("/grade-runs", StartGradeRun.Handle)
            .Describe(
                "Grades everybody in post on a period's last day, as a proposal.",
                "400 grade-run.other-rhythm",
                "404 grade-scheme.not-found",
                "409 grade-run.before-scheme",
                "409 grade-run.months-open",
                "409 grade-run.already-approved"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        grades
            .MapList("/grade-runs", (list, path) => list.MapGet(path, ListGradeRuns.Handle))
            .Describe(
                "Lists the grade runs, the newest first.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Readers);
        grades
            .MapGet("/grade-runs/{id:guid}", ListGradeRuns.Get)
            .Describe(
                "Shows a grade run: places, counts, and which units have not reviewed it.",
                "404 grade-run.not-found"
            )
            .RequireRoles(Readers);
        grades
            .MapList("/grade-runs/{id:guid}/proposals", (list, path) => list.MapGet(path, ListGradeProposals.Handle))
            .Describe(
                "Lists the proposals of a grade run in the caller's part of the bank, the best first.",
                "404 grade-run.not-found",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(Readers);
        grades
            .MapPut("/grade-runs/{id:guid}/proposals/{managerNo}", DecideGrade.Handle)
            .Describe(
                "Gives a manager another grade than proposed, with a reason and within the caps.",
                "400 grade.not-valid",
                "400 grade.reason-missing",
                "404 grade-run.not-found",
                "404 grade-proposal.not-found",
                "409 grade-run.not-open",
                "409 grade.condition-missed",
                "409 grade.over-cap"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        grades
            .MapPost("/grade-runs/{id:guid}/review", ReviewGrades.Review)
            .Describe(
                "Reviews a grade run: a head for their branch, then personnel for the bank.",
                "404 grade-run.not-found",
                "409 grade-run.not-open",
                "409 grade-run.branches-open"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        grades
            .MapPost("/grade-runs/{id:guid}/approve", ReviewGrades.Approve)
            .Describe(
                "Assigns the grades of a reviewed run, by another person.",
                "404 grade-run.not-found",
                "409 grade-run.not-reviewed",
                "409 grade-run.maker-cannot-check"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        grades
            .MapPost("/grade-runs/{id:guid}/return", ReviewGrades.Return)
            .Describe(
                "Returns a reviewed run to the reviews with a reason.",
                "400 grade.reason-missing",
                "404 grade-run.not-found",
                "409 grade-run.not-reviewed",
                "409 grade-run.maker-cannot-check"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
    }

    private static void MapAppeals(IEndpointRouteBuilder grades)
    {
        grades
            .MapGet("/grades/{managerNo}", ShowGrade.Handle)
            .Describe("Shows a manager's grades and the way to the next level.", "404 manager.not-found")
            .AuditPersonalReads()
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        grades
            .MapPost("/grades/{managerNo}/appeals", AppealGrade.Handle)
            .Describe(
                "Appeals against one's own grade within ten working days.",
                "400 grade-appeal.text-missing",
                "404 grade.not-found",
                "409 grade-appeal.too-late",
                "409 grade-appeal.made-already"
            )
            .RequireRoles(Roles.AccountManager);
        grades
            .MapList("/grade-appeals", (list, path) => list.MapGet(path, AppealGrade.List))
            .Describe(
                "Lists the appeals against grades, the newest first.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        grades
            .MapPost("/grade-appeals/{id:guid}/decide", AppealGrade.Decide)
            .Describe(
                "Decides an appeal, by somebody who had no part in the grade.",
                "400 grade-appeal.outcome-not-valid",
                "400 grade.not-valid",
                "404 grade-appeal.not-found",
                "409 grade-appeal.already-decided",
                "409 grade-appeal.had-a-part",
                "409 grade.condition-missed",
                "409 grade.over-cap"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
    }
}
