using CardTeam.Contracts;
using CardTeam.Platform.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Audit;

/// <summary>The auditor's view: the entries, and whether their chain is whole.</summary>
internal static class AuditRoutes
{
    public sealed record Entry(
        long Id,
        DateTimeOffset At,
        string Actor,
        string Roles,
        string Action,
        string Subject,
        string? Detail,
        string? TraceId,
        long? Sequence,
        string? Hash,
        string Access
    );

    private static readonly ListOrder<AuditEntry> Order = new ListOrder<AuditEntry>("-id").Key("id", e => e.Id);

    private static readonly ExportColumn<Entry>[] Columns =
    [
        new("id", new("编号", "Id"), e => e.Id),
        new("at", new("时间（UTC）", "At (UTC)"), e => e.At),
        new("actor", new("操作人", "Actor"), e => e.Actor),
        new("roles", new("角色", "Roles"), e => e.Roles),
        new("action", new("操作", "Action"), e => e.Action),
        new("subject", new("对象", "Subject"), e => e.Subject),
        new("detail", new("依据", "Detail"), e => e.Detail),
        new("traceId", new("跟踪号", "Trace"), e => e.TraceId),
        new("access", new("读写", "Access"), e => e.Access),
        new("sequence", new("链上序号", "Sequence"), e => e.Sequence),
        new("hash", new("哈希", "Hash"), e => e.Hash),
    ];

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        var audit = app.MapGroup("").WithTags("Audit").RequireRoles(Roles.Auditor).RequireWholeBank();
        audit
            .MapList("/audit", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists audit entries, the newest first.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            );
        audit
            .MapGet(
                "/audit/verification",
                async (ServiceDbContext db, AuditKey key, AuditHeads heads, TimeProvider clock, CancellationToken ct) =>
                    await AuditChain.VerifyAsync(
                        db,
                        key,
                        heads.Read(),
                        heads.Findings(await AuditChain.HeadAsync(db, ct) is null),
                        clock,
                        ct
                    )
            )
            .Describe("Recomputes the audit chain from its first entry and says whether it is whole.");
    }

    /// <summary>Lists the entries, the newest first.</summary>
    /// <param name="action">Method and route, or the job's name.</param>
    /// <param name="access">
    /// <c>write</c> for changes, <c>read</c> for readings of pay and personal data; both when left out.
    /// </param>
    /// <param name="from">First day, on the bank's calendar.</param>
    /// <param name="to">Last day.</param>
    private static Listing<AuditEntry, Entry> List(
        [AsParameters] ListQuery list,
        string? actor,
        string? subject,
        string? action,
        string? access,
        DateOnly? from,
        DateOnly? to,
        ServiceDbContext db
    )
    {
        var entries = db.Audit.AsNoTracking();
        if (actor is not null)
            entries = entries.Where(e => e.Actor == actor);
        if (subject is not null)
            entries = entries.Where(e => e.Subject == subject);
        if (action is not null)
            entries = entries.Where(e => e.Action == action);
        if (access is not (null or "read" or "write"))
            throw new RuleBrokenException(
                "request.invalid-access",
                new("access 只能是 read 或 write。", "access is read or write."),
                status: 400
            );
        if (access is not null)
            entries = entries.Where(e => e.IsRead == (access == "read"));
        if (from is { } first)
        {
            var begin = BankCalendar.StartOf(first);
            entries = entries.Where(e => e.At >= begin);
        }

        if (to is { } last)
        {
            var end = BankCalendar.EndOf(last);
            entries = entries.Where(e => e.At < end);
        }

        return new(
            entries,
            list,
            Order,
            e => new Entry(
                e.Id,
                e.At,
                e.Actor,
                e.Roles,
                e.Action,
                e.Subject,
                e.Detail,
                e.TraceId,
                e.Sequence,
                e.Hash,
                e.IsRead ? "read" : "write"
            ),
            Columns
        );
    }
}
