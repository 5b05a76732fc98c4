using System.ComponentModel.DataAnnotations;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Proposes to send a rejected entry again or to write it off, and decides the proposal. Approval writes the new entry
/// in the same transaction.
/// </summary>
internal static class SettleRejection
{
    public sealed record ProposeRequest(
        [property: Required, RegularExpression("^(resend|write-off)$")] string? Decision,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason
    );

    /// <param name="Reason">The reason for returning the proposal, which the analyst reads.</param>
    public sealed record ReturnRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    /// <param name="State">
    /// <c>rejected</c>, <c>resend-proposed</c>, <c>write-off-proposed</c>, <c>resent</c> or <c>written-off</c>.
    /// </param>
    /// <param name="ResentAs">The id of the entry written in its place; null unless it was sent again.</param>
    /// <param name="ResentSequence">The number of that entry in the stream.</param>
    public sealed record Answer(Guid EventId, string State, Guid? ResentAs, long? ResentSequence);

    public static async Task<Ok<Answer>> Propose(
        Guid eventId,
        ProposeRequest request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = ReadReason(request.Reason);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var said = await FindAsync(eventId, db, ct);
                    var rejection = await db.PayrollRejections.FirstOrDefaultAsync(r => r.EventId == eventId, ct);
                    var before = PayrollRejection.StateOf(rejection);
                    if (rejection is null)
                        db.PayrollRejections.Add(rejection = new(eventId));
                    rejection.Propose(request.Decision!, reason, said, caller.Id, clock.GetUtcNow());
                    trail.Change("state", before, PayrollRejection.StateOf(rejection));
                    trail.Note("reason", reason);
                    await db.SaveChangesAsync(ct);
                    return Of(rejection, null);
                },
                ct
            )
        );
    }

    public static async Task<Ok<Answer>> Approve(
        Guid eventId,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var said = await FindAsync(eventId, db, ct);
                    var rejection = await FindProposedAsync(eventId, db, ct);
                    var before = PayrollRejection.StateOf(rejection);
                    var entry = await db.PayrollEntries.AsNoTracking().FirstAsync(e => e.EventId == eventId, ct);
                    var resent = rejection.Approve(entry, said, caller.Id, clock.GetUtcNow());
                    if (resent is not null)
                    {
                        (await PayrollStream.OpenAsync(db, ct)).Append(resent);
                        trail.Note("resentAs", resent.EventId.ToString());
                    }

                    trail.Change("state", before, PayrollRejection.StateOf(rejection));
                    await db.SaveChangesAsync(ct);
                    return Of(rejection, resent);
                },
                ct
            )
        );

    public static async Task<Ok<Answer>> Return(
        Guid eventId,
        ReturnRequest request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = ReadReason(request.Reason);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    await FindAsync(eventId, db, ct);
                    var rejection = await FindProposedAsync(eventId, db, ct);
                    trail.Change("state", PayrollRejection.StateOf(rejection), "rejected");
                    trail.Note("reason", reason);
                    rejection.Return(reason, caller.Id, clock.GetUtcNow());
                    await db.SaveChangesAsync(ct);
                    return Of(rejection, null);
                },
                ct
            )
        );
    }

    private static Answer Of(PayrollRejection rejection, PayrollEntry? resent) =>
        new(rejection.EventId, PayrollRejection.StateOf(rejection), rejection.ResentAs, resent?.Sequence);

    private static string ReadReason(string? given) =>
        TypedText.Read(given, Lengths.Reason, "reason")
        ?? throw new RuleBrokenException(
            "rejection.reason-missing",
            new("reason：请说明原因。", "reason: say why."),
            status: 400
        );

    /// <summary>Payroll's word on an entry that it once rejected.</summary>
    private static async Task<Acknowledgement> FindAsync(Guid eventId, IncentiveDbContext db, CancellationToken ct) =>
        await db
            .Acknowledgements.AsNoTracking()
            .Where(a => db.AcknowledgementSteps.Any(s => s.EventId == a.EventId && s.Status == "rejected"))
            .FirstOrDefaultAsync(a => a.EventId == eventId, ct)
        ?? throw RuleBrokenException.NotFound("rejection");

    private static async Task<PayrollRejection> FindProposedAsync(
        Guid eventId,
        IncentiveDbContext db,
        CancellationToken ct
    ) => await db.PayrollRejections.FirstOrDefaultAsync(r => r.EventId == eventId, ct) ?? new(eventId);
}
