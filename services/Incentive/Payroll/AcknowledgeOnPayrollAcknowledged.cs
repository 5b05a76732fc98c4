using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Records payroll's acknowledgements received by AMQP. Contradictory ones are parked with their reason.
/// </summary>
internal sealed class AcknowledgeOnPayrollAcknowledged(
    IncentiveDbContext db,
    BankBounds bounds,
    AuditTrail trail,
    TimeProvider clock
) : OnceConsumer<PayrollAcknowledged>
{
    public const string Actor = "queue " + Subscriptions.Acknowledgements;

    protected override async Task Handle(PayrollAcknowledged message, CancellationToken ct)
    {
        if (message.Items is not { Count: > 0 } items)
            throw new ValidationException("items is missing or empty.");
        trail.Begin(Actor, [Roles.Payroll], "acknowledge by message", $"{items.Count} items");
        await Acknowledge.TakeAsync([.. items.Select(Checked)], Actor, PartOfBank.Whole, bounds, trail, db, clock, ct);
    }

    private static Acknowledge.Item Checked(AcknowledgedBonus? said, int place)
    {
        if (said is null)
            throw new ValidationException(Invariant($"items[{place}] is null."));
        var item = new Acknowledge.Item(said.EventId, said.Status, said.Reason, said.PaidOn, said.PaidAmount);
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(item, new(item), faults, validateAllProperties: true))
            throw new ValidationException(Invariant($"items[{place}]: {string.Join(' ', faults)}"));
        return item;
    }
}
