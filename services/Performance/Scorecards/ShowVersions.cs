using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Scorecards;

/// <summary>Shows every version of a scorecard, with what it changed and what that was for.</summary>
internal static class ShowVersions
{
    /// <param name="KnownFrom">Number of the close that is the first to know it.</param>
    /// <param name="ClosedAt">The instant of the close that computed it.</param>
    /// <param name="Changes">The KPIs that differ from the version before; none for the first.</param>
    /// <param name="ChangedBy">The figures of the period that somebody changed since the version before.</param>
    /// <param name="LateFacts">
    /// The number of card facts up to the period's end that came, were corrected or withdrawn since the version before.
    /// </param>
    public sealed record Answer(
        string ManagerNo,
        int Version,
        bool IsCurrent,
        int KnownFrom,
        DateTimeOffset ClosedAt,
        string Org,
        string Level,
        [property: JsonConverter(typeof(RatioJson))] decimal? Total,
        IReadOnlyList<KpiScore> Kpis,
        IReadOnlyList<KpiChange> Changes,
        IReadOnlyList<FigureChange> ChangedBy,
        int LateFacts
    );

    /// <summary>A KPI in two versions; null where it was not on the sheet, or had none.</summary>
    public sealed record KpiChange(
        string Kpi,
        [property: JsonConverter(typeof(RatioJson))] decimal? ValueBefore,
        [property: JsonConverter(typeof(RatioJson))] decimal? Value,
        [property: JsonConverter(typeof(RatioJson))] decimal? TargetBefore,
        [property: JsonConverter(typeof(RatioJson))] decimal? Target,
        [property: JsonConverter(typeof(RatioJson))] decimal? AttainmentBefore,
        [property: JsonConverter(typeof(RatioJson))] decimal? Attainment
    );

    public static async Task<Ok<IReadOnlyList<Answer>>> Handle(
        string managerNo,
        Period period,
        PartOfBankFinder part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var cards = await db
            .Scorecards.AsNoTracking()
            .Where(s => s.ManagerNo == managerNo && s.Period == period)
            .OrderBy(s => s.Version)
            .ToListAsync(ct);
        // Whoever may see the current version may see those before it.
        var mine = await part.FindAsync(ct);
        if (cards.Find(c => c.IsCurrent) is not { } current || !mine.Includes(current.Org, managerNo))
            throw RuleBrokenException.NotFound("scorecard");
        var closes = cards.ConvertAll(c => c.KnownFrom);
        var closedAt = await db
            .ClosedPeriods.AsNoTracking()
            .Where(p => closes.Contains(p.CloseNumber))
            .ToDictionaryAsync(p => p.CloseNumber, p => p.ClosedAt, ct);
        var longer = await db.ClosedLongerPeriods.AsNoTracking().FirstOrDefaultAsync(p => p.Period == period, ct);
        // Changes of its months change a quarter, half-year or year too.
        List<Period> changed = period.IsMonth ? [period] : [period, .. period.Months()];
        var changes = (
            await db
                .LateChanges.AsNoTracking()
                .Where(c => c.ManagerNo == managerNo && changed.Contains(c.Month) && closes.Contains(c.KnownFrom))
                .ToListAsync(ct)
        )
            .Select(c => (c.KnownFrom, Change: c.Announcement()))
            .Distinct()
            .ToLookup(c => c.KnownFrom, c => c.Change);
        var answers = new List<Answer>();
        for (var i = 0; i < cards.Count; i++)
        {
            var (card, before) = (cards[i], i == 0 ? null : cards[i - 1]);
            answers.Insert(
                0,
                new(
                    ManagerNo: card.ManagerNo,
                    Version: card.Version,
                    IsCurrent: card.IsCurrent,
                    KnownFrom: card.KnownFrom,
                    ClosedAt: longer?.KnownFrom == card.KnownFrom && before is null
                        ? longer.ClosedAt
                        : closedAt[card.KnownFrom],
                    Org: card.Org,
                    Level: card.Level,
                    Total: card.Total,
                    Kpis: card.KpiScores(),
                    Changes: before is null ? [] : ChangesOf(before.KpiScores(), card.KpiScores()),
                    ChangedBy:
                    [
                        .. (longer is not null && before is null ? [] : changes[card.KnownFrom])
                            .OrderBy(c => c.Kind, StringComparer.Ordinal)
                            .ThenBy(c => c.Kpi, StringComparer.Ordinal)
                            .ThenBy(c => c.By, StringComparer.Ordinal),
                    ],
                    LateFacts: before is null ? 0 : await LateFactsAsync(managerNo, period, before, card, db, ct)
                )
            );
        }

        return TypedResults.Ok<IReadOnlyList<Answer>>(answers);
    }

    private static Task<int> LateFactsAsync(
        string managerNo,
        Period period,
        Scorecard before,
        Scorecard card,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        // A quarter's first version may be known from the same close as the next one: the facts between them are as well.
        var until = card.KnownFrom;
        var after = before.KnownFrom == until ? until - 1 : before.KnownFrom;
        var last = DayNumber.Of(period.LastDay);
        return db
            .CardFacts.Where(f =>
                f.ManagerNo == managerNo
                && f.OccurredOn <= last
                && (
                    (f.KnownFrom > after && f.KnownFrom <= until)
                    || (f.KnownUntil != null && f.KnownUntil > after && f.KnownUntil <= until)
                )
            )
            .Select(f => f.FactRef)
            .Distinct()
            .CountAsync(ct);
    }

    private static List<KpiChange> ChangesOf(IReadOnlyList<KpiScore> before, IReadOnlyList<KpiScore> after) =>
        after
            .Select(k => k.Kpi)
            .Union(before.Select(k => k.Kpi), StringComparer.Ordinal)
            .Select(kpi => (Was: before.FirstOrDefault(k => k.Kpi == kpi), Is: after.FirstOrDefault(k => k.Kpi == kpi)))
            .Where(k => k.Was != k.Is)
            .Select(k => new KpiChange(
                (k.Is ?? k.Was)!.Kpi,
                k.Was?.Value,
                k.Is?.Value,
                k.Was?.Target,
                k.Is?.Target,
                k.Was?.Attainment,
                k.Is?.Attainment
            ))
            .ToList();
}
