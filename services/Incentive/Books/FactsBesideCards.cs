using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Books;

/// <summary>The facts of no card that plans pay for: contests won and courses completed.</summary>
internal static class FactsBesideCards
{
    /// <summary>Those that some knowledge holds, by manager, where any of these plans pays for them.</summary>
    /// <param name="last">The last month whose facts are wanted.</param>
    /// <param name="only">The manager wanted; null for all.</param>
    public static async Task<ILookup<string, Fact>> LoadAsync(
        IncentiveDbContext db,
        IEnumerable<PlanInForce> plans,
        Knowledge knowledge,
        Period last,
        string? only,
        CancellationToken ct
    )
    {
        var paid = plans.SelectMany(plan => plan.Earning).Select(rule => rule.Fact).ToHashSet();
        var facts = new List<(string ManagerNo, Fact Fact)>();
        if (paid.Contains(FactKinds.ContestWon))
        {
            var won = db
                .WonContests.AsNoTracking()
                .Where(w => w.KnownFrom <= knowledge.CloseNumber && w.Period <= last);
            if (only is not null)
                won = won.Where(w => w.ManagerNo == only);
            facts.AddRange((await won.ToListAsync(ct)).Select(w => (w.ManagerNo, w.ToFact())));
        }

        if (paid.Contains(FactKinds.CourseCompleted))
        {
            var lastDay = last.LastDay;
            var completed = TrainingFact.KnownTo(db, knowledge).Where(f => f.OccurredOn <= lastDay);
            if (only is not null)
                completed = completed.Where(f => f.ManagerNo == only);
            facts.AddRange((await completed.ToListAsync(ct)).Select(f => (f.ManagerNo, f.ToFact())));
        }

        return facts.ToLookup(f => f.ManagerNo, f => f.Fact, StringComparer.Ordinal);
    }

    /// <summary>Facts of cards with others among them, by day, then reference.</summary>
    public static List<Fact> Among(List<Fact> facts, IEnumerable<Fact> others)
    {
        var more = others.ToList();
        return more.Count == 0
            ? facts
            : [.. facts.Concat(more).OrderBy(f => f.Day).ThenBy(f => f.Ref, StringComparer.Ordinal)];
    }
}
