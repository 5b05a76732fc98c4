using CardTeam.Contracts;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recoveries;

/// <summary>Lists cases of recovery with their balances, and shows one.</summary>
internal static class ListRecoveries
{
    private static readonly string[] States =
    [
        "awaiting-side",
        "to-decide",
        "taking",
        "demand-proposed",
        "settled",
        "refused",
    ];

    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="Ground">The code of the ground.</param>
    /// <param name="Forfeited">The part taken from what was not released.</param>
    /// <param name="Taken">The part that approved runs have taken from pay.</param>
    /// <param name="Claimed">The part that payroll claims from a manager who has left.</param>
    /// <param name="Left">The part that is neither taken nor claimed; 0.00 before an approval.</param>
    /// <param name="State">
    /// <c>awaiting-side</c>, <c>to-decide</c>, <c>taking</c>, <c>settled</c> or <c>refused</c>.
    /// </param>
    /// <param name="HasSide">True when the manager has stated their side.</param>
    /// <param name="DemandProposedBy">
    /// The person who asks for what is left of a manager who has left, while that waits for a decision; otherwise null.
    /// </param>
    public sealed record Row(
        long Number,
        Guid Id,
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        string Ground,
        IReadOnlyList<string> Periods,
        Money Amount,
        Money Forfeited,
        Money Taken,
        Money Claimed,
        Money Left,
        string State,
        DateOnly SideUntil,
        bool HasSide,
        string? DemandProposedBy,
        string ProposedBy,
        DateTimeOffset ProposedAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt
    )
    {
        public static Row Of(RecoveryCase r, string? name, string? orgName, DateOnly today) =>
            new(
                Number: r.Number,
                Id: r.Id,
                ManagerNo: r.ManagerNo,
                Name: name,
                Org: r.Org,
                OrgName: orgName,
                Ground: r.Ground,
                Periods: r.ReadPeriods().Select(p => p.ToString()).ToList(),
                Amount: r.Amount,
                Forfeited: Money.Zero,
                Taken: Money.Zero,
                Claimed: Money.Zero,
                Left: Money.Zero,
                State: RecoveryAnswer.StateOf(r, Money.Zero, today),
                SideUntil: r.SideUntil,
                HasSide: r.Side != null,
                DemandProposedBy: r.DemandState == RecoveryDemandState.Proposed ? r.DemandProposedBy : null,
                ProposedBy: r.ProposedBy,
                ProposedAt: r.ProposedAt,
                DecidedBy: r.DecidedBy,
                DecidedAt: r.DecidedAt
            );
    }

    private static readonly ListOrder<RecoveryCase> Order = new ListOrder<RecoveryCase>("-number")
        .By("managerNo", r => r.ManagerNo)
        .By("amount", r => r.Amount)
        .By("sideUntil", r => r.SideUntil)
        .Key("number", r => r.Number);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("number", new("序号", "Number"), r => r.Number),
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("ground", new("情形", "Ground"), r => r.Ground),
        new("periods", new("所涉月份", "Months"), r => string.Join("; ", r.Periods)),
        new("amount", new("追索金额", "Amount"), r => r.Amount),
        new("forfeited", new("未发放部分抵扣", "Forfeited"), r => r.Forfeited),
        new("taken", new("从奖金扣回", "Taken from pay"), r => r.Taken),
        new("claimed", new("由薪资部门收回", "Claimed by payroll"), r => r.Claimed),
        new("left", new("余额", "Left"), r => r.Left),
        new("state", new("状态", "State"), r => r.State),
        new("sideUntil", new("陈述截止日", "Side until"), r => r.SideUntil),
        new("hasSide", new("已陈述", "Side stated"), r => r.HasSide),
        new("proposedBy", new("提出人", "Opened by"), r => r.ProposedBy),
        new("proposedAt", new("提出时间（UTC）", "Opened at (UTC)"), r => r.ProposedAt),
        new("decidedBy", new("审批人", "Decided by"), r => r.DecidedBy),
        new("decidedAt", new("审批时间（UTC）", "Decided at (UTC)"), r => r.DecidedAt),
    ];

    /// <param name="state">
    /// One of the states, or <c>demand-proposed</c> for those with a demand to decide; null for all.
    /// </param>
    /// <param name="search">A part of the manager's number or name.</param>
    /// <exception cref="RuleBrokenException">400: no such state.</exception>
    public static async Task<Listing<RecoveryCase, Row>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        string? search,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var recoveries = db
            .Recoveries.AsNoTracking()
            .Within(await finder.FindAsync(ct), r => r.Org, r => r.ManagerNo)
            .OfManagersLike(search, r => r.ManagerNo, db);
        if (!string.IsNullOrEmpty(state))
            recoveries = InState(recoveries, state, today, db);
        return new(
            recoveries,
            list,
            Order,
            r =>
                Row.Of(
                    r,
                    db.ManagerNames.Where(n => n.ManagerNo == r.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                    db.OrgUnits.Where(u => u.Code == r.Org).Select(u => u.Name).FirstOrDefault(),
                    today
                ),
            Columns
        )
        {
            CompleteAsync = async some =>
            {
                var balances = await RecoveryBalance.OfAsync(db, [.. some.Select(r => r.Number)], ct);
                return
                [
                    .. some.Select(r =>
                        balances.TryGetValue(r.Number, out var balance)
                            ? r with
                            {
                                Forfeited = balance.Forfeited,
                                Taken = balance.Taken,
                                Claimed = balance.Claimed,
                                Left = balance.Left,
                                State = balance.Left > Money.Zero ? "taking" : "settled",
                            }
                            : r
                    ),
                ];
            },
        };
    }

    public static async Task<Ok<RecoveryAnswer>> Get(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        LeaverDeferral leavers,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await RecoveryAnswer.OfAsync(
                await RecoveryAnswer.FindAsync(id, await finder.FindAsync(ct), db, ct),
                caller,
                leavers,
                db,
                clock,
                ct
            )
        );

    private static IQueryable<RecoveryCase> InState(
        IQueryable<RecoveryCase> recoveries,
        string state,
        DateOnly today,
        IncentiveDbContext db
    ) =>
        state switch
        {
            "awaiting-side" => recoveries.Where(r =>
                r.State == RecoveryState.Proposed && r.Side == null && r.SideUntil >= today
            ),
            "to-decide" => recoveries.Where(r =>
                r.State == RecoveryState.Proposed && (r.Side != null || r.SideUntil < today)
            ),
            "taking" => recoveries.Where(r =>
                r.State == RecoveryState.Approved
                && db.LedgerEntries.Where(e => e.RecoveryNumber == r.Number && e.Account == LedgerEntry.Recovery)
                    .Sum(e => (long)(object)e.Amount) > 0
            ),
            "settled" => recoveries.Where(r =>
                r.State == RecoveryState.Approved
                && db.LedgerEntries.Where(e => e.RecoveryNumber == r.Number && e.Account == LedgerEntry.Recovery)
                    .Sum(e => (long)(object)e.Amount) <= 0
            ),
            "demand-proposed" => recoveries.Where(r => r.DemandState == RecoveryDemandState.Proposed),
            "refused" => recoveries.Where(r => r.State == RecoveryState.Refused),
            _ => throw CorrectionBounds.UnknownState(States),
        };
}
