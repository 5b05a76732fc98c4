using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Runs;

/// <summary>The states that the approved run of the month before kept, proven by its hash.</summary>
internal sealed class KeptStates
{
    private readonly Dictionary<string, ManagerState> _states;
    private readonly PlanCalendar _calendar;

    private KeptStates(Run run, PlanCalendar calendar, Dictionary<string, ManagerState> states) =>
        (Run, _calendar, _states) = (run, calendar, states);

    /// <summary>The approved run of the month before.</summary>
    public Run Run { get; }

    /// <param name="calendar">The plans of the months up to the run's own.</param>
    /// <returns>
    /// Null where there is nothing to go on from: the first month, a run of a release that kept no states, another
    /// calculation or plan than then, or states that are not those the run wrote.
    /// </returns>
    public static async Task<KeptStates?> LoadAsync(
        IncentiveDbContext db,
        Run run,
        PlanCalendar calendar,
        CancellationToken ct
    )
    {
        if (run.Period == calendar.First)
            return null;
        var month = run.Period.Previous();
        var before = await db
            .Runs.AsNoTracking()
            .FirstOrDefaultAsync(r => r.Period == month && r.Status == RunStatus.Approved, ct);
        if (before?.StateHash is null)
            return null;
        var states = await db
            .ManagerStates.AsNoTracking()
            .Where(s => s.RunNumber == before.Number)
            .ToDictionaryAsync(s => s.ManagerNo, StringComparer.Ordinal, ct);
        using var hash = new StateHash(calendar.UpTo(month));
        foreach (var state in states.Values.OrderBy(s => s.ManagerNo, StringComparer.Ordinal))
            hash.Add(state);
        return hash.Result() == before.StateHash ? new(before, calendar, states) : null;
    }

    /// <summary>The state of a manager; null for one who has nothing of it.</summary>
    public ManagerState? Of(string managerNo) => _states.GetValueOrDefault(managerNo);

    /// <summary>
    /// The month itself, where it is known what was left to it; otherwise the bank's first month, to which nothing was.
    /// </summary>
    public Period StartFor(Period month) =>
        month > _calendar.First && ManagerState.IsKept(month.Previous(), Run.Period) ? month : _calendar.First;

    /// <summary>Everything left to a month that <see cref="StartFor"/> gave.</summary>
    public Carried LeftTo(Period month, string managerNo) =>
        month == _calendar.First ? default : Of(managerNo)?.LeftBy(month.Previous()) ?? default;
}
