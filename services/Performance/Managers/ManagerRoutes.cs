using System.Linq.Expressions;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Managers;

internal static class ManagerRoutes
{
    /// <param name="Org">Unit of the posting in force today.</param>
    public sealed record Summary(string ManagerNo, string Name, string? Org, string? Level, string? Step, string? Area, string? Employment, DateOnly HiredOn, DateOnly? LeftOn);

    public sealed record PostingAnswer(
        DateOnly From, string Org, string? Employment, string? Level, string? Step, string? Area, string? SupervisorNo, string? MentorNo);

    public sealed record Profile(
        string ManagerNo, string Name, DateOnly HiredOn, DateOnly? InPostSince, DateOnly? LeftOn, string? Education, int Version, IReadOnlyList<PostingAnswer> Postings);

    public static void MapManagers(this IEndpointRouteBuilder app)
    {
        var managers = app.MapGroup("/managers").WithTags("Roster");
        managers.MapGet("/", List).RequireRoles(Roles.Hr, Roles.BranchHead, Roles.Trainer, Roles.ComplaintDesk, Roles.Auditor);
        managers.MapGet("/{managerNo}", Get).RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Trainer, Roles.ComplaintDesk, Roles.Auditor);
    }

    private static async Task<Page<Summary>> List(
        [AsParameters] PageQuery page, string? org, string? level, PartOfBankFinder part, PerformanceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var after = page.AfterKey();
        var today = BankCalendar.Today(clock);
        var managers = (await Visible(part, db, today, ct)).Where(m => string.Compare(m.ManagerNo, after) > 0);
        if (org is not null)
        {
            var below = new PartOfBank(await PartOfBank.BelowAsync(org, db, ct), null);
            managers = managers.Within(below, OrgOn(today), m => m.ManagerNo);
        }

        if (level is not null) managers = managers.Where(m => m.Postings.Where(p => p.From <= today).OrderByDescending(p => p.From).First().Data.Level == level);
        var found = await managers.OrderBy(m => m.ManagerNo).ToPageAsync(page, m => m.ManagerNo, ct);
        return new(found.Items.Select(m => Summarise(m, today)).ToList(), found.Next);
    }

    private static async Task<Ok<Profile>> Get(string managerNo, PartOfBankFinder part, PerformanceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var manager = await (await Visible(part, db, BankCalendar.Today(clock), ct)).FirstOrDefaultAsync(m => m.ManagerNo == managerNo, ct)
            ?? throw RuleBrokenException.NotFound("manager");
        return TypedResults.Ok(new Profile(
            manager.ManagerNo, manager.Name, manager.HiredOn, manager.InPostSince, manager.LeftOn, manager.Education, manager.Version,
            manager.Postings.OrderBy(p => p.From).Select(p => new PostingAnswer(
                p.From, p.Data.Org, p.Data.Employment, p.Data.Level, p.Data.Step, p.Data.Area, p.Data.SupervisorNo, p.Data.MentorNo)).ToList()));
    }

    internal static async Task<IQueryable<Manager>> Visible(PartOfBankFinder part, PerformanceDbContext db, DateOnly today, CancellationToken ct) =>
        db.Managers.AsNoTracking().Within(await part.FindAsync(ct), OrgOn(today), m => m.ManagerNo);

    private static Expression<Func<Manager, string>> OrgOn(DateOnly day) =>
        m => m.Postings.Where(p => p.From <= day).OrderByDescending(p => p.From).Select(p => p.Data.Org).FirstOrDefault()!;

    private static Summary Summarise(Manager m, DateOnly today)
    {
        var now = m.On(today).Data;
        return new(m.ManagerNo, m.Name, now.Org, now.Level, now.Step, now.Area, now.Employment, m.HiredOn, m.LeftOn);
    }
}
