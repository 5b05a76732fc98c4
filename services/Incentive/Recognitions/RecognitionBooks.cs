using CardTeam.Contracts;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recognitions;

/// <summary>Reads from the books what recognitions and contests look at.</summary>
internal static class RecognitionBooks
{
    private static readonly IReadOnlyDictionary<string, Quotient> None = new Dictionary<string, Quotient>(
        StringComparer.Ordinal
    );

    /// <summary>The knowledge at a close.</summary>
    /// <param name="rules">The rules that will be applied: what none of them looks at is not read.</param>
    public static async Task<RecognitionRound> AtCloseAsync(
        IncentiveDbContext db,
        AnnouncedClose close,
        IReadOnlyCollection<RecognitionRule> rules,
        CancellationToken ct
    )
    {
        var (period, number) = (close.Period, close.CloseNumber);
        // No further back than the longest streak: a close of month 60 costs what one of month 40 does.
        var longest = rules.Select(r => r.Type == RecognitionRule.OfStreak ? r.Months ?? 1 : 1).DefaultIfEmpty(1).Max();
        var months = new List<Period> { period };
        while (months.Count < longest)
            months.Add(months[^1].Previous());
        var first = months[^1];
        var given = await db
            .Awards.AsNoTracking()
            .Where(a => a.Period >= first && a.Period < period)
            .Select(a => new
            {
                a.Code,
                a.ManagerNo,
                a.Period,
            })
            .ToListAsync(ct);
        var values = await ValuesAsync(db, months, number, ct);
        return new(
            period,
            await InPostAsync(db, period, number, ct),
            (manager, month) => values.GetValueOrDefault((manager, month), None),
            rules.Any(r => r.Type == RecognitionRule.OfCourse)
                ? await CertifiedAsync(db, period, number, ct)
                : new HashSet<(string, string)>(),
            (await db.OrgUnits.AsNoTracking().Select(u => new { u.Code, u.Parent }).ToListAsync(ct)).ToLookup(
                u => u.Parent,
                u => u.Code,
                StringComparer.Ordinal
            ),
            given.Select(a => (a.Code, a.ManagerNo, a.Period)).ToHashSet()
        );
    }

    /// <summary>The values of months by manager, each in the newest version known at a close.</summary>
    public static async Task<
        Dictionary<(string ManagerNo, Period Period), IReadOnlyDictionary<string, Quotient>>
    > ValuesAsync(IncentiveDbContext db, IReadOnlyCollection<Period> months, int closeNumber, CancellationToken ct)
    {
        var newest = new Dictionary<(string, Period), BookedScore>();
        await foreach (
            var score in db
                .Scores.AsNoTracking()
                .Where(s => months.Contains(s.Period) && s.KnownFrom <= closeNumber)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
            if (!newest.TryGetValue((score.ManagerNo, score.Period), out var known) || known.Version < score.Version)
                newest[(score.ManagerNo, score.Period)] = score;
        return newest.ToDictionary(n => n.Key, n => Read(n.Value));
    }

    private static IReadOnlyDictionary<string, Quotient> Read(BookedScore score)
    {
        if (score.Total is not { } total)
            return score.ReadKpis();
        return new Dictionary<string, Quotient>(score.ReadKpis(), StringComparer.Ordinal)
        {
            [RecognitionRule.Scorecard] = new(total, 1),
        };
    }

    /// <summary>The managers in post on the last day of a month, as a close knows them, with their unit.</summary>
    public static async Task<Dictionary<string, string>> InPostAsync(
        IncentiveDbContext db,
        Period period,
        int closeNumber,
        CancellationToken ct
    )
    {
        var newest = new Dictionary<string, BookedManager>(StringComparer.Ordinal);
        await foreach (
            var manager in db
                .Managers.AsNoTracking()
                .Where(m => m.KnownFrom <= closeNumber)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
            if (!newest.TryGetValue(manager.ManagerNo, out var known) || known.Version < manager.Version)
                newest[manager.ManagerNo] = manager;
        var inPost = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var profile in newest.Values.Select(m => m.Read()))
            if (profile.LastDayInPost(period) == period.LastDay && profile.On(period.LastDay) is { } posting)
                inPost[profile.ManagerNo] = posting.Org;
        return inPost;
    }

    /// <summary>The intervals of certificates that begin in a month and continue none that held the day before.</summary>
    private static async Task<HashSet<(string ManagerNo, string Certificate)>> CertifiedAsync(
        IncentiveDbContext db,
        Period period,
        int closeNumber,
        CancellationToken ct
    )
    {
        var versions = await db
            .Certificates.AsNoTracking()
            .Where(c => c.KnownFrom <= closeNumber && c.ValidFrom >= period.FirstDay && c.ValidFrom <= period.LastDay)
            .ToListAsync(ct);
        var begun = versions
            .GroupBy(c => (c.ManagerNo, c.Certificate, c.ValidFrom))
            .Select(g => g.MaxBy(c => c.Version)!)
            // A version that ends before it begins takes the certificate back.
            .Where(c => c.ValidTo is not { } last || last >= c.ValidFrom)
            .ToList();
        var numbers = begun.Select(c => c.ManagerNo).Distinct(StringComparer.Ordinal).ToList();
        var earlier = (
            await db
                .Certificates.AsNoTracking()
                .Where(c =>
                    c.KnownFrom <= closeNumber && c.ValidFrom < period.FirstDay && numbers.Contains(c.ManagerNo)
                )
                .ToListAsync(ct)
        )
            .GroupBy(c => (c.ManagerNo, c.Certificate, c.ValidFrom))
            .Select(g => g.MaxBy(c => c.Version)!)
            .Where(c => c.ValidTo is not { } last || last >= c.ValidFrom)
            .Select(c => (c.ManagerNo, c.Certificate))
            .ToHashSet();
        return [.. begun.Select(c => (c.ManagerNo, c.Certificate)).Where(c => !earlier.Contains(c))];
    }
}
