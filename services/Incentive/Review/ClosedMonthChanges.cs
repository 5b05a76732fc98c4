using CardTeam.Incentive.Books;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Review;

/// <summary>
/// Changes of closed months that a run takes into account for the first time. Money follows them, so that who approves
/// the run is the second person to look at them, and made none.
/// </summary>
internal static class ClosedMonthChanges
{
    /// <summary>
    /// Finds the changes that this run knows of and that the approved run of the month before did not know of.
    /// </summary>
    public static async Task<IQueryable<BookedChange>> OfAsync(Run run, IncentiveDbContext db, CancellationToken ct)
    {
        var month = run.Period.Previous();
        var before = await db
            .Runs.AsNoTracking()
            .FirstOrDefaultAsync(r => r.Period == month && r.Status == RunStatus.Approved, ct);
        var (close, certificates, complaints, courses) = run.Knowledge;
        var (closeBefore, certificatesBefore, complaintsBefore, coursesBefore) = before?.Knowledge ?? new(0);
        // Each of the four is found by an index of its own; one condition with "or" would read the whole history.
        var notKnownBefore = db
            .Changes.Where(c => c.KnownFrom > closeBefore)
            .Select(c => c.Number)
            .Concat(db.Changes.Where(c => c.CertificateNumber > certificatesBefore).Select(c => c.Number))
            .Concat(db.Changes.Where(c => c.ComplaintNumber > complaintsBefore).Select(c => c.Number))
            .Concat(db.Changes.Where(c => c.TrainingFactNumber > coursesBefore).Select(c => c.Number));
        return db
            .Changes.AsNoTracking()
            .Where(c => notKnownBefore.Contains(c.Number))
            .Where(c =>
                c.KnownFrom <= close
                && (c.CertificateNumber == null || c.CertificateNumber <= certificates)
                && (c.ComplaintNumber == null || c.ComplaintNumber <= complaints)
                && (c.TrainingFactNumber == null || c.TrainingFactNumber <= courses)
            );
    }

    /// <summary>Everybody who made one of them, in order.</summary>
    /// <exception cref="RuleBrokenException">403: the person who wants to approve is among them.</exception>
    public static async Task<IReadOnlyList<string>> CheckAsync(
        Run run,
        string approver,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var changes = await OfAsync(run, db, ct);
        var changers = await changes.Select(c => c.ChangedBy).Distinct().OrderBy(by => by).ToListAsync(ct);
        if (changers.Contains(approver, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "run.changer-is-checker",
                new(
                    "您改动过本次计算涉及的已关账月份，不能审批本次计算，请由其他审批人审批。",
                    "You changed a closed month that this run takes into account; another person approves it."
                ),
                status: StatusCodes.Status403Forbidden
            );
        return changers;
    }
}
