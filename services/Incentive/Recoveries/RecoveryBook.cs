using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recoveries;

/// <summary>The recoveries that a run of a month takes from pay, in it and in the months before.</summary>
internal sealed class RecoveryBook
{
    private readonly ILookup<string, Recovery> _recoveries;

    private RecoveryBook(IEnumerable<(string ManagerNo, Recovery Recovery)> recoveries) =>
        _recoveries = recoveries.ToLookup(r => r.ManagerNo, r => r.Recovery, StringComparer.Ordinal);

    /// <param name="runOf">The month of the run, or the last that is calculated.</param>
    /// <param name="only">The manager wanted; null for all.</param>
    public static async Task<RecoveryBook> LoadAsync(
        IncentiveDbContext db,
        Period runOf,
        CancellationToken ct,
        string? only = null
    )
    {
        var approved = db.Recoveries.AsNoTracking().Where(r => r.State == RecoveryState.Approved);
        if (only is not null)
            approved = approved.Where(r => r.ManagerNo == only);
        return new(
            (await approved.ToListAsync(ct))
                .Select(r => (r.ManagerNo, Recovery: r.TakenFromPay(runOf)!))
                .Where(r => r.Recovery is not null)
                .OrderBy(r => r.Recovery.From)
                .ThenBy(r => r.Recovery.Number)
        );
    }

    /// <summary>The manager's recoveries by first month, then number.</summary>
    public IReadOnlyList<Recovery> Of(string managerNo) => [.. _recoveries[managerNo]];

    /// <summary>
    /// A text that changes with every recovery that runs of a month take; null where there is none, so that runs without any
    /// have the hash of inputs they have always had.
    /// </summary>
    public static async Task<string?> FingerprintAsync(IncentiveDbContext db, Period runOf, CancellationToken ct)
    {
        var book = await LoadAsync(db, runOf, ct);
        var all = book._recoveries.SelectMany(of => of).OrderBy(r => r.Number).ToList();
        return all.Count == 0
            ? null
            : string.Join(' ', all.Select(r => Invariant($"recovery {r.Number} {r.From} {r.Amount}")));
    }

    /// <summary>The first month without an approved run: a decision made now takes effect in it.</summary>
    public static async Task<Period> NextMonthAsync(IncentiveDbContext db, TimeProvider clock, CancellationToken ct) =>
        (await ApprovedRuns.LastPeriodAsync(db, ct))?.Next()
        ?? await db
            .Closes.AsNoTracking()
            .Where(c => c.CloseNumber == 1)
            .Select(c => (Period?)c.Period)
            .FirstOrDefaultAsync(ct)
        ?? Period.MonthOf(BankCalendar.Today(clock));
}
