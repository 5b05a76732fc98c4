using System.Net.Http.Headers;
using CardTeam.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace CardTeam.Benchmarks;

/// <summary>Compares requests through the gateway with the same requests directly to the service.</summary>
internal static class GatewayBenchmark
{
    private const int Requests = 20_000,
        AtOnce = 32;

    public static async Task RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-bench-").FullName;
        await using (
            var suite = await EmbeddedSuite.StartAsync(
                new()
                {
                    DataFolder = folder,
                    Logs = NullLoggerFactory.Instance,
                    Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["Limits:RequestsPerMinute"] = "0",
                    },
                }
            )
        )
        {
            using var http = new HttpClient(
                new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = AtOnce }
            );
            var token = await TokenAsync(http, suite.Address);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var (direct, through) = (
                new Uri(suite.AddressOf("performance"), "/periods"),
                new Uri(suite.Address, "/performance/periods")
            );
            await LoadAsync(http, direct);
            await LoadAsync(http, through);
            var ratios = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                var straight = await LoadAsync(http, direct);
                var proxied = await LoadAsync(http, through);
                ratios.Add(proxied / straight);
                Console.WriteLine($"round {round + 1}: direct {straight:0}/s, through the gateway {proxied:0}/s");
            }

            Benchmark.Report("through the gateway ÷ straight to the service", ratios, "×");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<double> LoadAsync(HttpClient http, Uri address)
    {
        var left = Requests;
        var seconds = await Benchmark.SecondsAsync(() =>
            Task.WhenAll(
                Enumerable
                    .Range(0, AtOnce)
                    .Select(async _ =>
                    {
                        while (Interlocked.Decrement(ref left) >= 0)
                        {
                            using var response = await http.GetAsync(address);
                            response.EnsureSuccessStatusCode();
                        }
                    })
            )
        );
        return Requests / seconds;
    }

    private static async Task<string> TokenAsync(HttpClient http, Uri address)
    {
        using var response = await http.PostAsync(
            new Uri(address, "/auth/token"),
            new StringContent("""{ "user": "hr", "password": "demo" }""", System.Text.Encoding.UTF8, "application/json")
        );
        using var json = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }
}
