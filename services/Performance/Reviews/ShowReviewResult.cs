using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>Lists the results of closed rounds, and shows one by competency.</summary>
internal static class ShowReviewResult
{
    /// <param name="Score">0 to 100; null where nothing counts or an appeal has set it aside.</param>
    /// <param name="Appeal"><c>pending</c>, <c>upheld</c> or <c>rejected</c>; null without an appeal.</param>
    public sealed record Row(
        Guid Id,
        Guid RoundId,
        Period Period,
        string ManagerNo,
        string? Name,
        string Org,
        [property: JsonConverter(typeof(RatioJson))] decimal? Score,
        string? Appeal
    );

    /// <param name="Parts">The parts that count with their re-scaled weights.</param>
    /// <param name="Words">The words of relations that are shown by themselves, in the order of the alphabet.</param>
    /// <param name="Themes">Themes that HR has coded from the other words.</param>
    /// <param name="ThemesDue">The number of words that wait for HR to code them; 0 for others.</param>
    /// <param name="MayAppeal">True when the caller may appeal.</param>
    /// <param name="MayDecide">True when the caller may decide on the appeal.</param>
    public sealed record Detail(
        Row Result,
        int Minimum,
        IReadOnlyList<ReviewPart> Parts,
        IReadOnlyList<Line> Competencies,
        IReadOnlyList<GroupWords> Words,
        IReadOnlyList<string> Themes,
        int ThemesDue,
        Objection? Objection,
        bool MayAppeal,
        bool MayDecide
    );

    /// <param name="Mark">The weighted mark, 1 to 5; null where no group is shown.</param>
    /// <param name="Self">The person's own mark; null where they gave none.</param>
    /// <param name="UnitMean">The mean of the persons of the round; null where fewer than three have a result.</param>
    /// <param name="Groups">The mean of each group that is shown.</param>
    public sealed record Line(
        string Code,
        Text Name,
        [property: JsonConverter(typeof(RatioJson))] decimal? Mark,
        [property: JsonConverter(typeof(RatioJson))] decimal? Self,
        [property: JsonConverter(typeof(RatioJson))] decimal? UnitMean,
        IReadOnlyList<GroupMean> Groups
    );

    public sealed record GroupMean(
        IReadOnlyList<string> Relations,
        int Answers,
        [property: JsonConverter(typeof(RatioJson))] decimal Mean
    );

    /// <summary>An appeal and what was decided.</summary>
    public sealed record Objection(
        string State,
        string Reason,
        DateTimeOffset At,
        string? Decision,
        string? DecidedBy,
        DateTimeOffset? DecidedAt
    );

    private static readonly ListOrder<ReviewResult> Order = new ListOrder<ReviewResult>("-period")
        .By("period", r => r.Period)
        .By("managerNo", r => r.ManagerNo)
        .By("org", r => r.Org)
        .Key("id", r => r.Id);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("period", new("期间", "Period"), r => r.Period),
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("score", new("得分", "Score"), r => r.Score) { IsSummed = false },
        new("appeal", new("申诉", "Appeal"), r => r.Appeal),
    ];

    /// <param name="round">A round; null for all.</param>
    /// <param name="appeal"><c>pending</c>, <c>upheld</c> or <c>rejected</c>; null for all.</param>
    public static async Task<Listing<ReviewResult, Row>> List(
        [AsParameters] ListQuery list,
        Guid? round,
        Period? period,
        string? manager,
        string? appeal,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var results = db.ReviewResults.AsNoTracking().Within(await finder.FindAsync(ct), r => r.Org, r => r.ManagerNo);
        if (round is not null)
            results = results.Where(r => r.RoundId == round);
        if (period is not null)
            results = results.Where(r => r.Period == period);
        if (manager is not null)
            results = results.Where(r => r.ManagerNo == manager);
        if (!string.IsNullOrEmpty(appeal))
            results = results.Where(r => r.Appeal == appeal);
        return new(
            results,
            list,
            Order,
            r => RowOf(r, db.Managers.Where(m => m.ManagerNo == r.ManagerNo).Select(m => m.Name).FirstOrDefault()),
            Columns
        );
    }

    public static async Task<Ok<Detail>> Get(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await DetailAsync(
                await FindAsync(id, await finder.FindAsync(ct), db.ReviewResults.AsNoTracking(), ct),
                caller,
                db,
                ct
            )
        );

    /// <exception cref="RuleBrokenException">404: there is none in the caller's part of the bank.</exception>
    internal static async Task<ReviewResult> FindAsync(
        Guid id,
        PartOfBank part,
        IQueryable<ReviewResult> results,
        CancellationToken ct
    ) =>
        await results.Within(part, r => r.Org, r => r.ManagerNo).FirstOrDefaultAsync(r => r.Id == id, ct)
        ?? throw RuleBrokenException.NotFound("review-result");

    internal static async Task<Detail> DetailAsync(
        ReviewResult result,
        Caller caller,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var round = await db.ReviewRounds.AsNoTracking().FirstAsync(r => r.Id == result.RoundId, ct);
        var name = await db
            .Managers.Where(m => m.ManagerNo == result.ManagerNo)
            .Select(m => m.Name)
            .FirstOrDefaultAsync(ct);
        var (terms, content) = (round.Terms, result.Read());
        var self = content.Groups.FirstOrDefault(g => g.Relations is [ReviewWords.Self]);
        return new(
            Result: RowOf(result, name),
            Minimum: terms.Minimum,
            Parts: content.Parts,
            Competencies:
            [
                .. terms.Competencies.Select(
                    (c, at) =>
                        new Line(
                            c.Code,
                            c.Name,
                            At(content.Competencies, at),
                            At(self?.Means, at),
                            At(content.UnitMeans, at),
                            [.. content.Groups.Select(g => new GroupMean(g.Relations, g.Answers, g.Means[at]))]
                        )
                ),
            ],
            Words: content.Words,
            Themes: result.ThemeList(),
            ThemesDue: caller.Is(Roles.Hr) ? await db.ReviewRemarks.CountAsync(r => r.ResultId == result.Id, ct) : 0,
            Objection: result.Appeal is null
                ? null
                : new(
                    result.Appeal,
                    result.AppealReason!,
                    result.AppealedAt!.Value,
                    result.Decision,
                    result.DecidedBy,
                    result.DecidedAt
                ),
            MayAppeal: result.Appeal is null && caller.ManagerNo == result.ManagerNo,
            MayDecide: result.Appeal == ReviewWords.Pending
                && caller.Is(Roles.Hr)
                && caller.Id != round.ProposedBy
                && caller.Id != round.ConfirmedBy
                && caller.Id != round.ClosedBy
        );
    }

    private static decimal? At(IReadOnlyList<decimal>? values, int at) =>
        values is not null && at < values.Count ? values[at] : null;

    private static Row RowOf(ReviewResult r, string? name) =>
        new(r.Id, r.RoundId, r.Period, r.ManagerNo, name, r.Org, r.Score, r.Appeal);
}
