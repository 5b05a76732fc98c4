using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recognitions;

/// <summary>
/// Decides who has won the contests whose last month was closed: those with the best sum, by what the close knew of them.
/// Decided once, by whatever comes first: the worker that gives the awards of the close, or the run of its month.
/// </summary>
internal static class DecideContests
{
    /// <summary>True where a contest ends with a close and is not decided.</summary>
    public static Task<bool> AreDueAsync(IncentiveDbContext db, AnnouncedClose close, CancellationToken ct) =>
        db.Contests.AnyAsync(c => c.To == close.Period && c.DecidedAtClose == null, ct);

    /// <summary>Adds the winners; the caller saves.</summary>
    /// <param name="close">A close of which everything Performance announced has arrived.</param>
    public static async Task AtCloseAsync(IncentiveDbContext db, AnnouncedClose close, CancellationToken ct)
    {
        var contests = await db
            .Contests.Where(c => c.To == close.Period && c.DecidedAtClose == null)
            .OrderBy(c => c.Code)
            .ToListAsync(ct);
        if (contests.Count == 0)
            return;
        var inPost = await RecognitionBooks.InPostAsync(db, close.Period, close.CloseNumber, ct);
        var units = (await db.OrgUnits.AsNoTracking().Select(u => new { u.Code, u.Parent }).ToListAsync(ct)).ToLookup(
            u => u.Parent,
            u => u.Code,
            StringComparer.Ordinal
        );
        foreach (var contest in contests)
        {
            contest.Decide(close.CloseNumber);
            var values = await RecognitionBooks.ValuesAsync(db, contest.Months(), close.CloseNumber, ct);
            var sums = contest.SumsOf(values.Where(v => IsIn(contest, v.Key.ManagerNo)));
            foreach (var winner in contest.WinnersOf(sums))
                db.WonContests.Add(new(contest.Code, winner, close.Period, close.CloseNumber));
        }

        bool IsIn(Contest contest, string managerNo) =>
            inPost.TryGetValue(managerNo, out var org)
            && (
                contest.Orgs() is not { Count: > 0 } orgs
                || orgs.Any(o => PartOfBank.Below(o, units).Contains(org, StringComparer.Ordinal))
            );
    }
}
