using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Statements;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Roster;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Runs;

internal static class RunRoutes
{
    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/runs").WithTags("Runs");
        string[] readers = [Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor];
        runs.MapPost("/", StartRun.Handle)
            .Describe(
                "Starts the calculation of a closed month's bonuses.",
                "400 run.unknown-service",
                "409 run.already-open",
                "409 run.already-approved",
                "409 run.out-of-order",
                "409 run.no-plan",
                "409 run.not-complete",
                "409 idempotency.key-reused"
            )
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
        runs.MapGet("/", List)
            .Describe("Lists runs, the newest first.", "400 request.invalid-limit", "400 request.invalid-cursor")
            .RequireRoles(readers)
            .AuditReads();
        runs.MapGet("/{id:guid}", Get)
            .Describe("Shows one run with its figures.", "404 run.not-found")
            .RequireRoles(readers)
            .AuditReads();
        runs.MapGet("/{id:guid}/lines", Lines)
            .Describe(
                "Lists the lines of a run by manager.",
                "404 run.not-found",
                "400 request.invalid-limit",
                "400 request.invalid-cursor"
            )
            .RequireRoles(readers)
            .AuditReads();
        runs.MapGet("/{id:guid}/sheets", ListSheets.Handle)
            .Describe(
                "Lists the managers of a run against the month before.",
                "404 run.not-found",
                "400 request.invalid-only",
                "400 request.invalid-sort"
            )
            .RequireRoles(readers)
            .AuditReads();
        runs.MapGet("/{id:guid}/repeated-cards", ListRepeatedCards.Handle)
            .Describe(
                "Lists the cards that several facts of one kind name; a run counts one of them.",
                "404 run.not-found"
            )
            .RequireRoles(readers)
            .AuditReads();
        runs.MapList("/{id:guid}/changes", (list, path) => list.MapGet(path, ListChanges.Handle))
            .Describe(
                "Lists the changes of closed months that a run takes into account for the first time, and who made them.",
                "404 run.not-found",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(readers)
            .AuditReads();
        runs.MapGet("/{id:guid}/distribution", ShowDistribution.Handle)
            .Describe("Shows how the payouts of a run are distributed.", "404 run.not-found")
            .RequireRoles(readers)
            .AuditReads();
        runs.MapPost("/{id:guid}/approve", DecideRun.Approve)
            .Describe(
                "Approves a run that somebody else made, and releases it to payroll.",
                "404 run.not-found",
                "409 run.wrong-state",
                "409 run.stale",
                "409 run.maker-cannot-check",
                "403 run.changer-is-checker"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        runs.MapPost("/{id:guid}/reject", DecideRun.Reject)
            .Describe(
                "Returns a run with a reason.",
                "404 run.not-found",
                "409 run.wrong-state",
                "409 run.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        runs.MapPost("/{id:guid}/cancel", DecideRun.Cancel)
            .Describe("Cancels a run that is not approved.", "404 run.not-found", "409 run.wrong-state")
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
    }

    private static async Task<Page<RunAnswer>> List(
        [AsParameters] PageQuery page,
        Period? period,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var before = page.AfterNumber() is > 0 and var number ? number : long.MaxValue;
        var runs = db.Runs.AsNoTracking();
        if (period is { } month)
            runs = runs.Where(r => r.Period == month);
        var found = await runs.Where(r => r.Number < before)
            .OrderByDescending(r => r.Number)
            .ToPageAsync(page, r => r.Number.ToString(CultureInfo.InvariantCulture), ct)
            .WithTotalAsync(runs, page, ct);
        return new(await RunAnswer.WithinAsync(found.Items, await part.FindAsync(ct), db, ct), found.Next, found.Total);
    }

    private static async Task<Ok<RunAnswer>> Get(
        Guid id,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            (await RunAnswer.WithinAsync([await FindAsync(id, db, ct)], await part.FindAsync(ct), db, ct))[0]
        );

    /// <summary>
    /// Lists lines by manager, their statement's first, then those of earlier periods with different results. Pages
    /// contain whole managers.
    /// </summary>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Page<StatementLine>> Lines(
        [AsParameters] PageQuery page,
        Guid id,
        string? manager,
        string? search,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var run = await FindAsync(id, db, ct);
        var after = page.AfterKey();
        var all = db
            .Sheets.AsNoTracking()
            .Where(s => s.RunNumber == run.Number)
            .Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo)
            .OfManagersLike(search, s => s.ManagerNo, db);
        if (manager is not null)
            all = all.Where(s => s.ManagerNo == manager);
        int? total = page.Total == true ? await Sheet.CountLinesAsync(all, ct) : null;
        var sheets = all.Where(s => s.ManagerNo.CompareTo(after) > 0);
        var lines = new List<StatementLine>();
        var plans = await PlansOfMonths.LoadAsync(db, run.Period, ct);
        string? last = null;
        await foreach (
            var sheet in sheets
                .OrderBy(s => s.ManagerNo)
                .ThenByDescending(s => s.Period)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
        {
            if (lines.Count >= page.Size && sheet.ManagerNo != last)
                return new(await NamedAsync(lines, db, ct), PageQuery.Cursor(last!), total);
            last = sheet.ManagerNo;
            lines.AddRange(
                sheet
                    .ReadLines()
                    .Select(l =>
                        StatementLine.Of(l, plans.Of(sheet.Period)) with
                        {
                            ManagerNo = sheet.ManagerNo,
                            Period = sheet.Period,
                        }
                    )
            );
        }

        return new(await NamedAsync(lines, db, ct), null, total);
    }

    private static async Task<IReadOnlyList<StatementLine>> NamedAsync(
        List<StatementLine> lines,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var names = await ManagerNames.OfAsync(db, lines.Select(l => l.ManagerNo!), ct);
        return lines.ConvertAll(l => l with { ManagerName = names.GetValueOrDefault(l.ManagerNo!) });
    }

    public static async Task<Run> FindAsync(Guid id, IncentiveDbContext db, CancellationToken ct) =>
        await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct)
        ?? throw RuleBrokenException.NotFound("run");
}

/// <param name="Counts">
/// The numbers of managers with a statement, of those with a payable amount, of facts read and of lines.
/// </param>
/// <param name="Total">The payable sum within the caller's part of the bank.</param>
/// <param name="Error">
/// The reason of a failure; only for callers who see the whole bank, since it may name any manager.
/// </param>
internal sealed record RunAnswer(
    Guid Id,
    Period Period,
    string Status,
    int CloseNumber,
    IReadOnlyList<string> Without,
    RunCounts Counts,
    Money Total,
    Money Deferred,
    string? ResultHash,
    string PlanCode,
    int PlanVersion,
    string RuleHash,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CalculatedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Reason,
    string? Error
)
{
    public static RunAnswer Of(Run r) =>
        new(
            r.Id,
            r.Period,
            r.Status.ToString().ToLowerInvariant(),
            r.CloseNumber,
            r.WithoutServices,
            new(r.Managers, r.Paid, r.Facts, r.Lines),
            r.Total,
            r.Deferred,
            r.ResultHash,
            r.PlanCode,
            r.PlanVersion,
            r.RuleHash,
            r.CreatedBy,
            r.CreatedAt,
            r.CalculatedAt,
            r.DecidedBy,
            r.DecidedAt,
            r.Reason,
            r.Error
        );

    /// <summary>Converts runs for a caller: a caller bound to a part of the bank gets the sums of that part.</summary>
    public static async Task<IReadOnlyList<RunAnswer>> WithinAsync(
        IReadOnlyList<Run> runs,
        PartOfBank part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        if (part.IsWhole)
            return [.. runs.Select(Of)];
        var numbers = runs.Select(r => r.Number).ToList();
        // Money is bigint 分 in the database; the cast is for LINQ, which knows no arithmetic of Money.
        var sums = await db
            .Sheets.AsNoTracking()
            .Where(s => numbers.Contains(s.RunNumber) && s.IsStatement)
            .Within(part, s => s.Org, s => s.ManagerNo)
            .Select(s => new
            {
                s.RunNumber,
                Payable = (long)(object)s.Payable,
                Deferred = (long)(object)s.Deferred,
            })
            .GroupBy(s => s.RunNumber)
            .Select(g => new
            {
                RunNumber = g.Key,
                Managers = g.Count(),
                Paid = g.Sum(s => s.Payable > 0 ? 1 : 0),
                Payable = g.Sum(s => s.Payable),
                Deferred = g.Sum(s => s.Deferred),
            })
            .ToDictionaryAsync(s => s.RunNumber, ct);
        return
        [
            .. runs.Select(r =>
            {
                var own = sums.GetValueOrDefault(r.Number);
                return Of(r) with
                {
                    Counts = new(own?.Managers ?? 0, own?.Paid ?? 0, Facts: null, Lines: null),
                    Total = new(own?.Payable ?? 0),
                    Deferred = new(own?.Deferred ?? 0),
                    Error = null,
                };
            }),
        ];
    }
}

/// <param name="Managers">The number of statements within the caller's part of the bank.</param>
/// <param name="Paid">The number of those with a payable amount.</param>
/// <param name="Facts">The number of facts read; null for callers who see only a part of the bank.</param>
/// <param name="Lines">The number of lines written; null for callers who see only a part of the bank.</param>
internal sealed record RunCounts(int Managers, int Paid, long? Facts, long? Lines);
