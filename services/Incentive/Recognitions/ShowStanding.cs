using System.Globalization;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recognitions;

/// <summary>
/// Shows how a contest stands: the sum of its months' values as they are known now, of everybody in its units today.
/// Equal sums share a rank. Ranks are those among all of the contest; a caller sees their own part of the bank.
/// </summary>
internal static class ShowStanding
{
    /// <param name="Months">The months closed so far.</param>
    /// <param name="Managers">The number of managers who have a value.</param>
    /// <param name="Next">The cursor to send as <c>after</c> for the next page; null on the last page.</param>
    public sealed record Answer(
        PutContest.Answer Contest,
        IReadOnlyList<Period> Months,
        int Managers,
        IReadOnlyList<Place> Items,
        string? Next
    );

    /// <param name="Rank">The rank among all of the contest.</param>
    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="Value">The sum of the months' values, to six decimals.</param>
    /// <param name="HasWon">True for a winner, as the close of the last month decided it.</param>
    public sealed record Place(
        int Rank,
        string ManagerNo,
        string? Name,
        string Org,
        [property: JsonConverter(typeof(RatioJson))] decimal Value,
        bool HasWon
    );

    private static readonly ExportColumn<Place>[] Columns =
    [
        new("rank", new("名次", "Rank"), p => p.Rank) { IsSummed = false },
        new("managerNo", new("客户经理编号", "Manager number"), p => p.ManagerNo),
        new("name", new("姓名", "Name"), p => p.Name),
        new("org", new("机构", "Unit"), p => p.Org),
        new("value", new("数值", "Value"), p => p.Value) { IsSummed = false },
        new("hasWon", new("优胜", "Won"), p => p.HasWon ? 1 : 0) { IsSummed = false },
    ];

    public static async Task<Ok<Answer>> Show(
        string code,
        [AsParameters] PageQuery page,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var contest = await FindAsync(code, db, ct);
        var (months, places) = await PlacesAsync(contest, db, ct);
        var visible = await part.FindAsync(ct);
        var from = (int)Math.Min(page.AfterNumber(), int.MaxValue);
        var seen = places.Where(p => visible.Includes(p.Org, p.ManagerNo)).Skip(from).Take(page.Size + 1).ToList();
        var isMore = seen.Count > page.Size;
        var items = await NamedAsync([.. seen.Take(page.Size)], db, ct);
        return TypedResults.Ok(
            new Answer(
                PutContest.Answer.Of(contest),
                months,
                places.Count,
                items,
                isMore ? PageQuery.Cursor((from + page.Size).ToString(CultureInfo.InvariantCulture)) : null
            )
        );
    }

    public static async Task Export(
        string code,
        string format,
        HttpContext http,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var contest = await FindAsync(code, db, ct);
        var visible = await part.FindAsync(ct);
        var places = (await PlacesAsync(contest, db, ct)).Places.Where(p => visible.Includes(p.Org, p.ManagerNo));
        var named = await NamedAsync([.. places], db, ct);
        var isForPeople = ExportFile.IsForPeople(http);
        await ExportFile.WriteAsync(
            http,
            $"standing-{contest.Code}.{format}",
            [.. Columns.Select(c => c.Heading(http, isForPeople))],
            named.ToAsyncEnumerable().Select(place => (IReadOnlyList<object?>)[.. Columns.Select(c => c.Value(place))]),
            ct
        );
    }

    private static async Task<Contest> FindAsync(string code, IncentiveDbContext db, CancellationToken ct) =>
        await db.Contests.AsNoTracking().FirstOrDefaultAsync(c => c.Code == code, ct)
        ?? throw RuleBrokenException.NotFound("contest");

    private static async Task<(IReadOnlyList<Period> Months, List<Place> Places)> PlacesAsync(
        Contest contest,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var asked = contest.Months();
        var months = await db
            .Closes.AsNoTracking()
            .Where(c => asked.Contains(c.Period))
            .OrderBy(c => c.CloseNumber)
            .Select(c => c.Period)
            .ToListAsync(ct);
        var values = await RecognitionBooks.ValuesAsync(db, months, int.MaxValue, ct);
        var posts = await PostsAsync(contest, db, ct);
        var sums = contest.SumsOf(values.Where(v => posts.ContainsKey(v.Key.ManagerNo)));
        var won = await db
            .WonContests.Where(w => w.Contest == contest.Code)
            .Select(w => w.ManagerNo)
            .ToHashSetAsync(StringComparer.Ordinal, ct);
        return (
            months,
            [
                .. RecognitionRound
                    .Ranked(sums, contest.LowestFirst)
                    .Select(r => new Place(
                        r.Rank,
                        r.Item,
                        null,
                        posts[r.Item],
                        RecognitionRound.Shown(r.Value),
                        won.Contains(r.Item)
                    ))
                    .OrderBy(p => p.Rank)
                    .ThenBy(p => p.ManagerNo, StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>The managers in the contest's units today, with their unit.</summary>
    private static async Task<Dictionary<string, string>> PostsAsync(
        Contest contest,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var posts = db.ManagerPosts.AsNoTracking();
        if (contest.Orgs() is { Count: > 0 } orgs)
        {
            var units = new HashSet<string>(StringComparer.Ordinal);
            foreach (var org in orgs)
                units.UnionWith(await PartOfBank.BelowAsync(org, db, ct));
            posts = posts.Where(p => units.Contains(p.Org));
        }

        return await posts.ToDictionaryAsync(p => p.ManagerNo, p => p.Org, StringComparer.Ordinal, ct);
    }

    private static async Task<IReadOnlyList<Place>> NamedAsync(
        IReadOnlyList<Place> places,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var names = await ManagerNames.OfAsync(db, places.Select(p => p.ManagerNo), ct);
        return [.. places.Select(p => p with { Name = names.GetValueOrDefault(p.ManagerNo) })];
    }
}
