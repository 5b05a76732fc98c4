using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;

namespace CardTeam.Performance.Targets;

/// <summary>
/// Values of a KPI that managers reached in the four periods before one, read with one query a period.
/// </summary>
internal sealed class EarlierPeriods
{
    private readonly List<IReadOnlyDictionary<string, TargetProgress.Part>> _periods = [];
    private readonly bool _isSummed;

    private EarlierPeriods(bool isSummed) => _isSummed = isSummed;

    /// <param name="managers">The managers in question.</param>
    public static async Task<EarlierPeriods> LoadAsync(
        PerformanceDbContext db,
        Period period,
        TargetKpi kpi,
        IQueryable<Manager> managers,
        CancellationToken ct
    )
    {
        var earlier = new EarlierPeriods(kpi.IsSummed);
        for (var back = 1; back <= SmartCheck.Looked; back++)
            if (await TargetProgress.ReadAsync(db, period.Moved(-back), kpi, managers, ct) is { } reached)
                earlier._periods.Add(reached);

        return earlier;
    }

    /// <summary>Joint values of some managers, for each of the periods in which they reached anything.</summary>
    public IReadOnlyList<decimal> Of(IReadOnlyCollection<string> managers)
    {
        var values = new List<decimal>();
        foreach (var period in _periods)
        {
            TargetProgress.Part? sum = null;
            foreach (var manager in managers)
                if (period.TryGetValue(manager, out var part))
                    sum = (sum ?? default) + part;
            if (sum is { } all && (_isSummed || all.Denominator > 0))
                values.Add(_isSummed ? all.Numerator : all.Numerator / all.Denominator);
        }

        return values;
    }
}
