using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Scorecards;

internal static class ScorecardRoutes
{
    /// <param name="Org">Unit on the period's last day.</param>
    public sealed record Answer(
        string ManagerNo, Period Period, string Org, string Level, int Version, int KnownFrom,
        [property: JsonConverter(typeof(RatioJson))] decimal? Total, IReadOnlyList<KpiScore> Kpis);

    public static void MapScorecards(this IEndpointRouteBuilder app)
    {
        var scorecards = app.MapGroup("/scorecards").WithTags("Scorecards").RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        scorecards.MapGet("/", List);
        scorecards.MapGet("/{managerNo}/{period}", Get);
    }

    private static async Task<Page<Answer>> List([AsParameters] PageQuery page, Period period, string? org, PartOfBankFinder part, PerformanceDbContext db, CancellationToken ct)
    {
        var after = page.AfterKey();
        var scorecards = (await Visible(part, db, ct)).Where(s => s.Period == period && string.Compare(s.ManagerNo, after) > 0);
        if (org is not null) scorecards = scorecards.Within(new PartOfBank(await PartOfBank.BelowAsync(org, db, ct), null), s => s.Org, s => s.ManagerNo);
        var found = await scorecards.OrderBy(s => s.ManagerNo).ToPageAsync(page, s => s.ManagerNo, ct);
        return new(found.Items.Select(Show).ToList(), found.Next);
    }

    private static async Task<Ok<Answer>> Get(string managerNo, Period period, PartOfBankFinder part, PerformanceDbContext db, CancellationToken ct) =>
        TypedResults.Ok(Show(await (await Visible(part, db, ct)).FirstOrDefaultAsync(s => s.ManagerNo == managerNo && s.Period == period, ct)
            ?? throw RuleBrokenException.NotFound("scorecard")));

    private static async Task<IQueryable<Scorecard>> Visible(PartOfBankFinder part, PerformanceDbContext db, CancellationToken ct) =>
        db.Scorecards.AsNoTracking().Where(s => s.IsCurrent).Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo);

    private static Answer Show(Scorecard s) => new(s.ManagerNo, s.Period, s.Org, s.Level, s.Version, s.KnownFrom, s.Total, s.KpiScores());
}
