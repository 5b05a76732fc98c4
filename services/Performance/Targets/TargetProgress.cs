using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Targets;

/// <summary>
/// Reads what managers have reached of a KPI in a period, as it is known now: one question to the database for each KPI
/// it is made of, which groups by manager.
/// </summary>
internal static class TargetProgress
{
    /// <summary>A value as a quotient, so that a unit's is the sum of numerators over the sum of denominators.</summary>
    /// <param name="Denominator">Zero for a count or sum.</param>
    public readonly record struct Part(decimal Numerator, decimal Denominator)
    {
        public static Part operator +(Part a, Part b) => new(a.Numerator + b.Numerator, a.Denominator + b.Denominator);
    }

    /// <summary>
    /// The parts of managers who have any; null for a KPI that rests on every card a manager ever had, whose values come
    /// with the scorecards.
    /// </summary>
    /// <param name="managers">The managers in question.</param>
    public static async Task<IReadOnlyDictionary<string, Part>?> ReadAsync(
        PerformanceDbContext db,
        Period period,
        TargetKpi kpi,
        IQueryable<Manager> managers,
        CancellationToken ct
    )
    {
        var numbers = managers.Select(m => m.ManagerNo);
        if (kpi.Definition is not { IsCalculated: true, Basis: { } basis })
            return await OfOneAsync(db, period, kpi.Definition, numbers, ct);
        if (basis is { Numerator: { } above, Denominator: { } below })
        {
            var over = await OfOneAsync(db, period, kpi.Other(above), numbers, ct);
            var under = over is null ? null : await OfOneAsync(db, period, kpi.Other(below), numbers, ct);
            return under is null ? null : Joined(over!, under, (a, b) => new(a.Numerator, b.Numerator));
        }

        IReadOnlyDictionary<string, Part> sum = new Dictionary<string, Part>(StringComparer.Ordinal);
        foreach (var part in basis.Parts ?? [])
        {
            if (await OfOneAsync(db, period, kpi.Other(part.Kpi), numbers, ct) is not { } values)
                return null;
            sum = Joined(sum, values, (a, b) => new(a.Numerator + part.Weight * b.Numerator, a.Denominator));
        }

        return sum;
    }

    private static Dictionary<string, Part> Joined(
        IReadOnlyDictionary<string, Part> first,
        IReadOnlyDictionary<string, Part> second,
        Func<Part, Part, Part> join
    ) =>
        first
            .Keys.Union(second.Keys, StringComparer.Ordinal)
            .ToDictionary(
                m => m,
                m => join(first.GetValueOrDefault(m), second.GetValueOrDefault(m)),
                StringComparer.Ordinal
            );

    private static async Task<IReadOnlyDictionary<string, Part>?> OfOneAsync(
        PerformanceDbContext db,
        Period period,
        KpiDefinition kpi,
        IQueryable<string> numbers,
        CancellationToken ct
    )
    {
        if (kpi.IsImported)
        {
            var denominator = kpi.Unit is KpiWords.Count or KpiWords.Cny ? 0 : 1;
            return await db
                .Indicators.AsNoTracking()
                .Where(i => i.Period == period && i.Kpi == kpi.Code && numbers.Contains(i.ManagerNo))
                .ToDictionaryAsync(i => i.ManagerNo, i => new Part(i.Value, denominator), StringComparer.Ordinal, ct);
        }

        return kpi.Basis switch
        {
            { Measure: KpiWords.Share } => null,
            { Fact: not null } basis => await OfFactsAsync(db, period, basis, numbers, ct),
            { Measure: KpiWords.Upheld } => await OfComplaintsAsync(db, period, numbers, ct),
            { Measure: KpiWords.Mean } => await OfAnswersAsync(db, period, numbers, ct),
            _ => null,
        };
    }

    private static async Task<Dictionary<string, Part>> OfFactsAsync(
        PerformanceDbContext db,
        Period period,
        KpiBasis basis,
        IQueryable<string> numbers,
        CancellationToken ct
    )
    {
        var (first, last) = (DayNumber.Of(period.FirstDay), DayNumber.Of(period.LastDay));
        var kind = CardFactKinds.TryParse(basis.Fact, out var known) ? known : default;
        var facts = db
            .CardFacts.AsNoTracking()
            .Where(f =>
                numbers.Contains(f.ManagerNo)
                && f.OccurredOn >= first
                && f.OccurredOn <= last
                && f.KnownUntil == null
                && !f.Void
                && f.Kind == kind
            )
            .Where(f =>
                !db.Uncounted.Any(u =>
                    u.ManagerNo == f.ManagerNo && u.OccurredOn == f.OccurredOn && u.FactRef == f.FactRef
                )
            );
        if (basis.NewCustomers == true)
            facts = facts.Where(f => f.NewCustomer);
        if (basis.Products is { Count: > 0 } products)
        {
            var some = products.ToList();
            facts = facts.Where(f => f.Product != null && some.Contains(f.Product));
        }

        var byManager = facts.GroupBy(f => f.ManagerNo);
        var sums = basis.Measure switch
        {
            KpiWords.Amount => byManager.Select(g => new { g.Key, Sum = g.Sum(f => (long?)(object?)f.Amount) ?? 0 }),
            KpiWords.Cards => byManager.Select(g => new
            {
                g.Key,
                Sum = (long)g.Select(f => f.CardRef).Distinct().Count(),
            }),
            _ => byManager.Select(g => new { g.Key, Sum = g.LongCount() }),
        };
        var scale = basis.Measure == KpiWords.Amount ? 100m : 1m;
        return await sums.ToDictionaryAsync(s => s.Key, s => new Part(s.Sum / scale, 0), StringComparer.Ordinal, ct);
    }

    private static Task<Dictionary<string, Part>> OfComplaintsAsync(
        PerformanceDbContext db,
        Period period,
        IQueryable<string> numbers,
        CancellationToken ct
    )
    {
        var (first, last) = (period.FirstDay, period.LastDay);
        return db
            .Complaints.AsNoTracking()
            .Where(c => numbers.Contains(c.ManagerNo) && c.UpheldOn >= first && c.UpheldOn <= last)
            .GroupBy(c => c.ManagerNo)
            .Select(g => new { g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(c => c.Key, c => new Part(c.Count, 0), StringComparer.Ordinal, ct);
    }

    private static Task<Dictionary<string, Part>> OfAnswersAsync(
        PerformanceDbContext db,
        Period period,
        IQueryable<string> numbers,
        CancellationToken ct
    )
    {
        var (first, last) = (period.FirstDay, period.LastDay);
        return db
            .Answers.AsNoTracking()
            .Where(a => numbers.Contains(a.ManagerNo) && a.AnsweredOn >= first && a.AnsweredOn <= last)
            .GroupBy(a => a.ManagerNo)
            .Select(g => new
            {
                g.Key,
                Sum = g.Sum(a => (long)a.Score),
                Count = g.LongCount(),
            })
            .ToDictionaryAsync(a => a.Key, a => new Part(a.Sum, a.Count), StringComparer.Ordinal, ct);
    }
}
