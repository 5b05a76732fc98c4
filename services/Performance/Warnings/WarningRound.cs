using CardTeam.Contracts;
using CardTeam.Performance.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Warnings;

/// <summary>
/// Judges closed months by the rules that held for them, within the transaction of a close. The findings of a month
/// depend only on what is known, so that neither the order in which it became known nor a second round changes them.
/// </summary>
internal sealed class WarningRound
{
    /// <summary>
    /// The months judged again at every close: complaints and cancellations change them without a late mark.
    /// </summary>
    private const int MonthsAgain = 2;

    private readonly PerformanceDbContext _db;
    private readonly IReadOnlyList<WarningRule> _rules;
    private readonly Period _from,
        _until;

    private WarningRound(PerformanceDbContext db, IReadOnlyList<WarningRule> rules, Period from, Period until) =>
        (_db, _rules, _from, _until) = (db, rules, from, until);

    /// <param name="firstClosed">The first month that was ever closed.</param>
    /// <param name="computed">The months whose scorecards the close computed.</param>
    public static async Task JudgeAsync(
        Period closed,
        Period firstClosed,
        IEnumerable<Period> computed,
        int closeNumber,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var rules = await db.WarningRules.AsNoTracking().ToListAsync(ct);
        if (rules.Count == 0)
            return;
        var from = closed.Moved(-MonthsAgain);
        var marked = await db
            .LateMarks.Where(m => m.KnownFrom == closeNumber)
            .Select(m => m.Month)
            .Distinct()
            .ToListAsync(ct);
        foreach (var month in computed.Concat(marked).Where(m => m.IsMonth && m < from).Distinct().ToList())
            from = month < from ? month : from;
        if (from < firstClosed)
            from = firstClosed;
        var round = new WarningRound(db, rules, from, closed);
        var findings = await round.FindAsync(ct);
        await round.FollowAsync(findings, closeNumber, BankCalendar.Today(clock), clock.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The version of each rule that holds for a month and watches it.</summary>
    private IEnumerable<WarningRule> RulesOf(Period month) =>
        _rules
            .Where(r => r.EffectiveFrom <= month)
            .GroupBy(r => r.Code, StringComparer.Ordinal)
            .Select(versions => versions.MaxBy(r => r.EffectiveFrom)!)
            .Where(r => r.Watches(month));

    /// <summary>Replaces the findings of the judged months, and returns them.</summary>
    private async Task<List<WarningFinding>> FindAsync(CancellationToken ct)
    {
        var figures = await WarningFigures.ReadAsync(
            [.. _rules.Select(r => r.Kpi).OfType<string>().Distinct(StringComparer.Ordinal)],
            _from.Moved(1 - WarningJudge.MonthsOfForecast),
            _from,
            _until,
            _db,
            ct
        );
        var upheld = await UpheldAsync(ct);
        var (from, until, before) = (_from, _until, _from.Previous());
        var known = (
            await _db.WarningFindings.Where(f => f.Period >= before && f.Period <= until).ToListAsync(ct)
        ).ToDictionary(f => (f.Period, f.Rule, f.ManagerNo));
        var all = known.Values.Where(f => f.Period < from).ToDictionary(f => (f.Period, f.Rule, f.ManagerNo));
        for (var month = from; month <= until; month = month.Next())
        {
            foreach (var rule in RulesOf(month))
            foreach (var (managerNo, evidence) in await JudgedAsync(rule, month, figures, upheld, ct))
            {
                if (figures.OrgOf(month, managerNo) is not { } org)
                    continue;
                var key = (month, rule.Code, managerNo);
                if (!known.Remove(key, out var finding))
                    _db.WarningFindings.Add(finding = new(rule.Code, managerNo, month));
                var began = all.TryGetValue((month.Previous(), rule.Code, managerNo), out var earlier)
                    ? earlier.Began
                    : month;
                finding.Set(began, org, EvidenceFigure.Write(evidence));
                all[key] = finding;
            }
        }

        _db.WarningFindings.RemoveRange(known.Values.Where(f => f.Period >= from));
        return [.. all.Values.Where(f => f.Period >= from)];
    }

    private async Task<List<(string ManagerNo, IReadOnlyList<EvidenceFigure> Evidence)>> JudgedAsync(
        WarningRule rule,
        Period month,
        WarningFigures figures,
        ILookup<string, DateOnly> upheld,
        CancellationToken ct
    )
    {
        var terms = rule.Terms;
        switch (rule.Kind)
        {
            case WarningWords.Cluster:
                return ClustersOf(terms, month, upheld);
            case WarningWords.Spike:
                return await new IssuanceFigures(_db).SpikesAsync(terms, month, ct);
        }

        var kpi = rule.Kpi!;
        var rows = figures.Of(kpi, month).ToList();
        var levels =
            rule.Kind == WarningWords.Deviation
                ? rows.GroupBy(r => r.Level, StringComparer.Ordinal)
                    .ToDictionary(
                        g => g.Key,
                        g => new WarningJudge.LevelFigures(g.Select(r => r.Value)),
                        StringComparer.Ordinal
                    )
                : [];
        return
        [
            .. rows.Select(r =>
                    (
                        r.ManagerNo,
                        Evidence: rule.Kind switch
                        {
                            WarningWords.Threshold => WarningJudge.Threshold(terms, month, r.Value),
                            WarningWords.Change => WarningJudge.Change(
                                terms,
                                month,
                                r.Value,
                                figures.Before(kpi, month, r.ManagerNo, WarningJudge.MonthsCompared)
                            ),
                            WarningWords.Deviation => WarningJudge.Deviation(terms, month, r.Value, levels[r.Level]),
                            _ => WarningJudge.Forecast(
                                terms,
                                month,
                                [.. figures.Before(kpi, month, r.ManagerNo, WarningJudge.MonthsOfForecast - 1), r.Value]
                            ),
                        }
                    )
                )
                .Where(r => r.Evidence is not null)
                .Select(r => (r.ManagerNo, r.Evidence!)),
        ];
    }

    private static List<(string ManagerNo, IReadOnlyList<EvidenceFigure> Evidence)> ClustersOf(
        WarningTerms terms,
        Period month,
        ILookup<string, DateOnly> upheld
    ) =>
        [
            .. upheld
                .Select(days =>
                    (days.Key, Evidence: WarningJudge.Cluster(terms, month, days.Where(day => day <= month.LastDay)))
                )
                .Where(g => g.Evidence is not null)
                .Select(g => (g.Key, g.Evidence!)),
        ];

    /// <summary>
    /// The days on which complaints were upheld, by manager, as far back as a cluster of the judged months may reach.
    /// </summary>
    private async Task<ILookup<string, DateOnly>> UpheldAsync(CancellationToken ct)
    {
        var days = _rules.Where(r => r.Kind == WarningWords.Cluster).Max(r => r.Terms.Days) ?? 0;
        var (first, last) = (_from.FirstDay.AddDays(-days), _until.LastDay);
        // By manager, so that an index finds them: complaints grow for ever.
        var managers = _db.Managers.Select(m => m.ManagerNo);
        var upheld = await _db
            .Complaints.AsNoTracking()
            .Where(c => managers.Contains(c.ManagerNo) && c.UpheldOn >= first && c.UpheldOn <= last)
            .Select(c => new { c.ManagerNo, c.UpheldOn })
            .ToListAsync(ct);
        return upheld.ToLookup(c => c.ManagerNo, c => c.UpheldOn!.Value, StringComparer.Ordinal);
    }

    /// <summary>Brings the warnings of the causes that touch the judged months to what is known now.</summary>
    private async Task FollowAsync(
        List<WarningFinding> findings,
        int closeNumber,
        DateOnly today,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var parents = await _db
            .Units.AsNoTracking()
            .ToDictionaryAsync(u => u.Code, u => u.Parent, StringComparer.Ordinal, ct);
        var causes = findings
            .GroupBy(f => (f.Rule, f.ManagerNo, f.Began))
            .Select(g => CauseOf(g.Key.Rule, g.MaxBy(f => f.Period)!, parents))
            .OrderBy(c => c.Rule, StringComparer.Ordinal)
            .ThenBy(c => c.ManagerNo, StringComparer.Ordinal)
            .ThenBy(c => c.Began)
            .ToList();
        // Causes that ended the month before are looked at too: what was only monitored is over.
        var before = _from.Previous();
        var open = (await _db.Warnings.Where(w => w.Last >= before).ToListAsync(ct))
            .OrderBy(w => w.Began)
            .ThenBy(w => w.Number)
            .ToList();
        var mine = open.ToLookup(w => (w.Rule, w.ManagerNo));
        var followed = new HashSet<Warning>();
        foreach (var cause in causes)
        {
            // Late knowledge may have moved the beginning of a cause: its warning moves with it.
            var warning =
                mine[(cause.Rule, cause.ManagerNo)].FirstOrDefault(w => w.Began == cause.Began)
                ?? mine[(cause.Rule, cause.ManagerNo)]
                    .FirstOrDefault(w => !followed.Contains(w) && w.Began <= cause.Last && w.Last >= cause.Began);
            if (warning is null)
                _db.Warnings.Add(warning = Warning.Find(cause, closeNumber, today, now));
            else
                warning.Follow(cause, today);
            followed.Add(warning);
        }

        foreach (var warning in open.Where(w => !followed.Contains(w) && w.Last >= _from && !IsGone(w)))
            warning.Clear();
        foreach (
            var warning in open.Where(w =>
                !followed.Contains(w) && w.Last < _from && w.State == WarningState.Monitoring
            )
        )
            warning.Clear();
    }

    private static bool IsGone(Warning warning) => warning.State == WarningState.Cleared || warning.IsOutdated;

    private WarningCause CauseOf(string code, WarningFinding last, Dictionary<string, string?> parents)
    {
        var rule = RulesOf(last.Period).First(r => r.Code == code);
        return new(
            Rule: code,
            ManagerNo: last.ManagerNo,
            Began: last.Began,
            Last: last.Period,
            Org: last.Org,
            Above: parents.GetValueOrDefault(last.Org),
            Evidence: last.Evidence,
            IsOver: last.Period < _until,
            Severity: rule.Severity,
            IsConduct: rule.IsConduct,
            Confirm: rule.Confirm,
            ResponseDays: rule.ResponseDays
        );
    }
}
