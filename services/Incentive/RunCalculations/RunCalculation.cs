using System.Data;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>
/// Calculates a run: reads on one connection and writes its statements on another, with one manager in memory at a time.
/// </summary>
internal static class RunCalculation
{
    /// <param name="reading">A connection that sees the books as they are when the run begins.</param>
    /// <param name="db">The context with the transaction in which the statements are written.</param>
    public static async Task<RunResult> CalculateAsync(
        IncentiveDbContext reading,
        IncentiveDbContext db,
        Run run,
        CancellationToken ct
    )
    {
        var calendar = await PlanCalendars.LoadAsync(reading, run.Period, ct);
        var books = await RunBooks.OpenAsync(reading, run.Knowledge, calendar, only: null, ct);
        var calculation = new BonusCalculation(calendar);
        using var history = new ApprovedHistory(db);
        using var hash = new ResultHash();
        using var stored = new StatementHash();
        var writer = new StatementWriter(db, run, stored);

        var signed = await SignaturesAsync(reading, run, ct);
        var (managers, paid, haveSigned, lines, total) = (0, 0, 0, 0L, default(Amounts));
        await foreach (var manager in books.ReadAsync(ct))
        {
            var (approved, soFar) = history.Of(manager.ManagerNo, run.Period);
            var bonus = AdjustedBonus.Of(calculation.Of(manager), soFar, approved);
            if (!bonus.IsStatementOf(manager.Profile))
                continue;

            await writer.WriteAsync(manager, bonus, ct);
            hash.Add(manager.ManagerNo, bonus);
            managers++;
            if (signed.Contains(manager.ManagerNo))
                haveSigned++;
            lines += bonus.Lines.Count;
            total += bonus.Amounts;
            if (bonus.Payable.Fen > 0)
                paid++;
        }

        await writer.FlushAsync(ct);
        return new(managers, paid, books.FactsRead, lines, total, haveSigned, hash.Result(), stored.Result());
    }

    /// <summary>The managers who have signed the run's plan.</summary>
    private static async Task<HashSet<string>> SignaturesAsync(IncentiveDbContext db, Run run, CancellationToken ct) =>
        await db
            .PlanSignatures.Where(s => s.Code == run.PlanCode && s.Version == run.PlanVersion)
            .Select(s => s.ManagerNo)
            .ToHashSetAsync(StringComparer.Ordinal, ct);

    /// <summary>Writes statements, some hundreds at a time.</summary>
    private sealed class StatementWriter(IncentiveDbContext db, Run run, StatementHash hash)
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
            "Carried",
            "Lines",
        ];

        private readonly List<object?[]> _statements = new(BatchSize);

        public async Task WriteAsync(ManagerBooks manager, AdjustedBonus bonus, CancellationToken ct)
        {
            List<Statement> statements =
            [
                Statement.Of(run, manager, bonus.Own, isStatement: true, bonus.Amounts, bonus.Lines),
                .. bonus.Changed.Select(e => Statement.Of(run, manager, e, isStatement: false, e.Amounts, e.Lines)),
            ];
            hash.Add(statements);
            foreach (var statement in statements)
                Add(statement);
            if (_statements.Count >= BatchSize)
                await FlushAsync(ct);
        }

        public async Task FlushAsync(CancellationToken ct)
        {
            var connection = db.Database.GetDbConnection();
            await DatabaseKind
                .Of(connection)
                .InsertNewAsync(
                    connection,
                    db.Database.CurrentTransaction!.GetDbTransaction(),
                    "Sheets",
                    Key,
                    Columns,
                    _statements,
                    static (statement, to) => statement.CopyTo(to, 0),
                    (statement, isNew) =>
                    {
                        if (!isNew)
                            throw new DataException(
                                $"Run {statement[0]} has a sheet of {statement[1]} for {statement[2]} already."
                            );
                    },
                    ct
                );
            _statements.Clear();
        }

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
                statement.Carried.Fen,
                statement.Lines,
            ]);
    }
}
