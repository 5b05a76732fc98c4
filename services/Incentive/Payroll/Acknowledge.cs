using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>Records payroll's acknowledgements of entries, all of a request or none.</summary>
internal static class Acknowledge
{
    /// <param name="PaidAmount">The amount that was paid; null means the entry's own.</param>
    public sealed record Item(
        [property: Required] Guid? EventId,
        [property: Required, RegularExpression("^(paid|rejected)$")] string? Status,
        [property: MaxLength(500)] string? Reason,
        DateOnly? PaidOn,
        Money? PaidAmount = null
    );

    public sealed record Request([property: Required, MinLength(1), MaxLength(5000)] IReadOnlyList<Item>? Items);

    public sealed record Answer(int Acknowledged);

    public static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        Request request,
        HttpContext http,
        Caller caller,
        PartOfBankFinder part,
        BankBounds bounds,
        AuditTrail trail,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (request.Items!.Any(i => i is null))
            throw new RuleBrokenException(
                "request.invalid",
                new("items 中不能有 null。", "There is a null among the items."),
                status: 400
            );
        var (acknowledged, broken) = await db.InTransactionAsync<(int, RuleBrokenException?)>(
            async () =>
            {
                var within = await part.FindAsync(ct);
                var refused = await FindRefusedAsync(request.Items!, within, db, ct);
                if (refused.Count == 0)
                {
                    var taken = await TakeAsync(request.Items!, caller.Id, within, bounds, trail, db, clock, ct);
                    await db.SaveChangesAsync(ct);
                    return (taken, null);
                }

                // A caller bound to a part may have named an entry of another part, which is no difference.
                if (within.IsWhole)
                    await RefusedAcknowledgement.KeepAsync(refused, caller.Id, clock.GetUtcNow(), db, ct);
                trail.Note("refused", refused.Count.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return (0, await BrokenAsync(refused, db, ct));
            },
            ct
        );
        // Answered and not thrown: what was refused is kept, and an exception would undo that.
        return broken is null ? TypedResults.Ok(new Answer(acknowledged)) : Problems.Of(broken, http);
    }

    /// <summary>Records all without saving; returns the number of acknowledged entries.</summary>
    /// <param name="part">The part of the bank whose entries may be acknowledged; others count as unknown.</param>
    /// <exception cref="RuleBrokenException">
    /// An entry does not exist, or the acknowledgement contradicts an earlier one.
    /// </exception>
    public static async Task<int> TakeAsync(
        IReadOnlyList<Item> items,
        string by,
        PartOfBank part,
        BankBounds bounds,
        AuditTrail trail,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var refused = await FindRefusedAsync(items, part, db, ct);
        if (refused.Count > 0)
            throw await BrokenAsync(refused, db, ct);
        var ids = items.Select(i => i.EventId!.Value).Distinct().ToList();
        var known = await db.Acknowledgements.Where(a => ids.Contains(a.EventId)).ToDictionaryAsync(a => a.EventId, ct);
        var said = new List<string>();
        foreach (var item in items)
        {
            var id = item.EventId!.Value;
            if (!known.TryGetValue(id, out var own))
                db.Acknowledgements.Add(own = known[id] = new Acknowledgement(id));
            var before = own.Status;
            var reason = TypedText.Read(item.Reason, Lengths.Reason, "reason");
            if (item.PaidOn is { } day && bounds.OfPlanned(day) is { } refusal)
                throw refusal.Of("paidOn");
            if (item.PaidAmount is { } amount && bounds.OfAmount(amount) is { } tooLarge)
                throw tooLarge.Of("paidAmount");
            if (own.Record(item.Status!, reason, item.PaidOn, item.PaidAmount, by, clock.GetUtcNow()) is not { } step)
                continue;
            db.AcknowledgementSteps.Add(step);
            said.Add(
                Invariant($"{id} {(before.Length == 0 ? "" : before + " > ")}{step.Status} {step.PaidOn:yyyy-MM-dd}")
                    .Trim()
            );
        }

        trail.Note("entries", said.Count.ToString(CultureInfo.InvariantCulture));
        trail.Note("acknowledged", string.Join("; ", said));
        return ids.Count;
    }

    /// <summary>
    /// The items that cannot be taken whatever was said before: of no entry, or paid although the entry was sent again
    /// or written off.
    /// </summary>
    public static async Task<IReadOnlyList<(Item Item, string Why)>> FindRefusedAsync(
        IReadOnlyList<Item> items,
        PartOfBank part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var ids = items.Select(i => i.EventId!.Value).Distinct().ToList();
        var entries = (
            await db
                .PayrollEntries.Where(e => ids.Contains(e.EventId))
                .Within(part, e => e.Org, e => e.ManagerNo)
                .Select(e => e.EventId)
                .ToListAsync(ct)
        ).ToHashSet();
        var decided = (
            await PayrollRejection
                .Decided(db)
                .Where(r => ids.Contains(r.EventId))
                .Select(r => r.EventId)
                .ToListAsync(ct)
        ).ToHashSet();
        return
        [
            .. items.Where(i => !entries.Contains(i.EventId!.Value)).Select(i => (i, RefusedAcknowledgement.Unknown)),
            .. items
                .Where(i =>
                    i.Status == "paid" && entries.Contains(i.EventId!.Value) && decided.Contains(i.EventId.Value)
                )
                .Select(i => (i, RefusedAcknowledgement.Replaced)),
        ];
    }

    private static async Task<RuleBrokenException> BrokenAsync(
        IReadOnlyList<(Item Item, string Why)> refused,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var unknown = Of(RefusedAcknowledgement.Unknown);
        if (unknown.Count > 0)
            return new RuleBrokenException(
                "acknowledgement.unknown-event",
                new($"有 {unknown.Count} 个 eventId 不存在。", $"{unknown.Count} of the eventIds do not exist."),
                details: [.. unknown.Cast<object>()]
            );
        var replaced = Of(RefusedAcknowledgement.Replaced);
        var decisions = await db
            .PayrollRejections.Where(r => replaced.Contains(r.EventId))
            .OrderBy(r => r.EventId)
            .Select(r => new { r.EventId, r.ResentAs })
            .ToListAsync(ct);
        return new RuleBrokenException(
            "acknowledgement.replaced",
            new(
                $"有 {replaced.Count} 个条目退回后已重新发送或核销，不能再登记为已发放。",
                $"{replaced.Count} of the entries were sent again or written off after their rejection; "
                    + "they cannot be acknowledged as paid any more."
            ),
            details: [.. decisions]
        );

        List<Guid> Of(string why) =>
            refused.Where(r => r.Why == why).Select(r => r.Item.EventId!.Value).Distinct().ToList();
    }
}
