using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>A manager's part of a run.</summary>
/// <param name="Bonus">The bonus; null for a manager who is not in post and has nothing to be told.</param>
/// <param name="State">The state for the run of the next month; null where there is nothing to keep.</param>
/// <param name="Statements">The statements of the bonus, that of the run's own period first.</param>
internal sealed record ManagerResult(
    ManagerBooks Manager,
    AdjustedBonus? Bonus,
    ManagerState? State,
    IReadOnlyList<Statement> Statements
);

/// <summary>
/// The results of a run, manager by manager in ordinal order: either everything recomputed from the bank's first month,
/// or only what may differ from the approved run of the month before. Both come to the same, hashes included.
/// </summary>
internal sealed class ManagerResults : IDisposable
{
    private static readonly IReadOnlyDictionary<Period, Amounts> NothingApproved = new Dictionary<Period, Amounts>();

    private readonly Run _run;
    private readonly BonusCalculation _calculation;
    private readonly ApprovedHistory _history;
    private readonly CorrectionBook _corrections;
    private readonly RunBooks? _all;
    private readonly RecentBooks? _recent;
    private readonly KeptStates? _kept;

    private ManagerResults(
        Run run,
        PlanCalendar calendar,
        ApprovedHistory history,
        CorrectionBook corrections,
        RunBooks? all,
        RecentBooks? recent,
        KeptStates? kept
    )
    {
        (_run, Calendar, _history) = (run, calendar, history);
        (_all, _recent, _kept) = (all, recent, kept);
        _corrections = corrections;
        _calculation = new(calendar);
    }

    public PlanCalendar Calendar { get; }

    /// <summary>True where the run goes on from what the approved run of the month before kept.</summary>
    public bool GoesOn => _kept is not null;

    /// <summary>The number of facts read so far.</summary>
    public long FactsRead => _all?.FactsRead ?? _recent!.FactsRead;

    /// <summary>The number of managers in the books.</summary>
    public int Managers => _all?.Managers ?? _recent!.Managers;

    /// <summary>The number of managers so far of whom months before the run's own were recomputed.</summary>
    public int Recomputed { get; private set; }

    /// <param name="reading">The connection for the books.</param>
    /// <param name="history">
    /// A second connection, for the amounts approved earlier: the first reads the books meanwhile. Both are read while
    /// the caller writes what it has got.
    /// </param>
    /// <param name="isFull">True to recompute everything, whatever was kept.</param>
    /// <param name="isRecorded">
    /// True to apply the manual adjustments and holds that the run has recorded, instead of those that count today.
    /// </param>
    public static async Task<ManagerResults> OpenAsync(
        IncentiveDbContext reading,
        IncentiveDbContext history,
        Run run,
        bool isFull,
        CancellationToken ct,
        bool isRecorded = false
    )
    {
        var calendar = await PlanCalendars.LoadAsync(reading, run.Period, ct);
        var corrections = isRecorded
            ? await CorrectionBook.RecordedAsync(reading, run, calendar, ct)
            : await CorrectionBook.PendingAsync(reading, run.Knowledge, calendar, ct);
        var kept =
            isFull || !TouchedMonths.CanBeFound(calendar)
                ? null
                : await KeptStates.LoadAsync(reading, run, calendar, ct);
        await history.Database.OpenConnectionAsync(ct);
        var approved = new ApprovedHistory(history);
        if (kept is null)
            return new(
                run,
                calendar,
                approved,
                corrections,
                await RunBooks.OpenAsync(reading, run.Knowledge, calendar, only: null, ct),
                null,
                null
            );
        var touched = await TouchedMonths.FindAsync(reading, calendar, kept.Run.Knowledge, run.Knowledge, ct);
        var recent = await RecentBooks.OpenAsync(reading, run.Knowledge, calendar, kept, touched, ct);
        return new(run, calendar, approved, corrections, null, recent, kept);
    }

    /// <summary>Calculates manager after manager, several at once.</summary>
    public IAsyncEnumerable<ManagerResult> ReadAsync(CancellationToken ct) =>
        ReadInputsAsync(ct).SelectOnAllCoresAsync(Calculate, ct);

    public void Dispose()
    {
        _history.Dispose();
        _recent?.Dispose();
    }

    private async IAsyncEnumerable<Input> ReadInputsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        if (_kept is null)
        {
            await foreach (var manager in _all!.ReadAsync(ct))
            {
                var (approved, soFar) = _history.Of(manager.ManagerNo, _run.Period);
                var owed = _history.OwedFrom(manager, Calendar, _run.Period);
                Recomputed++;
                yield return new(manager, Start: null, Before: null, approved, soFar, owed);
            }

            yield break;
        }

        await foreach (var (manager, start) in _recent!.ReadAsync(ct))
        {
            var before = _kept.Of(manager.ManagerNo);
            if (start.From == Calendar.Last)
            {
                yield return new(manager, start, before, NothingApproved, default, Owed: null);
                continue;
            }

            var approved = _history.Of(manager.ManagerNo, _run.Period, start.From).Approved;
            var owed = _history.OwedFrom(manager, Calendar, _run.Period, start.From);
            Recomputed++;
            yield return new(manager, start, before, approved, default, owed);
        }
    }

    /// <summary>Calculates one manager. Called for several managers at once.</summary>
    private ManagerResult Calculate(Input input)
    {
        var (manager, start, before) = (input.Manager, input.Start, input.Before);
        var periods = start is null ? _calculation.Of(manager) : _calculation.Of(manager, start);
        var bonus = start is null
            ? AdjustedBonus.Of(periods, input.ApprovedSoFar, input.Approved, input.Owed)
            : AdjustedBonus.Since(periods, before?.CutOff ?? default, input.Approved, input.Owed);
        // What is kept for the next month knows of no correction.
        var state = ManagerState.Of(_run.Number, manager.ManagerNo, before, periods, bonus);
        var paid = Correction.Apply(bonus, _corrections.Of(manager), bonus.IsStatementOf(manager.Profile));
        return paid.IsStatementOf(manager.Profile)
            ? new(manager, paid, state, Statement.Of(_run, manager, paid))
            : new(manager, Bonus: null, state, []);
    }

    /// <summary>All that one manager's calculation takes from the database.</summary>
    /// <param name="Start">The month it goes on from; null where it begins with the bank's first.</param>
    /// <param name="Before">The state kept by the run of the month before; null where it begins with the first.</param>
    /// <param name="Approved">The amounts of the months recomputed, as last approved.</param>
    /// <param name="ApprovedSoFar">The sums of everything approved, where it begins with the first month.</param>
    /// <param name="Owed">The parts of these months for advances and recoveries; null where there are none.</param>
    private sealed record Input(
        ManagerBooks Manager,
        CalculationStart? Start,
        ManagerState? Before,
        IReadOnlyDictionary<Period, Amounts> Approved,
        Amounts ApprovedSoFar,
        IReadOnlyDictionary<Period, string>? Owed
    );
}
