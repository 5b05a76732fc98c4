using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Payroll;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Releases;

/// <summary>
/// The command <c>verify-ledger</c>: proves that the ledger sums to what the approved runs and releases say, and that
/// payroll was told of every release.
/// </summary>
internal static class VerifyLedger
{
    public static async Task<int> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var faults = await FaultsAsync(services.GetRequiredService<IncentiveDbContext>(), ct);
        foreach (var fault in faults)
            Console.WriteLine(fault);
        Console.WriteLine(faults.Count == 0 ? "The ledger is right." : Invariant($"{faults.Count} differences."));
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>The differences, in sentences; none when the ledger is right.</summary>
    internal static async Task<IReadOnlyList<string>> FaultsAsync(IncentiveDbContext db, CancellationToken ct)
    {
        var faults = new List<string>();
        var waiting = await db.Runs.CountAsync(r => r.Status == RunStatus.Approved && !r.IsInLedger, ct);
        if (waiting > 0)
            faults.Add(Invariant($"{waiting} approved runs are not in the ledger yet; start the service once."));
        await CompareRunsAsync(db, faults, ct);
        await CompareReleasesAsync(db, faults, ct);
        var missing =
            (await db.LedgerEntries.MaxAsync(e => (long?)e.Number, ct) ?? 0) - await db.LedgerEntries.CountAsync(ct);
        if (missing > 0)
            faults.Add(Invariant($"{missing} entries of the ledger are missing."));
        return faults;
    }

    /// <summary>Compares each manager's months with the statements last approved.</summary>
    private static async Task CompareRunsAsync(IncentiveDbContext db, List<string> faults, CancellationToken ct)
    {
        var latest = db
            .Statements.AsNoTracking()
            .Where(s => db.Runs.Any(r => r.Number == s.RunNumber && r.Status == RunStatus.Approved && r.IsInLedger))
            .OrderBy(s => s.ManagerNo)
            .ThenBy(s => s.RunNumber)
            .ThenBy(s => s.Period);
        var ownMonths = new Dictionary<Period, Statement>();
        string? manager = null;
        await foreach (var statement in latest.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (manager is not null && manager != statement.ManagerNo)
                await CompareAsync();
            manager = statement.ManagerNo;
            ownMonths[statement.Period] = statement;
        }

        if (manager is not null)
            await CompareAsync();

        async Task CompareAsync()
        {
            var expected = ownMonths
                .Values.SelectMany(LedgerPart.Of)
                .GroupBy(p => p.Part)
                .ToDictionary(g => g.Key, g => g.Sum(p => p.Amount.Fen));
            var booked = (
                await db
                    .LedgerEntries.AsNoTracking()
                    .Where(e => e.ManagerNo == manager && e.RunNumber != null)
                    .ToListAsync(ct)
            )
                .GroupBy(e => new LedgerPart(e.Kind, e.Period, e.DueOn))
                .ToDictionary(g => g.Key, g => g.Sum(e => e.Amount.Fen));
            foreach (var part in expected.Keys.Union(booked.Keys))
                if (expected.GetValueOrDefault(part) != booked.GetValueOrDefault(part))
                    faults.Add(
                        $"{manager} {part.Period} {part.Kind}"
                            + (part.DueOn is { } due ? Invariant($" due {due:yyyy-MM-dd}") : "")
                            + $": the statements say {new Money(expected.GetValueOrDefault(part))}, "
                            + $"the ledger {new Money(booked.GetValueOrDefault(part))}."
                    );
            ownMonths.Clear();
        }
    }

    private static async Task CompareReleasesAsync(IncentiveDbContext db, List<string> faults, CancellationToken ct)
    {
        foreach (
            var release in await db
                .Releases.AsNoTracking()
                .Where(r => r.Status == ReleaseStatus.Approved)
                .OrderBy(r => r.Number)
                .ToListAsync(ct)
        )
        {
            var parts = await db
                .ReleaseParts.AsNoTracking()
                .Where(p => p.ReleaseNumber == release.Number)
                .ToListAsync(ct);
            var booked = await db
                .LedgerEntries.AsNoTracking()
                .Where(e => e.ReleaseNumber == release.Number)
                .Select(e => e.Amount)
                .ToListAsync(ct);
            var sent = await db
                .PayrollEntries.AsNoTracking()
                .Where(e => e.RunId == release.Id && e.Kind == PayrollEntry.Released)
                .Select(e => e.Amount)
                .ToListAsync(ct);
            Compare("the ledger", parts.Sum(p => p.Amount.Fen + p.Forfeited.Fen), -booked.Sum(m => m.Fen));
            Compare("payroll's stream", parts.Sum(p => p.Paid.Fen), sent.Sum(m => m.Fen));
            Compare("its own total", parts.Sum(p => p.Paid.Fen), release.Total.Fen);

            void Compare(string what, long expected, long found)
            {
                if (expected != found)
                    faults.Add(
                        $"Release {release.Id}: its lines say {new Money(expected)}, {what} {new Money(found)}."
                    );
            }
        }
    }
}
