using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>Shows a version of a plan in sentences.</summary>
internal static class ShowPlanText
{
    /// <param name="Zh">The Chinese text; lines are separated by a line feed, rows of a table are indented.</param>
    /// <param name="En">The English text, line by line the same.</param>
    /// <param name="TextHash">The hash of both texts, which a signature names.</param>
    /// <param name="RuleHash">The hash of the rules the text was made from.</param>
    public sealed record Answer(string Zh, string En, string TextHash, string RuleHash)
    {
        public static Answer Of(Plan plan)
        {
            var text = PlanText.Of(plan);
            return new(text.Zh, text.En, text.TextHash, plan.RuleHash);
        }
    }

    public static async Task<Ok<Answer>> Handle(
        string code,
        int version,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            Answer.Of(
                await db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Code == code && p.Version == version, ct)
                    ?? throw RuleBrokenException.NotFound("plan")
            )
        );
}
