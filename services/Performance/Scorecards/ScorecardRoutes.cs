using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Scorecards;

internal static class ScorecardRoutes
{
    /// <param name="Name">The manager's current name.</param>
    /// <param name="Org">Unit on the period's last day.</param>
    /// <param name="Version">0 while the period is open.</param>
    /// <param name="KnownFrom">
    /// Number of the close that is the first to know it; of the next close while the period is open.
    /// </param>
    /// <param name="AsOf">The instant an open period was computed for; null for a closed one.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        Period Period,
        string Org,
        string Level,
        int Version,
        int KnownFrom,
        [property: JsonConverter(typeof(RatioJson))] decimal? Total,
        IReadOnlyList<KpiScore> Kpis,
        DateTimeOffset? AsOf = null
    );

    private static readonly ListOrder<Scorecard> Order = new ListOrder<Scorecard>("managerNo")
        .Key("managerNo", s => s.ManagerNo)
        .By("total", s => s.TenThousandths)
        .By("org", s => s.Org);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), s => s.ManagerNo),
        new("name", new("姓名", "Name"), s => s.Name),
        new("period", new("期间", "Period"), s => s.Period),
        new("org", new("机构", "Unit"), s => s.Org),
        new("level", new("级", "Level"), s => s.Level),
        new("total", new("综合达成率", "Total attainment"), s => s.Total) { IsRatio = true },
        new("version", new("版本", "Version"), s => s.Version),
        new("knownFrom", new("知悉起（关账序号）", "Known from (close number)"), s => s.KnownFrom),
    ];

    public static void MapScorecards(this IEndpointRouteBuilder app)
    {
        var scorecards = app.MapGroup("")
            .WithTags("Scorecards")
            .AuditPersonalReads()
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        scorecards
            .MapList("/scorecards", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists the scorecards of a closed month, quarter, half-year or year.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            );
        scorecards
            .MapGet("/scorecards/{managerNo}/{period}", Get)
            .Describe(
                "Shows one scorecard: target, value, weight and score of every indicator; with live, of a period that is open.",
                "404 scorecard.not-found",
                "409 scorecard.not-begun"
            );
        scorecards
            .MapGet("/scorecards/{managerNo}/{period}/versions", ShowVersions.Handle)
            .Describe(
                "Shows every version of a scorecard, the newest first, and why each replaced the one before.",
                "404 scorecard.not-found"
            );
    }

    /// <summary>Lists the scorecards of a period.</summary>
    /// <param name="met">True lists only totals of 100 % or more, false only those below; null all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<Scorecard, Answer>> List(
        [AsParameters] ListQuery list,
        Period period,
        string? org,
        string? level,
        bool? met,
        string? search,
        PartOfBankFinder part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var scorecards = (await Visible(part, db, ct)).Where(s => s.Period == period);
        if (org is not null)
            scorecards = scorecards.Within(
                new PartOfBank(await PartOfBank.BelowAsync(org, db, ct), null),
                s => s.Org,
                s => s.ManagerNo
            );
        if (level is not null)
            scorecards = scorecards.Where(s => s.Level == level);
        if (met is not null)
            scorecards = scorecards.Where(s =>
                met.Value ? s.TenThousandths >= Scorecard.Met : s.TenThousandths < Scorecard.Met
            );
        if (ManagerSearch.Matching(db, search) is { } matching)
            scorecards = scorecards.Where(s => matching.Contains(s.ManagerNo));
        return new(
            scorecards,
            list,
            Order,
            s => Show(s, db.Managers.Where(m => m.ManagerNo == s.ManagerNo).Select(m => m.Name).FirstOrDefault()),
            Columns
        );
    }

    /// <param name="live">True computes a period that is not closed as it stands now.</param>
    private static async Task<Ok<Answer>> Get(
        string managerNo,
        Period period,
        bool? live,
        PartOfBankFinder part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (live == true && await LiveAsync(managerNo, period, part, db, clock, ct) is { } open)
            return TypedResults.Ok(open);
        var scorecard =
            await (await Visible(part, db, ct)).FirstOrDefaultAsync(
                s => s.ManagerNo == managerNo && s.Period == period,
                ct
            ) ?? throw RuleBrokenException.NotFound("scorecard");
        var name = await db.Managers.Where(m => m.ManagerNo == managerNo).Select(m => m.Name).FirstOrDefaultAsync(ct);
        return TypedResults.Ok(Show(scorecard, name));
    }

    /// <summary>An open period as it stands; null for one that is closed, or lies before the first that was.</summary>
    private static async Task<Answer?> LiveAsync(
        string managerNo,
        Period period,
        PartOfBankFinder part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        if (ledger.IsClosed(period) || (period.IsMonth && period <= ledger.LastClosed))
            return null;
        var now = clock.GetUtcNow();
        var card =
            await LiveScorecard.ComputeAsync(
                managerNo,
                period,
                ledger,
                await part.FindAsync(ct),
                db,
                BankCalendar.Today(clock),
                ct
            ) ?? throw RuleBrokenException.NotFound("scorecard");
        var name = await db.Managers.Where(m => m.ManagerNo == managerNo).Select(m => m.Name).FirstOrDefaultAsync(ct);
        return Show(card, name) with { Version = 0, AsOf = now };
    }

    private static async Task<IQueryable<Scorecard>> Visible(
        PartOfBankFinder part,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        db
            .Scorecards.AsNoTracking()
            .Where(s => s.IsCurrent)
            .Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo);

    private static Answer Show(Scorecard s, string? name) =>
        new(s.ManagerNo, name, s.Period, s.Org, s.Level, s.Version, s.KnownFrom, s.Total, s.KpiScores());
}
