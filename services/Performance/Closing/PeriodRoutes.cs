using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Closing;

internal static class PeriodRoutes
{
    /// <param name="CloseNumber">
    /// Number of the close; of a period longer than a month the number of the first close that knows its scorecards.
    /// </param>
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
                "Closes a month, or after its last month a quarter, half-year or year: computes every scorecard and announces what is known. Final.",
                "409 period.already-closed",
                "409 period.out-of-order",
                "409 period.last-month-open",
                "409 period.gaps"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        periods
            .MapGet("/{period}/gaps", ShowGaps.Handle)
            .Describe(
                "Lists what the close of a period would find missing in the caller's part of the bank, without closing it.",
                "409 period.already-closed",
                "409 period.out-of-order",
                "409 period.last-month-open"
            )
            .RequireRoles(Roles.Hr, Roles.Administrator);
        periods
            .MapGet("/", List)
            .Describe(
                "Lists the closed months, in order; with rhythm, the closed quarters, half-years or years.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 period.rhythm-not-valid"
            )
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

    /// <summary>Lists the closed periods of a length, in order.</summary>
    /// <param name="rhythm"><c>month</c>, <c>quarter</c>, <c>half</c> or <c>year</c>; null for months.</param>
    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page,
        string? rhythm,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        if (rhythm is not null && !Rhythms.All.Contains(rhythm, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "period.rhythm-not-valid",
                new("rhythm 应为 month、quarter、half 或 year。", "rhythm is month, quarter, half or year."),
                status: 400
            );
        if (rhythm is not (null or Rhythms.Month))
            return await ListLongerAsync(rhythm, page, db, ct);
        var after = page.AfterNumber();
        return await db
            .ClosedPeriods.AsNoTracking()
            .Where(p => p.CloseNumber > after)
            .OrderBy(p => p.CloseNumber)
            .Select(p => new Answer(p.Period, "closed", p.CloseNumber, p.ClosedAt, p.ClosedBy, p.AcceptedGaps))
            .ToPageAsync(page, p => p.CloseNumber.ToString(CultureInfo.InvariantCulture), ct)
            .WithTotalAsync(db.ClosedPeriods, page, ct);
    }

    /// <summary>There are at most seven of them a year: all are read.</summary>
    private static async Task<Page<Answer>> ListLongerAsync(
        string rhythm,
        PageQuery page,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var (after, size) = (page.AfterKey(), page.Size);
        if (after.Length > 0 && !Period.TryParse(after, out _))
            throw PageQuery.Unknown();
        var closed = (await db.ClosedLongerPeriods.AsNoTracking().ToListAsync(ct))
            .Where(p => p.Period.Rhythm == rhythm)
            .OrderBy(p => p.Period)
            .ToList();
        var shown = closed
            .Where(p => after.Length == 0 || p.Period > Period.Parse(after))
            .Take(size + 1)
            .Select(p => new Answer(p.Period, "closed", p.KnownFrom, p.ClosedAt, p.ClosedBy, p.AcceptedGaps))
            .ToList();
        return new(
            [.. shown.Take(size)],
            shown.Count > size ? PageQuery.Cursor(shown[size - 1].Period.ToString()) : null,
            page.Total == true ? closed.Count : null
        );
    }
}
