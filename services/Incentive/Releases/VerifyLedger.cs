using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Payroll;
using CardTeam.Incentive.Recoveries;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Releases;

/// <summary>
/// The command <c>verify-ledger</c>: proves that the ledger sums to what the approved runs, releases and cases of recovery
/// say, and that payroll was told of every release and of what is claimed from those who have left.
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
        await CompareRecoveriesAsync(db, faults, ct);
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
                .GroupBy(e => new LedgerPart(e.Kind, e.Period, e.DueOn, e.RecoveryNumber))
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
                .Where(e => !db.PayrollRejections.Any(r => r.ResentAs == e.EventId))
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

    private static async Task CompareRecoveriesAsync(IncentiveDbContext db, List<string> faults, CancellationToken ct)
    {
        var entries = (
            await db.LedgerEntries.AsNoTracking().Where(e => e.RecoveryNumber != null).ToListAsync(ct)
        ).ToLookup(e => e.RecoveryNumber!.Value);
        var sent = (
            await db
                .PayrollEntries.AsNoTracking()
                .Where(e => e.Kind == PayrollEntry.Recovered)
                .Where(e => !db.PayrollRejections.Any(r => r.ResentAs == e.EventId))
                .Select(e => new { e.RunId, e.Amount })
                .ToListAsync(ct)
        ).ToLookup(e => e.RunId, e => e.Amount);
        var cases = await db.Recoveries.AsNoTracking().OrderBy(r => r.Number).ToListAsync(ct);
        foreach (var number in entries.Select(e => e.Key).Except(cases.Select(c => c.Number)).Order())
            faults.Add(Invariant($"The ledger has entries of a recovery {number}, which does not exist."));
        foreach (var recovery in cases)
        {
            var isApproved = recovery.State == RecoveryState.Approved;
            var claimed = recovery.DemandState == RecoveryDemandState.Approved ? recovery.Demanded : Money.Zero;
            var own = entries[recovery.Number].Where(e => e.Account == LedgerEntry.Recovery).ToList();
            var others = entries[recovery.Number].Where(e => e.Account != LedgerEntry.Recovery);
            Compare("demanded", isApproved ? recovery.Amount : Money.Zero, Sum(own, LedgerEntry.Recovery));
            Compare("forfeited", recovery.Forfeited, -Sum(own, LedgerEntry.Forfeited));
            Compare("lost of what was not released", recovery.Forfeited, -Sum(others, LedgerEntry.Forfeited));
            Compare("claimed by payroll", claimed, -Sum(own.Where(e => e.RunNumber is null), LedgerEntry.Recovered));
            Compare("sent to payroll", claimed, new(-sent[recovery.Id].Sum(m => m.Fen)));
            var left = own.Sum(e => e.Amount.Fen);
            if (left < 0)
                faults.Add(
                    Invariant(
                        $"Recovery {recovery.Number}: {new Money(-left).ToString()} more was taken than demanded."
                    )
                );

            void Compare(string what, Money expected, Money found)
            {
                if (expected != found)
                    faults.Add(
                        Invariant($"Recovery {recovery.Number}: {expected.ToString()} is to be {what}, ")
                            + $"the books say {found}."
                    );
            }
        }

        static Money Sum(IEnumerable<LedgerEntry> entries, string kind) =>
            new(entries.Where(e => e.Kind == kind).Sum(e => e.Amount.Fen));
    }
}
