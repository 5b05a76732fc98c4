using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Bundles;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>Books in a database of their own, without a service around them: thousands of runs take seconds.</summary>
internal sealed class BookedHistory : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-history-").FullName;
    private readonly IncentiveDbContext[] _contexts;

    private BookedHistory() => _contexts = [Context(), Context(), Context()];

    /// <summary>The context that writes.</summary>
    public IncentiveDbContext Db => _contexts[0];

    public static async Task<BookedHistory> OpenAsync()
    {
        var books = new BookedHistory();
        await books.Db.Database.MigrateAsync();
        foreach (var context in books._contexts)
        {
            // Nothing here survives a crash, nor needs to.
            await context.Database.OpenConnectionAsync();
            await context.Database.ExecuteSqlRawAsync("PRAGMA synchronous=OFF");
        }

        return books;
    }

    public async Task ClearAsync()
    {
        await Db.Database.ExecuteSqlRawAsync(
            """
            DELETE FROM "Facts"; DELETE FROM "FactTotals"; DELETE FROM "Managers"; DELETE FROM "Scores";
            DELETE FROM "Certificates"; DELETE FROM "Complaints"; DELETE FROM "Closes"; DELETE FROM "Plans";
            DELETE FROM "Sheets"; DELETE FROM "ManagerStates"; DELETE FROM "Runs"; DELETE FROM "RunCorrections";
            DELETE FROM "ManualAdjustments"; DELETE FROM "Holds"; DELETE FROM "OrgUnits"; DELETE FROM "WonContests"; DELETE FROM "TrainingFacts"; DELETE FROM "UnitsOfMonths";
            DELETE FROM "LedgerEntries"; DELETE FROM "Recoveries";
            DELETE FROM "Releases"; DELETE FROM "ReleaseParts"; DELETE FROM "PayrollEntries"; DELETE FROM "Outbox";
            """
        );
        Db.ChangeTracker.Clear();
    }

    public async Task AddPlansAsync(IEnumerable<Plan> plans)
    {
        Db.Plans.AddRange(plans);
        await SaveAsync();
    }

    /// <summary>Closes a month: what is in the context and these versions of facts is all that is known.</summary>
    public async Task CloseAsync(int close, Period month, IReadOnlyList<CardFact> facts)
    {
        Db.Closes.Add(new(new PeriodClosed(month, close, DateTimeOffset.UnixEpoch, [], 0, 0, 0, 0)));
        await SaveAsync();
        await Db.InTransactionAsync(
            async () =>
            {
                await Db.Database.ExecuteSqlRawAsync("DELETE FROM \"Facts\"; DELETE FROM \"FactTotals\"");
                foreach (var f in facts)
                    await Db.Database.ExecuteSqlAsync(
                        $"""
                        INSERT INTO "Facts" ("ManagerNo","OccurredOn","FactRef","Version","Kind","CardRef","Product","Amount","Void","KnownFrom","KnownUntil")
                        VALUES ({f.ManagerNo},{DayNumber.Of(f.OccurredOn)},{f.FactRef},{f.Version},{(int)
                            f.Kind},{f.CardRef},{f.Product},{f.Amount?.Fen},{f.Void},{f.KnownFrom},{f.KnownUntil})
                        """
                    );
                var inForce = facts.Where(f => !f.Void).ToList();
                var counts = inForce
                    .ConvertAll(f => (f.OccurredOn, Close: f.KnownFrom, Count: 1))
                    .Concat(
                        inForce
                            .Where(f => f.KnownUntil is not null)
                            .Select(f => (f.OccurredOn, Close: f.KnownUntil!.Value, Count: -1))
                    )
                    .GroupBy(c => (Month: FactBounds.MonthOf(c.OccurredOn), c.Close));
                foreach (var total in counts)
                    Db.FactTotals.Add(
                        new(total.Key.Month, total.Key.Close, total.Sum(c => c.Count), Money.Zero, versions: 0)
                    );
                await SaveAsync();
            },
            CancellationToken.None
        );
    }

    /// <summary>Calculates a month as the service does.</summary>
    /// <param name="certificates">The last certificate that counts.</param>
    /// <param name="complaints">The last complaint that counts.</param>
    /// <param name="trainingFacts">The last fact of Training that counts.</param>
    /// <param name="whileRunning">Called with each part that is written; false when another replica has the run.</param>
    public async Task<(Run Run, RunResult Result)> RunAsync(
        int close,
        Period month,
        long certificates = long.MaxValue,
        long complaints = long.MaxValue,
        long trainingFacts = long.MaxValue,
        Func<Run, Task<bool>>? whileRunning = null
    )
    {
        var first = await Db.Closes.Where(c => c.CloseNumber == 1).Select(c => c.Period).SingleAsync();
        await UnitTrees.PinAsync(Db, first, month, CancellationToken.None);
        var calendar = await PlanCalendars.LoadAsync(Db, month, CancellationToken.None);
        var plan = calendar.In(month)!;
        var run = Run.Queue(
            month,
            new(close, [], certificates, complaints, trainingFacts, plan.Code, plan.Version, plan.RuleHash, "inputs"),
            "analyst",
            DateTimeOffset.UnixEpoch
        );
        run.Start();
        Db.Runs.Add(run);
        await Db.SaveChangesAsync();
        return (run, await CalculateAsync(run, whileRunning));
    }

    /// <param name="whileRunning">Called with each part that is written; false when another replica has the run.</param>
    public async Task<RunResult> CalculateAsync(Run run, Func<Run, Task<bool>>? whileRunning = null)
    {
        var result = await RunCalculation.CalculateAsync(
            _contexts[1],
            _contexts[2],
            Db,
            run,
            () => whileRunning?.Invoke(run) ?? Task.FromResult(true),
            CancellationToken.None
        );
        run.Calculated(result, DateTimeOffset.UnixEpoch);
        await Db.SaveChangesAsync();
        return result;
    }

    /// <summary>Recomputes a run from the first month, whatever it was calculated from.</summary>
    public Task<VerifyRuns.Verdict> VerifyAsync(Run run) =>
        VerifyRuns.VerifyAsync(_contexts[1], _contexts[2], run, CancellationToken.None);

    /// <summary>The bundle of a run, or of one of its statements.</summary>
    public async Task<byte[]> BundleAsync(Run run, BundleKeys keys, string? managerNo = null)
    {
        using var zip = new MemoryStream();
        await WriteBundle.ToAsync(
            zip,
            _contexts[1],
            run,
            managerNo,
            keys,
            new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero),
            CancellationToken.None
        );
        return zip.ToArray();
    }

    public async Task ApproveAsync(Run run)
    {
        run.Approve("approver", "inputs", DateTimeOffset.UnixEpoch);
        await Db.SaveChangesAsync();
        await CorrectionBook.SettleAsync(Db, run, CancellationToken.None);
        await SaveAsync();
    }

    /// <summary>Approves a run and books it, as the service does.</summary>
    public async Task ApproveAndBookAsync(Run run)
    {
        await ApproveAsync(run);
        await BookRuns.BookAsync(Db, DateTimeOffset.UnixEpoch, CancellationToken.None);
        await SaveAsync();
    }

    public async Task RejectAsync(Run run)
    {
        run.Reject("approver", "again", DateTimeOffset.UnixEpoch);
        await SaveAsync();
    }

    public Task<long> LastCertificateAsync() => Db.Certificates.Select(c => c.Number).DefaultIfEmpty().MaxAsync();

    public Task<long> LastTrainingFactAsync() => Db.TrainingFacts.Select(f => f.Number).DefaultIfEmpty().MaxAsync();

    public Task<long> LastComplaintAsync() => Db.Complaints.Select(c => c.Number).DefaultIfEmpty().MaxAsync();

    public async Task SaveAsync()
    {
        await Db.SaveChangesAsync();
        Db.ChangeTracker.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private IncentiveDbContext Context()
    {
        var options = new DbContextOptionsBuilder<IncentiveDbContext>();
        DatabaseKind.Sqlite.Use(options, $"Data Source={Path.Combine(_folder, "books.db")};Pooling=False");
        return new(options.Options, new AuditTrail(), new CommitNotifier(), TimeProvider.System);
    }
}
