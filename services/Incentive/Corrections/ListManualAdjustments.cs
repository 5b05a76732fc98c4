using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <summary>Lists manual adjustments, with what of them is paid.</summary>
internal static class ListManualAdjustments
{
    private static readonly string[] States = ["proposed", "approved", "settled", "returned", "withdrawn"];

    /// <param name="Proposal">The id under which it is decided: its own, or that of its file.</param>
    /// <param name="IsOfFile">True when it came in a file, which is decided as a whole.</param>
    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="Period">The month it is for.</param>
    /// <param name="Amount">The amount to give, or below zero to take.</param>
    /// <param name="Paid">The part of it that approved runs have given or taken.</param>
    /// <param name="State">
    /// <c>proposed</c>, <c>approved</c> (the next run pays it, or what is left of it), <c>settled</c>, <c>returned</c> or
    /// <c>withdrawn</c>.
    /// </param>
    /// <param name="Evidence">References of what it rests on.</param>
    public sealed record Row(
        long Number,
        Guid Id,
        Guid Proposal,
        bool IsOfFile,
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        Period Period,
        Money Amount,
        Money Paid,
        string State,
        string Reason,
        IReadOnlyList<string> Evidence,
        string ProposedBy,
        DateTimeOffset ProposedAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? ReturnReason
    )
    {
        public static Row Of(ManualAdjustment a, string? name, string? orgName) =>
            new(
                Number: a.Number,
                Id: a.Id,
                Proposal: a.Proposal,
                IsOfFile: a.IsOfFile,
                ManagerNo: a.ManagerNo,
                Name: name,
                Org: a.Org,
                OrgName: orgName,
                Period: a.Period,
                Amount: a.Amount,
                Paid: Money.Zero,
                State: a.SettledBy is null ? a.State.ToString().ToLowerInvariant() : "settled",
                Reason: a.Reason,
                Evidence: a.ReadEvidence(),
                ProposedBy: a.ProposedBy,
                ProposedAt: a.ProposedAt,
                DecidedBy: a.DecidedBy,
                DecidedAt: a.DecidedAt,
                ReturnReason: a.ReturnReason
            );
    }

    private static readonly ListOrder<ManualAdjustment> Order = new ListOrder<ManualAdjustment>("-number")
        .By("managerNo", a => a.ManagerNo)
        .By("period", a => a.Period)
        .By("amount", a => a.Amount)
        .Key("number", a => a.Number);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("number", new("序号", "Number"), r => r.Number),
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("period", new("期间", "Period"), r => r.Period),
        new("amount", new("金额", "Amount"), r => r.Amount),
        new("paid", new("已计入", "Paid"), r => r.Paid),
        new("state", new("状态", "State"), r => r.State),
        new("reason", new("原因", "Reason"), r => r.Reason),
        new("evidence", new("依据", "Evidence"), r => string.Join("; ", r.Evidence)),
        new("proposedBy", new("提出人", "Proposed by"), r => r.ProposedBy),
        new("proposedAt", new("提出时间（UTC）", "Proposed at (UTC)"), r => r.ProposedAt),
        new("decidedBy", new("审批人", "Decided by"), r => r.DecidedBy),
        new("decidedAt", new("审批时间（UTC）", "Decided at (UTC)"), r => r.DecidedAt),
        new("returnReason", new("退回原因", "Reason of the return"), r => r.ReturnReason),
    ];

    /// <param name="state">One of the states; null for all.</param>
    /// <param name="proposal">Shows the adjustments that are decided under this id only.</param>
    /// <param name="search">A part of the manager's number or name.</param>
    /// <exception cref="RuleBrokenException">400: no such state.</exception>
    public static async Task<Listing<ManualAdjustment, Row>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        Guid? proposal,
        Period? period,
        string? search,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var adjustments = db
            .ManualAdjustments.AsNoTracking()
            .Within(await part.FindAsync(ct), a => a.Org, a => a.ManagerNo)
            .OfManagersLike(search, a => a.ManagerNo, db);
        if (proposal is { } id)
            adjustments = adjustments.Where(a => a.Proposal == id);
        if (period is { } month)
            adjustments = adjustments.Where(a => a.Period == month);
        if (!string.IsNullOrEmpty(state))
            adjustments = InState(adjustments, state);
        return new(
            adjustments,
            list,
            Order,
            a =>
                Row.Of(
                    a,
                    db.ManagerNames.Where(n => n.ManagerNo == a.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                    db.OrgUnits.Where(u => u.Code == a.Org).Select(u => u.Name).FirstOrDefault()
                ),
            Columns
        )
        {
            CompleteAsync = async some =>
            {
                var paid = await CorrectionBook.PaidAsync(
                    db,
                    [.. some.Select(r => CorrectionBook.Reference(r.Number))],
                    ct
                );
                return
                [
                    .. some.Select(r => r with { Paid = paid.GetValueOrDefault(CorrectionBook.Reference(r.Number)) }),
                ];
            },
        };
    }

    private static IQueryable<ManualAdjustment> InState(IQueryable<ManualAdjustment> adjustments, string state) =>
        state switch
        {
            "proposed" => adjustments.Where(a => a.State == AdjustmentState.Proposed),
            "approved" => adjustments.Where(a => a.State == AdjustmentState.Approved && a.SettledBy == null),
            "settled" => adjustments.Where(a => a.State == AdjustmentState.Approved && a.SettledBy != null),
            "returned" => adjustments.Where(a => a.State == AdjustmentState.Returned),
            "withdrawn" => adjustments.Where(a => a.State == AdjustmentState.Withdrawn),
            _ => throw CorrectionBounds.UnknownState(States),
        };
}
