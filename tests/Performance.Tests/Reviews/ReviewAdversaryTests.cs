using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Performance.Tests.Reviews;

/// <summary>
/// An adversary reads every route and export there is, and the audit trail, as the person rated, a colleague, their
/// head, HR and the auditor, and the review tables of the database row by row. Two banks are alike but for who gave
/// which answer: nothing that can be read may differ.
/// </summary>
public sealed partial class ReviewAdversaryTests
{
    private static readonly string[] Roster = ["P1", "P2", "P3", "P4", "P5"];

    /// <summary>Starting numbers of random answers: one in a short run, as each takes two banks.</summary>
    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, LongRun.Histories(1, 3))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Who_gave_which_answer_is_nowhere_to_be_read(int seed)
    {
        // P2 and P5 change their answers about P1, marks and words, and about nobody else.
        var asIs = await ReadWorldAsync(Random(seed));
        var swapped = await ReadWorldAsync(
            Random(
                seed,
                (rater, person) =>
                    (rater, person) switch
                    {
                        ("P2", "P1") => "P5",
                        ("P5", "P1") => "P2",
                        _ => rater,
                    }
            )
        );
        AssertSame(asIs, swapped);
        Assert.True(asIs.Count > 150, $"only {asIs.Count} answers were read");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_mark_and_a_word_that_are_not_shown_change_nothing_anywhere(int seed)
    {
        // About P3 only P1 and P2 answer: too few to be shown.
        Func<string, string, string, (int[], string?)?> Few(
            Func<string, string, string, (int[], string?)?> of,
            int offset
        ) =>
            (rater, person, relation) =>
            {
                if (relation != "peer" || person != "P3")
                    return of(rater, person, relation);
                if (rater is not ("P1" or "P2"))
                    return null;
                var (marks, words) = of(rater, person, relation)!.Value;
                if (rater == "P1" && offset > 0)
                    (marks[offset], words) = (marks[offset] % 5 + 1, $"other words {offset}");
                return (marks, words);
            };
        AssertSame(await ReadWorldAsync(Few(Random(seed), 0)), await ReadWorldAsync(Few(Random(seed), seed)));
    }

    [Fact]
    public async Task While_a_round_is_open_nothing_is_read_of_any_answer()
    {
        var one = await ReadWorldAsync(Random(6), isClosed: false);
        var other = await ReadWorldAsync(Random(7), isClosed: false);
        AssertSame(one, other);
    }

    [Fact]
    public async Task Of_a_closed_round_neither_answers_nor_keys_are_left_and_the_audit_names_only_the_round()
    {
        await using var world = await ReviewWorld.StartAsync();
        await world.OpenAsync();
        var before = await KeysInRowOrderAsync(world);
        Assert.Equal(before.Order(), before);
        await world.AnswerAsync(Random(8));
        // Answering has moved no row: their order says nothing about who answered when.
        Assert.Equal(before, await KeysInRowOrderAsync(world));
        await world.CloseAsync();
        Assert.Empty(await KeysInRowOrderAsync(world));
        var (keys, subjects) = await world.Office.Service.ReadAsync<PerformanceDbContext, (int, List<string>)>(
            async db =>
                (
                    await db.ReviewRaters.CountAsync(r => r.AnswerKey != null),
                    await db
                        .Audit.Where(a => a.Action.Contains("/reviews/mine"))
                        .Select(a => a.Subject + " " + a.Detail)
                        .ToListAsync()
                )
        );
        Assert.Equal(0, keys);
        Assert.NotEmpty(subjects);
        Assert.All(subjects, subject => Assert.Equal($"{world.Round} ", subject));
    }

    /// <summary>Marks and words of each rater and person, by a number.</summary>
    /// <param name="from">The rater whose answer a rater gives about a person; null for their own.</param>
    private static Func<string, string, string, (int[] Marks, string? Words)?> Random(
        int seed,
        Func<string, string, string>? from = null
    ) =>
        (rater, person, relation) =>
        {
            var author = relation == "peer" && from is not null ? from(rater, person) : rater;
            var random = new Random(
                seed * 1_000_003
                    + Encoding
                        .UTF8.GetBytes($"{author} {person} {relation}")
                        .Aggregate(17, (h, b) => unchecked(h * 31 + b))
            );
            return (
                [.. Enumerable.Range(0, ReviewWorld.Competencies).Select(_ => random.Next(1, 6))],
                random.Next(3) == 0 ? null : $"words {random.Next(1_000_000)}"
            );
        };

    /// <summary>The answers that each of the readers gets, by reader and address.</summary>
    private static async Task<SortedDictionary<string, string>> ReadWorldAsync(
        Func<string, string, string, (int[] Marks, string? Words)?> of,
        bool isClosed = true
    )
    {
        await using var world = await ReviewWorld.StartAsync();
        await world.OpenAsync();
        await world.AnswerAsync(of);
        if (isClosed)
            await world.CloseAsync();
        var read = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (isClosed)
            read["database"] = await RowsAsync(world);
        var results = new List<(string Name, Guid Id)> { ("round", world.Round) };
        if (isClosed)
            foreach (var person in ReviewWorld.Team)
                results.Add(($"result of {person}", await world.ResultOfAsync(person)));
        var readers = new (string Name, HttpClient Client)[]
        {
            ("rated", world.As("P1")),
            ("colleague", world.As("P4")),
            ("head", world.Head),
            ("hr", world.Office.Hr),
            ("second hr", world.SecondHr),
            ("auditor", world.Office.Service.As(Roles.Auditor)),
        };
        // The audit trail is read last, as each reading may be an entry of it, and once all of it is sealed.
        foreach (var pattern in Patterns(world).OrderBy(p => p.Contains("/audit", StringComparison.Ordinal)))
        {
            if (pattern.Contains("/audit", StringComparison.Ordinal))
                await ServiceUnderTest.UntilAsync(
                    async () =>
                        (await HrOffice.GetAsync(readers[^1].Client, "/audit/verification"))
                            .Body.GetProperty("unsealed")
                            .GetInt64() == 0,
                    "the sealing of the audit trail"
                );
            var things = pattern.Contains("{id:guid}", StringComparison.Ordinal) ? results : results[..1];
            foreach (var (reader, client) in readers)
            foreach (var (thing, id) in things)
            {
                // Random numbers would order what is otherwise equal.
                var sorted = pattern.StartsWith("/review-results", StringComparison.Ordinal) ? "?sort=managerNo" : "";
                using var response = await client.GetAsync(new Uri(Fill(pattern, id) + sorted, UriKind.Relative));
                if ((int)response.StatusCode == 403)
                    continue;
                var body = await response.Content.ReadAsStringAsync();
                read[$"{reader} {pattern} {thing}"] = $"{(int)response.StatusCode} {WithoutIds(body)}";
            }
        }

        return read;
    }

    /// <summary>Every address that is read, of all rooms of the service.</summary>
    private static List<string> Patterns(ReviewWorld world) =>
        [
            .. world
                .Office.Service.App.Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e =>
                    e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true
                )
                .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'))
                .Where(p =>
                    !p.StartsWith("/openapi", StringComparison.Ordinal)
                    && !p.StartsWith("/health", StringComparison.Ordinal)
                    && !p.StartsWith("/alive", StringComparison.Ordinal)
                    && !p.Contains(".xlsx", StringComparison.Ordinal)
                )
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static string Fill(string pattern, Guid id) =>
        Parameter()
            .Replace(
                pattern,
                match =>
                    match.Groups["name"].Value switch
                    {
                        "id" when match.Value.Contains("guid", StringComparison.Ordinal) => id.ToString(),
                        "id" => "1",
                        "managerNo" => "P1",
                        "period" => "2026-07",
                        "code" => "ten-abilities",
                        "level" => "junior",
                        "format" => "csv",
                        "kind" => "targets",
                        _ => "any",
                    }
            );

    private static async Task<string> RowsAsync(ReviewWorld world) =>
        await world.Office.Service.ReadAsync<PerformanceDbContext, string>(async db =>
        {
            var raters = await db.ReviewRaters.AsNoTracking().ToListAsync();
            var results = await db.ReviewResults.AsNoTracking().ToListAsync();
            var remarks = await db.ReviewRemarks.AsNoTracking().ToListAsync();
            return WithoutIds(
                string.Join(
                    '\n',
                    raters
                        .Select(r =>
                            $"{r.ManagerNo} {r.Relation} {r.Rater} {r.HeadOf} {r.State} {r.Reason} {r.AnswerKey}"
                        )
                        .Concat(results.Select(r => $"{r.ManagerNo} {r.Score} {r.Content}"))
                        .Concat(remarks.Select(r => r.Words))
                        .Append((await db.ReviewAnswers.CountAsync()).ToString(CultureInfo.InvariantCulture))
                        .Order(StringComparer.Ordinal)
                )
            );
        });

    private static Task<List<Guid>> KeysInRowOrderAsync(ReviewWorld world) =>
        world.Office.Service.ReadAsync<PerformanceDbContext, List<Guid>>(db =>
            db.ReviewAnswers.FromSqlRaw("""SELECT * FROM "ReviewAnswers" """).Select(a => a.Key).ToListAsync()
        );

    /// <summary>Ids are random, and the seals of the audit trail follow from them.</summary>
    private static string WithoutIds(string body) =>
        Trace().Replace(Digest().Replace(Id().Replace(body, "ID"), "DIGEST"), "TRACE");

    private static string FirstDifference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(c => c.First == c.Second).Count();
        string Around(string text) => text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 200)];
        return $"{Around(one)}\n{Around(other)}";
    }

    private static void AssertSame(SortedDictionary<string, string> one, SortedDictionary<string, string> other)
    {
        Assert.Equal(one.Keys, other.Keys);
        foreach (var (address, body) in one)
            Assert.True(body == other[address], $"{address}:\n{FirstDifference(body, other[address])}");
        Assert.All(
            Roster,
            person => Assert.Contains(one.Values, body => body.Contains(person, StringComparison.Ordinal))
        );
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("\\b([0-9a-f]{64}|[0-9a-f]{32})\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digest();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Trace();

    [GeneratedRegex("\\{(?<name>[A-Za-z]+)(:[a-z]+)?\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
