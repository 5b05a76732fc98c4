using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Warnings;

internal static class WarningRoutes
{
    private static readonly string[] Readers = [Roles.Hr, Roles.BranchHead, Roles.Auditor];

    private static readonly ListOrder<WarningRule> RuleOrder = new ListOrder<WarningRule>("code")
        .Key("code", r => r.Code)
        .By("kind", r => r.Kind)
        .By("severity", r => r.Severity);

    private static readonly ExportColumn<WarningRuleAnswer>[] RuleColumns =
    [
        new("code", new("规则代码", "Rule"), r => r.Code),
        new("nameZh", new("名称", "Name (Chinese)"), r => r.Name.Zh),
        new("nameEn", new("名称（英文）", "Name"), r => r.Name.En),
        new("kind", new("种类", "Kind"), r => r.Kind),
        new("kpi", new("指标", "KPI"), r => r.Kpi),
        new("terms", new("条件", "Terms"), r => r.Terms.Write()),
        new("severity", new("级别", "Severity"), r => r.Severity),
        new("conduct", new("行为类", "Conduct"), r => r.Conduct),
        new("confirm", new("监控月数", "Months to confirm"), r => r.Confirm) { IsSummed = false },
        new("responseDays", new("应对天数", "Days to respond"), r => r.ResponseDays) { IsSummed = false },
        new("effectiveFrom", new("生效月份", "In force from"), r => r.EffectiveFrom),
        new("endedFrom", new("停用月份", "Ended with"), r => r.EndedFrom),
        new("changedBy", new("修改人", "Changed by"), r => r.ChangedBy),
        new("changedAt", new("修改时间（UTC）", "Changed at (UTC)"), r => r.ChangedAt),
    ];

    public static void MapWarnings(this IEndpointRouteBuilder app)
    {
        var warnings = app.MapGroup("").WithTags("Warnings");
        MapRules(warnings);
        warnings
            .MapList("/warnings", (list, path) => list.MapGet(path, ListWarnings.Handle))
            .Describe(
                "Lists warnings about managers of the caller's part of the bank, the newest first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(Readers);
        warnings
            .MapGet("/warnings/{id:guid}", ListWarnings.Get)
            .Describe("Shows a warning with its evidence.", "404 warning.not-found")
            .AuditPersonalReads()
            .RequireRoles(Readers);
        var acts = warnings.MapGroup("/warnings/{id:guid}").RequireRoles(Roles.Hr, Roles.BranchHead);
        acts.MapPost("/respond", AnswerWarning.Respond)
            .Describe(
                "Responds to a warning with a measure and the day until which it is to show an effect.",
                "400 warning.text-missing",
                "400 warning.due-day-passed",
                "404 warning.not-found",
                "409 warning.wrong-state",
                "409 warning.about-yourself"
            );
        acts.MapPost("/receive", AnswerWarning.Receive)
            .Describe(
                "Takes receipt of a response, as somebody above who did not give it.",
                "404 warning.not-found",
                "409 warning.wrong-state",
                "409 warning.about-yourself",
                "409 warning.maker-cannot-check",
                "409 warning.decided-above"
            );
        acts.MapPost("/return", AnswerWarning.Return)
            .Describe(
                "Sends a response back with a reason; the head responds again.",
                "400 warning.text-missing",
                "404 warning.not-found",
                "409 warning.wrong-state",
                "409 warning.about-yourself",
                "409 warning.maker-cannot-check",
                "409 warning.decided-above"
            );
        acts.MapPost("/settle", AnswerWarning.Settle)
            .Describe(
                "Names the outcome of a response that was received.",
                "400 warning.text-missing",
                "400 warning.unknown-outcome",
                "404 warning.not-found",
                "409 warning.wrong-state",
                "409 warning.about-yourself",
                "409 warning.maker-cannot-check",
                "409 warning.decided-above"
            );
    }

    private static void MapRules(IEndpointRouteBuilder warnings)
    {
        warnings
            .MapList("/warning-rules", (list, path) => list.MapGet(path, ListRules))
            .Describe(
                "Lists the warning rules as they stand.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Readers);
        warnings
            .MapPut("/warning-rules/{code}", PutWarningRule.Handle)
            .Describe(
                "Writes a warning rule from the first open month on.",
                "400 warning-rule.not-valid",
                "409 warning-rule.too-many"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        warnings
            .MapPost("/warning-rules/{code}/end", PutWarningRule.End)
            .Describe(
                "Ends a warning rule with the first open month.",
                "400 warning-rule.not-valid",
                "404 warning-rule.not-found"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
    }

    /// <summary>Lists the newest version of each rule.</summary>
    /// <param name="ended">True lists only rules that are ended, false only the others; null all.</param>
    private static Listing<WarningRule, WarningRuleAnswer> ListRules(
        [AsParameters] ListQuery list,
        string? kind,
        bool? ended,
        PerformanceDbContext db
    )
    {
        var rules = db.WarningRules.AsNoTracking().Where(r => r.IsCurrent);
        if (kind is not null)
            rules = rules.Where(r => r.Kind == kind);
        if (ended is not null)
            rules = rules.Where(r => r.EndedFrom != null == ended);
        return new(rules, list, RuleOrder, r => WarningRuleAnswer.From(r), RuleColumns);
    }
}
