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
internal sealed record ManagerResult(ManagerBooks Manager, AdjustedBonus? Bonus, ManagerState? State);

/// <summary>
/// The results of a run, manager by manager in ordinal order: either everything recomputed from the bank's first month,
/// or only what may differ from the approved run of the month before. Both come to the same, hashes included.
/// </summary>
internal sealed class ManagerResults : IDisposable
{
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
    /// A second connection, for the amounts approved earlier: the first reads the books meanwhile.
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

    public async IAsyncEnumerable<ManagerResult> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        if (_kept is null)
        {
            await foreach (var manager in _all!.ReadAsync(ct))
            {
                var (approved, soFar) = _history.Of(manager.ManagerNo, _run.Period);
                var periods = _calculation.Of(manager);
                Recomputed++;
                yield return Result(
                    manager,
                    null,
                    periods,
                    AdjustedBonus.Of(periods, soFar, approved, _history.OwedFrom(manager, Calendar, _run.Period))
                );
            }

            yield break;
        }

        await foreach (var (manager, start) in _recent!.ReadAsync(ct))
        {
            var before = _kept.Of(manager.ManagerNo);
            IReadOnlyDictionary<Period, Amounts> approved = new Dictionary<Period, Amounts>();
            IReadOnlyDictionary<Period, string>? owed = null;
            if (start.From < Calendar.Last)
            {
                approved = _history.Of(manager.ManagerNo, _run.Period, start.From).Approved;
                owed = _history.OwedFrom(manager, Calendar, _run.Period, start.From);
                Recomputed++;
            }

            var periods = _calculation.Of(manager, start);
            yield return Result(
                manager,
                before,
                periods,
                AdjustedBonus.Since(periods, before?.CutOff ?? default, approved, owed)
            );
        }
    }

    public void Dispose()
    {
        _history.Dispose();
        _recent?.Dispose();
    }

    private ManagerResult Result(
        ManagerBooks manager,
        ManagerState? before,
        List<PeriodBonus> periods,
        AdjustedBonus bonus
    )
    {
        // What is kept for the next month knows of no correction.
        var state = ManagerState.Of(_run.Number, manager.ManagerNo, before, periods, bonus);
        var paid = Correction.Apply(bonus, _corrections.Of(manager), bonus.IsStatementOf(manager.Profile));
        return new(manager, paid.IsStatementOf(manager.Profile) ? paid : null, state);
    }
}
