using System.ComponentModel.DataAnnotations;
using System.Globalization;
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
    public sealed record Item(
        [property: Required] Guid? EventId,
        [property: Required, RegularExpression("^(paid|rejected)$")] string? Status,
        [property: MaxLength(500)] string? Reason,
        DateOnly? PaidOn
    );

    public sealed record Request([property: Required, MinLength(1), MaxLength(5000)] IReadOnlyList<Item>? Items);

    public sealed record Answer(int Acknowledged);

    public static async Task<Ok<Answer>> Handle(
        Request request,
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
        return TypedResults.Ok(
            new Answer(
                await db.InTransactionAsync(
                    async () =>
                    {
                        var acknowledged = await TakeAsync(
                            request.Items!,
                            caller.Id,
                            await part.FindAsync(ct),
                            bounds,
                            trail,
                            db,
                            clock,
                            ct
                        );
                        await db.SaveChangesAsync(ct);
                        return acknowledged;
                    },
                    ct
                )
            )
        );
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
        var ids = items.Select(i => i.EventId!.Value).Distinct().ToList();
        var entries = (
            await db
                .PayrollEntries.Where(e => ids.Contains(e.EventId))
                .Within(part, e => e.Org, e => e.ManagerNo)
                .Select(e => e.EventId)
                .ToListAsync(ct)
        ).ToHashSet();
        var unknown = ids.Where(id => !entries.Contains(id)).ToList();
        if (unknown.Count > 0)
            throw new RuleBrokenException(
                "acknowledgement.unknown-event",
                new($"有 {unknown.Count} 个 eventId 不存在。", $"{unknown.Count} of the eventIds do not exist."),
                details: [.. unknown.Cast<object>()]
            );
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
            if (own.Record(item.Status!, reason, item.PaidOn, by, clock.GetUtcNow()) is not { } step)
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
}
