using System.ComponentModel.DataAnnotations;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Enrolments;

/// <summary>A head approves a manager's request for a seat, which enrols the manager, or refuses it.</summary>
internal static class DecideRequest
{
    /// <param name="Reason">The reason, which the manager reads.</param>
    public sealed record RefuseRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    public static Task<Ok<RequestSeat.Answer>> Approve(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        DecideAsync(
            id,
            async request =>
            {
                request.Approve(caller.Id, clock.GetUtcNow());
                var book = await EnrolmentBook.LoadAsync(db, [request.ManagerNo], [request.SessionCode], clock, ct);
                var session = book.Session(request.SessionCode) ?? throw RuleBrokenException.NotFound("session");
                var outcome = book.Enrol(request.ManagerNo, session, isKnown: true, mayWait: true);
                if (outcome.Refusal is { } refusal)
                    throw new RuleBrokenException(refusal.Code, refusal.Text);
                trail.Change("state", "open", "approved");
            },
            finder,
            db,
            trail,
            clock,
            ct
        );

    public static Task<Ok<RequestSeat.Answer>> Refuse(
        Guid id,
        RefuseRequest body,
        Caller caller,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason =
            TypedText.Read(body.Reason, Lengths.Reason, "reason")
            ?? throw new RuleBrokenException(
                "enrolment-request.reason-missing",
                new("reason：请说明不同意的原因。", "reason: say why the request is refused."),
                status: 400
            );
        return DecideAsync(
            id,
            request =>
            {
                request.Refuse(caller.Id, reason, clock.GetUtcNow());
                trail.Change("state", "open", "refused");
                return Task.CompletedTask;
            },
            finder,
            db,
            trail,
            clock,
            ct
        );
    }

    private static async Task<Ok<RequestSeat.Answer>> DecideAsync(
        Guid id,
        Func<EnrolmentRequest, Task> decide,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var decided = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var isOwn = await db
                    .EnrolmentRequests.AsNoTracking()
                    .Where(r => r.Id == id)
                    .OfManagersWithin(part, r => r.ManagerNo, db, clock)
                    .AnyAsync(ct);
                if (!isOwn)
                    throw RuleBrokenException.NotFound("enrolment-request");
                var request = await db.EnrolmentRequests.SingleAsync(r => r.Id == id, ct);
                trail.About($"{request.SessionCode} {request.ManagerNo}");
                await decide(request);
                await db.SaveChangesAsync(ct);
                return request;
            },
            ct
        );
        return TypedResults.Ok(RequestSeat.Show(decided));
    }
}
