using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Books;

/// <summary>The months that have begun and are not closed: from the one after the last close to the current one.</summary>
internal sealed record OpenMonths(Period First, Period Last)
{
    public bool Include(Period month) => month.IsMonth && month >= First && month <= Last;

    public static async Task<OpenMonths> LoadAsync(IncentiveDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var current = Period.MonthOf(BankCalendar.Today(clock));
        var closed = await db
            .Closes.OrderByDescending(c => c.CloseNumber)
            .Select(c => (Period?)c.Period)
            .FirstOrDefaultAsync(ct);
        var first = closed?.Next() ?? current;
        return new(first, first > current ? first : current);
    }
}
