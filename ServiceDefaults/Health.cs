using System.Collections.ObjectModel;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.ServiceDefaults;

/// <summary>
/// Decides whether a caller is told the program's version. Everybody is told where no such delegate is registered.
/// </summary>
public delegate bool VersionIsToldTo(HttpContext http);

/// <summary>
/// Maps <c>/alive</c>, which shows that the process answers, and <c>/health</c>, which shows each dependency by name.
/// </summary>
public static class Health
{
    private const string Alive = "/alive",
        Whole = "/health";

    /// <summary>The key of a reason in both languages among a check's data.</summary>
    private const string Reason = "reason";

    /// <summary>
    /// Reports something degraded with the reason, which people read in their language and programs, which name none,
    /// in English.
    /// </summary>
    /// <param name="data">The numbers that belong to it.</param>
    public static HealthCheckResult Degraded(Text reason, IReadOnlyDictionary<string, object>? data = null) =>
        HealthCheckResult.Degraded(
            reason.En,
            data: new Dictionary<string, object>(
                data ?? ReadOnlyDictionary<string, object>.Empty,
                StringComparer.Ordinal
            )
            {
                [Reason] = reason,
            }
        );

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks(Alive, new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write })
            .AllowAnonymous();
        app.MapHealthChecks(Whole, new HealthCheckOptions { ResponseWriter = Write }).AllowAnonymous();
    }

    /// <summary>True for the address of a probe, which comes every few seconds and shows nothing new.</summary>
    internal static bool IsProbe(string? path) => path is Alive or Whole;

    private static async Task Write(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", Name(report.Status));
        var tellsVersion = http.RequestServices.GetService<VersionIsToldTo>()?.Invoke(http) ?? true;
        if (tellsVersion)
            json.WriteString("version", Release.Version);
        if (tellsVersion && Release.Commit is not null)
            json.WriteString("commit", Release.Commit);
        json.WriteStartObject("dependencies");
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status", Name(entry.Status));
            if (entry.Data.GetValueOrDefault(Reason) is Text reason)
                json.WriteString(
                    "detail",
                    http.Request.Headers.AcceptLanguage.Count > 0 ? reason.For(http) : reason.En
                );
            else if (entry.Description is not null)
                json.WriteString("detail", entry.Description);
            foreach (var (key, value) in entry.Data.Where(d => d.Key != Reason))
                json.WriteString(key, value.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Name(HealthStatus status) =>
        status switch
        {
            HealthStatus.Healthy => "healthy",
            HealthStatus.Degraded => "degraded",
            _ => "unhealthy",
        };
}
