using System.Data;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>Thrown when a run was cancelled, or taken over by another replica, while it was calculated.</summary>
internal sealed class RunStoppedException() : Exception("The run was cancelled while it was calculated.");

/// <summary>
/// Calculates a run: reads on two connections, calculates on all cores and writes on a third connection, with a few
/// managers in memory at a time. Statements are written some hundreds at a time, each in a transaction of its own, so
/// that nobody waits for the whole run, its progress shows, and a cancelled one stops.
/// </summary>
internal static class RunCalculation
{
    /// <param name="reading">The connection for the books.</param>
    /// <param name="history">The connection for the amounts approved earlier.</param>
    /// <param name="db">The context that writes the statements; no transaction is under way on it.</param>
    /// <param name="renewAsync">Keeps the right to calculate runs; false when it is lost.</param>
    /// <param name="isFull">True to recompute everything, whatever was kept.</param>
    /// <exception cref="RunStoppedException">The run was cancelled meanwhile.</exception>
    public static async Task<RunResult> CalculateAsync(
        IncentiveDbContext reading,
        IncentiveDbContext history,
        IncentiveDbContext db,
        Run run,
        Func<Task<bool>> renewAsync,
        CancellationToken ct,
        bool isFull = false
    )
    {
        await DropUnfinishedAsync(db, run, ct);
        using var results = await ManagerResults.OpenAsync(reading, history, run, isFull, ct);
        using var hash = new ResultHash();
        using var stored = new StatementHash();
        using var kept = new StateHash(results.Calendar);
        var writer = new StatementWriter(db, run, stored, kept, results.Managers, renewAsync);

        var signed = await SignaturesAsync(db, run, ct);
        var (managers, paid, haveSigned, lines, total) = (0, 0, 0, 0L, default(Amounts));
        await foreach (var result in results.ReadAsync(ct))
        {
            await writer.WriteAsync(result, ct);
            if (result.Bonus is not { } bonus)
                continue;
            hash.Add(result.Manager.ManagerNo, bonus);
            managers++;
            if (signed.Contains(result.Manager.ManagerNo))
                haveSigned++;
            lines += bonus.Lines.Count;
            total += bonus.Amounts;
            if (bonus.Payable.Fen > 0)
                paid++;
        }

        await writer.FlushAsync(ct);
        return new(
            Managers: managers,
            Paid: paid,
            Facts: results.FactsRead,
            Lines: lines,
            Total: total,
            Signed: haveSigned,
            ResultHash: hash.Result(),
            StatementHash: stored.Result(),
            StateHash: kept.Result()
        )
        {
            Recomputed = results.Recomputed,
            GoesOn = results.GoesOn,
        };
    }

    /// <summary>
    /// Deletes what runs wrote that were cancelled or failed before they had a result, or were interrupted by a crash.
    /// </summary>
    /// <param name="running">
    /// The run that begins now: what it had written before goes too, and the states from which no run goes on. Null
    /// where another replica may be calculating a run.
    /// </param>
    public static async Task DropUnfinishedAsync(IncentiveDbContext db, Run? running, CancellationToken ct)
    {
        var own = running?.Number ?? 0;
        var unfinished = await db
            .Runs.Where(r => r.ResultHash == null)
            .Where(r => r.Status == RunStatus.Cancelled || r.Status == RunStatus.Failed || r.Number == own)
            .Select(r => r.Number)
            .ToListAsync(ct);
        await db.InTransactionAsync(
            async () =>
            {
                await db.Statements.Where(s => unfinished.Contains(s.RunNumber)).ExecuteDeleteAsync(ct);
                await db.ManagerStates.Where(s => unfinished.Contains(s.RunNumber)).ExecuteDeleteAsync(ct);
                await db.RunCorrections.Where(c => unfinished.Contains(c.RunNumber)).ExecuteDeleteAsync(ct);
                if (running is null)
                    return;
                var last = await db
                    .Runs.Where(r => r.Status == RunStatus.Approved)
                    .OrderByDescending(r => r.Number)
                    .Select(r => (long?)r.Number)
                    .FirstOrDefaultAsync(ct);
                await db.ManagerStates.Where(s => s.RunNumber != (last ?? 0)).ExecuteDeleteAsync(ct);
            },
            ct
        );
    }

    /// <summary>The managers who have signed the run's plan.</summary>
    private static async Task<HashSet<string>> SignaturesAsync(IncentiveDbContext db, Run run, CancellationToken ct) =>
        await db
            .PlanSignatures.Where(s => s.Code == run.PlanCode && s.Version == run.PlanVersion)
            .Select(s => s.ManagerNo)
            .ToHashSetAsync(StringComparer.Ordinal, ct);

    /// <summary>Writes statements and states, some hundreds at a time.</summary>
    private sealed class StatementWriter(
        IncentiveDbContext db,
        Run run,
        StatementHash hash,
        StateHash kept,
        int managers,
        Func<Task<bool>> renewAsync
    )
    {
        private const int BatchSize = 500;

        private static readonly string[] Key = ["RunNumber", "ManagerNo", "Period"];
        private static readonly string[] Columns =
        [
            .. Key,
            "IsStatement",
            "Org",
            "Payable",
            "Deferred",
            "Reserved",
            "OwnPayable",
            "OwnDeferred",
            "OwnReserved",
            "Corrected",
            "Held",
            "Carried",
            "Lines",
        ];

        private static readonly string[] StateKey = ["RunNumber", "ManagerNo"];
        private static readonly string[] StateColumns =
        [
            .. StateKey,
            "CutOffPayable",
            "CutOffDeferred",
            "CutOffReserved",
            "Carried",
        ];

        private static readonly string[] CorrectionKey = ["RunNumber", "ManagerNo", "Kind", "Reference"];
        private static readonly string[] CorrectionColumns = [.. CorrectionKey, "Amount"];

        private readonly List<object?[]> _statements = new(BatchSize);
        private readonly List<object?[]> _states = [];
        private readonly List<object?[]> _corrections = [];
        private int _done;

        public async Task WriteAsync(ManagerResult result, CancellationToken ct)
        {
            if (result.Bonus is { } bonus)
            {
                hash.Add(result.Statements);
                foreach (var statement in result.Statements)
                    Add(statement);
                foreach (var part in bonus.Corrections)
                    _corrections.Add([
                        run.Number,
                        result.Manager.ManagerNo,
                        (int)part.Kind,
                        part.Reference,
                        part.Amount.Fen,
                    ]);
            }

            if (result.State is { } state)
            {
                kept.Add(state);
                Add(state);
            }

            _done++;
            if (_statements.Count >= BatchSize || _done % BatchSize == 0)
                await FlushAsync(ct);
        }

        public Task FlushAsync(CancellationToken ct) =>
            db.InTransactionAsync(
                async () =>
                {
                    // Written only while the run is calculated, and by whom it is calculated.
                    var isRunning = await db
                        .Runs.Where(r => r.Number == run.Number && r.Status == RunStatus.Running)
                        .ExecuteUpdateAsync(
                            set => set.SetProperty(r => r.Done, _done).SetProperty(r => r.ToDo, managers),
                            ct
                        );
                    if (isRunning == 0 || !await renewAsync())
                        throw new RunStoppedException();
                    await InsertAsync("Sheets", Key, Columns, _statements, ct);
                    await InsertAsync("ManagerStates", StateKey, StateColumns, _states, ct);
                    await InsertAsync("RunCorrections", CorrectionKey, CorrectionColumns, _corrections, ct);
                },
                ct
            );

        private async Task InsertAsync(
            string table,
            string[] key,
            string[] columns,
            List<object?[]> rows,
            CancellationToken ct
        )
        {
            var connection = db.Database.GetDbConnection();
            await DatabaseKind
                .Of(connection)
                .InsertNewAsync(
                    connection,
                    db.Database.CurrentTransaction!.GetDbTransaction(),
                    table,
                    key,
                    columns,
                    rows,
                    static (row, to) => row.CopyTo(to, 0),
                    (row, isNew) =>
                    {
                        if (!isNew)
                            throw new DataException($"Run {row[0]} has a row of {row[1]} in {table} already.");
                    },
                    ct
                );
            rows.Clear();
        }

        private void Add(ManagerState state) =>
            _states.Add([
                state.RunNumber,
                state.ManagerNo,
                state.CutOffPayable.Fen,
                state.CutOffDeferred.Fen,
                state.CutOffReserved.Fen,
                state.Carried,
            ]);

        private void Add(Statement statement) =>
            _statements.Add([
                statement.RunNumber,
                statement.ManagerNo,
                statement.Period.ToString(),
                statement.IsStatement ? 1 : 0,
                statement.Org,
                statement.Payable.Fen,
                statement.Deferred.Fen,
                statement.Reserved.Fen,
                statement.OwnPayable.Fen,
                statement.OwnDeferred.Fen,
                statement.OwnReserved.Fen,
                statement.Corrected.Fen,
                statement.Held.Fen,
                statement.Carried.Fen,
                statement.Lines,
            ]);
    }
}
