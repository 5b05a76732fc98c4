using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>Makes a run of a closed period with exactly the data the close announced.</summary>
internal static class StartRun
{
    /// <param name="Without">
    /// Services that are unavailable and not waited for: <c>training</c>, <c>feedback</c>.
    /// </param>
    public sealed record Request([property: Required] Period? Period, IReadOnlyList<string>? Without);

    public static async Task<Accepted<RunAnswer>> Handle(
        Request request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var without = (request.Without ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (without.Exists(s => s is not (AnnouncedCount.Training or AnnouncedCount.Feedback)))
            throw new RuleBrokenException(
                "run.unknown-service",
                new("without 只能是 training 或 feedback。", "without names training or feedback."),
                status: 400
            );
        var period = request.Period!.Value;
        Run? run = null;
        await db.InTransactionAsync(
            async () =>
            {
                var open = await db
                    .Runs.AsNoTracking()
                    .FirstOrDefaultAsync(
                        r =>
                            r.Period == period
                            && (
                                r.Status == RunStatus.Queued
                                || r.Status == RunStatus.Running
                                || r.Status == RunStatus.Calculated
                            ),
                        ct
                    );
                if (open is not null)
                    throw new RuleBrokenException(
                        "run.already-open",
                        new(
                            $"{period} 已有未结束的计算（{open.Id}）。",
                            $"There is an open run of {period} already ({open.Id})."
                        )
                    );
                run = Run.Queue(
                    period,
                    await PinInputs.PinAsync(db, period, without, ct),
                    caller.Id,
                    clock.GetUtcNow()
                );
                if (without.Count > 0)
                    trail.Note("without", run.Without);
                trail.About(run.Id.ToString());
                trail.Note("period", period.ToString());
                db.Runs.Add(run);
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Accepted($"/{IncentiveService.Name}/runs/{run!.Id}", RunAnswer.Of(run));
    }
}
