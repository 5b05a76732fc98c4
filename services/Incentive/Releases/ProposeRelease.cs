using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Releases;

/// <summary>Proposes to pay what has fallen due until a day.</summary>
internal static class ProposeRelease
{
    /// <summary>Payroll prepares a month ahead; nothing is paid sooner.</summary>
    private const int DaysAhead = 31;

    /// <param name="DueUntil">The last due day, at most 31 days from today.</param>
    public sealed record Request([property: Required] DateOnly? DueUntil);

    public static async Task<Created<ReleaseAnswer>> Handle(
        Request request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        LeaverDeferral leavers,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var dueUntil = request.DueUntil!.Value;
        var (first, last) = (FactBounds.FirstDay, BankCalendar.Today(clock).AddDays(DaysAhead));
        if (dueUntil < first || dueUntil > last)
            throw new RuleBrokenException(
                "release.day-out-of-range",
                new(
                    Invariant($"到期日应在 {first:yyyy-MM-dd} 至 {last:yyyy-MM-dd} 之间。"),
                    Invariant($"The due day lies between {first:yyyy-MM-dd} and {last:yyyy-MM-dd}.")
                ),
                status: 400
            );
        Release? release = null;
        await db.InTransactionAsync(
            async () =>
            {
                if (await db.Releases.AnyAsync(r => r.Status == ReleaseStatus.Proposed, ct))
                    throw new RuleBrokenException(
                        "release.already-proposed",
                        new(
                            "已有一笔待审批的发放，请先审批或撤回。",
                            "A release is waiting for a decision already; have it decided or withdraw it."
                        )
                    );
                var due = await DueParts.FindAsync(db, dueUntil, leavers.Forfeits, ct);
                if (due.Count == 0)
                    throw new RuleBrokenException(
                        "release.nothing-due",
                        new("到该日为止没有到期金额。", "Nothing falls due until that day.")
                    );
                release = Release.Propose(dueUntil, due, caller.Id, clock.GetUtcNow());
                db.Releases.Add(release);
                trail.About(release.Id.ToString());
                trail.Note("dueUntil", Invariant($"{dueUntil:yyyy-MM-dd}"));
                trail.Note("total", release.Total.ToString());
                await db.SaveChangesAsync(ct);
                db.ReleaseParts.AddRange(due.Select(part => new ReleasePart(release, part)));
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Created($"/{IncentiveService.Name}/releases/{release!.Id}", ReleaseAnswer.Of(release));
    }
}
