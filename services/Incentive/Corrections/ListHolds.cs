using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <summary>Lists holds, with what each keeps back now.</summary>
internal static class ListHolds
{
    private static readonly string[] States = ["active", "released", "settled"];

    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="From">The first month that it withholds from.</param>
    /// <param name="Amount">The most that it withholds over all months; null for no limit.</param>
    /// <param name="Rule">The rule whose line it withholds; null for the whole payable.</param>
    /// <param name="Held">The amount withheld and not paid yet.</param>
    /// <param name="RuleName">The name of the rule in the plan of the first month; null without a rule.</param>
    /// <param name="State">
    /// <c>active</c>, <c>released</c> (the next run pays what was held) or <c>settled</c> (nothing is held any more).
    /// </param>
    public sealed record Row(
        long Number,
        Guid Id,
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        Period From,
        Money? Amount,
        string? Rule,
        Money Held,
        string State,
        string Reason,
        string CreatedBy,
        DateTimeOffset CreatedAt,
        string? ReleasedBy,
        DateTimeOffset? ReleasedAt,
        string? ReleaseReason,
        Text? RuleName
    )
    {
        public static Row Of(Hold h, string? name, string? orgName) =>
            new(
                Number: h.Number,
                Id: h.Id,
                ManagerNo: h.ManagerNo,
                Name: name,
                Org: h.Org,
                OrgName: orgName,
                From: h.From,
                Amount: h.Amount,
                Rule: h.Rule,
                Held: Money.Zero,
                State: !h.IsReleased ? "active"
                    : h.SettledBy is null ? "released"
                    : "settled",
                Reason: h.Reason,
                CreatedBy: h.CreatedBy,
                CreatedAt: h.CreatedAt,
                ReleasedBy: h.ReleasedBy,
                ReleasedAt: h.ReleasedAt,
                ReleaseReason: h.ReleaseReason,
                RuleName: null
            );
    }

    private static readonly ListOrder<Hold> Order = new ListOrder<Hold>("-number")
        .By("managerNo", h => h.ManagerNo)
        .By("from", h => h.From)
        .Key("number", h => h.Number);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("number", new("序号", "Number"), r => r.Number),
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("from", new("自", "From"), r => r.From),
        new("amount", new("最多暂扣", "At most"), r => r.Amount),
        new("rule", new("规则", "Rule"), r => r.Rule),
        new("held", new("暂扣中", "Held"), r => r.Held),
        new("state", new("状态", "State"), r => r.State),
        new("reason", new("原因", "Reason"), r => r.Reason),
        new("createdBy", new("设置人", "Made by"), r => r.CreatedBy),
        new("createdAt", new("设置时间（UTC）", "Made at (UTC)"), r => r.CreatedAt),
        new("releasedBy", new("解除人", "Released by"), r => r.ReleasedBy),
        new("releasedAt", new("解除时间（UTC）", "Released at (UTC)"), r => r.ReleasedAt),
        new("releaseReason", new("解除原因", "Reason of the release"), r => r.ReleaseReason),
    ];

    /// <param name="state">One of the states; null for all.</param>
    /// <param name="search">A part of the manager's number or name.</param>
    /// <exception cref="ServiceDefaults.Errors.RuleBrokenException">400: no such state.</exception>
    public static async Task<Listing<Hold, Row>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        string? search,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var holds = db
            .Holds.AsNoTracking()
            .Within(await part.FindAsync(ct), h => h.Org, h => h.ManagerNo)
            .OfManagersLike(search, h => h.ManagerNo, db);
        holds = state switch
        {
            null or "" => holds,
            "active" => holds.Where(h => h.ReleasedAt == null),
            "released" => holds.Where(h => h.ReleasedAt != null && h.SettledBy == null),
            "settled" => holds.Where(h => h.ReleasedAt != null && h.SettledBy != null),
            _ => throw CorrectionBounds.UnknownState(States),
        };
        return new(
            holds,
            list,
            Order,
            h =>
                Row.Of(
                    h,
                    db.ManagerNames.Where(n => n.ManagerNo == h.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                    db.OrgUnits.Where(u => u.Code == h.Org).Select(u => u.Name).FirstOrDefault()
                ),
            Columns
        )
        {
            CompleteAsync = async some =>
            {
                var held = await CorrectionBook.HeldAsync(
                    db,
                    [.. some.Select(r => CorrectionBook.Reference(r.Number))],
                    ct
                );
                var plans = await PlansOfMonths.OfAsync(
                    db,
                    some.Where(r => r.Rule is not null).Select(r => r.From),
                    ct
                );
                return
                [
                    .. some.Select(r =>
                        r with
                        {
                            Held = held.GetValueOrDefault(CorrectionBook.Reference(r.Number)),
                            RuleName = r.Rule is null ? null : plans.Of(r.From).Of(r.Rule),
                        }
                    ),
                ];
            },
        };
    }
}
