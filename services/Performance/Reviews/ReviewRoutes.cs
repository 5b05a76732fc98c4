using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Reviews;

internal static class ReviewRoutes
{
    private static readonly string[] ListProblems =
    [
        "400 request.invalid-limit",
        "400 request.invalid-cursor",
        "400 request.invalid-sort",
    ];

    private static readonly string[] Readers = [Roles.Hr, Roles.BranchHead, Roles.Auditor];

    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        var reviews = app.MapGroup("").WithTags("Reviews");
        MapForms(reviews);
        MapMine(reviews);
        MapRounds(reviews);
        MapResults(reviews);
    }

    private static void MapForms(IEndpointRouteBuilder app)
    {
        app.MapPut("/review-forms/{code}", PutReviewForm.Handle)
            .Describe(
                "Writes a form of the appraisal; rounds under way keep the terms they began with.",
                "400 review-form.not-valid"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        app.MapList("/review-forms", (list, path) => list.MapGet(path, ListReviewForms.Handle))
            .Describe("Lists the forms of the appraisal.", ListProblems)
            .RequireRoles(Readers);
        app.MapGet("/review-forms/{code}", ListReviewForms.Get)
            .Describe("Shows a form of the appraisal.", "404 review-form.not-found")
            .RequireRoles(Readers);
    }

    /// <summary>Maps the routes of raters, who see their own forms wherever the person works.</summary>
    private static void MapMine(IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup("/reviews/mine").RequireRoles(Roles.AccountManager, Roles.BranchHead);
        mine.MapGet("/", MyReviews.List).Describe("Lists the forms that the caller is asked to fill.");
        mine.MapGet("/{id:guid}", MyReviews.Get)
            .Describe("Shows a form with the caller's draft, until it is sent.", "404 review.not-found");
        mine.MapPut("/{id:guid}", MyReviews.Save)
            .Describe(
                "Keeps a draft, or sends the form, once.",
                "400 review.marks-not-valid",
                "404 review.not-found",
                "409 review.already-answered",
                "409 review.not-complete"
            );
        mine.MapPost("/{id:guid}/decline", MyReviews.Decline)
            .Describe(
                "Declines to fill the form, with a reason.",
                "400 review.reason-missing",
                "404 review.not-found",
                "409 review.already-answered"
            );
    }

    private static void MapRounds(IEndpointRouteBuilder app)
    {
        app.MapList("/reviews", (list, path) => list.MapGet(path, ShowRound.List))
            .Describe("Lists appraisals, the newest period first.", ["400 request.invalid-state", .. ListProblems])
            .AuditPersonalReads()
            .RequireRoles(Readers);
        var rounds = app.MapGroup("/reviews");
        rounds
            .MapGet("/{id:guid}", ShowRound.Get)
            .Describe("Shows an appraisal with its persons and its coverage.", "404 review.not-found")
            .AuditPersonalReads()
            .RequireRoles(Readers);
        rounds
            .MapPost("/", ProposeRound.Handle)
            .Describe(
                "Proposes an appraisal of a unit's managers with its raters.",
                "400 review.due-before-today",
                "404 org-unit.not-found",
                "404 review-form.not-found",
                "409 review.persons",
                "409 review.already-rated"
            )
            .RequireRoles(Roles.Hr);
        rounds
            .MapPost("/{id:guid}/confirm", ConfirmRound.Handle)
            .Describe(
                "Confirms the raters that somebody else proposed, and opens the appraisal.",
                "400 review.rater-not-valid",
                "400 review.too-many",
                "404 review.not-found",
                "409 review.wrong-state",
                "409 review.maker-cannot-check"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        rounds
            .MapPost("/{id:guid}/close", CloseRound.Handle)
            .Describe(
                "Closes an appraisal and publishes its results; the answers are deleted.",
                "404 review.not-found",
                "409 review.wrong-state",
                "409 review.still-answering"
            )
            .RequireRoles(Roles.Hr);
    }

    private static void MapResults(IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        app.MapList("/review-results", (list, path) => list.MapGet(path, ShowReviewResult.List))
            .Describe("Lists the results of closed appraisals.", ListProblems)
            .AuditPersonalReads()
            .RequireRoles(readers);
        var results = app.MapGroup("/review-results/{id:guid}");
        results
            .MapGet("/", ShowReviewResult.Get)
            .Describe("Shows a result by competency, with what counts and by how much.", "404 review-result.not-found")
            .AuditPersonalReads()
            .RequireRoles(readers);
        results
            .MapPost("/appeal", AppealResult.Handle)
            .Describe(
                "Appeals against one's own result.",
                "400 review.reason-missing",
                "404 review-result.not-found",
                "409 review-result.already-appealed"
            )
            .RequireRoles(Roles.AccountManager);
        results
            .MapPost("/appeal/decide", AppealResult.Decide)
            .Describe(
                "Decides on an appeal; who proposed, confirmed or closed the appraisal cannot.",
                "400 review.reason-missing",
                "404 review-result.not-found",
                "409 review-result.wrong-state",
                "409 review-result.maker-cannot-check"
            )
            .RequireRoles(Roles.Hr);
        results
            .MapGet("/words", CodeThemes.Get)
            .Describe("Shows words that only their themes are published of.", "404 review-result.not-found")
            .AuditPersonalReads()
            .RequireRoles(Roles.Hr);
        results
            .MapPut("/themes", CodeThemes.Handle)
            .Describe(
                "Codes these words as themes and deletes them.",
                "400 review-result.theme-empty",
                "404 review-result.not-found"
            )
            .RequireRoles(Roles.Hr);
    }
}
