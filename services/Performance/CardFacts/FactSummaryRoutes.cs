using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.CardFacts;

internal static class FactSummaryRoutes
{
    public static void MapFactSummary(this IEndpointRouteBuilder app)
    {
        var summary = app.MapGroup("").WithTags("Card facts").RequireRoles(Roles.Hr, Roles.BranchHead, Roles.Auditor);
        summary
            .MapGet("/facts/summary", SummarizeFacts.Handle)
            .Describe(
                "Counts card facts by product, month, unit, level or kind, with their amounts.",
                "400 fact-summary.unknown-dimension",
                "400 fact-summary.not-these-months",
                "400 fact-summary.too-many-rows",
                "400 card-fact.unknown-kind"
            );
        summary
            .MapGet("/facts/summary.{format}", SummarizeFacts.Export)
            .Describe(
                "Exports the counts of card facts.",
                "400 fact-summary.unknown-dimension",
                "400 fact-summary.not-these-months",
                "400 fact-summary.too-many-rows",
                "400 card-fact.unknown-kind",
                "404 export.not-found"
            );
    }
}
