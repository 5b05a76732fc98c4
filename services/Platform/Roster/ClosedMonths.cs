using CardTeam.Contracts;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Roster;

/// <summary>
/// The months whose close a service has heard, and the number under which what it learns now is first known.
/// </summary>
/// <param name="First">The first closed month; null before the first close.</param>
public sealed record ClosedMonths(int NextClose, Period? First, Period? Last)
{
    public static async Task<ClosedMonths> LoadAsync(ServiceDbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var heard = await db.Set<KnownClose>().AsNoTracking().ToListAsync(ct);
        return heard.Count == 0
            ? new(1, null, null)
            : new(heard.Max(c => c.CloseNumber) + 1, heard.Min(c => c.Period), heard.Max(c => c.Period));
    }

    public bool Includes(Period month) => First is { } first && month >= first && month <= Last!.Value;

    /// <summary>The closed months that have one of these days; null when none has.</summary>
    /// <param name="to">The last day; null for no end.</param>
    public (Period From, Period To)? Touched(DateOnly from, DateOnly? to)
    {
        if (First is not { } first || Last is not { } last || from > last.LastDay || to < first.FirstDay || to < from)
            return null;
        return (
            from < first.FirstDay ? first : Period.MonthOf(from),
            to is null || to > last.LastDay ? last : Period.MonthOf(to.Value)
        );
    }
}
