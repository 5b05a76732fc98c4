using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Mvc;

namespace CardTeam.Feedback.Complaints;

internal static class CaseRoutes
{
    private const string Case = "/complaint-cases/{complaintRef}";

    private static readonly string[] Readers = [Roles.ComplaintDesk, Roles.Hr, Roles.Auditor];

    public static void MapCases(this IEndpointRouteBuilder app)
    {
        var cases = app.MapGroup("").WithTags("Complaint cases");
        cases
            .MapPost("/complaints", ReceiveComplaint.Handle)
            .Describe(
                "Takes down a complaint as a case.",
                "400 case.text-missing",
                "404 manager.not-found",
                "404 case.not-found",
                "409 case.contact-not-kept"
            )
            .RequireRoles(Roles.ComplaintDesk, Roles.BranchHead);
        cases
            .MapPost("/complaint-cases/alike", ReceiveComplaint.FindAlike)
            .Describe(
                "Finds complaints of the last 30 days about the same card or of the same customer.",
                "409 case.contact-not-kept"
            )
            .RequireRoles(Roles.ComplaintDesk);
        cases
            .MapList("/complaint-cases", (list, path) => list.MapGet(path, ListCases.Handle))
            .Describe(
                "Lists the cases, the next last day first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Readers)
            .AuditReads();
        cases
            .MapGet("/complaint-cases/figures", ListCases.Count)
            .Describe("Counts the cases by their clocks, and those received by unit, category, cause or channel.")
            .RequireRoles(Readers)
            .AuditReads();
        cases
            .MapGet(Case, ListCases.Get)
            .Describe("Shows a case with its course and what may be done next.", "404 case.not-found")
            .RequireRoles(Readers)
            .AuditReads();
        cases
            .MapGet($"{Case}/handlers", HandleCase.ListHandlers)
            .Describe("Lists the people whom the case can be given to.", "404 case.not-found")
            .RequireRoles(Roles.ComplaintDesk);
        cases
            .MapGet($"{Case}/letter", CaseLetter.Propose)
            .Describe("Proposes the letter of reply.", "404 case.not-found", "404 letter.not-found")
            .RequireRoles(Roles.ComplaintDesk);
        cases
            .MapGet($"{Case}/letter.docx", CaseLetter.Download)
            .Describe("Gives out the letter that was sent.", "404 case.not-found", "404 letter.not-found")
            .RequireRoles(Readers)
            .AuditReads();
        MapFilesAndTopics(cases);
        MapSteps(cases);
        MapStatements(cases);
    }

    private static void MapFilesAndTopics(IEndpointRouteBuilder cases)
    {
        cases
            .MapPost($"{Case}/attachments", AttachToCase.Handle)
            .Describe(
                "Adds a file to a case: pdf, png or jpg of up to 10 MB, five at most.",
                "400 attachment.name-missing",
                "404 case.not-found",
                "409 attachment.not-kept",
                "409 attachment.too-many",
                "413 attachment.too-large",
                "415 attachment.type"
            )
            .Accepts<Stream>("application/octet-stream", "*/*")
            .WithMetadata(new RequestSizeLimitAttribute(CaseBounds.AttachmentBytes + 1024), new OwnIdempotency())
            .RequireRoles(Roles.ComplaintDesk);
        cases
            .MapGet($"{Case}/attachments/{{id:guid}}", AttachToCase.Get)
            .Describe("Downloads a file of a case.", "404 case.not-found", "404 attachment.not-found")
            .RequireRoles(Readers)
            .AuditReads();
        cases
            .MapGet("/complaint-topics", Topics.List)
            .Describe("Shows the trees of categories and of causes.", "404 topic.not-found")
            .RequireRoles([.. Readers, Roles.BranchHead, Roles.AccountManager]);
        cases
            .MapPut("/complaint-topics/{tree}/{code}", Topics.Put)
            .Describe(
                "Adds a category or a cause, renames it, or takes it out of use.",
                "400 topic.code",
                "400 case.text-missing",
                "404 topic.not-found",
                "409 topic.too-many"
            )
            .RequireRoles(Roles.ComplaintDesk, Roles.Hr)
            .RequireWholeBank();
    }

    private static void MapSteps(IEndpointRouteBuilder cases)
    {
        Step(
            cases.MapPost($"{Case}/identify", IdentifyCase.Handle),
            "Says which manager a customer's form is about.",
            "400 case.text-missing",
            "404 manager.not-found"
        );
        Step(
            cases.MapPost($"{Case}/accept", HandleCase.Accept),
            "Accepts a case: from now on it holds pay back.",
            "409 case.manager-missing"
        );
        Step(
            cases.MapPost($"{Case}/assign", HandleCase.Assign),
            "Gives a case to a handler.",
            "400 case.unknown-handler",
            "409 case.in-first-decision"
        );
        Step(cases.MapPost($"{Case}/investigate", HandleCase.Investigate), "Notes what was found.");
        Step(
            cases.MapPost($"{Case}/ask-statement", AskManager.Ask),
            "Asks the manager for their side.",
            "409 case.statement-asked"
        );
        Step(cases.MapPost($"{Case}/complex", HandleCase.MakeComplex), "Gives a case the days of a complex one.");
        Step(
            cases.MapPost($"{Case}/extension", HandleCase.AskExtension),
            "Asks for 30 days more, once.",
            "409 case.no-extension"
        );
        Step(cases.MapPost($"{Case}/decide", DecideCase.Handle), "Decides a case.");
        Step(cases.MapPost($"{Case}/reply", DecideCase.Reply), "Keeps the letter that was sent to the customer.");
        Step(
            cases.MapPost($"{Case}/measure", DecideCase.SetMeasure),
            "Sets the cause that was found and the measure.",
            "400 case.unknown-cause",
            "400 case.measure-incomplete"
        );
        Step(cases.MapPost($"{Case}/close", DecideCase.Close), "Closes a case.", "409 case.cause-missing");
        Step(cases.MapPost($"{Case}/withdraw", AppealCase.Withdraw), "Records that the customer withdrew it.");
        Step(
            cases.MapPost($"{Case}/appeal", AppealCase.Handle),
            "Records the customer's appeal.",
            "409 case.appealed-before",
            "409 case.appeal-late"
        );
        Step(
            cases.MapPost($"{Case}/decide-appeal", AppealCase.Decide),
            "Decides an appeal; another outcome reverses what the first one caused.",
            "409 case.in-first-decision"
        );
        Step(cases.MapPost($"{Case}/reopen", AppealCase.Reopen), "Opens a closed case again.");
        cases
            .MapPost($"{Case}/decide-extension", HandleCase.DecideExtension)
            .Describe(
                "Approves or refuses the time that somebody else asked for.",
                "404 case.not-found",
                "409 case.wrong-state",
                "409 case.maker-cannot-check"
            )
            .RequireRoles(Roles.ComplaintDesk, Roles.Hr);
    }

    private static void MapStatements(IEndpointRouteBuilder cases)
    {
        cases
            .MapList("/complaint-statements", (list, path) => list.MapGet(path, AskManager.List))
            .Describe(
                "Lists the complaints about which the caller was asked for their side.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Roles.AccountManager);
        cases
            .MapPost("/complaint-statements/{complaintRef}", AskManager.Answer)
            .Describe("Records the caller's side, once.", "404 case.not-found", "409 case.wrong-state")
            .RequireRoles(Roles.AccountManager);
    }

    /// <summary>A step of the desk, which every one may fail in the same ways.</summary>
    private static void Step(RouteHandlerBuilder route, string summary, params string[] errors) =>
        route
            .Describe(summary, ["404 case.not-found", "409 case.wrong-state", .. errors])
            .RequireRoles(Roles.ComplaintDesk);
}
