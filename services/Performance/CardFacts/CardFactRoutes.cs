using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Managers;
using CardTeam.Platform.Data;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.CardFacts;

internal static class CardFactRoutes
{
    /// <param name="KnownUntil">Set on a version that a later one replaced.</param>
    public sealed record Answer(
        string FactRef, int Version, string ManagerNo, CardFactKind Kind, string CardRef, DateOnly OccurredOn, string? Product, Money? Amount,
        bool NewCustomer, bool Void, int KnownFrom, int? KnownUntil);

    public static void MapCardFacts(this IEndpointRouteBuilder app) =>
        app.MapGet("/card-facts", List).WithTags("Card facts").RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    /// <summary>A manager's facts of a month, every version of each.</summary>
    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page, string manager, Period period, PartOfBankFinder part, PerformanceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var visible = await ManagerRoutes.Visible(part, db, BankCalendar.Today(clock), ct);
        if (!await visible.AnyAsync(m => m.ManagerNo == manager, ct)) throw RuleBrokenException.NotFound("manager");
        var after = page.AfterKey();
        var (first, last) = (BookDay.Of(period.FirstDay), BookDay.Of(period.LastDay));
        var found = await db.CardFacts.AsNoTracking()
            .Where(f => f.ManagerNo == manager && f.OccurredOn >= first && f.OccurredOn <= last)
            .Where(f => string.Compare(f.FactRef + " " + (1000 + f.Version), after) > 0)
            .OrderBy(f => f.FactRef).ThenBy(f => f.Version).ToPageAsync(page, f => $"{f.FactRef} {1000 + f.Version}", ct);
        return new(found.Items.Select(f => new Answer(
            f.FactRef, f.Version, f.ManagerNo, f.Kind, f.CardRef, BookDay.Date(f.OccurredOn), f.Product, f.Amount, f.NewCustomer, f.Void, f.KnownFrom, f.KnownUntil)).ToList(), found.Next);
    }
}
