using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>Lists the entries that payroll rejected and has not paid since, with payroll's reason.</summary>
internal static class ListRejections
{
    private static readonly string[] States =
    [
        "rejected",
        "resend-proposed",
        "write-off-proposed",
        "resent",
        "written-off",
    ];

    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="State">
    /// <c>rejected</c>, <c>resend-proposed</c>, <c>write-off-proposed</c>, <c>resent</c> or <c>written-off</c>.
    /// </param>
    /// <param name="Reason">Payroll's reason.</param>
    /// <param name="RejectedBy">The user or the queue from which the rejection came.</param>
    /// <param name="ProposalReason">The analyst's reason; null before a proposal.</param>
    /// <param name="ReturnReason">The approver's reason for returning the last returned proposal.</param>
    /// <param name="ResentAs">The id of the entry written in its place.</param>
    public sealed record Row(
        Guid EventId,
        long Sequence,
        string Kind,
        Period Period,
        string ManagerNo,
        string? Name,
        string Org,
        Money Amount,
        string State,
        string? Reason,
        string RejectedBy,
        DateTimeOffset RejectedAt,
        string? ProposedBy,
        DateTimeOffset? ProposedAt,
        string? ProposalReason,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? ReturnReason,
        Guid? ResentAs
    )
    {
        public static Row Of(PayrollEntry entry, Acknowledgement said, PayrollRejection? rejection, string? name) =>
            new(
                EventId: entry.EventId,
                Sequence: entry.Sequence,
                Kind: entry.Kind,
                Period: entry.Period,
                ManagerNo: entry.ManagerNo,
                Name: name,
                Org: entry.Org,
                Amount: entry.Amount,
                State: PayrollRejection.StateOf(rejection),
                Reason: said.Reason,
                RejectedBy: said.AcknowledgedBy,
                RejectedAt: said.AcknowledgedAt,
                ProposedBy: rejection?.ProposedBy,
                ProposedAt: rejection?.ProposedAt,
                ProposalReason: rejection?.Reason,
                DecidedBy: rejection?.DecidedBy,
                DecidedAt: rejection?.DecidedAt,
                ReturnReason: rejection?.ReturnReason,
                ResentAs: rejection?.ResentAs
            );
    }

    private static readonly ListOrder<PayrollEntry> Order = new ListOrder<PayrollEntry>("sequence")
        .By("managerNo", e => e.ManagerNo)
        .By("period", e => e.Period)
        .By("amount", e => e.Amount)
        .Key("sequence", e => e.Sequence);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("eventId", new("发放编号", "Entry id"), r => r.EventId),
        new("sequence", new("流水序号", "Sequence"), r => r.Sequence),
        new("kind", new("种类", "Kind"), r => r.Kind),
        new("period", new("期间", "Period"), r => r.Period),
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("amount", new("金额", "Amount"), r => r.Amount),
        new("state", new("状态", "State"), r => r.State),
        new("reason", new("退回原因", "Payroll's reason"), r => r.Reason),
        new("rejectedBy", new("退回人", "Rejected by"), r => r.RejectedBy),
        new("rejectedAt", new("退回时间（UTC）", "Rejected at (UTC)"), r => r.RejectedAt),
        new("proposedBy", new("处理意见提出人", "Proposed by"), r => r.ProposedBy),
        new("proposalReason", new("处理理由", "Reason of the proposal"), r => r.ProposalReason),
        new("decidedBy", new("审批人", "Decided by"), r => r.DecidedBy),
        new("decidedAt", new("审批时间（UTC）", "Decided at (UTC)"), r => r.DecidedAt),
        new("returnReason", new("打回理由", "Reason of the return"), r => r.ReturnReason),
        new("resentAs", new("重发编号", "Sent again as"), r => r.ResentAs),
    ];

    /// <param name="state">One of the states; null for all.</param>
    /// <param name="search">A part of the manager's number or name.</param>
    /// <exception cref="RuleBrokenException">400: no such state.</exception>
    public static async Task<Listing<PayrollEntry, Row>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        Period? period,
        string? search,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var entries = db
            .PayrollEntries.AsNoTracking()
            .Where(e =>
                db.Acknowledgements.Where(a => a.Status == "rejected").Select(a => a.EventId).Contains(e.EventId)
            )
            .Within(await part.FindAsync(ct), e => e.Org, e => e.ManagerNo)
            .OfManagersLike(search, e => e.ManagerNo, db);
        if (period is { } month)
            entries = entries.Where(e => e.Period == month);
        if (!string.IsNullOrEmpty(state))
            entries = InState(entries, state, db);
        return new(
            entries,
            list,
            Order,
            e =>
                Row.Of(
                    e,
                    db.Acknowledgements.AsNoTracking().First(a => a.EventId == e.EventId),
                    db.PayrollRejections.AsNoTracking().FirstOrDefault(r => r.EventId == e.EventId),
                    db.ManagerNames.Where(n => n.ManagerNo == e.ManagerNo).Select(n => n.Name).FirstOrDefault()
                ),
            Columns
        );
    }

    private static IQueryable<PayrollEntry> InState(
        IQueryable<PayrollEntry> entries,
        string state,
        IncentiveDbContext db
    )
    {
        if (!States.Contains(state, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "request.invalid-state",
                new(
                    $"state 应为下列之一：{string.Join('、', States)}。",
                    $"state is one of these: {string.Join(", ", States)}."
                ),
                status: 400
            );
        return state switch
        {
            "rejected" => entries.Where(e =>
                !db.PayrollRejections.Any(r => r.EventId == e.EventId && r.State != RejectionState.Returned)
            ),
            "resent" => entries.Where(e =>
                db.PayrollRejections.Any(r => r.EventId == e.EventId && r.State == RejectionState.Resent)
            ),
            "written-off" => entries.Where(e =>
                db.PayrollRejections.Any(r => r.EventId == e.EventId && r.State == RejectionState.WrittenOff)
            ),
            "resend-proposed" => entries.Where(e =>
                db.PayrollRejections.Any(r =>
                    r.EventId == e.EventId
                    && r.State == RejectionState.Proposed
                    && r.Decision == PayrollRejection.Resend
                )
            ),
            _ => entries.Where(e =>
                db.PayrollRejections.Any(r =>
                    r.EventId == e.EventId
                    && r.State == RejectionState.Proposed
                    && r.Decision == PayrollRejection.WriteOff
                )
            ),
        };
    }
}
