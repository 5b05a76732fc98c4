using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <param name="Shown">The amount of the line when it was disputed.</param>
/// <param name="Expected">The amount that the manager expected; null where they named none.</param>
/// <param name="State"><c>open</c>, <c>upheld</c> or <c>rejected</c>.</param>
/// <param name="WorkingDays">
/// The working days since it was opened, or opened again, while it is open; otherwise null.
/// </param>
/// <param name="IsOverdue">True for an open one whose due day is over.</param>
/// <param name="MayReopen">True where the caller may open it again.</param>
/// <param name="Adjustment">The adjustment it was upheld with; null without one.</param>
/// <param name="Steps">Its course, the first step first.</param>
/// <param name="RuleName">The name of the rule in the month's plan.</param>
internal sealed record DisputeAnswer(
    Guid Id,
    string ManagerNo,
    string? Name,
    string Org,
    string? OrgName,
    Period Period,
    string Rule,
    Money Shown,
    Money? Expected,
    string State,
    DateTimeOffset OpenedAt,
    DateOnly DueOn,
    int? WorkingDays,
    bool IsOverdue,
    string? AssignedTo,
    DateTimeOffset? AnsweredAt,
    bool IsReopened,
    bool MayReopen,
    DisputeAnswer.Proposed? Adjustment,
    IReadOnlyList<DisputeStep> Steps,
    Text RuleName
)
{
    /// <param name="State"><c>proposed</c>, <c>approved</c> or <c>settled</c>.</param>
    public sealed record Proposed(Guid Id, Money Amount, string State);

    /// <exception cref="RuleBrokenException">
    /// 404: there is no such dispute in the caller's part of the bank.
    /// </exception>
    public static async Task<Dispute> FindAsync(
        Guid id,
        PartOfBank part,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        await db.Disputes.Where(d => d.Id == id).Within(part, d => d.Org, d => d.ManagerNo).FirstOrDefaultAsync(ct)
        ?? throw RuleBrokenException.NotFound("dispute");

    public static async Task<DisputeAnswer> OfAsync(
        Dispute d,
        Caller caller,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var isOpen = d.State == DisputeState.Open;
        var adjustment = await db.ManualAdjustments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == d.AdjustmentId, ct);
        return new(
            Id: d.Id,
            ManagerNo: d.ManagerNo,
            Name: await db
                .ManagerNames.Where(n => n.ManagerNo == d.ManagerNo)
                .Select(n => n.Name)
                .FirstOrDefaultAsync(ct),
            Org: d.Org,
            OrgName: await db.OrgUnits.Where(u => u.Code == d.Org).Select(u => u.Name).FirstOrDefaultAsync(ct),
            Period: d.Period,
            Rule: d.Rule,
            Shown: d.Shown,
            Expected: d.Expected,
            State: d.State.ToString().ToLowerInvariant(),
            OpenedAt: d.OpenedAt,
            DueOn: d.DueOn,
            WorkingDays: isOpen ? Contracts.WorkingDays.Between(d.OpenedOn, today) : null,
            IsOverdue: isOpen && d.DueOn < today,
            AssignedTo: d.AssignedTo,
            AnsweredAt: d.AnsweredAt,
            IsReopened: d.IsReopened,
            MayReopen: !isOpen && !d.IsReopened && caller.ManagerNo == d.ManagerNo,
            Adjustment: adjustment is null
                ? null
                : new(
                    adjustment.Id,
                    adjustment.Amount,
                    adjustment.SettledBy is null ? adjustment.State.ToString().ToLowerInvariant() : "settled"
                ),
            Steps: d.Steps,
            RuleName: (await PlansOfMonths.OfAsync(db, [d.Period], ct)).Of(d.Period).Of(d.Rule)
        );
    }
}
