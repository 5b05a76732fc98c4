using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recognitions;

internal static class RecognitionRoutes
{
    private static readonly string[] Readers =
    [
        Roles.Hr,
        Roles.BranchHead,
        Roles.AccountManager,
        Roles.IncentiveAnalyst,
        Roles.Auditor,
    ];

    private static readonly string[] ListFaults =
    [
        "400 request.invalid-limit",
        "400 request.invalid-cursor",
        "400 request.invalid-sort",
    ];

    private static readonly ListOrder<Recognition> OrderOfRecognitions = new ListOrder<Recognition>("code")
        .By("from", r => r.From)
        .Key("code", r => r.Code);

    private static readonly ExportColumn<PutRecognition.Answer>[] ColumnsOfRecognitions =
    [
        new("code", new("编号", "Code"), r => r.Code),
        new("titleZh", new("名称", "Title (Chinese)"), r => r.Title.Zh),
        new("titleEn", new("名称（英文）", "Title"), r => r.Title.En),
        new("from", new("起始月份", "From"), r => r.From),
        new("to", new("截止月份", "To"), r => r.To),
        new("rule", new("规则", "Rule"), r => r.Rule.Write()),
        new("changedBy", new("修改人", "Changed by"), r => r.ChangedBy),
        new("changedAt", new("修改时间（UTC）", "Changed at (UTC)"), r => r.ChangedAt),
    ];

    private static readonly ListOrder<Contest> OrderOfContests = new ListOrder<Contest>("-to")
        .By("to", c => c.To)
        .By("from", c => c.From)
        .Key("code", c => c.Code);

    private static readonly ExportColumn<PutContest.Answer>[] ColumnsOfContests =
    [
        new("code", new("编号", "Code"), c => c.Code),
        new("titleZh", new("名称", "Title (Chinese)"), c => c.Title.Zh),
        new("titleEn", new("名称（英文）", "Title"), c => c.Title.En),
        new("prizeZh", new("奖品", "Prize (Chinese)"), c => c.Prize.Zh),
        new("prizeEn", new("奖品（英文）", "Prize"), c => c.Prize.En),
        new("from", new("起始月份", "From"), c => c.From),
        new("to", new("截止月份", "To"), c => c.To),
        new("orgs", new("机构", "Units"), c => string.Join(' ', c.Orgs)),
        new("kpi", new("指标", "KPI"), c => c.Kpi),
        new("changedBy", new("修改人", "Changed by"), c => c.ChangedBy),
        new("changedAt", new("修改时间（UTC）", "Changed at (UTC)"), c => c.ChangedAt),
    ];

    public static void MapRecognitions(this IEndpointRouteBuilder app)
    {
        var recognitions = app.MapGroup("/recognitions").WithTags("Recognitions");
        recognitions
            .MapPut("/{code}", PutRecognition.Handle)
            .Describe(
                "Sets what managers are recognised for at the closes to come.",
                "400 recognition.not-valid",
                "409 recognition.too-many",
                "409 code.differs-in-case-only"
            )
            .RequireRoles(Roles.Hr, Roles.IncentiveAnalyst)
            .RequireWholeBank();
        recognitions
            .MapList("/awards", (list, path) => list.MapGet(path, ListAwards.Handle))
            .Describe("Lists the recognitions that were given.", ListFaults)
            .RequireRoles(Readers)
            .AuditPersonalReads();
        app.MapGroup("")
            .WithTags("Recognitions")
            .MapList("/recognitions", (list, path) => list.MapGet(path, ListRecognitions))
            .Describe("Lists what managers are recognised for.", ListFaults)
            .RequireRoles(Readers);
        var contests = app.MapGroup("/contests").WithTags("Contests");
        contests
            .MapPut("/{code}", PutContest.Handle)
            .Describe(
                "Sets up a contest.",
                "400 recognition.not-valid",
                "409 recognition.too-many",
                "409 code.differs-in-case-only"
            )
            .RequireRoles(Roles.Hr, Roles.IncentiveAnalyst)
            .RequireWholeBank();
        app.MapGroup("")
            .WithTags("Contests")
            .MapList("/contests", (list, path) => list.MapGet(path, ListContests))
            .Describe("Lists the contests, the latest first.", ListFaults)
            .RequireRoles(Readers);
        contests
            .MapGet("/{code}/standing", ShowStanding.Show)
            .Describe(
                "Shows how a contest stands.",
                "404 contest.not-found",
                "400 request.invalid-limit",
                "400 request.invalid-cursor"
            )
            .RequireRoles(Readers)
            .AuditPersonalReads();
        contests
            .MapGet("/{code}/standing.{format}", ShowStanding.Export)
            .Describe("Exports how a contest stands.", "404 contest.not-found", "404 export.not-found")
            .RequireRoles(Readers)
            .AuditPersonalReads();
    }

    private static Listing<Recognition, PutRecognition.Answer> ListRecognitions(
        [AsParameters] ListQuery list,
        IncentiveDbContext db
    ) =>
        new(
            db.Recognitions.AsNoTracking(),
            list,
            OrderOfRecognitions,
            r => PutRecognition.Answer.Of(r),
            ColumnsOfRecognitions
        );

    private static Listing<Contest, PutContest.Answer> ListContests(
        [AsParameters] ListQuery list,
        IncentiveDbContext db
    ) => new(db.Contests.AsNoTracking(), list, OrderOfContests, c => PutContest.Answer.Of(c), ColumnsOfContests);
}
