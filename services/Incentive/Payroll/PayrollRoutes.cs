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

    private static readonly string[] Readers = [Roles.Payroll, Roles.IncentiveAnalyst, Roles.Auditor];

    public static void MapPayroll(this IEndpointRouteBuilder app)
    {
        var payroll = app.MapGroup("/payroll").WithTags("Payroll");
        payroll
            .MapGet("/bonuses", List)
            .Describe(
                "Reads the stream of approved bonuses after a sequence number.",
                "400 request.invalid-limit",
                "404 payroll-group.not-found"
            )
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
                "409 acknowledgement.replaced",
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
        MapRejections(payroll);
        MapCalendar(payroll);
        MapGroups(payroll);
        MapDifferences(payroll);
    }

    private static void MapRejections(RouteGroupBuilder payroll)
    {
        payroll
            .MapList("/rejections", (list, path) => list.MapGet(path, ListRejections.Handle))
            .Describe(
                "Lists the entries that payroll rejected, with its reason and what the bank has decided.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Payroll, Roles.Auditor)
            .AuditReads();
        payroll
            .MapPost("/rejections/{eventId:guid}/proposal", SettleRejection.Propose)
            .Describe(
                "Proposes to send a rejected entry again, or to write it off.",
                "400 rejection.reason-missing",
                "404 rejection.not-found",
                "409 rejection.wrong-state",
                "409 rejection.paid-since"
            )
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
        payroll
            .MapPost("/rejections/{eventId:guid}/approve", SettleRejection.Approve)
            .Describe(
                "Approves the proposal of somebody else; an entry sent again joins the stream.",
                "404 rejection.not-found",
                "409 rejection.wrong-state",
                "409 rejection.paid-since",
                "409 rejection.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        payroll
            .MapPost("/rejections/{eventId:guid}/return", SettleRejection.Return)
            .Describe(
                "Returns a proposal with a reason.",
                "400 rejection.reason-missing",
                "404 rejection.not-found",
                "409 rejection.wrong-state",
                "409 rejection.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
    }

    private static void MapCalendar(RouteGroupBuilder payroll)
    {
        payroll
            .MapPut("/calendar/{year:int}", PutPayrollCalendar.Handle)
            .Describe(
                "Sets the cut-off and the pay day of each month of a year.",
                "400 payroll-calendar.not-valid",
                "400 payroll-calendar.year-not-valid"
            )
            .RequireRoles(Roles.Payroll, Roles.IncentiveAnalyst)
            .RequireWholeBank();
        payroll
            .MapGet("/calendar/{year:int}", ListPayrollCalendar.Year)
            .Describe("Shows the cut-off and the pay day of each month of a year.")
            .RequireRoles([.. Roles.All]);
        payroll
            .MapGet("/calendar/next", ListPayrollCalendar.Next)
            .Describe("Shows the next pay day.")
            .RequireRoles([.. Roles.All]);
        payroll
            .MapList("/calendar", (list, path) => list.MapGet(path, ListPayrollCalendar.List))
            .Describe(
                "Lists the months of the payroll calendar.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles([.. Roles.All]);
    }

    private static void MapGroups(RouteGroupBuilder payroll)
    {
        payroll
            .MapPut("/groups/{code}", PutPayrollGroup.Handle)
            .Describe(
                "Sets up a payroll group: units whose entries go to a queue of their own as well.",
                "400 payroll-group.code-not-valid",
                "400 payroll-group.queue-not-valid",
                "400 payroll-group.unit-missing",
                "400 payroll-group.unit-twice",
                "400 payroll-group.unit-unknown",
                "409 payroll-group.unit-in-other-group",
                "409 payroll-group.queue-taken",
                "409 payroll-group.queue-fixed",
                "409 payroll-group.too-many",
                "409 code.differs-in-case-only"
            )
            .RequireRoles(Roles.Payroll)
            .RequireWholeBank();
        payroll
            .MapList("/groups", (list, path) => list.MapGet(path, ListPayrollGroups.Handle))
            .Describe(
                "Lists the payroll groups.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Readers);
    }

    private static void MapDifferences(RouteGroupBuilder payroll)
    {
        string[] faults =
        [
            "400 request.invalid-day",
            "400 request.invalid-kind",
            "400 request.invalid-limit",
            "400 request.invalid-cursor",
        ];
        payroll
            .MapGet("/differences", ReportDifferences.Show)
            .Describe("Reports the differences with payroll as of a day, each with what to do.", faults)
            .RequireRoles(Readers)
            .AuditReads();
        payroll
            .MapGet("/differences.{format}", ReportDifferences.Export)
            .Describe("Exports the differences with payroll as csv or xlsx.", [.. faults[..2], "404 export.not-found"])
            .RequireRoles(Readers)
            .AuditReads();
        payroll
            .MapPost("/differences/settle", SettleDifference.Handle)
            .Describe(
                "Marks a difference as settled, with what was found.",
                "400 difference.note-missing",
                "404 difference.not-found"
            )
            .RequireRoles(Roles.Payroll, Roles.IncentiveAnalyst)
            .RequireWholeBank();
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
    /// <param name="group">
    /// A payroll group, to read its entries alone; <paramref name="after"/> and <c>last</c> are then numbers of the group.
    /// </param>
    private static async Task<Ok<Bonuses>> List(
        long? after,
        int? limit,
        bool? total,
        string? group,
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
        if (!string.IsNullOrEmpty(group))
            return TypedResults.Ok(await OfGroupAsync(all, group, from, limit ?? 50, total, db, ct));
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

    private static async Task<Bonuses> OfGroupAsync(
        IQueryable<PayrollEntry> visible,
        string group,
        long from,
        int limit,
        bool? total,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        if (!await db.PayrollGroups.AnyAsync(g => g.Code == group, ct))
            throw RuleBrokenException.NotFound("payroll-group");
        var all = visible.Where(e => e.GroupCode == group);
        var entries = await all.Where(e => e.GroupSequence > from)
            .OrderBy(e => e.GroupSequence)
            .Take(limit)
            .ToListAsync(ct);
        return new(
            entries.Select(e => e.Announcement()).ToList(),
            entries.Count == 0 ? from : entries[^1].GroupSequence!.Value,
            await all.TotalAsync(total, ct)
        );
    }

    /// <summary>The length of the stream: it is gapless, so that its last number says it without a count.</summary>
    private static async Task<int> LengthAsync(IncentiveDbContext db, CancellationToken ct) =>
        (int)Math.Min(await db.PayrollEntries.MaxAsync(e => (long?)e.Sequence, ct) ?? 0, Paging.MostCounted + 1);
}
