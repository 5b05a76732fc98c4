using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.WhatIfs;

/// <param name="PlanVersion">The saved version asked about; null for a document given with the question.</param>
/// <param name="Title">The title of the plan.</param>
/// <param name="Org">The unit whose managers count, with those below it; null for the whole bank.</param>
/// <param name="CloseNumber">The close whose knowledge is used.</param>
/// <param name="Done">The managers calculated so far.</param>
/// <param name="OutOf">The managers there are to calculate; 0 until it has begun.</param>
/// <param name="Result">The result; null until it is calculated, and in lists.</param>
internal sealed record WhatIfAnswer(
    Guid Id,
    string Status,
    string PlanCode,
    int? PlanVersion,
    Text Title,
    string RuleHash,
    Period From,
    Period To,
    string? Org,
    int CloseNumber,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    int Done,
    int OutOf,
    string? Error,
    WhatIfResult? Result
)
{
    public static WhatIfAnswer Of(WhatIf whatIf, bool withResult = true)
    {
        var title = whatIf.ReadDocument().Title!;
        return new(
            Id: whatIf.Id,
            Status: whatIf.Status.ToString().ToLowerInvariant(),
            PlanCode: whatIf.PlanCode,
            PlanVersion: whatIf.PlanVersion,
            Title: new(title.Zh!, title.En!),
            RuleHash: whatIf.RuleHash,
            From: whatIf.From,
            To: whatIf.To,
            Org: whatIf.Org,
            CloseNumber: whatIf.CloseNumber,
            CreatedBy: whatIf.CreatedBy,
            CreatedAt: whatIf.CreatedAt,
            FinishedAt: whatIf.FinishedAt,
            Done: whatIf.Done,
            OutOf: whatIf.OutOf,
            Error: whatIf.Error,
            Result: withResult ? whatIf.ReadResult() : null
        );
    }

    /// <exception cref="RuleBrokenException">404: there is no such what-if.</exception>
    public static async Task<WhatIf> FindAsync(Guid id, IQueryable<WhatIf> whatIfs, CancellationToken ct) =>
        await whatIfs.FirstOrDefaultAsync(w => w.Id == id, ct) ?? throw RuleBrokenException.NotFound("what-if");
}
