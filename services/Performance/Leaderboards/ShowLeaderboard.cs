using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Leaderboards;

/// <summary>
/// Shows the leaderboard of a closed period, a level and a part of the bank. Without a close of the period it is empty.
/// </summary>
internal static class ShowLeaderboard
{
    /// <param name="Rank">The rank from 1; equal totals share it.</param>
    /// <param name="Ranked">The number of ranked managers.</param>
    /// <param name="Org">Unit on the period's last day.</param>
    public sealed record Answer(
        int Rank,
        int Ranked,
        string ManagerNo,
        string? Name,
        string Org,
        string Level,
        [property: JsonConverter(typeof(RatioJson))] decimal? Total
    );

    /// <param name="org">A unit, to include only it and those below it; null for all units the caller may see.</param>
    /// <param name="level">A level; null ranks managers of all levels together.</param>
    public static async Task<Page<Answer>> Handle(
        [AsParameters] PageQuery page,
        Period period,
        string? org,
        string? level,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        Leaderboards boards,
        CancellationToken ct
    )
    {
        var (size, after) = (page.Size, page.AfterKey());
        var part = await finder.FindAsync(ct);
        var units = part.Orgs;
        if (org is not null)
            units =
            [
                .. (await PartOfBank.BelowAsync(org, db, ct)).Where(unit =>
                    part.Orgs?.Contains(unit, StringComparer.Ordinal) ?? true
                ),
            ];
        var found =
            await boards.PageAsync(new(period, level, units), after.Length == 0 ? null : after, size + 1, ct)
            ?? throw PageQuery.Unknown();

        var shown = found.Places.Take(size).ToList();
        var numbers = shown.ConvertAll(p => p.ManagerNo);
        var cards = await db
            .Scorecards.AsNoTracking()
            .Where(s => s.Period == period && s.IsCurrent && numbers.Contains(s.ManagerNo))
            .Select(s => new
            {
                s.ManagerNo,
                s.Org,
                s.Level,
                s.Total,
            })
            .ToDictionaryAsync(s => s.ManagerNo, StringComparer.Ordinal, ct);
        var names = await db
            .Managers.AsNoTracking()
            .Where(m => numbers.Contains(m.ManagerNo))
            .Select(m => new { m.ManagerNo, m.Name })
            .ToDictionaryAsync(m => m.ManagerNo, m => m.Name, StringComparer.Ordinal, ct);
        return new(
            [
                .. shown
                    .Where(p => cards.ContainsKey(p.ManagerNo))
                    .Select(p => (Place: p, Card: cards[p.ManagerNo]))
                    .Select(p => new Answer(
                        p.Place.Rank,
                        found.Ranked,
                        p.Place.ManagerNo,
                        names.GetValueOrDefault(p.Place.ManagerNo),
                        p.Card.Org,
                        p.Card.Level,
                        p.Card.Total
                    )),
            ],
            found.Places.Count > size ? PageQuery.Cursor(numbers[^1]) : null,
            page.Total == true ? found.Ranked : null
        );
    }
}
