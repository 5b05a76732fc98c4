using System.Globalization;
using CardTeam.Platform.Data;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Audit;

/// <summary>The auditor's view: the entries, and whether their chain is whole.</summary>
internal static class AuditRoutes
{
    public sealed record Entry(long Id, DateTimeOffset At, string Actor, string Roles, string Action, string Subject, string? Detail, string? TraceId, long? Sequence, string? Hash);

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        var audit = app.MapGroup("/audit").WithTags("Audit").RequireRoles(Roles.Auditor);
        audit.MapGet("/", List);
        audit.MapGet("/verification", (ServiceDbContext db, CancellationToken ct) => AuditChain.VerifyAsync(db, ct));
    }

    private static Task<Page<Entry>> List([AsParameters] PageQuery page, string? actor, string? subject, ServiceDbContext db, CancellationToken ct)
    {
        var after = page.AfterNumber();
        var entries = db.Audit.AsNoTracking().Where(e => e.Id > after);
        if (actor is not null) entries = entries.Where(e => e.Actor == actor);
        if (subject is not null) entries = entries.Where(e => e.Subject == subject);
        return entries.OrderBy(e => e.Id)
            .Select(e => new Entry(e.Id, e.At, e.Actor, e.Roles, e.Action, e.Subject, e.Detail, e.TraceId, e.Sequence, e.Hash))
            .ToPageAsync(page, e => e.Id.ToString(CultureInfo.InvariantCulture), ct);
    }
}
