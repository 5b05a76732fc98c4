using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

internal static class PayrollRoutes
{
    /// <param name="Last">Sequence of the last item; without items, the requested starting point.</param>
    /// <param name="Total">
    /// The number of entries of the whole stream, where it was asked for; 100,001 means more than are counted.
    /// </param>
    public sealed record Bonuses(
        IReadOnlyList<Bonus> Items,
        long Last,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Total = null
    );

    public static void MapPayroll(this IEndpointRouteBuilder app)
    {
        var payroll = app.MapGroup("/payroll").WithTags("Payroll");
        payroll
            .MapGet("/bonuses", List)
            .Describe("Reads the stream of approved bonuses after a sequence number.", "400 request.invalid-limit")
            .RequireRoles(Roles.Payroll, Roles.Auditor)
            .AuditReads();
        payroll
            .MapList("/acknowledgements", (list, path) => list.MapGet(path, ListAcknowledgements.Handle))
            .Describe(
                "Lists what payroll said of the bonuses.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Roles.Payroll, Roles.Auditor)
            .AuditReads();
        payroll
            .MapGet("/names/{period}", Names)
            .Describe("Lists the names of the managers paid in a month.")
            .RequireRoles(Roles.Payroll, Roles.Auditor)
            .AuditReads();
        payroll
            .MapPost("/acknowledgements", Acknowledge.Handle)
            .Describe(
                "Acknowledges bonuses as paid, or reports that they could not be paid.",
                "409 acknowledgement.unknown-event",
                "409 acknowledgement.already-paid",
                "409 idempotency.key-reused"
            )
            .RequireRoles(Roles.Payroll);
        payroll
            .MapGet("/reconciliation/{period}", Reconcile.Handle)
            .Describe("Reconciles the approved bonuses of a month with their acknowledgements.")
            .RequireRoles(Roles.Payroll, Roles.Auditor)
            .AuditReads();
        payroll
            .MapGet("/export/{file}", ExportPayroll.Handle)
            .Describe("Exports the bonuses of a month as csv or xlsx: 2026-06.csv.", "404 export.not-found")
            .RequireRoles(Roles.Payroll, Roles.Auditor)
            .AuditReads();
    }

    /// <summary>
    /// Lists the names of a period's managers, for the page that shows the stream: the stream itself has none.
    /// </summary>
    private static async Task<Ok<IReadOnlyDictionary<string, string>>> Names(
        Period period,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var entries = db
            .PayrollEntries.AsNoTracking()
            .Where(e => e.Period == period)
            .Within(await part.FindAsync(ct), e => e.Org, e => e.ManagerNo);
        var numbers = await entries.Select(e => e.ManagerNo).Distinct().ToListAsync(ct);
        return TypedResults.Ok(await ManagerNames.OfAsync(db, numbers, ct));
    }

    /// <summary>Reads the stream after a sequence.</summary>
    /// <param name="total">True to count the whole stream as well, wherever the page begins.</param>
    private static async Task<Ok<Bonuses>> List(
        long? after,
        int? limit,
        bool? total,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        if (limit is < 1 or > 500)
            throw new RuleBrokenException(
                "request.invalid-limit",
                new("limit 必须在 1 到 500 之间。", "limit must be between 1 and 500."),
                status: 400
            );
        var from = after ?? 0;
        var visible = await part.FindAsync(ct);
        var all = db.PayrollEntries.AsNoTracking().Within(visible, e => e.Org, e => e.ManagerNo);
        var entries = await all.Where(e => e.Sequence > from)
            .OrderBy(e => e.Sequence)
            .Take(limit ?? 50)
            .ToListAsync(ct);
        return TypedResults.Ok(
            new Bonuses(
                entries.Select(e => e.Announcement()).ToList(),
                entries.Count == 0 ? from : entries[^1].Sequence,
                visible.IsWhole && total == true ? await LengthAsync(db, ct) : await all.TotalAsync(total, ct)
            )
        );
    }

    /// <summary>The length of the stream: it is gapless, so that its last number says it without a count.</summary>
    private static async Task<int> LengthAsync(IncentiveDbContext db, CancellationToken ct) =>
        (int)Math.Min(await db.PayrollEntries.MaxAsync(e => (long?)e.Sequence, ct) ?? 0, Paging.MostCounted + 1);
}
