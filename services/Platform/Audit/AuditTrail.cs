using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Audit;

/// <summary>Who acts in this request or job. The first save that changes something writes the entry, in the same transaction.</summary>
public sealed class AuditTrail
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private readonly SortedDictionary<string, string> _notes = new(StringComparer.Ordinal);
    private (string Actor, string Roles, string Action, string Subject)? _pending;
    private bool _isRead;

    /// <summary>Actor of the request or job under way.</summary>
    public string Actor { get; private set; } = "system";

    public void Begin(string actor, IEnumerable<string> roles, string action, string subject, bool isRead = false)
    {
        Actor = actor;
        _pending = (actor, string.Join(' ', roles), action, subject.Length > 200 ? subject[..200] : subject);
        _isRead = isRead;
        _notes.Clear();
    }

    /// <summary>Adds what the decision rests on. Never a name, a card or an amount.</summary>
    public void Note(string name, string value) => _notes[name] = value;

    internal AuditEntry? TakeEntry(ServiceDbContext db, DateTimeOffset now)
    {
        if (
            _pending is not { } pending
            || (
                !_isRead
                && !db
                    .ChangeTracker.Entries()
                    .Any(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            )
        )
            return null;
        _pending = null;
        var detail = _notes.Count == 0 ? null : JsonSerializer.Serialize(_notes, Plain);
        return new AuditEntry(
            now,
            pending.Actor,
            pending.Roles,
            pending.Action,
            pending.Subject,
            detail,
            Activity.Current?.TraceId.ToHexString()
        );
    }
}

/// <summary>Marks a route that shows somebody's pay: each reading of it is an audit entry.</summary>
public sealed class AuditedRead;

/// <summary>Begins the trail of every request that writes, and of every reading of pay.</summary>
public static class AuditRequests
{
    public static TBuilder AuditReads<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AuditedRead());

    internal static void UseAuditTrail(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                if (http.GetEndpoint() is not RouteEndpoint endpoint || http.User.Identity?.IsAuthenticated != true)
                {
                    await next(http);
                    return;
                }

                var trail =
                    http.RequestServices.GetService(typeof(AuditTrail)) as AuditTrail
                    ?? throw new InvalidOperationException("No audit trail is registered.");
                var caller = Caller.From(http.User);
                var read = endpoint.Metadata.GetMetadata<AuditedRead>() is not null;
                if (read || !HttpMethods.IsGet(http.Request.Method))
                {
                    var subject = string.Join(
                        ' ',
                        http.Request.RouteValues.Values.Concat(
                            read ? http.Request.Query.Select(q => (object)$"{q.Key}={q.Value}") : []
                        )
                    );
                    trail.Begin(
                        caller.Id,
                        caller.Roles,
                        $"{http.Request.Method} {endpoint.RoutePattern.RawText}",
                        subject,
                        isRead: read
                    );
                }

                if (read)
                {
                    // Before the answer: a reading that could not be recorded does not happen.
                    var db =
                        http.RequestServices.GetService(typeof(ServiceDbContext)) as ServiceDbContext
                        ?? throw new InvalidOperationException("No database is registered.");
                    await db.SaveChangesAsync(http.RequestAborted);
                }

                await next(http);
            }
        );
}
