using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Feedback.Suggestions;

internal static class SuggestionRoutes
{
    /// <summary>Everybody who works here.</summary>
    private static readonly string[] Everybody = [.. Roles.All.Where(r => r != Roles.Feed)];

    /// <summary>
    /// Maps the routes of the suggestion box. Those of authors are not remembered, so that no table has who sent one
    /// without a name.
    /// </summary>
    public static void MapSuggestions(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/suggestions").WithTags("Suggestions").WithMetadata(new NotRemembered());
        own.MapPost("/", SendSuggestion.Handle)
            .Describe(
                "Sends a suggestion, under one's name or without it.",
                "400 suggestion.text-missing",
                "429 suggestion.too-many"
            )
            .RequireRoles(Everybody);
        own.MapGet("/mine", SendSuggestion.ListOwn)
            .Describe("Lists what the caller sent under their name, with the answers.")
            .RequireRoles(Everybody);
        own.MapPost("/mine/{number:long}/lines", SendSuggestion.SayOwn)
            .Describe(
                "Adds a line to one's own suggestion.",
                "400 suggestion.text-missing",
                "404 suggestion.not-found",
                "409 suggestion.answered",
                "409 suggestion.too-long"
            )
            .RequireRoles(Everybody);
        own.MapPost("/by-code", SendSuggestion.Follow)
            .Describe("Shows a suggestion by the code of its author.", "404 suggestion.not-found")
            .RequireRoles(Everybody);
        own.MapPost("/by-code/lines", SendSuggestion.SayByCode)
            .Describe(
                "Adds a line to the suggestion of a code.",
                "400 suggestion.text-missing",
                "404 suggestion.not-found",
                "409 suggestion.answered",
                "409 suggestion.too-long"
            )
            .RequireRoles(Everybody);
        own.MapGet("/published", AnswerSuggestion.ListPublished)
            .Describe("Lists the suggestions that are shown to everybody, with their answers.")
            .RequireRoles(Everybody);
        MapDesk(app);
    }

    private static void MapDesk(IEndpointRouteBuilder app)
    {
        app.MapList("/suggestions", (list, path) => list.MapGet(path, AnswerSuggestion.List))
            .Describe(
                "Lists the suggestions, the newest first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .WithTags("Suggestions")
            .AuditReads()
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        var desk = app.MapGroup("/suggestions/{number:long}").WithTags("Suggestions");
        desk.MapGet("/", AnswerSuggestion.Get)
            .Describe("Shows a suggestion with the talk about it.", "404 suggestion.not-found")
            .AuditReads()
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        Step(desk.MapPost("/lines", AnswerSuggestion.Say), "Asks the author something.", "409 suggestion.too-long");
        Step(desk.MapPost("/answer", AnswerSuggestion.Handle), "Decides a suggestion, with an answer to its author.");
        Step(
            desk.MapPost("/publish", AnswerSuggestion.Publish),
            "Shows a suggestion with its answer to everybody, where its author agrees, or no longer.",
            "409 suggestion.not-to-publish"
        );
    }

    /// <summary>A step of personnel, which every one may fail in the same ways.</summary>
    private static void Step(RouteHandlerBuilder route, string summary, params string[] errors) =>
        route
            .Describe(
                summary,
                ["400 suggestion.text-missing", "404 suggestion.not-found", "409 suggestion.answered", .. errors]
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
}
