using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Leaderboards;

/// <summary>
/// Shows a manager's own rank among those of their level: in their unit, in each unit above it, and in the bank. No
/// other manager's rank is shown.
/// </summary>
internal static class ShowStanding
{
    /// <param name="Org">Unit on the period's last day.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        Period Period,
        string Org,
        string Level,
        [property: JsonConverter(typeof(RatioJson))] decimal? Total,
        IReadOnlyList<StandingAnswer> Standings
    );

    /// <param name="Org">The unit with all units below it; the last one of the list is the bank.</param>
    /// <param name="Rank">The rank from 1; equal totals share it.</param>
    /// <param name="Ranked">The number of managers of the level ranked there.</param>
    /// <param name="Quarter">1 for the first quarter of them, to 4 for the last.</param>
    public sealed record StandingAnswer(string Org, string? Name, int Rank, int Ranked, int Quarter);

    public static async Task<Ok<Answer>> Handle(
        Period period,
        string managerNo,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        Leaderboards boards,
        CancellationToken ct
    )
    {
        var card =
            await db
                .Scorecards.AsNoTracking()
                .Where(s => s.IsCurrent && s.ManagerNo == managerNo && s.Period == period)
                .Within(await finder.FindAsync(ct), s => s.Org, s => s.ManagerNo)
                .Select(s => new
                {
                    s.Org,
                    s.Level,
                    s.Total,
                    Name = db.Managers.Where(m => m.ManagerNo == managerNo).Select(m => m.Name).FirstOrDefault(),
                })
                .FirstOrDefaultAsync(ct)
            ?? throw RuleBrokenException.NotFound("scorecard");
        var units = await db
            .Units.AsNoTracking()
            .Select(u => new
            {
                u.Code,
                u.Parent,
                u.Name,
            })
            .ToDictionaryAsync(u => u.Code, StringComparer.Ordinal, ct);
        var children = units.Values.ToLookup(u => u.Parent, u => u.Code, StringComparer.Ordinal);
        var standings = new List<StandingAnswer>();
        var above = new HashSet<string>(StringComparer.Ordinal);
        for (var unit = card.Org; unit is not null && above.Add(unit); unit = units.GetValueOrDefault(unit)?.Parent)
        {
            var standing = await boards.StandingAsync(
                new(period, card.Level, PartOfBank.Below(unit, children)),
                managerNo,
                ct
            );
            // Without a total there is no rank.
            if (standing is { } place)
                standings.Add(new(unit, units.GetValueOrDefault(unit)?.Name, place.Rank, place.Ranked, place.Quarter));
        }

        return TypedResults.Ok(new Answer(managerNo, card.Name, period, card.Org, card.Level, card.Total, standings));
    }
}
