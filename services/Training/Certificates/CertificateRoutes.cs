using CardTeam.Contracts;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Roster;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Certificates;

internal static class CertificateRoutes
{
    /// <param name="ValidTo">Last valid day; null for an open end.</param>
    /// <param name="ValidToday">On the bank's calendar.</param>
    public sealed record Answer(string ManagerNo, string Certificate, DateOnly ValidFrom, DateOnly? ValidTo, string? Number, int Version, bool ValidToday);

    public static void MapCertificates(this IEndpointRouteBuilder app) =>
        app.MapGet("/certificates", List).WithTags("Certificates")
            .RequireRoles(Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    /// <summary>The intervals as now known, by manager.</summary>
    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page, string? manager, PartOfBankFinder part, TrainingDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var (no, code, from) = page.AfterParts(3) is [var a, var b, var c] && DateOnly.TryParse(c, out var day) ? (a, b, day) : ("", "", default);
        var today = BankCalendar.Today(clock);
        var certificates = db.Certificates.AsNoTracking().Where(x => x.KnownUntil == null).OfManagersWithin(await part.FindAsync(ct), x => x.ManagerNo, db, clock);
        if (manager is not null) certificates = certificates.Where(x => x.ManagerNo == manager);
        var found = await certificates
            .Where(x => string.Compare(x.ManagerNo, no) > 0
                || (x.ManagerNo == no && (string.Compare(x.Code, code) > 0 || (x.Code == code && x.ValidFrom > from))))
            .OrderBy(x => x.ManagerNo).ThenBy(x => x.Code).ThenBy(x => x.ValidFrom)
            .ToPageAsync(page, x => PageQuery.Key(x.ManagerNo, x.Code, x.ValidFrom.ToString("O")), ct);
        return new(found.Items.Select(x => new Answer(x.ManagerNo, x.Code, x.ValidFrom, x.ValidTo, x.Number, x.Version, x.HoldsOn(today))).ToList(), found.Next);
    }
}
