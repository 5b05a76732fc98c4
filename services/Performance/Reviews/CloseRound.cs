using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>
/// Closes a round: joins answers to persons, keeps what may be published of them, and deletes the answers and the keys.
/// </summary>
internal static class CloseRound
{
    /// <summary>An answer on its way from its key to what is published.</summary>
    private sealed record Sent(string ManagerNo, GivenMarks Given, string? Words);

    public static async Task<Ok<ShowRound.Detail>> Handle(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var round = await db.InTransactionAsync(
            async () =>
            {
                var found = await ShowRound.FindAsync(id, part, db.ReviewRounds, ct);
                found.CheckOpen();
                var keys = found.Raters.ToDictionary(r => r.AnswerKey!.Value);
                var answers = await ReadAsync(keys.Keys, db, ct);
                var sent = answers
                    .Where(a => keys[a.Key].State == ReviewWords.Answered)
                    .Select(a => new Sent(keys[a.Key].ManagerNo, new(keys[a.Key].Relation, a.Read()), a.Words))
                    .ToLookup(a => a.ManagerNo, StringComparer.Ordinal);
                found.Close(caller.Id, clock.GetUtcNow(), BankCalendar.Today(clock));
                db.ReviewAnswers.RemoveRange(answers);
                await ReviewScores.KeepAsync(
                    await PublishAsync(found, sent, BankCalendar.Today(clock), db, ct),
                    found.Period,
                    caller.Id,
                    db,
                    ct
                );
                trail.Change("state", ReviewWords.Open, ReviewWords.Closed);
                trail.Note("persons", found.Persons.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ShowRound.DetailAsync(round, caller, db, clock, ct));
    }

    /// <summary>The answers of a round, in the order of their keys.</summary>
    private static async Task<List<ReviewAnswer>> ReadAsync(
        IReadOnlyCollection<Guid> keys,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var found = new List<ReviewAnswer>();
        foreach (var chunk in keys.Chunk(1000))
            found.AddRange(await db.ReviewAnswers.Where(a => chunk.Contains(a.Key)).ToListAsync(ct));
        return found;
    }

    private static async Task<List<ReviewResult>> PublishAsync(
        ReviewRound round,
        ILookup<string, Sent> sent,
        DateOnly today,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var terms = round.Terms;
        var persons = round
            .Raters.Select(r => r.ManagerNo)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var figures = await KnownFiguresReader.ReadAsync(persons, round.Period, db, ct);
        var orgs = await db
            .Managers.AsNoTracking()
            .Where(m => persons.Contains(m.ManagerNo))
            .ToDictionaryAsync(m => m.ManagerNo, m => m.On(today).Data.Org, StringComparer.Ordinal, ct);
        var groups = persons.ToDictionary(
            p => p,
            p => ReviewAnonymity.Publish([.. sent[p].Select(s => s.Given)], terms.Minimum),
            StringComparer.Ordinal
        );
        var marks = persons.ToDictionary(
            p => p,
            p => ReviewScore.CompetenciesOf(groups[p], terms.WeightOf),
            StringComparer.Ordinal
        );
        var results = new List<ReviewResult>();
        var unit = UnitMeansOf([.. marks.Values.Where(m => m.Count > 0)]);
        foreach (var person in persons)
        {
            var parts = ReviewScore.PartsOf(groups[person], figures[person], terms.WeightOf, terms.Minimum);
            var result = new ReviewResult(
                round,
                person,
                orgs[person],
                new(
                    Groups: groups[person],
                    Words: WordsOf(groups[person], sent[person]),
                    Parts: parts,
                    Competencies: marks[person],
                    UnitMeans: unit,
                    Score: ReviewScore.TotalOf(parts)
                )
            );
            results.Add(result);
            db.ReviewResults.Add(result);
            db.ReviewRemarks.AddRange(
                Alphabetic(
                        sent[person]
                            .Where(s =>
                                groups[person]
                                    .Any(g =>
                                        g.IsPooled && g.Relations.Contains(s.Given.Relation, StringComparer.Ordinal)
                                    )
                            )
                    )
                    .Select(words => new ReviewRemark(result.Id, words))
            );
        }

        return results;
    }

    /// <summary>
    /// The words of each relation that is shown by itself. Words of a relation that is not shown at all are dropped.
    /// </summary>
    private static List<GroupWords> WordsOf(IReadOnlyList<PublishedGroup> groups, IEnumerable<Sent> sent) =>
        groups
            .Where(g => !g.IsPooled)
            .Select(g => new GroupWords(
                g.Relations[0],
                Alphabetic(sent.Where(s => s.Given.Relation == g.Relations[0]))
            ))
            .Where(w => w.Words.Count > 0)
            .ToList();

    private static List<string> Alphabetic(IEnumerable<Sent> sent) =>
        [.. sent.Select(s => s.Words).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>
    /// The mean over the persons with marks; none below three, as it would show another person's result.
    /// </summary>
    private static List<decimal> UnitMeansOf(List<IReadOnlyList<decimal>> marks) =>
        marks.Count < ReviewBounds.FewestAnswers
            ? []
            :
            [
                .. Enumerable
                    .Range(0, marks[0].Count)
                    .Select(c => Math.Round(marks.Average(m => m[c]), 2, MidpointRounding.AwayFromZero)),
            ];
}
