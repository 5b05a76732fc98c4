using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// The trees of categories and of causes: what every bank begins with, and what this one added or changed.
/// </summary>
internal static partial class Topics
{
    public const string Category = "category",
        Cause = "cause";

    private const int Most = 300;

    /// <param name="Tree"><c>category</c> or <c>cause</c>.</param>
    /// <param name="Group">The code of the group; null for a group itself.</param>
    /// <param name="IsActive">False for a topic that is no longer chosen.</param>
    public sealed record Topic(string Tree, string Code, string? Group, string NameZh, string NameEn, bool IsActive);

    public sealed record Answer(IReadOnlyList<Topic> Topics);

    public sealed record Request(
        [property: Required, MaxLength(CaseBounds.TopicName)] string? NameZh,
        [property: Required, MaxLength(CaseBounds.TopicName)] string? NameEn,
        [property: Required] bool? IsActive
    );

    private static readonly (string Code, Text Name)[] Categories =
    [
        ("sales", new("营销办卡", "Selling")),
        ("sales.misleading", new("误导宣传", "Misleading words")),
        ("sales.without-consent", new("未经同意办理", "Without consent")),
        ("sales.too-many-calls", new("频繁推销", "Too many calls")),
        ("fees", new("费用", "Fees")),
        ("fees.annual", new("年费", "Annual fee")),
        ("fees.instalment", new("分期费率", "Instalment rate")),
        ("fees.interest", new("利息与违约金", "Interest and penalties")),
        ("service", new("服务", "Service")),
        ("service.attitude", new("服务态度", "Attitude")),
        ("service.delay", new("办理拖延", "Delay")),
        ("service.gift", new("礼品未兑现", "Promised gift")),
        ("account", new("账务", "Account")),
        ("account.statement", new("账单", "Statement")),
        ("account.limit", new("额度", "Credit limit")),
        ("account.transaction", new("交易争议", "Disputed transaction")),
        ("privacy", new("个人信息", "Personal data")),
        ("privacy.leak", new("信息泄露", "Leaked data")),
        ("other", new("其他", "Other")),
    ];

    private static readonly (string Code, Text Name)[] Causes =
    [
        ("sales", new("营销", "Selling")),
        ("sales.misleading", new("销售误导", "Misleading sale")),
        ("sales.without-consent", new("未经同意办理", "Without consent")),
        ("sales.fees-not-explained", new("费用未说明", "Fees not explained")),
        ("service", new("服务", "Service")),
        ("service.attitude", new("服务态度", "Attitude")),
        ("service.delay", new("办理拖延", "Delay")),
        ("service.mistake", new("操作差错", "Mistake")),
        ("product", new("产品", "Product")),
        ("product.terms", new("产品条款", "Terms of the product")),
        ("product.fees", new("产品收费", "Fees of the product")),
        ("system", new("系统", "System")),
        ("system.fault", new("系统故障", "System fault")),
        ("system.data", new("数据错误", "Wrong data")),
        ("customer", new("客户", "Customer")),
        ("customer.misunderstanding", new("客户误解", "Misunderstanding")),
        ("other", new("其他", "Other")),
    ];

    /// <param name="tree"><c>category</c> or <c>cause</c>; null for both.</param>
    public static async Task<Ok<Answer>> List(string? tree, FeedbackDbContext db, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(tree))
            CheckTree(tree);
        return TypedResults.Ok(
            new Answer([
                .. (tree is null or "" or Category ? await LoadAsync(Category, db, ct) : []),
                .. (tree is null or "" or Cause ? await LoadAsync(Cause, db, ct) : []),
            ])
        );
    }

    /// <summary>Adds a topic, renames it, or takes it out of use.</summary>
    public static async Task<NoContent> Put(
        string tree,
        string code,
        Request request,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        CheckTree(tree);
        if (code.Length > CaseBounds.TopicCode || !Code().IsMatch(code))
            throw new RuleBrokenException(
                "topic.code",
                new(
                    "编号由小写字母、数字和连字符组成，上级与下级以点分隔。",
                    "A code has small letters, digits and hyphens; a dot separates the group from the topic."
                ),
                status: 400
            );
        var nameZh = CaseBounds.Read(request.NameZh, "nameZh", CaseBounds.TopicName);
        var nameEn = CaseBounds.Read(request.NameEn, "nameEn", CaseBounds.TopicName);
        await db.InTransactionAsync(
            async () =>
            {
                var all = await LoadAsync(tree, db, ct);
                if (GroupOf(code) is { } group && !all.Exists(t => t.Code == group))
                    throw RuleBrokenException.NotFound("topic");
                if (all.Count >= Most && !all.Exists(t => t.Code == code))
                    throw new RuleBrokenException(
                        "topic.too-many",
                        new(Invariant($"一棵目录树最多 {Most} 项。"), Invariant($"A tree has at most {Most} topics."))
                    );
                var kept = await db.CaseTopics.FirstOrDefaultAsync(t => t.Tree == tree && t.Code == code, ct);
                if (kept is null)
                    db.CaseTopics.Add(kept = new(tree, code));
                kept.Change(nameZh, nameEn, request.IsActive!.Value);
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.NoContent();
    }

    /// <summary>The topics of a tree by their codes, each group before what is in it.</summary>
    public static async Task<List<Topic>> LoadAsync(string tree, FeedbackDbContext db, CancellationToken ct)
    {
        var kept = await db.CaseTopics.AsNoTracking().Where(t => t.Tree == tree).Take(Most).ToListAsync(ct);
        return
        [
            .. (tree == Category ? Categories : Causes)
                .Where(d => !kept.Exists(k => k.Code == d.Code))
                .Select(d => new Topic(tree, d.Code, GroupOf(d.Code), d.Name.Zh, d.Name.En, IsActive: true))
                .Concat(kept.Select(k => new Topic(tree, k.Code, GroupOf(k.Code), k.NameZh, k.NameEn, k.IsActive)))
                .OrderBy(t => t.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>The topics that can be chosen: in use, and not a group of others.</summary>
    public static IEnumerable<Topic> Choices(IReadOnlyCollection<Topic> topics) =>
        topics.Where(t => t.IsActive && !topics.Any(o => o.IsActive && o.Group == t.Code));

    /// <exception cref="RuleBrokenException">400: no such cause can be chosen.</exception>
    public static async Task CheckCauseAsync(string cause, FeedbackDbContext db, CancellationToken ct)
    {
        var choices = Choices(await LoadAsync(Cause, db, ct)).Select(t => t.Code).ToList();
        if (!choices.Contains(cause, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "case.unknown-cause",
                new(
                    $"cause 应为下列之一：{string.Join("、", choices)}。",
                    $"cause is one of {string.Join(", ", choices)}."
                ),
                status: 400
            );
    }

    private static void CheckTree(string tree)
    {
        if (tree is not (Category or Cause))
            throw RuleBrokenException.NotFound("topic");
    }

    private static string? GroupOf(string code) =>
        code.IndexOf('.', StringComparison.Ordinal) is > 0 and var at ? code[..at] : null;

    [GeneratedRegex(
        @"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Code();
}
