using System.Reflection;
using CardTeam.ServiceDefaults.Cache;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CardTeam.ServiceDefaults.Telemetry;

/// <summary>
/// Exports traces, metrics and logs by OTLP to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without it nothing is collected. One
/// host of a process collects, also when several share it: each further one would export everything once more.
/// </summary>
public static class Telemetry
{
    /// <summary>The sources of the suite's own spans, such as <c>CardTeam.Messaging</c>.</summary>
    private const string OwnSources = "CardTeam.*";

    /// <summary>True when an endpoint is configured.</summary>
    public static bool IsExported(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    /// <summary>
    /// Creates a host that only collects, for a process of several hosts; null when nothing is exported.
    /// </summary>
    /// <param name="configuration">The keys of the OpenTelemetry specification.</param>
    /// <param name="name"><c>service.name</c>, unless <c>OTEL_SERVICE_NAME</c> sets another.</param>
    public static IHost? CreateCollector(IConfiguration configuration, string name)
    {
        if (!IsExported(configuration))
            return null;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddConfiguration(configuration);
        builder.Collect(name);
        return builder.Build();
    }

    /// <summary>Exports logs to the endpoint, if there is one, with the trace they belong to.</summary>
    public static ILoggingBuilder AddExport(this ILoggingBuilder logging, IConfiguration configuration, string name)
    {
        ArgumentNullException.ThrowIfNull(logging);
        if (!IsExported(configuration))
            return logging;
        logging.Services.AddSingleton(configuration);
        return logging.AddOpenTelemetry(logs =>
            logs.SetResourceBuilder(Describe(ResourceBuilder.CreateDefault(), configuration, name))
                .AddProcessor(new LogScrubber())
                .AddOtlpExporter()
        );
    }

    /// <summary>Collects in the host, unless another host of the process collects for all.</summary>
    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (!IsExported(builder.Configuration) || builder.Services.Any(s => s.ServiceType == typeof(SharedTelemetry)))
            return;
        var name = builder.Environment.ApplicationName.ToLowerInvariant().Replace('.', '-');
        builder.Logging.AddExport(builder.Configuration, name);
        builder.Collect(name);
    }

    private static void Collect(this IHostApplicationBuilder builder, string name) =>
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder.Configuration, name))
            .WithTracing(tracing =>
                tracing
                    .AddSource(OwnSources)
                    .AddAspNetCoreInstrumentation(requests =>
                        requests.Filter = request => !Health.IsProbe(request.Request.Path.Value)
                    )
                    .AddHttpClientInstrumentation(calls =>
                        calls.FilterHttpRequestMessage = call => !Health.IsProbe(call.RequestUri?.AbsolutePath)
                    )
                    // SqlClient has an instrumentation of its own, which knows more of its server.
                    .AddEntityFrameworkCoreInstrumentation(queries =>
                        queries.Filter = (provider, _) =>
                            provider?.EndsWith("SqlServer", StringComparison.Ordinal) is not true
                    )
                    .AddSqlClientInstrumentation()
                    .AddRedisInstrumentation()
                    .ConfigureRedisInstrumentation((services, redis) => services.GetService<SharedCache>()?.Show(redis))
                    .AddProcessor(new SpanScrubber())
                    .AddOtlpExporter()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(ServiceMeter.Name)
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddOtlpExporter()
            );

    private static ResourceBuilder Describe(ResourceBuilder resource, IConfiguration configuration, string name) =>
        resource.AddService(
            configuration["OTEL_SERVICE_NAME"] ?? name,
            "cardteam",
            typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        );
}

/// <summary>Registered when the process collects for several hosts.</summary>
public sealed class SharedTelemetry;
