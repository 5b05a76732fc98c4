using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Marks a difference as settled, with what was found. An entry without an answer is settled by payroll's answer alone.
/// </summary>
internal static class SettleDifference
{
    /// <param name="Note">What was found and done.</param>
    public sealed record Request(
        [property: Required, RegularExpression("^(paid-after-decision|amount-differs|unknown-event)$")] string? Kind,
        [property: Required] Guid? EventId,
        [property: Required, MaxLength(Lengths.Reason)] string? Note
    );

    public sealed record Answer(string Kind, Guid EventId, string By, DateTimeOffset At);

    public static async Task<Ok<Answer>> Handle(
        Request request,
        Caller caller,
        AuditTrail trail,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (kind, eventId) = (request.Kind!, request.EventId!.Value);
        var note =
            TypedText.Read(request.Note, Lengths.Reason, "note")
            ?? throw new RuleBrokenException(
                "difference.note-missing",
                new("note：请说明核实结果。", "note: say what was found."),
                status: 400
            );
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var now = clock.GetUtcNow();
                    // The days play no part: only an entry without an answer becomes a difference by waiting.
                    var open = new PayrollDifferences(BankCalendar.Today(clock), 0, PartOfBank.Whole, db);
                    var isOpen =
                        kind == PayrollDifferences.AmountDiffers
                            ? await open.OfAmounts().AnyAsync(s => s.EventId == eventId, ct)
                            : await open.OfRefused(kind).AnyAsync(r => r.EventId == eventId, ct);
                    if (!isOpen)
                        throw RuleBrokenException.NotFound("difference");
                    var settled = await db.SettledDifferences.FindAsync([kind, eventId], ct);
                    if (settled is null)
                        db.SettledDifferences.Add(settled = new(kind, eventId));
                    settled.Settle(note, caller.Id, now);
                    trail.About(Invariant($"{kind} {eventId}"));
                    trail.Note("note", note);
                    await db.SaveChangesAsync(ct);
                    return new Answer(kind, eventId, caller.Id, now);
                },
                ct
            )
        );
    }
}
