using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>Lists the score sheets that needed a second person, with what became of them.</summary>
internal static class ListProposals
{
    public sealed record Answer(
        Guid Id,
        string Level,
        string? ManagerNo,
        Period EffectiveFrom,
        IReadOnlyList<WeightedKpi> Kpis,
        IReadOnlyList<SheetFinding> Findings,
        string Reason,
        string State,
        string ProposedBy,
        DateTimeOffset ProposedAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? ReturnReason,
        string Rhythm
    )
    {
        public static Answer Of(SheetProposal p) =>
            new(
                Id: p.Id,
                Level: p.Level,
                ManagerNo: p.ManagerNo,
                EffectiveFrom: p.EffectiveFrom,
                Kpis: p.Kpis,
                Findings: p.ReadFindings(),
                Reason: p.Reason,
                State: p.State,
                ProposedBy: p.ProposedBy,
                ProposedAt: p.ProposedAt,
                DecidedBy: p.DecidedBy,
                DecidedAt: p.DecidedAt,
                ReturnReason: p.ReturnReason,
                Rhythm: p.Rhythm
            );
    }

    private static readonly ListOrder<SheetProposal> Order = new ListOrder<SheetProposal>("-proposedAt")
        .By("proposedAt", p => p.ProposedAt)
        .By("level", p => p.Level)
        .By("effectiveFrom", p => p.EffectiveFrom)
        .Key("id", p => p.Id);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("level", new("级", "Level"), p => p.Level),
        new("managerNo", new("客户经理编号", "Manager number"), p => p.ManagerNo),
        new("effectiveFrom", new("生效月份", "In force from"), p => p.EffectiveFrom),
        new("rhythm", new("考核周期", "Rhythm"), p => p.Rhythm),
        new("weights", new("指标和权重", "KPIs and weights"), p => PutScoreSheet.Weights(p.Kpis)),
        new("findings", new("监管提示", "Findings"), p => string.Join(' ', p.Findings.Select(f => f.Code))),
        new("reason", new("理由", "Reason"), p => p.Reason),
        new("state", new("状态", "State"), p => p.State),
        new("proposedBy", new("制定人", "Proposed by"), p => p.ProposedBy),
        new("proposedAt", new("制定时间（UTC）", "Proposed at (UTC)"), p => p.ProposedAt),
        new("decidedBy", new("审批人", "Decided by"), p => p.DecidedBy),
        new("decidedAt", new("审批时间（UTC）", "Decided at (UTC)"), p => p.DecidedAt),
        new("returnReason", new("退回理由", "Returned because"), p => p.ReturnReason),
    ];

    /// <param name="level">A level, to list only its sheets; null for all and for managers' own.</param>
    /// <param name="state"><c>proposed</c>, <c>approved</c>, <c>returned</c> or <c>replaced</c>; null for all.</param>
    public static async Task<Listing<SheetProposal, Answer>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        string? level,
        PartOfBankFinder part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        // A manager's own sheet is personal: it is listed to whom the manager is.
        var visible = await ManagerRoutes.Visible(part, db, BankCalendar.Today(clock), ct);
        var proposals = db
            .SheetProposals.AsNoTracking()
            .Where(p => p.ManagerNo == null || visible.Any(m => m.ManagerNo == p.ManagerNo));
        if (state is not null)
            proposals = proposals.Where(p => p.State == state);
        if (level is not null)
            proposals = proposals.Where(p => p.Level == level);
        return new(proposals, list, Order, p => Answer.Of(p), Columns);
    }
}
