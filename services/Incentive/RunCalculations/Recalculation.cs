using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>
/// A manager's month calculated again from the books, as a run of that month would with the same knowledge. Nothing is
/// saved.
/// </summary>
internal sealed class Recalculation
{
    private readonly PlanCalendar _calendar;
    private readonly RunBooks _books;
    private readonly Paid _paid;

    private readonly IReadOnlyList<Correction> _corrections;

    private Recalculation(
        PlanCalendar calendar,
        RunBooks books,
        ManagerBooks manager,
        Paid paid,
        IReadOnlyList<Correction> corrections
    )
    {
        (_calendar, _books, _paid) = (calendar, books, paid);
        (Manager, _corrections) = (manager, corrections);
    }

    /// <summary>The books of the manager with the knowledge asked for.</summary>
    public ManagerBooks Manager { get; }

    /// <summary>The unit on the last day of the month.</summary>
    public string? Org => Manager.Profile.On(_calendar.Last.LastDay)?.Org;

    /// <param name="calendar">The plans up to the month that is calculated.</param>
    /// <returns>Null where the books with this knowledge do not have the manager.</returns>
    public static async Task<Recalculation?> OpenAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        PlanCalendar calendar,
        string managerNo,
        CancellationToken ct
    )
    {
        if (await RunBooks.OfManagerAsync(db, knowledge, calendar, managerNo, ct) is not var (books, manager))
            return null;
        Paid paid;
        using (var history = new ApprovedHistory(db))
        {
            var (approved, soFar) = history.Of(managerNo, calendar.Last);
            paid = new(
                approved,
                history.OwedFrom(manager, calendar, calendar.Last),
                soFar,
                await ApprovedRuns.LastPeriodAsync(db, ct)
            );
        }

        // A closed month that waits for its approval will be paid with what its own close knew.
        var (number, last, lastPaid) = (knowledge.CloseNumber, calendar.Last, paid.Last ?? calendar.First.Previous());
        var waiting = await db
            .Closes.AsNoTracking()
            .Where(c => c.Period > lastPaid && c.Period < last && c.CloseNumber < number)
            .OrderBy(c => c.CloseNumber)
            .ToListAsync(ct);
        foreach (var close in waiting)
        {
            var upTo = calendar.UpTo(close.Period);
            if (await RunBooks.OfManagerAsync(db, new(close.CloseNumber), upTo, managerNo, ct) is var (_, known))
                paid = paid.With(new BonusCalculation(upTo).Of(known));
        }

        return new(calendar, books, manager, paid, await CorrectionsAsync(db, knowledge, calendar, manager, ct));
    }

    /// <summary>
    /// The corrections that the month's approved run applied. The next run will apply those that count today; of months
    /// after it only what is withheld without limit is known.
    /// </summary>
    private static async Task<IReadOnlyList<Correction>> CorrectionsAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        PlanCalendar calendar,
        ManagerBooks manager,
        CancellationToken ct
    )
    {
        var month = calendar.Last;
        var run = await db
            .Runs.AsNoTracking()
            .FirstOrDefaultAsync(r => r.Period == month && r.Status == RunStatus.Approved, ct);
        if (run is not null)
            return (await CorrectionBook.RecordedAsync(db, run, calendar, ct)).Of(manager);
        var pending = (await CorrectionBook.PendingAsync(db, knowledge, calendar, ct)).Of(manager);
        var next = (await ApprovedRuns.LastPeriodAsync(db, ct))?.Next() ?? calendar.First;
        return month == next ? pending : [.. pending.Where(c => c is { Kind: CorrectionKind.Held, Amount: null })];
    }

    /// <summary>Calculates the month, with the differences that late knowledge makes to the months paid before it.</summary>
    /// <param name="assumed">Facts that are taken to have happened as well; null for none.</param>
    public AdjustedBonus Calculate(IReadOnlyList<Fact>? assumed = null)
    {
        var manager = assumed is not { Count: > 0 }
            ? Manager
            : Manager with
            {
                Facts =
                [
                    .. Manager
                        .Facts.Concat(assumed.Select(f => _books.Judged(Manager.ManagerNo, f)))
                        .OrderBy(f => f.Day)
                        .ThenBy(f => f.Ref, StringComparer.Ordinal),
                ],
            };
        var periods = new BonusCalculation(_calendar).Of(manager);
        var paid = _paid;
        // Open months before it will be paid as they come out now.
        for (var months = 1; months < periods.Count; months++)
            if (paid.Last is null || periods[months - 1].Period > paid.Last)
                paid = paid.With(periods[..months]);
        var bonus = paid.Adjust(periods);
        return Correction.Apply(bonus, _corrections, bonus.IsStatementOf(manager.Profile));
    }

    /// <summary>The amounts that are paid, or will be, for the months before one.</summary>
    /// <param name="Months">The amounts of each month as they were approved last.</param>
    /// <param name="Owed">The parts of each month for advances and recoveries; null where there are none.</param>
    /// <param name="SoFar">The sums of everything approved.</param>
    /// <param name="Last">The last month that is paid; null where none is.</param>
    private sealed record Paid(
        IReadOnlyDictionary<Period, Amounts> Months,
        IReadOnlyDictionary<Period, string>? Owed,
        Amounts SoFar,
        Period? Last
    )
    {
        public AdjustedBonus Adjust(IReadOnlyList<PeriodBonus> periods) =>
            AdjustedBonus.Of(periods, SoFar, Months, Owed);

        /// <summary>The same after the last of these months is paid.</summary>
        public Paid With(IReadOnlyList<PeriodBonus> periods) =>
            new(
                periods.ToDictionary(p => p.Period, p => p.Amounts),
                periods.Where(p => p.OwedParts is not null).ToDictionary(p => p.Period, p => p.OwedParts!),
                SoFar + Adjust(periods).Amounts,
                periods[^1].Period
            );
    }
}
