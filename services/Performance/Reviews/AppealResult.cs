using System.ComponentModel.DataAnnotations;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>Appeals against one's own result; somebody who had no part in the round decides.</summary>
internal static class AppealResult
{
    /// <param name="Reason">The fault that the person finds with the result.</param>
    public sealed record Request([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    /// <param name="Upheld">True sets the score aside.</param>
    /// <param name="Reason">The reason, which the person reads.</param>
    public sealed record DecideRequest(
        [property: Required] bool? Upheld,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason
    );

    public static async Task<Ok<ShowReviewResult.Detail>> Handle(
        Guid id,
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = ReviewBounds.ReadReason(request.Reason);
        var part = await finder.FindAsync(ct);
        var result = await db.InTransactionAsync(
            async () =>
            {
                var found = await ShowReviewResult.FindAsync(id, part, db.ReviewResults, ct);
                found.AppealAgainst(reason, clock.GetUtcNow());
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ShowReviewResult.DetailAsync(result, caller, db, ct));
    }

    public static async Task<Ok<ShowReviewResult.Detail>> Decide(
        Guid id,
        DecideRequest request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = ReviewBounds.ReadReason(request.Reason);
        var part = await finder.FindAsync(ct);
        var result = await db.InTransactionAsync(
            async () =>
            {
                var found = await ShowReviewResult.FindAsync(id, part, db.ReviewResults, ct);
                var round = await db.ReviewRounds.AsNoTracking().FirstAsync(r => r.Id == found.RoundId, ct);
                found.Decide(request.Upheld!.Value, reason, round, caller.Id, clock.GetUtcNow());
                if (request.Upheld.Value)
                    await ReviewScores.KeepAsync([found], found.Period, caller.Id, db, ct);
                trail.Change("appeal", ReviewWords.Pending, found.Appeal);
                trail.Note("reason", reason);
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ShowReviewResult.DetailAsync(result, caller, db, ct));
    }
}
