using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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
/// instance serves a process, also when several hosts share it: each further one would export everything once more.
/// </summary>
public sealed class Telemetry : IHostedService, IDisposable
{
    /// <summary>The sources of the suite's own spans, such as <c>CardTeam.Messaging</c>.</summary>
    private const string OwnSources = "CardTeam.*";

    // The framework's own instruments; no instrumentation package is needed.
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", OwnSources];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Runtime",
        ServiceMeter.Name,
    ];

    private readonly IConfiguration _configuration;
    private readonly string _name;
    private TracerProvider? _tracing;
    private MeterProvider? _metering;

    private Telemetry(IConfiguration configuration, string name) => (_configuration, _name) = (configuration, name);

    /// <summary>True when an endpoint is configured.</summary>
    public static bool IsExported(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    /// <summary>Creates the telemetry; null when nothing is to be exported.</summary>
    /// <param name="configuration">The keys of the OpenTelemetry specification.</param>
    /// <param name="name"><c>service.name</c>, unless <c>OTEL_SERVICE_NAME</c> sets another.</param>
    public static Telemetry? From(IConfiguration configuration, string name)
    {
        if (!IsExported(configuration))
            return null;
        // .NET 10 omits attributes that the conventions require from a request's span unless this switch is set before
        // the first host is built.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        return new(configuration, name);
    }

    /// <summary>Exports logs to the same endpoint, with the trace they belong to.</summary>
    public void Export(ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.Services.AddSingleton(_configuration);
        logging.AddOpenTelemetry(logs =>
            logs.SetResourceBuilder(Resource()).AddProcessor(new WithoutMessages()).AddOtlpExporter()
        );
    }

    /// <summary>Starts collecting and exporting.</summary>
    public void Start()
    {
        _tracing = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(s => s.AddSingleton(_configuration))
            .SetResourceBuilder(Resource())
            .AddSource(Sources)
            .AddProcessor(new WithoutAddresses())
            .AddOtlpExporter()
            .Build();
        _metering = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(s => s.AddSingleton(_configuration))
            .SetResourceBuilder(Resource())
            .AddMeter(Meters)
            .AddOtlpExporter()
            .Build();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Exports the remaining data.</summary>
    public void Dispose()
    {
        _tracing?.Dispose();
        _metering?.Dispose();
    }

    private ResourceBuilder Resource() =>
        ResourceBuilder
            .CreateDefault()
            .AddService(
                _configuration["OTEL_SERVICE_NAME"] ?? _name,
                "cardteam",
                typeof(Telemetry)
                    .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                    ?.InformationalVersion
            );
}

/// <summary>Adds telemetry to a host.</summary>
public static class HostTelemetry
{
    /// <summary>Adds the host's own telemetry, unless the surrounding process has one for all hosts.</summary>
    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (
            Telemetry.From(
                builder.Configuration,
                builder.Environment.ApplicationName.ToLowerInvariant().Replace('.', '-')
            )
            is not { } own
        )
            return;
        builder.Services.AddSingleton<IStartupFilter, RequestSpans>();
        if (builder.Services.Any(s => s.ServiceType == typeof(SharedTelemetry)))
            return;
        own.Export(builder.Logging);
        builder.Services.AddHostedService(_ => own); // a factory's: disposed of with the host
    }
}

/// <summary>Registered when the process collects for several hosts.</summary>
public sealed class SharedTelemetry;
