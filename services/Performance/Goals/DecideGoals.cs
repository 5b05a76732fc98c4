using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Goals;

/// <summary>A head confirms the goals a manager has set, or returns them with a reason.</summary>
internal static class DecideGoals
{
    /// <param name="Version">The version that was read: another one is not decided unseen.</param>
    public sealed record ConfirmRequest([property: Required] int? Version);

    /// <param name="Version">The version that was read.</param>
    /// <param name="Reason">The reason, which the manager reads.</param>
    public sealed record ReturnRequest(
        [property: Required] int? Version,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason
    );

    public static Task<Ok<GoalAnswer>> Confirm(
        string managerNo,
        Period period,
        ConfirmRequest request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        DecideAsync(
            managerNo,
            period,
            request.Version!.Value,
            goals =>
            {
                goals.Confirm(caller.Id, clock.GetUtcNow());
                trail.Change("state", "set", "confirmed");
            },
            caller,
            finder,
            db,
            clock,
            ct
        );

    public static Task<Ok<GoalAnswer>> Return(
        string managerNo,
        Period period,
        ReturnRequest request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = GoalBounds.ReadReason(request.Reason);
        return DecideAsync(
            managerNo,
            period,
            request.Version!.Value,
            goals =>
            {
                goals.Return(caller.Id, reason, clock.GetUtcNow());
                trail.Change("state", "set", "returned");
                trail.Note("reason", reason);
            },
            caller,
            finder,
            db,
            clock,
            ct
        );
    }

    private static async Task<Ok<GoalAnswer>> DecideAsync(
        string managerNo,
        Period period,
        int version,
        Action<OwnGoals> decide,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var manager = await db.InTransactionAsync(
            async () =>
            {
                var found = await GoalAnswer.FindManagerAsync(managerNo, period, part, db, ct);
                var goals =
                    await db.OwnGoals.FirstOrDefaultAsync(
                        g => g.ManagerNo == managerNo && g.Period == period && g.Version == version,
                        ct
                    ) ?? throw RuleBrokenException.NotFound("own-goals");
                decide(goals);
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await GoalAnswer.OfAsync(manager, period, caller, db, clock, ct));
    }
}
