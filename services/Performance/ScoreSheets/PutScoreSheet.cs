using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>
/// Sets the score sheet of a level from a month on. One with regulatory findings is only proposed, and needs a reason.
/// </summary>
internal static class PutScoreSheet
{
    public const string Draft = "draft",
        InForce = "approved";

    /// <param name="AcceptFindings">
    /// The reason for writing the sheet in spite of its regulatory findings; null without any.
    /// </param>
    /// <param name="Rhythm">
    /// The length of the periods it scores: <c>month</c>, <c>quarter</c>, <c>half</c> or <c>year</c>; null for months.
    /// </param>
    public sealed record Request(
        [property: Required] Period? EffectiveFrom,
        [property: Required, MinLength(1), MaxLength(50)] IReadOnlyList<WeightedKpi>? Kpis,
        [property: MaxLength(Lengths.Reason)] string? AcceptFindings = null,
        string? Rhythm = null
    );

    /// <param name="Version">The version of the sheet; 0 for a draft.</param>
    /// <param name="Status"><c>approved</c>, or <c>draft</c> until another person approves it.</param>
    /// <param name="Proposal">The id under which a draft is approved; null for an approved sheet.</param>
    /// <param name="Findings">The regulatory findings of a draft.</param>
    /// <param name="AcceptedFindings">The reason for which findings were accepted; null without any.</param>
    /// <param name="ApprovedBy">Person who approved a sheet with findings; null for one without.</param>
    public sealed record Answer(
        string Level,
        Period EffectiveFrom,
        int Version,
        IReadOnlyList<WeightedKpi> Kpis,
        string Status,
        Guid? Proposal,
        IReadOnlyList<SheetFinding> Findings,
        string? AcceptedFindings,
        string? ApprovedBy,
        string Rhythm
    )
    {
        public static Answer Of(ScoreSheet sheet) =>
            new(
                Level: sheet.Level,
                EffectiveFrom: sheet.EffectiveFrom,
                Version: sheet.Version,
                Kpis: sheet.Kpis,
                Status: InForce,
                Proposal: null,
                Findings: [],
                AcceptedFindings: sheet.AcceptedFindings,
                ApprovedBy: sheet.ApprovedBy,
                Rhythm: sheet.Rhythm
            );

        public static Answer Of(SheetProposal proposal) =>
            new(
                Level: proposal.Level,
                EffectiveFrom: proposal.EffectiveFrom,
                Version: 0,
                Kpis: proposal.Kpis,
                Status: Draft,
                Proposal: proposal.Id,
                Findings: proposal.ReadFindings(),
                AcceptedFindings: proposal.Reason,
                ApprovedBy: null,
                Rhythm: proposal.Rhythm
            );
    }

    public static async Task<Ok<Answer>> Handle(
        string level,
        Request request,
        Caller caller,
        BankBounds bounds,
        RegulationMargin margin,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (!Manager.Levels.Contains(level))
            throw RuleBrokenException.NotFound("level");
        var (from, rhythm, reason) = Read(request, bounds);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var proposal = await WriteAsync(
                        level,
                        null,
                        from,
                        rhythm,
                        request.Kpis!,
                        reason,
                        caller.Id,
                        margin,
                        db,
                        trail,
                        clock,
                        ct
                    );
                    return proposal is null
                        ? Answer.Of((await db.ScoreSheets.FindAsync([level, from, rhythm], ct))!)
                        : Answer.Of(proposal);
                },
                ct
            )
        );
    }

    /// <summary>The month, the rhythm and the reason of a request whose sheet could be one.</summary>
    internal static (Period From, string Rhythm, string? Reason) Read(Request request, BankBounds bounds)
    {
        var from = request.EffectiveFrom!.Value;
        if (!from.IsMonth)
            throw new RuleBrokenException(
                "score-sheet.not-a-month",
                new("effectiveFrom 应为月份，如 2026-01。", "effectiveFrom is a month, like 2026-01."),
                status: 400
            );
        if (bounds.OfPeriod(from) is { } refusal)
            throw refusal.Of("effectiveFrom");
        ScoreSheet.Check(request.Kpis!);
        return (
            from,
            ReadRhythm(request.Rhythm),
            TypedText.Read(request.AcceptFindings, Lengths.Reason, "acceptFindings", hasLines: true)
        );
    }

    /// <exception cref="RuleBrokenException">400: there is no such rhythm.</exception>
    internal static string ReadRhythm(string? given) =>
        given is null ? Rhythms.Month
        : Rhythms.All.Contains(given, StringComparer.Ordinal) ? given
        : throw new RuleBrokenException(
            "score-sheet.rhythm-not-valid",
            new("rhythm 应为 month、quarter、half 或 year。", "rhythm is month, quarter, half or year."),
            status: 400
        );

    /// <summary>
    /// Saves the sheet in a transaction: a concurrent close has used either the sheet before or this one.
    /// </summary>
    /// <param name="level">The level it is for; empty for a manager's own.</param>
    /// <param name="managerNo">The manager it is for; null for a level's.</param>
    /// <returns>The draft, where there are findings; null where the sheet is in force.</returns>
    internal static async Task<SheetProposal?> WriteAsync(
        string level,
        string? managerNo,
        Period from,
        string rhythm,
        IReadOnlyList<WeightedKpi> kpis,
        string? reason,
        string by,
        RegulationMargin margin,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        trail.About(Subject(managerNo ?? level, from, rhythm));
        await CheckOpenAsync(from, rhythm, db, ct);
        var definitions = (await KpiCatalogue.LoadAsync(db, ct)).Newest();
        CheckNotEnded(kpis, definitions);
        var findings = SheetFinding.Of(kpis, definitions, margin.Share);
        if (findings.Count > 0 && reason is null)
            throw new RuleBrokenException(
                "score-sheet.regulation",
                new(
                    "考核表与监管规定不符；如仍要使用，请以 acceptFindings 说明理由，并由另一人审批。",
                    "The sheet has regulatory findings; to use it all the same, give the reason as acceptFindings, and another person approves it."
                ),
                details: [.. findings]
            );
        foreach (
            var earlier in await db
                .SheetProposals.Where(p =>
                    p.Level == level
                    && p.ManagerNo == managerNo
                    && p.EffectiveFrom == from
                    && p.Rhythm == rhythm
                    && p.State == SheetProposal.Proposed
                )
                .ToListAsync(ct)
        )
            earlier.Replace(by, clock.GetUtcNow());
        SheetProposal? proposal = null;
        if (findings.Count == 0)
            await SetAsync(level, managerNo, from, rhythm, kpis, null, null, db, trail, ct);
        else
        {
            proposal = SheetProposal.Propose(
                level,
                managerNo,
                from,
                kpis,
                findings,
                reason!,
                by,
                clock.GetUtcNow(),
                rhythm
            );
            db.SheetProposals.Add(proposal);
            trail.Note("status", Draft);
            trail.Note("weights", Weights(kpis));
            trail.Note("findings", string.Join(' ', findings.Select(f => f.Code)));
            trail.Note("acceptFindings", reason!);
        }

        await db.SaveChangesAsync(ct);
        return proposal;
    }

    /// <summary>The subject of audit entries about a sheet, the same for writing and approval.</summary>
    internal static string Subject(string owner, Period from, string rhythm) =>
        rhythm == Rhythms.Month ? $"{owner} {from}" : $"{owner} {from} {rhythm}";

    internal static async Task CheckOpenAsync(Period from, string rhythm, PerformanceDbContext db, CancellationToken ct)
    {
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        if (ledger.LastClosedOf(rhythm) is { } closed && from <= closed)
            throw new RuleBrokenException(
                "score-sheet.period-closed",
                new(
                    $"{closed} 已关账；考核表只能从之后的月份生效。",
                    $"{closed} is closed; a score sheet can only take effect after it."
                )
            );
    }

    internal static void CheckNotEnded(IReadOnlyList<WeightedKpi> kpis, KpiSet definitions)
    {
        if (kpis.FirstOrDefault(k => definitions.Of(k.Kpi).EndedFrom is not null) is { } ended)
            throw new RuleBrokenException(
                "score-sheet.kpi-ended",
                new($"指标“{ended.Kpi}”已停用。", $"The KPI '{ended.Kpi}' has ended.")
            );
    }

    /// <summary>Puts the weights into force; the caller saves.</summary>
    internal static async Task SetAsync(
        string level,
        string? managerNo,
        Period from,
        string rhythm,
        IReadOnlyList<WeightedKpi> kpis,
        string? approvedBy,
        string? acceptedFindings,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        string? before;
        int version;
        if (managerNo is null)
        {
            var sheet = await db.ScoreSheets.FindAsync([level, from, rhythm], ct);
            before = sheet is null ? null : Weights(sheet.Kpis);
            if (sheet is null)
                db.ScoreSheets.Add(sheet = ScoreSheet.Draw(level, from, kpis, rhythm));
            else
                sheet.Redraw(kpis);
            sheet.Approve(approvedBy, acceptedFindings);
            version = sheet.Version;
        }
        else
        {
            var sheet = await db.PersonalSheets.FindAsync([managerNo, from, rhythm], ct);
            before = sheet is null ? null : Weights(sheet.Kpis);
            if (sheet is null)
                db.PersonalSheets.Add(sheet = PersonalSheet.Draw(managerNo, from, kpis, rhythm));
            else
                sheet.Redraw(kpis);
            sheet.Approve(approvedBy, acceptedFindings);
            version = sheet.Version;
        }

        trail.Change("weights", before, Weights(kpis));
        trail.Note("version", version.ToString(CultureInfo.InvariantCulture));
    }

    internal static string Weights(IEnumerable<WeightedKpi> kpis) =>
        string.Join(", ", kpis.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Kpi} {k.Weight}")));
}
