using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Keeps the refused words of messages: a message that is parked has left nothing in the database but itself.
/// </summary>
internal sealed class KeepUnknownOfParked(
    IServiceScopeFactory scopes,
    CommitNotifier committed,
    TimeProvider clock,
    ILogger<KeepUnknownOfParked> logger
) : CommitTriggeredWorker<ParkedMessage>(committed, clock, logger)
{
    private long _after;

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
        var parked = await db
            .Parked.AsNoTracking()
            .Where(p => p.Id > _after && p.Consumer == nameof(AcknowledgeOnPayrollAcknowledged))
            .OrderBy(p => p.Id)
            .FirstOrDefaultAsync(ct);
        if (parked is null)
            return false;
        if (Read(parked) is { Count: > 0 } items)
            await db.InTransactionAsync(
                async () =>
                {
                    var refused = await Acknowledge.FindRefusedAsync(items, PartOfBank.Whole, db, ct);
                    var ids = refused.Select(r => r.Item.EventId!.Value).ToList();
                    // Looked at once more after a restart: what is kept already came with this message, or later.
                    var kept = (
                        await db
                            .RefusedAcknowledgements.Where(r => ids.Contains(r.EventId) && r.LastAt >= parked.ParkedAt)
                            .Select(r => r.EventId)
                            .ToListAsync(ct)
                    ).ToHashSet();
                    await RefusedAcknowledgement.KeepAsync(
                        [.. refused.Where(r => !kept.Contains(r.Item.EventId!.Value))],
                        AcknowledgeOnPayrollAcknowledged.Actor,
                        parked.ParkedAt,
                        db,
                        ct
                    );
                    await db.SaveChangesAsync(ct);
                },
                ct
            );
        _after = parked.Id;
        return true;
    }

    /// <summary>The items that can be read; none of a body that is no acknowledgement.</summary>
    private static List<Acknowledge.Item> Read(ParkedMessage parked)
    {
        try
        {
            return EventCatalogue.Read(parked.EventName, parked.Body) is PayrollAcknowledged { Items: { } items }
                ?
                [
                    .. items
                        .Where(i => i is { EventId: not null, Status: "paid" or "rejected" })
                        .Select(i => new Acknowledge.Item(i!.EventId, i.Status, i.Reason, i.PaidOn, i.PaidAmount)),
                ]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
