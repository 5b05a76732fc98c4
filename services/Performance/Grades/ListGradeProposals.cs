using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Grades;

/// <summary>Lists the proposals of a run in the caller's part of the bank, the best first.</summary>
internal static class ListGradeProposals
{
    /// <param name="Score">From 0 to 1; null where no part of it is known.</param>
    /// <param name="Level">The assessed level.</param>
    /// <param name="PayLevel">The level of pay that the grade as decided gives.</param>
    /// <param name="Change"><c>up</c>, <c>same</c> or <c>down</c>: the assessed level against the one before.</param>
    /// <param name="FinalLevel">The level as people decided, or as assessed.</param>
    /// <param name="Margin">The distance to the next level; null at the highest.</param>
    /// <param name="Recommendation"><c>promote</c>, <c>keep</c>, <c>demote</c> or <c>eliminate</c>.</param>
    /// <param name="Streak">The assessments in a row it rests on.</param>
    public sealed record Row(
        string ManagerNo,
        string? Name,
        string Org,
        int Rank,
        [property: JsonConverter(typeof(RatioJson))] decimal? Score,
        IReadOnlyList<ScorePart> Parts,
        int Complaints,
        DateOnly InPostSince,
        string Level,
        string? Step,
        string PayLevel,
        string? PayStep,
        string? BeforeLevel,
        string? BeforeStep,
        string Change,
        IReadOnlyDictionary<string, IReadOnlyList<string>> Missed,
        GradeMargin? Margin,
        string Recommendation,
        int Streak,
        string FinalLevel,
        string? FinalStep,
        string? DecidedBy,
        string? DecisionReason,
        string? OverCapReason,
        string? ReviewedBy
    )
    {
        public static Row Of(GradeProposal p, string? name, GradeTerms terms)
        {
            var basis = p.ReadBasis();
            var (payLevel, payStep) = GradeAllocation.PayOf(terms, p.FinalLevel, p.FinalStep, p.IsRural);
            return new(
                ManagerNo: p.ManagerNo,
                Name: name,
                Org: p.Org,
                Rank: p.Rank,
                Score: basis.Score,
                Parts: basis.Parts,
                Complaints: basis.Complaints,
                InPostSince: basis.InPostSince,
                Level: p.Level,
                Step: p.Step,
                PayLevel: payLevel,
                PayStep: payStep,
                BeforeLevel: p.BeforeLevel,
                BeforeStep: p.BeforeStep,
                Change: GradeScores.Change(p.BeforeLevel, p.Level) switch
                {
                    > 0 => "up",
                    < 0 => "down",
                    _ => "same",
                },
                Missed: basis.Missed,
                Margin: basis.Margin,
                Recommendation: basis.Recommendation,
                Streak: basis.Streak,
                FinalLevel: p.FinalLevel,
                FinalStep: p.FinalStep,
                DecidedBy: p.DecidedBy,
                DecisionReason: p.DecisionReason,
                OverCapReason: p.OverCapReason,
                ReviewedBy: p.ReviewedBy
            );
        }
    }

    private static readonly ListOrder<GradeProposal> Order = new ListOrder<GradeProposal>("rank")
        .By("rank", p => p.Rank)
        .By("org", p => p.Org)
        .Key("managerNo", p => p.ManagerNo);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("rank", new("名次", "Rank"), p => p.Rank) { IsSummed = false },
        new("managerNo", new("客户经理编号", "Manager number"), p => p.ManagerNo),
        new("name", new("姓名", "Name"), p => p.Name),
        new("org", new("机构", "Unit"), p => p.Org),
        new("score", new("得分", "Score"), p => p.Score) { IsRatio = true },
        new("complaints", new("属实投诉", "Complaints upheld"), p => p.Complaints),
        new("inPostSince", new("任现职日期", "In post since"), p => p.InPostSince),
        new("beforeLevel", new("原级", "Level before"), p => p.BeforeLevel),
        new("beforeStep", new("原档", "Step before"), p => p.BeforeStep),
        new("level", new("评定级", "Assessed level"), p => p.Level),
        new("step", new("评定档", "Assessed step"), p => p.Step),
        new("finalLevel", new("拟定级", "Level as decided"), p => p.FinalLevel),
        new("finalStep", new("拟定档", "Step as decided"), p => p.FinalStep),
        new("payLevel", new("薪酬级", "Level of pay"), p => p.PayLevel),
        new("payStep", new("薪酬档", "Step of pay"), p => p.PayStep),
        new("recommendation", new("建议", "Recommendation"), p => p.Recommendation),
        new("decidedBy", new("调整人", "Decided by"), p => p.DecidedBy),
        new("decisionReason", new("调整理由", "Reason"), p => p.DecisionReason),
        new("reviewedBy", new("分行讨论", "Reviewed by"), p => p.ReviewedBy),
    ];

    /// <param name="level">A level as decided, to list only its managers; null for all.</param>
    /// <param name="changed">True lists only whose level changes.</param>
    public static async Task<Listing<GradeProposal, Row>> Handle(
        [AsParameters] ListQuery list,
        Guid id,
        string? level,
        bool? changed,
        PartOfBankFinder part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var run = await ListGradeRuns.FindAsync(id, db, ct);
        var terms = run.Terms();
        var proposals = db
            .GradeProposals.AsNoTracking()
            .Where(p => p.RunId == id)
            .Within(await part.FindAsync(ct), p => p.Org, p => p.ManagerNo);
        if (level is not null)
            proposals = proposals.Where(p => (p.DecidedLevel ?? p.Level) == level);
        if (changed == true)
            proposals = proposals.Where(p => (p.BeforeLevel ?? GradeWords.Trainee) != (p.DecidedLevel ?? p.Level));
        return new(
            proposals,
            list,
            Order,
            p =>
                Row.Of(
                    p,
                    db.Managers.Where(m => m.ManagerNo == p.ManagerNo).Select(m => m.Name).FirstOrDefault(),
                    terms
                ),
            Columns
        );
    }
}
