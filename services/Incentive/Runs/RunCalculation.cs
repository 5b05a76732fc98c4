using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.Runs;

/// <summary>Calculates a run: reads on one connection, writes its sheets on another, one manager in memory at a time.</summary>
internal static class RunCalculation
{
    /// <param name="reading">Sees the books as they are when the run begins.</param>
    /// <param name="db">Holds the transaction the sheets are written in.</param>
    public static async Task<RunResult> CalculateAsync(IncentiveDbContext reading, IncentiveDbContext db, Run run, CancellationToken ct)
    {
        var calendar = await RunInputs.CalendarAsync(reading, run, ct);
        var books = await RunBooks.OpenAsync(reading, run.Knowledge, calendar, only: null, ct);
        var calculation = new BonusCalculation(calendar);
        using var history = new ApprovedHistory(db);
        using var writer = new SheetWriter(db, run);
        using var hash = new ResultHash();

        var (managers, paid, lines, total, deferred) = (0, 0, 0L, Money.Zero, Money.Zero);
        await foreach (var manager in books.ReadAsync(ct))
        {
            var (approved, paidBefore, deferredBefore) = history.Of(manager.ManagerNo);
            var bonus = AdjustedBonus.Of(calculation.Of(manager), paidBefore, deferredBefore, approved);
            if (!manager.Profile.IsInPost(run.Period) && bonus.Lines.Count == 0 && bonus.Changed.Count == 0) continue;

            writer.Write(manager, bonus);
            hash.Add(manager.ManagerNo, bonus);
            managers++;
            lines += bonus.Lines.Count;
            total += bonus.Payable;
            deferred += bonus.Deferred;
            if (bonus.Payable.Fen > 0) paid++;
        }

        return new(managers, paid, books.FactsRead, lines, total, deferred, hash.Result());
    }

    /// <summary>What was approved for a manager before.</summary>
    private sealed class ApprovedHistory : IDisposable
    {
        private readonly PreparedCommand _sheets;

        public ApprovedHistory(IncentiveDbContext db) => _sheets = new(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), $"""
            SELECT s."Period", s."IsStatement", s."Payable", s."Deferred", s."OwnPayable", s."OwnDeferred"
            FROM "Sheets" s JOIN "Runs" r ON r."Number" = s."RunNumber"
            WHERE s."ManagerNo" = @manager AND r."Status" = {(int)RunStatus.Approved} ORDER BY s."RunNumber"
            """, "manager");

        public (Dictionary<Period, ApprovedPeriod> Approved, Money Paid, Money Deferred) Of(string managerNo)
        {
            var approved = new Dictionary<Period, ApprovedPeriod>();
            var (paid, deferred) = (Money.Zero, Money.Zero);
            using var reader = _sheets.Read(managerNo);
            while (reader.Read())
            {
                var period = Period.Parse(reader.GetString(0));
                approved[period] = new(period, new(reader.GetInt64(4)), new(reader.GetInt64(5)));
                if (!reader.GetBoolean(1)) continue;
                paid += new Money(reader.GetInt64(2));
                deferred += new Money(reader.GetInt64(3));
            }

            return (approved, paid, deferred);
        }

        public void Dispose() => _sheets.Dispose();
    }

    private sealed class SheetWriter : IDisposable
    {
        private readonly Run _run;
        private readonly PreparedCommand _insert;

        public SheetWriter(IncentiveDbContext db, Run run)
        {
            _run = run;
            _insert = new(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), """
                INSERT INTO "Sheets" ("RunNumber","ManagerNo","Period","IsStatement","Org","Payable","Deferred","OwnPayable","OwnDeferred","Carried","Lines")
                VALUES (@run,@manager,@period,@statement,@org,@payable,@deferred,@ownPayable,@ownDeferred,@carried,@lines)
                """, "run", "manager", "period", "statement", "org", "payable", "deferred", "ownPayable", "ownDeferred", "carried", "lines");
        }

        public void Write(ManagerBooks manager, AdjustedBonus bonus)
        {
            Write(manager, bonus.Own, isStatement: true, bonus.Payable, bonus.Deferred, bonus.Lines);
            foreach (var earlier in bonus.Changed) Write(manager, earlier, isStatement: false, earlier.Payable, earlier.Deferred, earlier.Lines);
        }

        public void Dispose() => _insert.Dispose();

        private void Write(ManagerBooks manager, PeriodBonus p, bool isStatement, Money payable, Money deferred, IReadOnlyList<Line> lines) => _insert.Run(
            _run.Number, manager.ManagerNo, p.Period.ToString(), isStatement ? 1 : 0, manager.Profile.On(p.Period.LastDay)?.Org ?? "",
            payable.Fen, deferred.Fen, p.Payable.Fen, p.Deferred.Fen, p.CarriedOut.Fen, Sheet.Write(lines));
    }
}
