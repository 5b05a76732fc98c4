using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CardTeam.EndToEnd.Tests.Telemetry;

/// <summary>A span as received.</summary>
internal sealed record Span(
    string Service,
    string Scope,
    string TraceId,
    string Id,
    string Parent,
    string Name,
    int Kind,
    IReadOnlyDictionary<string, string> Attributes
)
{
    public const int Server = 2,
        Client = 3,
        Producer = 4,
        Consumer = 5;
}

/// <summary>A collector for the test: accepts OTLP over HTTP and keeps everything.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = [];
    private readonly WebApplication _app;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost(
            "/v1/{signal}",
            async (string signal, HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                _received.Enqueue((signal, body.ToArray()));
            }
        );
    }

    /// <summary>Settings that make the processes export soon.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        };

    public IReadOnlyList<Span> Spans => [.. Of("traces").SelectMany(SpansIn)];

    /// <summary>Names of metrics, by service.</summary>
    public ILookup<string, string> Metrics =>
        Of("metrics").SelectMany(MetricsIn).Distinct().ToLookup(m => m.Service, m => m.Name, StringComparer.Ordinal);

    public int Logs => Of("logs").Count();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>True when a text occurs anywhere in the received data, in any field of any signal.</summary>
    public bool Holds(string text) => _received.Any(r => r.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IEnumerable<byte[]> Of(string signal) => _received.Where(r => r.Path == signal).Select(r => r.Body);

    // Field numbers are those of opentelemetry-proto 1.x.
    private static IEnumerable<Span> SpansIn(byte[] request) =>
        from resource in Protobuf.Fields(request, 1)
        let service = ServiceOf(resource)
        from scope in Protobuf.Fields(resource, 2)
        let name = Protobuf.Text(Protobuf.Fields(scope, 1).FirstOrDefault(), 1)
        from span in Protobuf.Fields(scope, 2)
        select new Span(
            service,
            name,
            Hex(span, 1),
            Hex(span, 2),
            Hex(span, 4),
            Protobuf.Text(span, 5),
            (int)Protobuf.Number(span, 6),
            Protobuf
                .Fields(span, 9)
                .ToDictionary(
                    a => Protobuf.Text(a, 1),
                    a => Protobuf.Text(Protobuf.Fields(a, 2).FirstOrDefault(), 1),
                    StringComparer.Ordinal
                )
        );

    private static IEnumerable<(string Service, string Name)> MetricsIn(byte[] request) =>
        from resource in Protobuf.Fields(request, 1)
        let service = ServiceOf(resource)
        from scope in Protobuf.Fields(resource, 2)
        from metric in Protobuf.Fields(scope, 2)
        select (service, Protobuf.Text(metric, 1));

    private static string ServiceOf(ReadOnlyMemory<byte> resource) =>
        Protobuf
            .Fields(Protobuf.Fields(resource, 1).First(), 1)
            .Where(a => Protobuf.Text(a, 1) == "service.name")
            .Select(a => Protobuf.Text(Protobuf.Fields(a, 2).First(), 1))
            .Single();

    private static string Hex(ReadOnlyMemory<byte> message, int field) =>
        Convert.ToHexStringLower(Protobuf.Fields(message, field).FirstOrDefault().Span);
}
