using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Grades;

/// <param name="State"><c>proposed</c>, <c>reviewed</c>, <c>approved</c> or <c>replaced</c>.</param>
/// <param name="Base">The managers of whom the shares were taken.</param>
/// <param name="NotKnown">The parts and conditions that no data was there for.</param>
/// <param name="Levels">The places of each level, and who is placed there; <c>trainee</c> has no places.</param>
/// <param name="LeftOver">The places that rounding leaves to nobody.</param>
/// <param name="Waiting">The units whose proposals wait for their branch's review.</param>
internal sealed record GradeRunAnswer(
    Guid Id,
    string Scheme,
    Period Period,
    string State,
    int Base,
    IReadOnlyList<string> NotKnown,
    IReadOnlyList<GradeRunAnswer.LevelCount> Levels,
    int LeftOver,
    IReadOnlyList<string> Waiting,
    string MadeBy,
    DateTimeOffset MadeAt,
    string? ReviewedBy,
    DateTimeOffset? ReviewedAt,
    string? ReviewNote,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    string? ReturnReason
)
{
    /// <param name="Places">The places; null for trainees.</param>
    /// <param name="Before">The managers who held it before.</param>
    /// <param name="Proposed">The managers whom the scheme places there.</param>
    /// <param name="Final">The managers who hold it as people decided.</param>
    public sealed record LevelCount(string Level, int? Places, int Before, int Proposed, int Final);

    public static async Task<GradeRunAnswer> OfAsync(GradeRun run, PerformanceDbContext db, CancellationToken ct)
    {
        var counts = await db
            .GradeProposals.AsNoTracking()
            .Where(p => p.RunId == run.Id)
            .Select(p => new
            {
                p.BeforeLevel,
                p.Level,
                Final = p.DecidedLevel ?? p.Level,
                p.Org,
                IsReviewed = p.ReviewedAt != null,
            })
            .ToListAsync(ct);
        var places = run.ReadPlaces();
        return new(
            Id: run.Id,
            Scheme: run.Scheme,
            Period: run.Period,
            State: run.State.ToString().ToLowerInvariant(),
            Base: run.Base,
            NotKnown: run.NotKnown.Length == 0 ? [] : run.NotKnown.Split(','),
            Levels:
            [
                .. GradeWords
                    .Levels.Append(GradeWords.Trainee)
                    .Select(level => new LevelCount(
                        level,
                        level == GradeWords.Trainee ? null : places.Of.GetValueOrDefault(level),
                        counts.Count(p => (p.BeforeLevel ?? GradeWords.Trainee) == level),
                        counts.Count(p => p.Level == level),
                        counts.Count(p => p.Final == level)
                    )),
            ],
            LeftOver: places.LeftOver,
            Waiting:
            [
                .. counts
                    .Where(p => !p.IsReviewed)
                    .Select(p => p.Org)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            MadeBy: run.MadeBy,
            MadeAt: run.MadeAt,
            ReviewedBy: run.ReviewedBy,
            ReviewedAt: run.ReviewedAt,
            ReviewNote: run.ReviewNote,
            ApprovedBy: run.ApprovedBy,
            ApprovedAt: run.ApprovedAt,
            ReturnReason: run.ReturnReason
        );
    }
}

/// <summary>Lists and shows grade runs, which are few: no manager is named in them.</summary>
internal static class ListGradeRuns
{
    public sealed record Row(
        Guid Id,
        string Scheme,
        Period Period,
        string State,
        int Base,
        string MadeBy,
        DateTimeOffset MadeAt,
        string? ApprovedBy,
        DateTimeOffset? ApprovedAt
    );

    private static readonly ListOrder<GradeRun> Order = new ListOrder<GradeRun>("-madeAt")
        .By("madeAt", r => r.MadeAt)
        .By("period", r => r.Period)
        .By("scheme", r => r.Scheme)
        .Key("id", r => r.Id);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("scheme", new("方案", "Scheme"), r => r.Scheme),
        new("period", new("期间", "Period"), r => r.Period),
        new("state", new("状态", "State"), r => r.State),
        new("base", new("基数", "Base"), r => r.Base),
        new("madeBy", new("发起人", "Made by"), r => r.MadeBy),
        new("madeAt", new("发起时间（UTC）", "Made at (UTC)"), r => r.MadeAt),
        new("approvedBy", new("审批人", "Approved by"), r => r.ApprovedBy),
        new("approvedAt", new("审批时间（UTC）", "Approved at (UTC)"), r => r.ApprovedAt),
    ];

    public static Listing<GradeRun, Row> Handle([AsParameters] ListQuery list, PerformanceDbContext db) =>
        new(
            db.GradeRuns.AsNoTracking(),
            list,
            Order,
            r => new Row(
                r.Id,
                r.Scheme,
                r.Period,
                r.State.ToString().ToLowerInvariant(),
                r.Base,
                r.MadeBy,
                r.MadeAt,
                r.ApprovedBy,
                r.ApprovedAt
            ),
            Columns
        );

    public static async Task<Ok<GradeRunAnswer>> Get(Guid id, PerformanceDbContext db, CancellationToken ct) =>
        TypedResults.Ok(await GradeRunAnswer.OfAsync(await FindAsync(id, db, ct), db, ct));

    /// <exception cref="RuleBrokenException">404: there is none.</exception>
    public static async Task<GradeRun> FindAsync(Guid id, PerformanceDbContext db, CancellationToken ct) =>
        await db.GradeRuns.FindAsync([id], ct) ?? throw RuleBrokenException.NotFound("grade-run");
}
