using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <summary>Lists disputes, shows one with its course, and counts the open ones by age.</summary>
internal static class ListDisputes
{
    private static readonly string[] States = ["open", "overdue", "unassigned", "upheld", "rejected"];

    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="Shown">The amount of the line when it was disputed.</param>
    /// <param name="Expected">The amount that the manager expected; null where they named none.</param>
    /// <param name="State"><c>open</c>, <c>upheld</c> or <c>rejected</c>.</param>
    /// <param name="RuleName">The name of the rule in the month's plan.</param>
    public sealed record Row(
        long Number,
        Guid Id,
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        Period Period,
        string Rule,
        Money Shown,
        Money? Expected,
        string State,
        DateTimeOffset OpenedAt,
        DateOnly DueOn,
        bool IsOverdue,
        string? AssignedTo,
        DateTimeOffset? AnsweredAt,
        bool IsReopened,
        Text RuleName
    )
    {
        public static Row Of(Dispute d, DateOnly today, string? name, string? orgName) =>
            new(
                Number: d.Number,
                Id: d.Id,
                ManagerNo: d.ManagerNo,
                Name: name,
                Org: d.Org,
                OrgName: orgName,
                Period: d.Period,
                Rule: d.Rule,
                Shown: d.Shown,
                Expected: d.Expected,
                State: d.State.ToString().ToLowerInvariant(),
                OpenedAt: d.OpenedAt,
                DueOn: d.DueOn,
                IsOverdue: d.State == DisputeState.Open && d.DueOn < today,
                AssignedTo: d.AssignedTo,
                AnsweredAt: d.AnsweredAt,
                IsReopened: d.IsReopened,
                RuleName: new(d.Rule, d.Rule)
            );
    }

    /// <param name="Open">The number of disputes without an answer.</param>
    /// <param name="Unassigned">The number of those that nobody has taken.</param>
    /// <param name="Overdue">The number of those whose due day is over.</param>
    /// <param name="Ages">The open ones by the working days since they were opened.</param>
    /// <param name="Upheld">The number of all that were upheld.</param>
    /// <param name="Rejected">The number of all that were rejected.</param>
    public sealed record Figures(
        int Open,
        int Unassigned,
        int Overdue,
        IReadOnlyList<Age> Ages,
        int Upheld,
        int Rejected
    );

    /// <param name="From">The fewest working days.</param>
    /// <param name="To">The most; null without end.</param>
    public sealed record Age(int From, int? To, int Disputes);

    private static readonly (int From, int? To)[] Ages = [(0, 2), (3, 5), (6, 10), (11, null)];

    private static readonly ListOrder<Dispute> Order = new ListOrder<Dispute>("-number")
        .By("managerNo", d => d.ManagerNo)
        .By("period", d => d.Period)
        .By("dueOn", d => d.DueOn)
        .Key("number", d => d.Number);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("number", new("序号", "Number"), r => r.Number),
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("period", new("期间", "Period"), r => r.Period),
        new("rule", new("规则", "Rule"), r => r.Rule),
        new("shown", new("奖金单金额", "In the statement"), r => r.Shown) { IsSummed = false },
        new("expected", new("认为应为", "Expected"), r => r.Expected) { IsSummed = false },
        new("state", new("状态", "State"), r => r.State),
        new("openedAt", new("提出时间（UTC）", "Opened at (UTC)"), r => r.OpenedAt),
        new("dueOn", new("答复期限", "Due on"), r => r.DueOn),
        new("assignedTo", new("承办人", "Assigned to"), r => r.AssignedTo),
        new("answeredAt", new("答复时间（UTC）", "Answered at (UTC)"), r => r.AnsweredAt),
        new("isReopened", new("重新提出", "Reopened"), r => r.IsReopened),
        new("ruleNameZh", new("规则名称", "Rule name (Chinese)"), r => r.RuleName.Zh),
        new("ruleNameEn", new("规则名称（英文）", "Rule name (English)"), r => r.RuleName.En),
    ];

    /// <param name="state">
    /// <c>open</c>, <c>overdue</c> (open beyond the due day), <c>unassigned</c> (open and taken by nobody), <c>upheld</c>
    /// or <c>rejected</c>; null for all.
    /// </param>
    /// <param name="assignedTo">Shows the disputes that this analyst answers only.</param>
    /// <param name="search">A part of the manager's number or name.</param>
    /// <exception cref="ServiceDefaults.Errors.RuleBrokenException">400: no such state.</exception>
    public static async Task<Listing<Dispute, Row>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        Period? period,
        string? assignedTo,
        string? search,
        PartOfBankFinder part,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var disputes = db
            .Disputes.AsNoTracking()
            .Within(await part.FindAsync(ct), d => d.Org, d => d.ManagerNo)
            .OfManagersLike(search, d => d.ManagerNo, db);
        if (period is { } month)
            disputes = disputes.Where(d => d.Period == month);
        if (!string.IsNullOrEmpty(assignedTo))
            disputes = disputes.Where(d => d.AssignedTo == assignedTo);
        disputes = state switch
        {
            null or "" => disputes,
            "open" => disputes.Where(d => d.State == DisputeState.Open),
            "overdue" => disputes.Where(d => d.State == DisputeState.Open && d.DueOn < today),
            "unassigned" => disputes.Where(d => d.State == DisputeState.Open && d.AssignedTo == null),
            "upheld" => disputes.Where(d => d.State == DisputeState.Upheld),
            "rejected" => disputes.Where(d => d.State == DisputeState.Rejected),
            _ => throw CorrectionBounds.UnknownState(States),
        };
        return new(
            disputes,
            list,
            Order,
            d =>
                Row.Of(
                    d,
                    today,
                    db.ManagerNames.Where(n => n.ManagerNo == d.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                    db.OrgUnits.Where(u => u.Code == d.Org).Select(u => u.Name).FirstOrDefault()
                ),
            Columns
        )
        {
            CompleteAsync = async some =>
            {
                var plans = await PlansOfMonths.OfAsync(db, some.Select(r => r.Period), ct);
                return [.. some.Select(r => r with { RuleName = plans.Of(r.Period).Of(r.Rule) })];
            },
        };
    }

    public static async Task<Ok<DisputeAnswer>> Get(
        Guid id,
        Caller caller,
        PartOfBankFinder part,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await DisputeAnswer.OfAsync(
                await DisputeAnswer.FindAsync(id, await part.FindAsync(ct), db, ct),
                caller,
                db,
                clock,
                ct
            )
        );

    public static async Task<Ok<Figures>> Count(
        PartOfBankFinder part,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var all = db.Disputes.AsNoTracking().Within(await part.FindAsync(ct), d => d.Org, d => d.ManagerNo);
        var open = await all.Where(d => d.State == DisputeState.Open)
            .Select(d => new
            {
                d.OpenedOn,
                d.DueOn,
                d.AssignedTo,
            })
            .ToListAsync(ct);
        var ages = open.ConvertAll(d => WorkingDays.Between(d.OpenedOn, today));
        return TypedResults.Ok(
            new Figures(
                Open: open.Count,
                Unassigned: open.Count(d => d.AssignedTo is null),
                Overdue: open.Count(d => d.DueOn < today),
                Ages:
                [
                    .. Ages.Select(a => new Age(
                        a.From,
                        a.To,
                        ages.Count(n => n >= a.From && (a.To is not { } to || n <= to))
                    )),
                ],
                Upheld: await all.CountAsync(d => d.State == DisputeState.Upheld, ct),
                Rejected: await all.CountAsync(d => d.State == DisputeState.Rejected, ct)
            )
        );
    }
}
