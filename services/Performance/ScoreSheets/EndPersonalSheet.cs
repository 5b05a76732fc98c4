using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>Ends a manager's own score sheet: from an open month on the level's holds again.</summary>
internal static class EndPersonalSheet
{
    /// <param name="from">The first month without it; null for the first open month.</param>
    /// <param name="rhythm">The length of the periods it scores; null for months.</param>
    public static async Task<Ok<IReadOnlyList<PersonalSheetAnswer>>> Handle(
        string managerNo,
        Period? from,
        string? rhythm,
        BankBounds bounds,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (from is { } given && bounds.OfPeriod(given) is { } refusal)
            throw refusal.Of("from");
        if (from is { IsMonth: false })
            throw new RuleBrokenException(
                "score-sheet.not-a-month",
                new("from 应为月份，如 2026-01。", "from is a month, like 2026-01."),
                status: 400
            );
        var scores = PutScoreSheet.ReadRhythm(rhythm);
        var ended = await db.InTransactionAsync(
            async () =>
            {
                var ledger = await PeriodLedger.LoadAsync(db, ct);
                var month = from ?? ledger.LastClosedOf(scores)?.Next() ?? Period.MonthOf(BankCalendar.Today(clock));
                await PutScoreSheet.CheckOpenAsync(month, scores, db, ct);
                var sheets = await db.PersonalSheets.Where(s => s.ManagerNo == managerNo).ToListAsync(ct);
                var ofRhythm = sheets.FindAll(s => s.Rhythm == scores);
                var holding = PersonalSheet.Holding(ofRhythm, month);
                var toEnd = ofRhythm
                    .Where(s => s == holding || (s.EffectiveFrom > month && s.EndedFrom is null))
                    .ToList();
                if (toEnd.Count == 0)
                    throw RuleBrokenException.NotFound("score-sheet");
                trail.About(PutScoreSheet.Subject(managerNo, month, scores));
                foreach (var sheet in toEnd)
                    sheet.End(month);
                trail.Note("ended", string.Join(' ', toEnd.Select(s => s.EffectiveFrom)));
                await db.SaveChangesAsync(ct);
                return sheets;
            },
            ct
        );
        return TypedResults.Ok<IReadOnlyList<PersonalSheetAnswer>>([
            .. ended.OrderByDescending(s => s.EffectiveFrom).Select(PersonalSheetAnswer.Of),
        ]);
    }
}

/// <summary>A manager's own score sheet.</summary>
/// <param name="Version">The version of the sheet; 0 for a draft.</param>
/// <param name="Status"><c>approved</c>, or <c>draft</c> until another person approves it.</param>
/// <param name="EndedFrom">The first month in which it no longer holds; null while it is not ended.</param>
/// <param name="Proposal">The id under which a draft is approved; null for an approved sheet.</param>
/// <param name="Findings">The regulatory findings of a draft.</param>
internal sealed record PersonalSheetAnswer(
    string ManagerNo,
    Period EffectiveFrom,
    int Version,
    IReadOnlyList<WeightedKpi> Kpis,
    string Status,
    Period? EndedFrom,
    Guid? Proposal,
    IReadOnlyList<SheetFinding> Findings,
    string? AcceptedFindings,
    string? ApprovedBy,
    string Rhythm
)
{
    public static PersonalSheetAnswer Of(PersonalSheet sheet) =>
        new(
            ManagerNo: sheet.ManagerNo,
            EffectiveFrom: sheet.EffectiveFrom,
            Version: sheet.Version,
            Kpis: sheet.Kpis,
            Status: PutScoreSheet.InForce,
            EndedFrom: sheet.EndedFrom,
            Proposal: null,
            Findings: [],
            AcceptedFindings: sheet.AcceptedFindings,
            ApprovedBy: sheet.ApprovedBy,
            Rhythm: sheet.Rhythm
        );

    public static PersonalSheetAnswer Of(SheetProposal proposal) =>
        new(
            ManagerNo: proposal.ManagerNo!,
            EffectiveFrom: proposal.EffectiveFrom,
            Version: 0,
            Kpis: proposal.Kpis,
            Status: PutScoreSheet.Draft,
            EndedFrom: null,
            Proposal: proposal.Id,
            Findings: proposal.ReadFindings(),
            AcceptedFindings: proposal.Reason,
            ApprovedBy: null,
            Rhythm: proposal.Rhythm
        );
}
