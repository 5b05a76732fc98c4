using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CardTeam.ServiceDefaults;

/// <summary>
/// Registers what every process of the suite shares: errors, security, health, telemetry, quiet logs.
/// </summary>
public static class Defaults
{
    public static void AddServiceDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddProcessDefaults();
        builder.Services.AddTokenSecurity(builder.Configuration);
    }

    /// <summary>
    /// Everything of <see cref="AddServiceDefaults"/> except the check of tokens, for the process that may issue tokens
    /// itself.
    /// </summary>
    public static void AddProcessDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Logging.AddQuietFilters();
        builder.AddTelemetry();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(WorkStart.AtOnce());
        builder.Services.AddProblems();
        builder.Services.AddHealthChecks();
    }

    /// <summary>
    /// Silences logs per request and per query: a line costs more than the request, and may contain data that must not
    /// be logged.
    /// </summary>
    public static ILoggingBuilder AddQuietFilters(this ILoggingBuilder logging) =>
        logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("MassTransit", LogLevel.Warning)
            // /health reports a service that is down, instead of a log line for every request.
            .AddFilter("Yarp", LogLevel.Error)
            // docs/operations/cache.md explains that keys are stored unencrypted without a certificate.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // The database's caller reports its failure; a unique violation is an ordinary answer.
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical)
            // The caller of /health gets the reasons.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);

    public static void UseServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
    }
}
