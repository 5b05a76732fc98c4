using CardTeam.Platform.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Roster;

/// <summary>
/// The rows of a service by the manager each one names. Registered by services that accept rows of managers not
/// announced yet.
/// </summary>
public abstract class WaitingRows
{
    /// <summary>The manager of every row kept, for each kind of import.</summary>
    public abstract IReadOnlyDictionary<string, IQueryable<string>> ManagersByKind { get; }
}

/// <summary>
/// Lists managers whose rows were imported before they were announced to this service. A manager leaves the list when
/// announced.
/// </summary>
public static class WaitingRoutes
{
    /// <param name="Rows">The number of waiting rows by kind of import.</param>
    public sealed record Answer(string ManagerNo, IReadOnlyDictionary<string, int> Rows);

    public static void MapWaiting(this IEndpointRouteBuilder app, params string[] roles) =>
        app.MapGet("/waiting", List)
            .Describe(
                "Lists manager numbers that are in no roster, with the rows kept for each.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor"
            )
            .WithTags("Roster")
            .RequireRoles(roles);

    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page,
        PartOfBankFinder part,
        WaitingRows kept,
        ServiceDbContext db,
        CancellationToken ct
    )
    {
        // It is not known yet which part of the bank they belong to.
        if (!(await part.FindAsync(ct)).IsWhole)
            return new([], null, page.Total == true ? 0 : null);
        var after = page.AfterKey();
        var named = kept.ManagersByKind.Values.Aggregate((all, more) => all.Union(more));
        var unknown = named.Where(no => !db.Set<KnownManager>().Any(m => m.ManagerNo == no));
        var waiting = await unknown
            .Where(no => no.CompareTo(after) > 0)
            .OrderBy(no => no)
            .ToPageAsync(page, no => no, ct);
        var rows = waiting.Items.ToDictionary(
            no => no,
            _ => new SortedDictionary<string, int>(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        foreach (var (kind, managers) in kept.ManagersByKind)
        {
            var counts = await managers
                .Where(no => waiting.Items.Contains(no))
                .GroupBy(no => no)
                .Select(g => new { No = g.Key, Count = g.Count() })
                .ToListAsync(ct);
            foreach (var count in counts)
                rows[count.No][kind] = count.Count;
        }

        return new(
            waiting.Items.Select(no => new Answer(no, rows[no])).ToList(),
            waiting.Next,
            await unknown.TotalAsync(page.Total, ct)
        );
    }
}
