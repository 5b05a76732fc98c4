using System.Globalization;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Review;

/// <summary>
/// Lists the facts of a run that earn nothing because their card already counted, each with the card and the fact that
/// counts.
/// </summary>
internal static class ListRepeatedCards
{
    /// <param name="Counted">
    /// The fact that counts; null where its manager lies outside the caller's part of the bank.
    /// </param>
    /// <param name="Repeated">
    /// The fact that does not count: one of the run's month, or one of a pair first known to this run.
    /// </param>
    public sealed record Answer(string CardRef, CardFactKind Kind, FactAnswer? Counted, FactAnswer Repeated);

    /// <param name="Name">The manager's name; null for one not heard of yet.</param>
    public sealed record FactAnswer(string ManagerNo, string? Name, string FactRef, DateOnly OccurredOn);

    public static async Task<Page<Answer>> Handle(
        [AsParameters] PageQuery page,
        Guid id,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var run = await RunAnswer.FindAsync(id, db, ct);
        var visible = await VisibleAsync(run, await finder.FindAsync(ct), db, ct);
        var after = AfterKey(page);
        var found = new List<Answer>();
        var (total, hasMore) = (0, false);
        await foreach (var fact in RepeatedCards.ReadAsync(db, run.CloseNumber, null, ct))
        {
            if (
                (!run.Period.Contains(fact.Day) && fact.KnownFrom != run.CloseNumber)
                || visible?.Contains(fact.ManagerNo) == false
            )
                continue;
            total++;
            if (
                hasMore
                || (after is { } last && Compare(KeyOf(fact.CardRef, fact.Kind, fact.Day, fact.FactRef), last) <= 0)
            )
                continue;
            if (found.Count == page.Size)
            {
                hasMore = true;
                if (page.Total == true)
                    continue;
                break;
            }

            found.Add(
                new(
                    fact.CardRef,
                    fact.Kind,
                    visible?.Contains(fact.CountedManagerNo) == false
                        ? null
                        : new(fact.CountedManagerNo, null, fact.CountedRef, fact.CountedDay),
                    new(fact.ManagerNo, null, fact.FactRef, fact.Day)
                )
            );
        }

        var names = await ManagerNames.OfAsync(
            db,
            found.SelectMany(a => new[] { a.Repeated.ManagerNo, a.Counted?.ManagerNo }).OfType<string>(),
            ct
        );
        return new(
            found
                .Select(a =>
                    a with
                    {
                        Counted = a.Counted is { } counted
                            ? counted with
                            {
                                Name = names.GetValueOrDefault(counted.ManagerNo),
                            }
                            : null,
                        Repeated = a.Repeated with { Name = names.GetValueOrDefault(a.Repeated.ManagerNo) },
                    }
                )
                .ToList(),
            hasMore ? PageQuery.Cursor(CursorOf(found[^1])) : null,
            page.Total == true ? total : null
        );
    }

    /// <summary>The managers whose facts the caller may see; null for all managers.</summary>
    private static async Task<HashSet<string>?> VisibleAsync(
        Run run,
        PartOfBank part,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        part.IsWhole
            ? null
            : (
                await db
                    .Statements.AsNoTracking()
                    .Where(s => s.RunNumber == run.Number && s.IsStatement)
                    .Within(part, s => s.Org, s => s.ManagerNo)
                    .Select(s => s.ManagerNo)
                    .ToListAsync(ct)
            ).ToHashSet(StringComparer.Ordinal);

    private static string CursorOf(Answer last) =>
        PageQuery.Key(KeyOf(last.CardRef, last.Kind, last.Repeated.OccurredOn, last.Repeated.FactRef));

    private static string[] KeyOf(string card, CardFactKind kind, DateOnly day, string factRef) =>
        [
            card,
            ((int)kind).ToString(CultureInfo.InvariantCulture),
            day.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            factRef,
        ];

    private static string[]? AfterKey(PageQuery page) => page.AfterKey().Length == 0 ? null : page.AfterParts(4);

    private static int Compare(string[] a, string[] b) =>
        a.Zip(b, string.CompareOrdinal).FirstOrDefault(difference => difference != 0);
}
