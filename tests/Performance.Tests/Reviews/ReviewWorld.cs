using System.Text.Json;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Reviews;

/// <summary>
/// A bank with a team B2-1 of managers P1 to P6 below B2, of whom P6 is named as superior of nobody, and a round about
/// the team for July. The head of B2-1 is everybody's superior.
/// </summary>
internal sealed class ReviewWorld : IAsyncDisposable
{
    public static readonly string[] Team = ["P1", "P2", "P3", "P4", "P5", "P6"];

    public const int Competencies = 10;

    private ReviewWorld(HrOffice office) => Office = office;

    public HrOffice Office { get; }

    public Guid Round { get; private set; }

    public HttpClient Head => Office.Service.As(Roles.BranchHead, org: "B2-1", id: "head-of-team");

    public HttpClient SecondHr => Office.Service.As(Roles.Hr, id: "hr-2");

    public HttpClient As(string managerNo) =>
        Office.Service.As(Roles.AccountManager, managerNo: managerNo, id: $"user-{managerNo}");

    public static async Task<ReviewWorld> StartAsync()
    {
        var office = await HrOffice.StartAsync();
        await office.TakeAsync("org-units", "code,name,parent\nB2-1,西城一部,B2\n");
        foreach (var units in await office.Service.AnnouncedAsync<Contracts.Performance.OrgUnitsChanged>())
            await office.Service.DeliverAsync(units);
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level\n"
                + string.Concat(Team.Select(no => $"{no},李{no},B2-1,2020-01-01,junior\n"))
        );
        return new(office);
    }

    /// <summary>Proposes the round and opens it, with the raters of the draw.</summary>
    public async Task OpenAsync(string confirm = "{}")
    {
        var proposed = await HrOffice.SendAsync(Office.Hr, HttpMethod.Post, "/reviews", Proposal("B2-1"));
        Assert.True(proposed.Status == 201, proposed.Body.ToString());
        Round = proposed.Body.GetProperty("round").GetProperty("id").GetGuid();
        var opened = await HrOffice.SendAsync(Head, HttpMethod.Post, $"/reviews/{Round}/confirm", confirm);
        Assert.True(opened.Status == 200, opened.Body.ToString());
    }

    public static string Proposal(string org, string period = "2026-07") =>
        $$"""{ "org": "{{org}}", "period": "{{period}}", "form": "ten-abilities", "dueOn": "2026-08-20", "peers": 5, "draw": 7 }""";

    /// <summary>The forms that wait for a person, by whom they are about.</summary>
    public static async Task<IReadOnlyList<(string Id, string ManagerNo, string Relation)>> FormsAsync(HttpClient by) =>
        [
            .. (await HrOffice.GetAsync(by, "/reviews/mine"))
                .Body.GetProperty("items")
                .EnumerateArray()
                .Where(f => f.GetProperty("state").GetString() == "asked")
                .Select(f =>
                    (
                        f.GetProperty("id").GetString()!,
                        f.GetProperty("managerNo").GetString()!,
                        f.GetProperty("relation").GetString()!
                    )
                )
                .OrderBy(f => f.Item2, StringComparer.Ordinal)
                .ThenBy(f => f.Item3, StringComparer.Ordinal),
        ];

    public static Task<Answer> SendFormAsync(
        HttpClient by,
        string id,
        IEnumerable<int?> marks,
        string? words,
        bool send
    ) =>
        HrOffice.SendAsync(
            by,
            HttpMethod.Put,
            $"/reviews/mine/{id}",
            JsonSerializer.Serialize(
                new
                {
                    marks,
                    words,
                    send,
                }
            )
        );

    /// <summary>
    /// Everybody answers, always in the same order; <paramref name="of"/> says what, and null declines.
    /// </summary>
    /// <param name="of">Marks and words by rater, person and relation; the head is the rater <c>head</c>.</param>
    public async Task AnswerAsync(Func<string, string, string, (int[] Marks, string? Words)?> of)
    {
        foreach (var (rater, client) in Team.Select(no => (no, As(no))).Append(("head", Head)))
        foreach (var (id, managerNo, relation) in await FormsAsync(client))
        {
            var given = of(rater, managerNo, relation);
            var answer = given is { } said
                ? await SendFormAsync(client, id, said.Marks.Select(m => (int?)m), said.Words, send: true)
                : await HrOffice.SendAsync(
                    client,
                    HttpMethod.Post,
                    $"/reviews/mine/{id}/decline",
                    """{ "reason": "不熟悉" }"""
                );
            Assert.True(answer.Status == 200, answer.Body.ToString());
        }
    }

    public async Task CloseAsync()
    {
        var closed = await HrOffice.SendAsync(Office.Hr, HttpMethod.Post, $"/reviews/{Round}/close", "{}");
        Assert.True(closed.Status == 200, closed.Body.ToString());
    }

    public async Task<Guid> ResultOfAsync(string managerNo) =>
        await Office.Service.ReadAsync<PerformanceDbContext, Guid>(db =>
            db.ReviewResults.Where(r => r.ManagerNo == managerNo).Select(r => r.Id).SingleAsync()
        );

    public ValueTask DisposeAsync() => Office.DisposeAsync();
}
