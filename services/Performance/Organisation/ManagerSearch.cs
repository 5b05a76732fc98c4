using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Organisation;

/// <summary>Finds managers by a part of their name or number.</summary>
internal static class ManagerSearch
{
    /// <summary>
    /// The matching managers of the roster, regardless of who may see them; null without a search text.
    /// </summary>
    public static IQueryable<string>? Matching(PerformanceDbContext db, string? search)
    {
        if (string.IsNullOrWhiteSpace(search))
            return null;
        var pattern = Fragment.Of(search);
        return db
            .Managers.Where(m =>
                EF.Functions.Like(m.Name, pattern, Fragment.Escape)
                || EF.Functions.Like(m.ManagerNo, pattern, Fragment.Escape)
            )
            .Select(m => m.ManagerNo);
    }
}
