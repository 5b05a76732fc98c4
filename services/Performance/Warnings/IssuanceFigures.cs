using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Warnings;

/// <summary>Cards approved, used and cancelled, counted by manager in the database for the rule of spikes.</summary>
internal sealed class IssuanceFigures(PerformanceDbContext db)
{
    public async Task<List<(string ManagerNo, IReadOnlyList<EvidenceFigure> Evidence)>> SpikesAsync(
        WarningTerms terms,
        Period month,
        CancellationToken ct
    )
    {
        var approved = await ApprovedAsync(month, ct);
        // Only who has as many cards as a spike needs is looked at further.
        var many = approved.Where(a => a.Value >= terms.Count!.Value).Select(a => a.Key).ToList();
        if (many.Count == 0)
            return [];
        var before = new List<IReadOnlyDictionary<string, int>>();
        for (var back = 1; back <= WarningJudge.MonthsCompared; back++)
            before.Add(await ApprovedAsync(month.Moved(-back), ct));
        many.RemoveAll(m =>
            (decimal)approved[m] * WarningJudge.MonthsCompared
            < terms.Factor!.Value * before.Sum(b => b.GetValueOrDefault(m))
        );
        if (many.Count == 0)
            return [];
        var soon = await SoonAsync(month, terms.Days!.Value, many, ct);
        var (cancelled, used) = (soon[CardFactKind.Cancelled], soon[CardFactKind.FirstUsed]);
        return
        [
            .. many.Select(m =>
                    (
                        m,
                        Evidence: WarningJudge.Spike(
                            terms,
                            month,
                            approved[m],
                            [.. before.Select(b => b.GetValueOrDefault(m))],
                            cancelled.GetValueOrDefault(m),
                            used.GetValueOrDefault(m)
                        )
                    )
                )
                .Where(m => m.Evidence is not null)
                .Select(m => (m.m, m.Evidence!)),
        ];
    }

    /// <summary>
    /// The number of cards approved by manager, read manager by manager with a seek to the month's days.
    /// </summary>
    private Task<Dictionary<string, int>> ApprovedAsync(Period month, CancellationToken ct) =>
        db
            .Database.SqlQueryRaw<Approvals>(
                ApprovedSql,
                DayNumber.Of(month.FirstDay),
                DayNumber.Of(month.LastDay),
                (int)CardFactKind.Approved
            )
            .ToDictionaryAsync(a => a.ManagerNo, a => a.Cards, StringComparer.Ordinal, ct);

    internal const string ApprovedSql = """
        SELECT "f"."ManagerNo", CAST(COUNT(DISTINCT "f"."CardRef") AS INT) AS "Cards"
        FROM "Managers" AS "m" CROSS JOIN "CardFacts" AS "f"
        WHERE "f"."ManagerNo" = "m"."ManagerNo" AND "f"."OccurredOn" BETWEEN {0} AND {1} AND "f"."Kind" = {2}
            AND "f"."KnownUntil" IS NULL AND "f"."Void" = 0
        GROUP BY "f"."ManagerNo"
        """;

    internal sealed record Approvals(string ManagerNo, int Cards);

    private IQueryable<CardFacts.CardFact> Approved(Period month, List<string> managers)
    {
        var (first, last) = (DayNumber.Of(month.FirstDay), DayNumber.Of(month.LastDay));
        return db.CardFacts.Where(f =>
            managers.Contains(f.ManagerNo)
            && f.OccurredOn >= first
            && f.OccurredOn <= last
            && f.Kind == CardFactKind.Approved
            && f.KnownUntil == null
            && !f.Void
        );
    }

    /// <summary>
    /// The number of the month's cards, by manager, that were cancelled or first used within some days of the approval.
    /// </summary>
    private async Task<Dictionary<CardFactKind, Dictionary<string, int>>> SoonAsync(
        Period month,
        int days,
        List<string> managers,
        CancellationToken ct
    )
    {
        var found = await (
            from card in Approved(month, managers)
            from fact in db.CardFacts
            where
                fact.CardRef == card.CardRef
                && (fact.Kind == CardFactKind.Cancelled || fact.Kind == CardFactKind.FirstUsed)
                && fact.KnownUntil == null
                && !fact.Void
            select new
            {
                card.ManagerNo,
                card.CardRef,
                card.OccurredOn,
                fact.Kind,
                On = fact.OccurredOn,
            }
        ).ToListAsync(ct);
        return new[] { CardFactKind.Cancelled, CardFactKind.FirstUsed }.ToDictionary(
            kind => kind,
            kind =>
                found
                    .Where(f =>
                        f.Kind == kind
                        && DayNumber.Date(f.On).DayNumber - DayNumber.Date(f.OccurredOn).DayNumber <= days
                    )
                    .GroupBy(f => f.ManagerNo, StringComparer.Ordinal)
                    .ToDictionary(
                        g => g.Key,
                        g => g.Select(f => f.CardRef).Distinct(StringComparer.Ordinal).Count(),
                        StringComparer.Ordinal
                    )
        );
    }
}
