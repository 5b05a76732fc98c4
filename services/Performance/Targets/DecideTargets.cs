using System.ComponentModel.DataAnnotations;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Targets;

/// <summary>
/// Approves or refuses what somebody else proposed. An approval puts the targets in force; one of a closed month has the
/// manager's scorecard computed again by the next close.
/// </summary>
internal static class DecideTargets
{
    /// <param name="Reason">The reason, which the proposer reads.</param>
    public sealed record RefuseRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    public static async Task<Ok<ListTargetPlans.Detail>> Approve(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var plan = await db.InTransactionAsync(
            async () =>
            {
                var found = await FindAsync(id, part, db, ct);
                var inForce = await KnownAsync(found, db, ct);
                var approved = found.Waiting().ToList();
                found.Approve(caller.Id, clock.GetUtcNow(), inForce.Of);
                await PutInForceAsync(found, approved, inForce, db, ct);
                trail.Change("state", "proposed", "approved");
                trail.Note("period", found.Period.ToString());
                trail.Note("kpi", found.Kpi);
                trail.Note("proposedBy", found.ProposedBy);
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ListTargetPlans.DetailAsync(plan, caller, part, db, clock, ct));
    }

    public static async Task<Ok<ListTargetPlans.Detail>> Refuse(
        Guid id,
        RefuseRequest request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = TargetBounds.ReadReason(request.Reason);
        var part = await finder.FindAsync(ct);
        var plan = await db.InTransactionAsync(
            async () =>
            {
                var found = await FindAsync(id, part, db, ct);
                found.Refuse(caller.Id, reason, clock.GetUtcNow());
                trail.Change("state", "proposed", "refused");
                trail.Note("reason", reason);
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ListTargetPlans.DetailAsync(plan, caller, part, db, clock, ct));
    }

    /// <exception cref="RuleBrokenException">
    /// 404: not of the caller's part; 409: it has nodes whose unit above is not of the caller's part.
    /// </exception>
    private static async Task<TargetPlan> FindAsync(
        Guid id,
        PartOfBank part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var plan = await ListTargetPlans.FindAsync(id, part, db.TargetPlans, ct);
        return ListTargetPlans.IsAbove(part, plan.DecidedIn)
            ? plan
            : throw new RuleBrokenException(
                "target-plan.decided-above",
                new(
                    "该方案包含您本机构的目标，须由上级机构审批。",
                    "The plan has a target of your own unit; the unit above decides on it."
                )
            );
    }

    private static async Task<Known> KnownAsync(TargetPlan plan, PerformanceDbContext db, CancellationToken ct)
    {
        var open = plan.Waiting().ToLookup(n => n.IsUnit, n => n.Node);
        var (units, managers) = (open[true].ToList(), open[false].ToList());
        return new(
            await db
                .UnitTargets.Where(t => t.Period == plan.Period && t.Kpi == plan.Kpi && units.Contains(t.Org))
                .ToDictionaryAsync(t => t.Org, StringComparer.Ordinal, ct),
            await db
                .Targets.Where(t => t.Period == plan.Period && t.Kpi == plan.Kpi && managers.Contains(t.ManagerNo))
                .ToDictionaryAsync(t => t.ManagerNo, StringComparer.Ordinal, ct)
        );
    }

    private static async Task PutInForceAsync(
        TargetPlan plan,
        List<PlannedTarget> approved,
        Known known,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var late = await LateBook.OpenAsync(
            db,
            approved.Where(n => !n.IsUnit).Select(n => n.Node),
            await PeriodLedger.LoadAsync(db, ct),
            ct
        );
        foreach (var node in approved)
        {
            if (node.IsUnit)
            {
                if (known.Units.TryGetValue(node.Node, out var unit))
                    unit.Change(node.Value);
                else
                    db.UnitTargets.Add(new(node.Node, plan.Period, plan.Kpi, node.Value));
                continue;
            }

            if (!known.Managers.TryGetValue(node.Node, out var target))
                db.Targets.Add(new(node.Node, plan.Period, plan.Kpi, node.Value));
            else if (!target.Change(node.Value))
                continue;
            // Both have made the change: one proposed it, the other put it in force.
            foreach (var by in (string[])[plan.ProposedBy, plan.DecidedBy!])
                late.Change(node.Node, plan.Period, new(LateChange.Target, plan.Kpi, by));
        }
    }

    /// <summary>The targets in force of the nodes that wait.</summary>
    private sealed record Known(
        IReadOnlyDictionary<string, UnitTarget> Units,
        IReadOnlyDictionary<string, Target> Managers
    )
    {
        public decimal? Of(PlannedTarget node) =>
            node.IsUnit ? Units.GetValueOrDefault(node.Node)?.Value : Managers.GetValueOrDefault(node.Node)?.Value;
    }
}
