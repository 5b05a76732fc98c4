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

/// <summary>
/// The actor and subject of this request or job. The first save that changes something writes the audit entry, in the
/// same transaction.
/// </summary>
public sealed class AuditTrail(AuditKey? key = null)
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private const int LongestNote = 1500,
        LongestDetail = 4000,
        LongestWord = 200;

    private readonly SortedDictionary<string, object> _notes = new(StringComparer.Ordinal);
    private (string Actor, string Roles, string Action, string Subject)? _pending;
    private bool _isRead;

    /// <summary>Actor of the request or job under way.</summary>
    public string Actor { get; private set; } = "system";

    public void Begin(string actor, IEnumerable<string> roles, string action, string subject, bool isRead = false)
    {
        Actor = actor;
        // A caller may have more roles than the entry has room for: the entry keeps the first.
        _pending = (
            Lengths.Cut(actor, LongestWord),
            Lengths.Cut(string.Join(' ', roles), LongestWord),
            Lengths.Cut(action, LongestWord),
            Lengths.Cut(subject, LongestWord)
        );
        _isRead = isRead;
        _notes.Clear();
    }

    /// <summary>
    /// Names the subject of the entry. A change and its approval use the same name, so that they are found together.
    /// </summary>
    public void About(string subject)
    {
        if (_pending is { } pending)
            _pending = pending with { Subject = Lengths.Cut(subject, LongestWord) };
    }

    /// <summary>Adds what the decision rests on. Never a name, a card or an amount.</summary>
    public void Note(string name, string value) => _notes[name] = Lengths.Cut(value, LongestNote);

    /// <summary>Adds a changed value, before and after; adds nothing where both are the same.</summary>
    /// <param name="before">The value before; null for something that did not exist.</param>
    public void Change(string name, string? before, string? after)
    {
        if (before != after)
            _notes[name] = new Changed(
                before is null ? null : Lengths.Cut(before, LongestNote),
                after is null ? null : Lengths.Cut(after, LongestNote)
            );
    }

    /// <summary>The notes as JSON; when they are too many, as many as fit.</summary>
    private string? Detail()
    {
        if (_notes.Count == 0)
            return null;
        for (var kept = _notes.Count; ; kept--)
            if (
                JsonSerializer.Serialize(_notes.Take(kept).ToDictionary(), Plain) is { Length: <= LongestDetail } detail
            )
                return detail;
    }

    private sealed record Changed(string? Before, string? After);

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
        var entry = new AuditEntry(
            now,
            pending.Actor,
            pending.Roles,
            pending.Action,
            pending.Subject,
            Detail(),
            Activity.Current?.TraceId.ToHexString(),
            _isRead
        );
        if (key is { Exists: true })
            entry.MarkWith(key);
        return entry;
    }
}

/// <summary>Marks a route that shows pay or personal data: reading it is an audit entry.</summary>
/// <param name="IsPersonal">
/// Personal data that is not pay: reading one's own makes no entry, and reading the same page again within minutes
/// counts as one reading.
/// </param>
public sealed record AuditedRead(bool IsPersonal);

/// <summary>Begins the trail of every request that writes, and of every reading of pay and personal data.</summary>
public static class AuditRequests
{
    /// <summary>
    /// The names of filters that identify a person, a unit or a period. Search texts are not among them.
    /// </summary>
    private static readonly string[] Filters =
    [
        "period",
        "manager",
        "managerNo",
        "org",
        "kind",
        "level",
        "kpi",
        "from",
        "to",
        "status",
        "asKnownAt",
    ];

    /// <summary>Writes an audit entry for every reading of pay.</summary>
    public static TBuilder AuditReads<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AuditedRead(IsPersonal: false));

    /// <summary>Writes an audit entry for every reading of another person's data.</summary>
    public static TBuilder AuditPersonalReads<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AuditedRead(IsPersonal: true));

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
                var marked = endpoint.Metadata.GetMetadata<AuditedRead>();
                var subject = SubjectOf(http, endpoint, marked is not null);
                var read = marked is not null && IsToBeNoted(http, marked, caller, subject);
                if (read || !HttpMethods.IsGet(http.Request.Method))
                    trail.Begin(
                        caller.Id,
                        caller.Roles,
                        $"{http.Request.Method} {endpoint.RoutePattern.RawText}",
                        subject,
                        isRead: read
                    );

                if (read)
                {
                    // The entry is saved before the answer is sent: a reading that cannot be recorded is refused.
                    var db =
                        http.RequestServices.GetService(typeof(ServiceDbContext)) as ServiceDbContext
                        ?? throw new InvalidOperationException("No database is registered.");
                    await db.SaveChangesAsync(http.RequestAborted);
                }

                await next(http);
            }
        );

    /// <summary>
    /// The things named in the address; for a reading also the filters the route knows, and nothing else of the query.
    /// </summary>
    private static string SubjectOf(HttpContext http, RouteEndpoint endpoint, bool isRead) =>
        string.Join(
            ' ',
            endpoint
                .RoutePattern.Parameters.Select(p => http.Request.RouteValues[p.Name]?.ToString() ?? "")
                .Concat(
                    isRead
                        ? Filters
                            .Where(f => http.Request.Query.ContainsKey(f))
                            .Select(f => $"{f}={http.Request.Query[f]}")
                        : []
                )
        );

    private static bool IsToBeNoted(HttpContext http, AuditedRead marked, Caller caller, string subject)
    {
        if (!marked.IsPersonal)
            return true;
        if (caller.Roles.All(r => r == Roles.AccountManager))
            return false;
        var recent = (RecentReads)http.RequestServices.GetService(typeof(RecentReads))!;
        return recent.IsNew($"{caller.Id}\n{http.GetEndpoint()!.DisplayName}\n{subject}");
    }
}

/// <summary>
/// Remembers who read what in the last minutes, so that a page that refreshes itself counts as one reading.
/// </summary>
internal sealed class RecentReads(TimeProvider clock)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private Dictionary<string, DateTimeOffset> _read = new(StringComparer.Ordinal);

    public bool IsNew(string reading)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_read.TryGetValue(reading, out var at) && now - at < Window)
                return false;
            if (_read.Count >= MaxRemembered)
                _read = _read
                    .Where(r => now - r.Value < Window)
                    .Take(MaxRemembered / 2)
                    .ToDictionary(StringComparer.Ordinal);
            _read[reading] = now;
            return true;
        }
    }
}
