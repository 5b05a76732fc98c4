using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Lists;
using CardTeam.Training.Data;
using CardTeam.Training.Exams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sittings;

/// <summary>
/// Counts how the questions of an exam were answered over all ended sittings: the share of the points that were earned,
/// and how well a question tells good sittings from weak ones.
/// </summary>
internal static class ItemStatistics
{
    /// <summary>The share of the best and of the weakest sittings that are compared, in percent.</summary>
    private const int Compared = 27;

    /// <summary>The fewest sittings with a question of which a discrimination is told.</summary>
    public const int Fewest = 20;

    /// <param name="Sittings">The number of ended sittings.</param>
    public sealed record Answer(string Exam, int Sittings, IReadOnlyList<Item> Items);

    /// <param name="Sittings">The number of ended sittings with the question.</param>
    /// <param name="Share">The share of its points that were earned, six decimals; an unanswered one has none.</param>
    /// <param name="Discrimination">
    /// The share of the best 27 % of these sittings less that of the weakest 27 %, −1 to 1; null below 20 sittings.
    /// </param>
    /// <param name="IsWithdrawn">True for a question that was taken out and does not count.</param>
    public sealed record Item(
        string Question,
        string? Title,
        int Sittings,
        int Unanswered,
        [property: JsonConverter(typeof(RatioJson))] decimal Share,
        [property: JsonConverter(typeof(RatioJson))] decimal? Discrimination,
        bool IsWithdrawn
    );

    /// <summary>An answer of an ended sitting.</summary>
    internal sealed record Marked(string Question, Guid Sitting, decimal Score, int Earned, int Most, bool IsGiven);

    private static readonly ExportColumn<Item>[] Columns =
    [
        new("question", new("试题编号", "Question code"), i => i.Question),
        new("title", new("题干", "Question"), i => i.Title),
        new("sittings", new("作答人次", "Sittings"), i => i.Sittings),
        new("unanswered", new("未作答", "Unanswered"), i => i.Unanswered),
        new("share", new("得分率", "Share correct"), i => i.Share) { IsRatio = true },
        new("discrimination", new("区分度", "Discrimination"), i => i.Discrimination) { IsSummed = false },
        new("withdrawn", new("已剔除", "Taken out"), i => i.IsWithdrawn),
    ];

    public static async Task<Ok<Answer>> Handle(string code, TrainingDbContext db, CancellationToken ct) =>
        TypedResults.Ok(await ReadAsync(code, db, ct));

    public static async Task Export(
        string code,
        string format,
        HttpContext http,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        ExportFile.IsCsv($"statistics.{format}");
        var found = await ReadAsync(code, db, ct);
        await ExportFile.WriteAsync(
            http,
            $"statistics.{format}",
            [.. Columns.Select(c => c.Heading(http, ExportFile.IsForPeople(http)))],
            found.Items.Select(i => (IReadOnlyList<object?>)[.. Columns.Select(c => c.Value(i))]).ToAsyncEnumerable(),
            ct
        );
    }

    /// <summary>The figures of each question, by its code.</summary>
    internal static IReadOnlyList<Item> Of(IReadOnlyCollection<Marked> marked) =>
        [
            .. marked
                .GroupBy(m => m.Question, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g =>
                {
                    var answers = g.OrderByDescending(m => m.Score).ThenBy(m => m.Sitting).ToList();
                    var compared = Math.Max(1, answers.Count * Compared / 100);
                    return new Item(
                        g.Key,
                        null,
                        answers.Count,
                        answers.Count(a => !a.IsGiven),
                        ShareOf(answers),
                        answers.Count < Fewest
                            ? null
                            : ShareOf(answers.Take(compared)) - ShareOf(answers.TakeLast(compared)),
                        false
                    );
                }),
        ];

    /// <summary>The share of the points that were earned, rounded half up to six decimals.</summary>
    private static decimal ShareOf(IEnumerable<Marked> answers)
    {
        var (earned, most) = answers.Aggregate((Earned: 0, Most: 0), (s, a) => (s.Earned + a.Earned, s.Most + a.Most));
        return most == 0 ? 0 : Math.Round((decimal)earned / most, 6, MidpointRounding.AwayFromZero);
    }

    private static async Task<Answer> ReadAsync(string code, TrainingDbContext db, CancellationToken ct)
    {
        var exam = await ExamRoutes.FindAsync(code, db.Exams.AsNoTracking(), ct);
        var ended = db.Sittings.Where(s => s.ExamCode == exam.Code && s.EndedAt != null);
        var marked = await db
            .SittingAnswers.AsNoTracking()
            .Join(
                ended,
                a => a.SittingId,
                s => s.Id,
                (a, s) => new Marked(a.QuestionCode, s.Id, s.Score ?? 0, a.Earned ?? 0, a.Most, a.Given != null)
            )
            .ToListAsync(ct);
        var withdrawn = await EndSitting.WithdrawnAsync(exam.Code, db, ct);
        var codes = marked.Select(m => m.Question).Distinct(StringComparer.Ordinal).ToList();
        var titles = await db
            .Questions.AsNoTracking()
            .Where(q => codes.Contains(q.Code) && q.UntilEdition == null)
            .ToDictionaryAsync(q => q.Code, q => q.Title, StringComparer.Ordinal, ct);
        return new(
            exam.Code,
            marked.Select(m => m.Sitting).Distinct().Count(),
            [
                .. Of(marked)
                    .Select(i => i with { Title = titles[i.Question], IsWithdrawn = withdrawn.Contains(i.Question) }),
            ]
        );
    }
}
