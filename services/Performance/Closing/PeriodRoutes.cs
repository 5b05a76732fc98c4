using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Closing;

internal static class PeriodRoutes
{
    public sealed record Answer(
        Period Period,
        string Status,
        int CloseNumber,
        DateTimeOffset ClosedAt,
        string ClosedBy,
        string AcceptedGaps
    );

    public static void MapPeriods(this IEndpointRouteBuilder app)
    {
        var periods = app.MapGroup("/periods").WithTags("Month end");
        periods
            .MapPost("/{period}/close", ClosePeriod.Handle)
            .Describe(
                "Closes a month: computes every scorecard and announces what is known. Final.",
                "400 period.not-a-month",
                "409 period.already-closed",
                "409 period.out-of-order",
                "409 period.gaps"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        periods
            .MapGet("/{period}/gaps", ShowGaps.Handle)
            .Describe(
                "Lists what the close of a month would find missing in the caller's part of the bank, without closing it.",
                "400 period.not-a-month",
                "409 period.already-closed",
                "409 period.out-of-order"
            )
            .RequireRoles(Roles.Hr, Roles.Administrator);
        periods
            .MapGet("/", List)
            .Describe("Lists the closed months, in order.", "400 request.invalid-limit", "400 request.invalid-cursor")
            .RequireRoles(
                Roles.Hr,
                Roles.BranchHead,
                Roles.AccountManager,
                Roles.IncentiveAnalyst,
                Roles.IncentiveApprover,
                Roles.Administrator,
                Roles.Auditor
            );
    }

    /// <summary>Lists the closed months, in order.</summary>
    private static Task<Page<Answer>> List([AsParameters] PageQuery page, PerformanceDbContext db, CancellationToken ct)
    {
        var after = page.AfterNumber();
        return db
            .ClosedPeriods.AsNoTracking()
            .Where(p => p.CloseNumber > after)
            .OrderBy(p => p.CloseNumber)
            .Select(p => new Answer(p.Period, "closed", p.CloseNumber, p.ClosedAt, p.ClosedBy, p.AcceptedGaps))
            .ToPageAsync(page, p => p.CloseNumber.ToString(CultureInfo.InvariantCulture), ct)
            .WithTotalAsync(db.ClosedPeriods, page, ct);
    }
}
