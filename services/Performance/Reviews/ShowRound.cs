using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>Lists rounds, and shows one with its persons and its coverage; never an answer.</summary>
internal static class ShowRound
{
    /// <param name="Draw">The number the draw of peers began with.</param>
    /// <param name="State"><c>proposed</c>, <c>open</c> or <c>closed</c>.</param>
    /// <param name="Asked">The number of forms.</param>
    /// <param name="Answered">The number of forms that were sent.</param>
    /// <param name="MayConfirm">True when the caller may confirm the raters.</param>
    public sealed record Row(
        Guid Id,
        Period Period,
        string Org,
        string? OrgName,
        string Form,
        int Draw,
        DateOnly DueOn,
        int Persons,
        string State,
        int Asked,
        int Answered,
        int Declined,
        string ProposedBy,
        DateTimeOffset ProposedAt,
        string? ConfirmedBy,
        DateTimeOffset? ConfirmedAt,
        string? ClosedBy,
        DateTimeOffset? ClosedAt,
        bool MayConfirm
    );

    /// <param name="People">The persons rated; with their raters until these are confirmed.</param>
    /// <param name="Coverage">The number of answers, by relation; relations with few raters are put together.</param>
    /// <param name="Missing">
    /// The persons of whom their own form or the superior's is missing; of peers and partners only numbers are shown.
    /// </param>
    /// <param name="Declines">The reasons for declining, in the order of the alphabet, for HR.</param>
    /// <param name="MayClose">True when the caller may close it now.</param>
    public sealed record Detail(
        Row Round,
        IReadOnlyList<Person> People,
        IReadOnlyList<Covered> Coverage,
        IReadOnlyList<Missed> Missing,
        IReadOnlyList<string> Declines,
        bool MayClose
    );

    /// <param name="Anonymous">The number of peers and partners that are asked.</param>
    /// <param name="TooFew">True where their answers cannot be shown even if all answer.</param>
    /// <param name="Raters">The raters, until they are confirmed; none afterwards.</param>
    public sealed record Person(
        string ManagerNo,
        string? Name,
        int Anonymous,
        bool TooFew,
        IReadOnlyList<Asked> Raters
    );

    /// <param name="Rater">The rater's manager number; null where the head of a unit is asked.</param>
    public sealed record Asked(string Relation, string? Rater, string? Name, string? HeadOf);

    public sealed record Covered(IReadOnlyList<string> Relations, int Asked, int Answered, int Declined);

    /// <param name="Relation"><c>self</c> or <c>superior</c>.</param>
    public sealed record Missed(string ManagerNo, string? Name, string Relation);

    private static readonly ListOrder<ReviewRound> Order = new ListOrder<ReviewRound>("-period")
        .By("period", r => r.Period)
        .By("org", r => r.Org)
        .By("dueOn", r => r.DueOn)
        .Key("id", r => r.Id);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("period", new("期间", "Period"), r => r.Period),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("form", new("问卷", "Form"), r => r.Form),
        new("draw", new("抽取起始数", "Draw"), r => r.Draw) { IsSummed = false },
        new("dueOn", new("截止日", "Due on"), r => r.DueOn),
        new("persons", new("被评价人数", "Persons"), r => r.Persons),
        new("state", new("状态", "State"), r => r.State),
        new("asked", new("问卷数", "Forms"), r => r.Asked),
        new("answered", new("已提交", "Sent"), r => r.Answered),
        new("declined", new("已谢绝", "Declined"), r => r.Declined),
        new("proposedBy", new("提出人", "Proposed by"), r => r.ProposedBy),
        new("confirmedBy", new("确认人", "Confirmed by"), r => r.ConfirmedBy),
        new("closedBy", new("结束人", "Closed by"), r => r.ClosedBy),
    ];

    /// <param name="state">A state; null for all.</param>
    /// <exception cref="RuleBrokenException">400: no such state.</exception>
    public static async Task<Listing<ReviewRound, Row>> List(
        [AsParameters] ListQuery list,
        Period? period,
        string? state,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var rounds = db.ReviewRounds.AsNoTracking().Within(await finder.FindAsync(ct), r => r.Org, r => "");
        if (period is not null)
            rounds = rounds.Where(r => r.Period == period);
        if (!string.IsNullOrEmpty(state))
        {
            if (!ReviewWords.RoundStates.Contains(state, StringComparer.Ordinal))
                throw new RuleBrokenException(
                    "request.invalid-state",
                    new(
                        $"state 应为下列之一：{string.Join('、', ReviewWords.RoundStates)}。",
                        $"state is one of these: {string.Join(", ", ReviewWords.RoundStates)}."
                    ),
                    status: 400
                );
            rounds = rounds.Where(r => r.State == state);
        }

        return new(
            rounds,
            list,
            Order,
            r =>
                RowOf(
                    r,
                    db.Units.Where(u => u.Code == r.Org).Select(u => u.Name).FirstOrDefault(),
                    db.ReviewRaters.Count(x => x.RoundId == r.Id),
                    db.ReviewRaters.Count(x => x.RoundId == r.Id && x.State == ReviewWords.Answered),
                    db.ReviewRaters.Count(x => x.RoundId == r.Id && x.State == ReviewWords.Declined),
                    caller
                ),
            Columns
        );
    }

    public static async Task<Ok<Detail>> Get(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await DetailAsync(
                await FindAsync(id, await finder.FindAsync(ct), db.ReviewRounds.AsNoTracking(), ct),
                caller,
                db,
                clock,
                ct
            )
        );

    /// <exception cref="RuleBrokenException">404: there is none in the caller's part of the bank.</exception>
    internal static async Task<ReviewRound> FindAsync(
        Guid id,
        PartOfBank part,
        IQueryable<ReviewRound> rounds,
        CancellationToken ct
    ) =>
        await rounds.Include(r => r.Raters).Within(part, r => r.Org, r => "").FirstOrDefaultAsync(r => r.Id == id, ct)
        ?? throw RuleBrokenException.NotFound("review");

    internal static async Task<Detail> DetailAsync(
        ReviewRound round,
        Caller caller,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var numbers = round
            .Raters.SelectMany(r => (string?[])[r.ManagerNo, r.Rater])
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var names = await db
            .Managers.AsNoTracking()
            .Where(m => numbers.Contains(m.ManagerNo))
            .Select(m => new { m.ManagerNo, m.Name })
            .ToDictionaryAsync(m => m.ManagerNo, m => m.Name, StringComparer.Ordinal, ct);
        var orgName = await db.Units.Where(u => u.Code == round.Org).Select(u => u.Name).FirstOrDefaultAsync(ct);
        var terms = round.Terms;
        var waiting = round.Raters.Count(r => r.State == ReviewWords.Asked);
        return new(
            RowOf(
                round,
                orgName,
                round.Raters.Count,
                round.Raters.Count(r => r.State == ReviewWords.Answered),
                round.Raters.Count(r => r.State == ReviewWords.Declined),
                caller
            ),
            [
                .. round
                    .Raters.GroupBy(r => r.ManagerNo, StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => PersonOf(g.Key, [.. g], round, terms, names)),
            ],
            CoverageOf(round, terms.Minimum),
            [
                .. round
                    .Raters.Where(r =>
                        round.State == ReviewWords.Open
                        && r.State == ReviewWords.Asked
                        && !ReviewWords.IsAnonymous(r.Relation)
                    )
                    .Select(r => new Missed(r.ManagerNo, names.GetValueOrDefault(r.ManagerNo), r.Relation))
                    .OrderBy(r => r.ManagerNo, StringComparer.Ordinal)
                    .ThenBy(r => r.Relation, StringComparer.Ordinal),
            ],
            caller.Is(Roles.Hr)
                ? [.. round.Raters.Select(r => r.Reason).OfType<string>().Order(StringComparer.Ordinal)]
                : [],
            caller.Is(Roles.Hr)
                && round.State == ReviewWords.Open
                && (waiting == 0 || BankCalendar.Today(clock) > round.DueOn)
        );
    }

    private static Row RowOf(ReviewRound r, string? orgName, int asked, int answered, int declined, Caller caller) =>
        new(
            Id: r.Id,
            Period: r.Period,
            Org: r.Org,
            OrgName: orgName,
            Form: r.FormCode,
            Draw: r.Draw,
            DueOn: r.DueOn,
            Persons: r.Persons,
            State: r.State,
            Asked: asked,
            Answered: answered,
            Declined: declined,
            ProposedBy: r.ProposedBy,
            ProposedAt: r.ProposedAt,
            ConfirmedBy: r.ConfirmedBy,
            ConfirmedAt: r.ConfirmedAt,
            ClosedBy: r.ClosedBy,
            ClosedAt: r.ClosedAt,
            MayConfirm: r.State == ReviewWords.Proposed
                && r.ProposedBy != caller.Id
                && caller.IsAny(Roles.Hr, Roles.BranchHead)
        );

    private static Person PersonOf(
        string managerNo,
        List<ReviewRater> raters,
        ReviewRound round,
        ReviewTerms terms,
        Dictionary<string, string> names
    )
    {
        var anonymous = raters.Where(r => ReviewWords.IsAnonymous(r.Relation)).Select(r => r.Relation).ToList();
        return new(
            managerNo,
            names.GetValueOrDefault(managerNo),
            anonymous.Count,
            ReviewAnonymity.GroupsOf(anonymous, terms.Minimum).Count == 0,
            round.State == ReviewWords.Proposed
                ?
                [
                    .. raters
                        .OrderBy(r => Array.IndexOf(ReviewWords.Raters, r.Relation))
                        .ThenBy(r => r.Rater, StringComparer.Ordinal)
                        .Select(r => new Asked(r.Relation, r.Rater, names.GetValueOrDefault(r.Rater ?? ""), r.HeadOf)),
                ]
                : []
        );
    }

    private static List<Covered> CoverageOf(ReviewRound round, int minimum) =>
        ReviewWords
            .Raters.Where(r => !ReviewWords.IsAnonymous(r))
            .Select(r => (IReadOnlyList<string>)[r])
            .Concat(ReviewAnonymity.GroupsOf(round.Raters.Select(r => r.Relation), minimum))
            .Select(relations =>
            {
                var raters = round.Raters.Where(r => relations.Contains(r.Relation, StringComparer.Ordinal)).ToList();
                return new Covered(
                    relations,
                    raters.Count,
                    raters.Count(r => r.State == ReviewWords.Answered),
                    raters.Count(r => r.State == ReviewWords.Declined)
                );
            })
            .Where(c => c.Asked > 0)
            .ToList();
}
