using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <summary>Manual adjustments that are decided as one: a single one, or those of a file.</summary>
/// <param name="Id">The id of the only adjustment, or of the import.</param>
/// <param name="State"><c>proposed</c>, <c>approved</c>, <c>returned</c> or <c>withdrawn</c>.</param>
/// <param name="IsFile">True for the adjustments of an imported file.</param>
/// <param name="Adjustments">The number of adjustments.</param>
/// <param name="Managers">The number of managers they are for.</param>
/// <param name="Given">The sum of what they give.</param>
/// <param name="Taken">The sum of what they take, not above zero.</param>
internal sealed record AdjustmentProposal(
    Guid Id,
    string State,
    bool IsFile,
    int Adjustments,
    int Managers,
    Money Given,
    Money Taken,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? ReturnReason
)
{
    public static AdjustmentProposal Of(IReadOnlyList<ManualAdjustment> adjustments)
    {
        var first = adjustments[0];
        return new(
            Id: first.Proposal,
            State: first.State.ToString().ToLowerInvariant(),
            IsFile: first.IsOfFile,
            Adjustments: adjustments.Count,
            Managers: adjustments.Select(a => a.ManagerNo).Distinct(StringComparer.Ordinal).Count(),
            Given: new(adjustments.Sum(a => Math.Max(0, a.Amount.Fen))),
            Taken: new(adjustments.Sum(a => Math.Min(0, a.Amount.Fen))),
            ProposedBy: first.ProposedBy,
            ProposedAt: first.ProposedAt,
            DecidedBy: first.DecidedBy,
            DecidedAt: first.DecidedAt,
            ReturnReason: first.ReturnReason
        );
    }

    /// <exception cref="RuleBrokenException">404: there is no such proposal in the caller's part of the bank.</exception>
    public static async Task<List<ManualAdjustment>> FindAsync(
        Guid id,
        PartOfBank part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var found = await db
            .ManualAdjustments.Where(a => a.Proposal == id)
            .Within(part, a => a.Org, a => a.ManagerNo)
            .OrderBy(a => a.Number)
            .ToListAsync(ct);
        return found.Count > 0 ? found : throw RuleBrokenException.NotFound("adjustment");
    }
}
