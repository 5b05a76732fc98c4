using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Platform.Organisation;

namespace CardTeam.Incentive.WhatIfs;

/// <summary>
/// Calculates a what-if: reads the books once, one manager in memory at a time, and calculates each by the plans in force
/// and by the plan asked about.
/// </summary>
internal static class WhatIfCalculation
{
    /// <summary>The managers between two saves: what is saved is the progress, and a cancellation is noticed.</summary>
    private const int BatchSize = 250;

    /// <param name="reading">A connection that sees the books as they are when it begins.</param>
    /// <param name="save">Saves the rows of some managers, and how many managers are done.</param>
    public static async Task<WhatIfResult> CalculateAsync(
        IncentiveDbContext reading,
        WhatIf whatIf,
        Func<IReadOnlyList<WhatIfManager>, int, Task> save,
        CancellationToken ct
    )
    {
        var inForce = await PlanCalendars.LoadAsync(reading, whatIf.To, ct);
        var asked = await PlanCalendars.WithAsync(reading, inForce, whatIf.Plan(), whatIf.From, whatIf.To, ct);
        var books = await RunBooks.OpenAsync(reading, new(whatIf.CloseNumber), inForce, only: null, ct, asked);
        var (now, then) = (new BonusCalculation(inForce), new BonusCalculation(asked));
        var within = whatIf.Org is { } org
            ? (await PartOfBank.BelowAsync(org, reading, ct)).ToHashSet(StringComparer.Ordinal)
            : null;
        var figures = new WhatIfFigures(
            whatIf.From,
            whatIf.To,
            within,
            await Branches.LoadAsync(reading, ct),
            PlanFinding.OnVolumeAlone(whatIf.Plan().Rules)
        );
        var (rows, done) = (new List<WhatIfManager>(BatchSize), 0);
        await foreach (var known in books.ReadAsync(ct))
        {
            // What is recovered from a person says nothing about a plan.
            var manager = known with
            {
                Recoveries = [],
            };
            if (figures.Add(whatIf.Number, manager, now.Of(manager), then.Of(books.Under(asked, manager))) is { } row)
                rows.Add(row);
            if (++done % BatchSize != 0)
                continue;
            await save(rows, done);
            rows.Clear();
        }

        await save(rows, done);
        return figures.Result();
    }
}
