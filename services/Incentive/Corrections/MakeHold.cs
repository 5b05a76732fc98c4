using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <summary>Withholds pay provisionally, and releases it.</summary>
internal static class MakeHold
{
    /// <param name="From">The first month that it withholds from; not after the current one.</param>
    /// <param name="Amount">The most that it withholds over all months; null for no limit.</param>
    /// <param name="Rule">The rule whose line it withholds; null for the whole payable.</param>
    /// <param name="Reason">The reason, which the manager reads in the statement.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required] Period? From,
        Money? Amount,
        [property: MaxLength(60)] string? Rule,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason
    );

    /// <param name="Reason">The reason for releasing it.</param>
    public sealed record ReleaseRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    public static async Task<Created<ListHolds.Row>> Handle(
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (request.Amount is { } amount && (amount <= Money.Zero || amount > CorrectionBounds.LargestAmount))
            throw new RuleBrokenException(
                "hold.amount-out-of-range",
                new(
                    $"amount：应大于零且不超过 {CorrectionBounds.LargestAmount}；不填为不限金额。",
                    $"amount: above zero and at most {CorrectionBounds.LargestAmount}; leave it out for no limit."
                ),
                status: 400
            );
        var content = new HoldContent(
            request.ManagerNo!,
            CorrectionBounds.CheckMonth(request.From!.Value, clock, "from"),
            request.Amount,
            string.IsNullOrEmpty(request.Rule) ? null : request.Rule,
            CorrectionBounds.ReadReason(request.Reason)
        );
        var part = await finder.FindAsync(ct);
        Hold? hold = null;
        await db.InTransactionAsync(
            async () =>
            {
                var org = await CorrectionBounds.OrgOfAsync(content.ManagerNo, part, db, ct);
                if (content.Rule is { } rule)
                    await CheckRuleAsync(rule, db, ct);
                hold = Hold.Make(content, org, caller.Id, clock.GetUtcNow());
                db.Holds.Add(hold);
                trail.About(hold.Id.ToString());
                trail.Note("managerNo", content.ManagerNo);
                trail.Note("from", content.From.ToString());
                if (content.Amount is { } limit)
                    trail.Note("amount", limit.ToString());
                if (content.Rule is not null)
                    trail.Note("rule", content.Rule);
                trail.Note("reason", content.Reason);
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Created(
            $"/{IncentiveService.Name}/holds/{hold!.Id}",
            ListHolds.Row.Of(hold, name: null, orgName: null)
        );
    }

    public static async Task<Ok<ListHolds.Row>> Release(
        Guid id,
        ReleaseRequest request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = CorrectionBounds.ReadReason(request.Reason);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var hold =
                        await db.Holds.FirstOrDefaultAsync(h => h.Id == id, ct)
                        ?? throw RuleBrokenException.NotFound("hold");
                    hold.Release(caller.Id, reason, clock.GetUtcNow());
                    var reference = CorrectionBook.Reference(hold.Number);
                    var held = (await CorrectionBook.HeldAsync(db, [reference], ct)).GetValueOrDefault(reference);
                    trail.Change("state", "active", "released");
                    trail.Note("held", held.ToString());
                    trail.Note("reason", reason);
                    await db.SaveChangesAsync(ct);
                    return ListHolds.Row.Of(hold, name: null, orgName: null) with { Held = held };
                },
                ct
            )
        );
    }

    /// <exception cref="RuleBrokenException">400: no approved plan has a rule of that name.</exception>
    private static async Task CheckRuleAsync(string rule, IncentiveDbContext db, CancellationToken ct)
    {
        var plans = await db.Plans.AsNoTracking().Where(p => p.ApprovalNumber != null).ToListAsync(ct);
        if (!plans.Exists(p => p.InForce().Rules.Any(r => r.Id == rule)))
            throw new RuleBrokenException(
                "hold.unknown-rule",
                new($"rule：没有任何已批准的方案含有规则“{rule}”。", $"rule: no approved plan has a rule '{rule}'."),
                status: 400
            );
    }
}
