using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>Shows the plan that a month is paid by to those who are paid by it, without findings and without drafts.</summary>
internal static class ShowPlanInForce
{
    /// <param name="Zh">The Chinese text; lines are separated by a line feed, rows of a table are indented.</param>
    /// <param name="En">The English text, line by line the same.</param>
    /// <param name="Rules">The rules of the plan, in its order.</param>
    /// <param name="SignedAt">The instant the caller signed it; null when they have not, or are no account manager.</param>
    public sealed record Answer(
        string Code,
        int Version,
        Period EffectiveFrom,
        Text Title,
        string Zh,
        string En,
        string TextHash,
        string RuleHash,
        DateTimeOffset? SignedAt,
        IReadOnlyList<NamedRule> Rules
    );

    /// <param name="Id">The id, which lines, holds and disputes name.</param>
    /// <param name="Name">The name for people.</param>
    public sealed record NamedRule(string Id, Text Name);

    /// <param name="period">The month; the current one when left out.</param>
    public static async Task<Ok<Answer>> Handle(
        Period? period,
        Caller caller,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var month = period ?? Period.MonthOf(BankCalendar.Today(clock));
        var plan =
            await db.Plans.AsNoTracking().NewestFirst().FirstOrDefaultAsync(p => p.EffectiveFrom <= month, ct)
            ?? throw RuleBrokenException.NotFound("plan");
        var (text, document) = (PlanText.Of(plan), plan.Read());
        var (title, names) = (document.Title!, RuleNames.Of(document));
        var signature = caller.ManagerNo is { } managerNo
            ? await db.PlanSignatures.FindAsync([plan.Code, plan.Version, managerNo], ct)
            : null;
        return TypedResults.Ok(
            new Answer(
                Code: plan.Code,
                Version: plan.Version,
                EffectiveFrom: plan.EffectiveFrom,
                Title: new(title.Zh!, title.En!),
                Zh: text.Zh,
                En: text.En,
                TextHash: text.TextHash,
                RuleHash: plan.RuleHash,
                SignedAt: signature?.SignedAt,
                Rules: [.. document.Rules!.Select(rule => new NamedRule(rule.Id!, names.Of(rule.Id!)))]
            )
        );
    }
}
