using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Grades;

/// <summary>The knowledge about the managers who are graded, read with a few queries, however many there are.</summary>
internal sealed class GradeBook
{
    /// <summary>The imported KPI whose figures, of 100, are the exam.</summary>
    private const string ExamKpi = "skill";

    private readonly GradeTerms _terms;
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    private GradeBook(GradeTerms terms) => _terms = terms;

    /// <summary>The number of managers of whom the shares are taken.</summary>
    public int Base { get; private set; }

    public IReadOnlyList<Candidate> Candidates { get; private set; } = [];

    /// <summary>The parts and conditions that no data was there for.</summary>
    public IReadOnlyList<string> NotKnown { get; private set; } = [];

    public static async Task<GradeBook> LoadAsync(
        GradeTerms terms,
        string scheme,
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var (first, last) = (period.FirstDay, period.LastDay);
        var managers = (await db.Managers.AsNoTracking().ToListAsync(ct))
            .Where(m => m.Employments.Any(e => e.HiredOn <= last && (e.LeftOn is null || e.LeftOn >= last)))
            .ToList();
        var months = period.Months().ToList();
        var totals = (
            await db
                .Scorecards.AsNoTracking()
                .Where(s => s.IsCurrent && months.Contains(s.Period) && s.Total != null)
                .Select(s => new { s.ManagerNo, s.Total })
                .ToListAsync(ct)
        ).ToLookup(s => s.ManagerNo, s => s.Total!.Value, StringComparer.Ordinal);
        var marks = await MarksAsync(period, db, ct);
        // By manager, so that an index finds them: these tables grow for ever.
        var numbers = db.Managers.Select(m => m.ManagerNo);
        var complaints = await db
            .Complaints.AsNoTracking()
            .Where(c => numbers.Contains(c.ManagerNo))
            .Where(c => c.UpheldOn >= first && c.UpheldOn <= last)
            .GroupBy(c => c.ManagerNo)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(c => c.Key, c => c.Count, StringComparer.Ordinal, ct);
        var held = (
            await db
                .Grades.AsNoTracking()
                .Where(g => numbers.Contains(g.ManagerNo) && g.IsCurrent && g.From <= last)
                .ToListAsync(ct)
        )
            .GroupBy(g => g.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(i => i.From)!, StringComparer.Ordinal);
        var earlier = await EarlierAsync(scheme, period, db, ct);

        var book = new GradeBook(terms);
        foreach (var manager in managers)
        {
            var posting = manager.On(last).Data;
            var since = manager.InPostSince ?? manager.HiredOn;
            var (score, parts) = GradeScores.Of(
                terms,
                new Dictionary<string, decimal?>(StringComparer.Ordinal)
                {
                    [GradeWords.Scorecards] = GradeScores.OfTotals([.. totals[manager.ManagerNo]]),
                    [GradeWords.Exam] = GradeScores.OfMark(marks(manager.ManagerNo, ExamKpi)),
                    [GradeWords.Review] = GradeScores.OfMark(marks(manager.ManagerNo, Kpi.Review)),
                }
            );
            (string? Level, string? Step) before = held.GetValueOrDefault(manager.ManagerNo) is { } grade
                ? (grade.Level, grade.Step)
                : (posting.Level, posting.Step);
            book._known[manager.ManagerNo] = new(
                new(
                    manager.ManagerNo,
                    score,
                    complaints.GetValueOrDefault(manager.ManagerNo),
                    since,
                    posting.Area == "rural",
                    GradeScores.Missed(terms, manager.Education, since, last)
                ),
                posting.Org,
                before,
                parts,
                [.. earlier[manager.ManagerNo]]
            );
        }

        book.Candidates = [.. book._known.Values.Select(k => k.Candidate)];
        book.Base =
            terms.Base == GradeWords.All
                ? managers.Count
                : book._known.Values.Count(k => GradeWords.HeightOf(k.Before.Level) > 0);
        book.NotKnown =
        [
            .. GradeWords.Parts.Where(part =>
                terms.Score.GetValueOrDefault(part) > 0
                && book._known.Values.All(k => k.Parts.All(p => p.Part != part || p.Value is null))
            ),
            .. GradeScores.NotKnown(terms),
        ];
        return book;
    }

    public GradeProposal Propose(Guid run, Placement placement)
    {
        var known = _known[placement.ManagerNo];
        var (recommendation, streak) = GradeScores.Recommend(
            _terms.Streaks,
            [(known.Before.Level, placement.Level, known.Candidate.Score), .. known.Earlier]
        );
        return GradeProposal.Of(
            run,
            placement,
            known.Org,
            known.Before,
            known.Candidate.IsRural,
            new(
                known.Candidate.Score,
                known.Parts,
                known.Candidate.Complaints,
                known.Candidate.InPostSince,
                known.Candidate.Missed,
                placement.Margin,
                recommendation,
                streak
            )
        );
    }

    /// <summary>The marks of exam and appraisal: the period's own or, without one, the mean of its months'.</summary>
    private static async Task<Func<string, string, decimal?>> MarksAsync(
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        List<Period> periods = [period, .. period.Months()];
        var numbers = db.Managers.Select(m => m.ManagerNo);
        var marks = (
            await db
                .Indicators.AsNoTracking()
                .Where(i => numbers.Contains(i.ManagerNo))
                .Where(i => (i.Kpi == ExamKpi || i.Kpi == Kpi.Review) && periods.Contains(i.Period))
                .Select(i => new
                {
                    i.ManagerNo,
                    i.Kpi,
                    i.Period,
                    i.Value,
                })
                .ToListAsync(ct)
        ).ToLookup(i => (i.ManagerNo, i.Kpi), i => (i.Period, i.Value));
        return (managerNo, kpi) =>
        {
            var own = marks[(managerNo, kpi)].ToList();
            return own.Count == 0 ? null
                : own.Exists(m => m.Period == period) ? own.Find(m => m.Period == period).Value
                : own.Average(m => m.Value);
        };
    }

    /// <summary>Assessments of approved runs before, the newest first.</summary>
    private static async Task<ILookup<string, (string? Before, string Level, decimal? Score)>> EarlierAsync(
        string scheme,
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var runs = await db
            .GradeRuns.AsNoTracking()
            .Where(r => r.Scheme == scheme && r.State == GradeRunState.Approved)
            .Select(r => new { r.Id, r.Period })
            .ToListAsync(ct);
        var newest = runs.Where(r => r.Period < period).OrderByDescending(r => r.Period).ToList();
        var ids = newest.ConvertAll(r => r.Id);
        var proposals = await db
            .GradeProposals.AsNoTracking()
            .Where(p => ids.Contains(p.RunId))
            .Select(p => new
            {
                p.RunId,
                p.ManagerNo,
                p.BeforeLevel,
                p.Level,
                p.Score,
            })
            .ToListAsync(ct);
        return proposals
            .OrderBy(p => ids.IndexOf(p.RunId))
            .ToLookup(
                p => p.ManagerNo,
                p => ((string?)p.BeforeLevel, p.Level, p.Score is { } score ? score / 10_000m : (decimal?)null),
                StringComparer.Ordinal
            );
    }

    private sealed record Known(
        Candidate Candidate,
        string Org,
        (string? Level, string? Step) Before,
        IReadOnlyList<ScorePart> Parts,
        IReadOnlyList<(string? Before, string Level, decimal? Score)> Earlier
    );
}
