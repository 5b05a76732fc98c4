using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Warnings;

/// <summary>Lists warnings, and shows one with what may be done about it.</summary>
internal static class ListWarnings
{
    /// <param name="Name">The manager's current name.</param>
    /// <param name="Began">The first month of the cause.</param>
    /// <param name="Last">The last month of the cause, as it is known now.</param>
    /// <param name="Org">The manager's unit on the last day of the cause.</param>
    /// <param name="State">
    /// <c>monitoring</c>, <c>warning</c>, <c>responded</c>, <c>received</c>, <c>settled</c> or <c>cleared</c>.
    /// </param>
    /// <param name="Outdated">True when late knowledge took the cause away after somebody had responded.</param>
    /// <param name="RespondBy">The last day of the response; null while it is monitored.</param>
    /// <param name="DueOn">The day until which the measure is to show an effect.</param>
    /// <param name="MayRespond">True when the caller may respond.</param>
    /// <param name="MayCheck">True when the caller may take receipt, return the response or name the outcome.</param>
    public sealed record Row(
        Guid Id,
        long Number,
        string Rule,
        Text RuleName,
        string? Kpi,
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        Period Began,
        Period Last,
        string Severity,
        bool Conduct,
        IReadOnlyList<EvidenceFigure> Evidence,
        string State,
        bool Outdated,
        DateTimeOffset FoundAt,
        DateOnly? RespondBy,
        string? RespondedBy,
        DateTimeOffset? RespondedAt,
        string? Response,
        DateOnly? DueOn,
        string? ReturnReason,
        string? ReceivedBy,
        DateTimeOffset? ReceivedAt,
        string? SettledBy,
        DateTimeOffset? SettledAt,
        string? Outcome,
        string? OutcomeNote,
        bool MayRespond,
        bool MayCheck
    )
    {
        public static Row Of(
            Warning w,
            IReadOnlyDictionary<string, WarningRule> rules,
            string? name,
            string? orgName,
            Caller caller,
            PartOfBank part
        )
        {
            var rule = rules.GetValueOrDefault(w.Rule);
            var acts = caller.IsAny(Roles.Hr, Roles.BranchHead) && caller.ManagerNo != w.ManagerNo;
            return new(
                Id: w.Id,
                Number: w.Number,
                Rule: w.Rule,
                RuleName: new(rule?.NameZh ?? w.Rule, rule?.NameEn ?? w.Rule),
                Kpi: rule?.Kpi,
                ManagerNo: w.ManagerNo,
                Name: name,
                Org: w.Org,
                OrgName: orgName,
                Began: w.Began,
                Last: w.Last,
                Severity: w.Severity,
                Conduct: w.IsConduct,
                Evidence: EvidenceFigure.Read(w.Evidence),
                State: WarningWords.Name(w.State),
                Outdated: w.IsOutdated,
                FoundAt: w.FoundAt,
                RespondBy: w.RespondBy,
                RespondedBy: w.RespondedBy,
                RespondedAt: w.RespondedAt,
                Response: w.Response,
                DueOn: w.MeasureDueOn,
                ReturnReason: w.ReturnReason,
                ReceivedBy: w.ReceivedBy,
                ReceivedAt: w.ReceivedAt,
                SettledBy: w.SettledBy,
                SettledAt: w.SettledAt,
                Outcome: w.Outcome,
                OutcomeNote: w.OutcomeNote,
                MayRespond: acts && w.State == WarningState.Raised,
                MayCheck: acts
                    && w.State is WarningState.Responded or WarningState.Received
                    && w.RespondedBy != caller.Id
                    && IsAbove(part, w)
            );
        }
    }

    private static readonly ListOrder<Warning> Order = new ListOrder<Warning>("-number")
        .Key("number", w => w.Number)
        .By("last", w => w.Last)
        .By("managerNo", w => w.ManagerNo)
        .By("org", w => w.Org)
        .By("respondBy", w => w.RespondBy);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("number", new("序号", "Number"), w => w.Number) { IsSummed = false },
        new("rule", new("规则", "Rule"), w => w.Rule),
        new("managerNo", new("客户经理编号", "Manager number"), w => w.ManagerNo),
        new("name", new("姓名", "Name"), w => w.Name),
        new("org", new("机构", "Unit"), w => w.Org),
        new("orgName", new("机构名称", "Unit name"), w => w.OrgName),
        new("began", new("起始月份", "First month"), w => w.Began),
        new("last", new("最近月份", "Last month"), w => w.Last),
        new("severity", new("级别", "Severity"), w => w.Severity),
        new("conduct", new("行为类", "Conduct"), w => w.Conduct),
        new("evidence", new("依据", "Evidence"), w => EvidenceFigure.Write(w.Evidence)),
        new("state", new("状态", "State"), w => w.State),
        new("respondBy", new("应对期限", "Respond by"), w => w.RespondBy),
        new("respondedBy", new("应对人", "Responded by"), w => w.RespondedBy),
        new("respondedAt", new("应对时间（UTC）", "Responded at (UTC)"), w => w.RespondedAt),
        new("response", new("应对措施", "Response"), w => w.Response),
        new("dueOn", new("措施到期日", "Measure due on"), w => w.DueOn),
        new("receivedBy", new("签收人", "Received by"), w => w.ReceivedBy),
        new("receivedAt", new("签收时间（UTC）", "Received at (UTC)"), w => w.ReceivedAt),
        new("outcome", new("结果", "Outcome"), w => w.Outcome),
        new("outcomeNote", new("结果说明", "Note on the outcome"), w => w.OutcomeNote),
    ];

    /// <param name="state">A state; null for all.</param>
    /// <param name="open">True lists only what waits for somebody, false only the others; null all.</param>
    /// <param name="org">A unit, for only it and what is below it.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    /// <exception cref="RuleBrokenException">400: no such state.</exception>
    public static async Task<Listing<Warning, Row>> Handle(
        [AsParameters] ListQuery list,
        string? state,
        string? rule,
        string? manager,
        Period? period,
        string? org,
        bool? conduct,
        bool? open,
        string? search,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var warnings = db.Warnings.AsNoTracking().Within(part, w => w.Org, w => w.ManagerNo);
        if (!string.IsNullOrEmpty(state))
        {
            var place = Array.IndexOf(WarningWords.States, state);
            if (place < 0)
                throw new RuleBrokenException(
                    "request.invalid-state",
                    new(
                        $"state 应为下列之一：{string.Join("、", WarningWords.States)}。",
                        $"state is one of these: {string.Join(", ", WarningWords.States)}."
                    ),
                    status: 400
                );
            var wanted = (WarningState)place;
            warnings = warnings.Where(w => w.State == wanted);
        }

        if (rule is not null)
            warnings = warnings.Where(w => w.Rule == rule);
        if (manager is not null)
            warnings = warnings.Where(w => w.ManagerNo == manager);
        if (period is not null)
            warnings = warnings.Where(w => w.Began <= period && w.Last >= period);
        if (open is not null)
            warnings = warnings.Where(w =>
                (
                    w.State == WarningState.Raised
                    || w.State == WarningState.Responded
                    || w.State == WarningState.Received
                ) == open
            );
        if (conduct is not null)
            warnings = warnings.Where(w => w.IsConduct == conduct);
        if (org is not null)
            warnings = warnings.Within(
                new PartOfBank(await PartOfBank.BelowAsync(org, db, ct), null),
                w => w.Org,
                w => w.ManagerNo
            );
        if (ManagerSearch.Matching(db, search) is { } matching)
            warnings = warnings.Where(w => matching.Contains(w.ManagerNo));
        var rules = await RulesAsync(db, ct);
        return new(
            warnings,
            list,
            Order,
            w =>
                Row.Of(
                    w,
                    rules,
                    db.Managers.Where(m => m.ManagerNo == w.ManagerNo).Select(m => m.Name).FirstOrDefault(),
                    db.Units.Where(u => u.Code == w.Org).Select(u => u.Name).FirstOrDefault(),
                    caller,
                    part
                ),
            Columns
        );
    }

    public static async Task<Ok<Row>> Get(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        return TypedResults.Ok(
            await ShowAsync(await FindAsync(id, part, db.Warnings.AsNoTracking(), ct), caller, part, db, ct)
        );
    }

    /// <exception cref="RuleBrokenException">404: there is none in the caller's part of the bank.</exception>
    internal static async Task<Warning> FindAsync(
        Guid id,
        PartOfBank part,
        IQueryable<Warning> warnings,
        CancellationToken ct
    ) =>
        await warnings.Within(part, w => w.Org, w => w.ManagerNo).FirstOrDefaultAsync(w => w.Id == id, ct)
        ?? throw RuleBrokenException.NotFound("warning");

    /// <summary>The newest version of every rule, by code.</summary>
    private static async Task<IReadOnlyDictionary<string, WarningRule>> RulesAsync(
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        await db
            .WarningRules.AsNoTracking()
            .Where(r => r.IsCurrent)
            .ToDictionaryAsync(r => r.Code, StringComparer.Ordinal, ct);

    /// <summary>True when the part of the bank contains the unit above the manager's.</summary>
    internal static bool IsAbove(PartOfBank part, Warning warning) =>
        part.IsWhole || (warning.Above is { } above && part.Includes(above, ""));

    internal static async Task<Row> ShowAsync(
        Warning warning,
        Caller caller,
        PartOfBank part,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        Row.Of(
            warning,
            await RulesAsync(db, ct),
            await db.Managers.Where(m => m.ManagerNo == warning.ManagerNo).Select(m => m.Name).FirstOrDefaultAsync(ct),
            await db.Units.Where(u => u.Code == warning.Org).Select(u => u.Name).FirstOrDefaultAsync(ct),
            caller,
            part
        );
}
