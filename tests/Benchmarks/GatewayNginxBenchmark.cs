using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CardTeam.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CardTeam.Benchmarks;

/// <summary>
/// Compares requests through the gateway with nginx in its place: the same client, the same service (200 bytes from a
/// Kestrel in this process) and the same cores for all of it. nginx checks no token and counts no caller, so an
/// anonymous route is compared with it; the second figure is the cost of checking the token.
/// </summary>
internal static class GatewayNginxBenchmark
{
    private const int Requests = 20_000,
        AtOnce = 48;
    private const string Nginx = "/usr/sbin/nginx";

    public static async Task RunAsync(int rounds)
    {
        if (!File.Exists(Nginx))
            throw new InvalidOperationException(
                $"{Nginx} is missing: apt-get install -y --no-install-recommends nginx-light"
            );
        var folder = Directory.CreateTempSubdirectory("cardteam-bench-").FullName;
        var processes = new Stack<Process>();
        try
        {
            await MeasureAsync(folder, processes, rounds);
        }
        finally
        {
            foreach (var process in processes)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                process.Dispose();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, Stack<Process> processes, int rounds)
    {
        await using var service = await StartServiceAsync();
        var (upstream, proxy, gateway) = (new Uri(service.Urls.Single()).Port, FreePort(), FreePort());
        processes.Push(
            StartNginx(
                folder,
                $$"""
                upstream service { server 127.0.0.1:{{upstream}}; keepalive 128; keepalive_requests 1000000000; }
                server { listen 127.0.0.1:{{proxy}}; location / { proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ""; } }
                """
            )
        );
        processes.Push(StartGateway(folder, gateway, upstream));
        foreach (var port in (int[])[proxy, gateway])
            await ListensAsync(port);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = AtOnce });
        var token = await TokenAsync(http, gateway);
        // The gateway's code is fully optimised only after many calls.
        for (var i = 0; i < 2; i++)
        {
            await LoadAsync(http, proxy, "/openapi/v1.json");
            await LoadAsync(http, gateway, "/performance/openapi/v1.json");
            await LoadAsync(http, gateway, "/performance/periods", token);
        }

        var (like, withToken) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var straight = await LoadAsync(http, upstream, "/openapi/v1.json");
            var peer = await LoadAsync(http, proxy, "/openapi/v1.json");
            var open = await LoadAsync(http, gateway, "/performance/openapi/v1.json");
            var closed = await LoadAsync(http, gateway, "/performance/periods", token);
            like.Add(open / peer);
            withToken.Add(closed / peer);
            Console.WriteLine(
                $"round {round + 1}: direct {straight:0}/s, nginx {peer:0}/s, gateway {open:0}/s, gateway with a token {closed:0}/s"
            );
        }

        Benchmark.Report("gateway ÷ nginx, like for like (goal: at least 0.65)", like, "×");
        Benchmark.Report("gateway that checks a token ÷ nginx that checks none", withToken, "×");
    }

    private static async Task<WebApplication> StartServiceAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var service = builder.Build();
        var answer = Encoding.ASCII.GetBytes($$"""{"filler":"{{new string('x', 187)}}"}""");
        service.Run(http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = answer.Length;
            return http.Response.Body.WriteAsync(answer).AsTask();
        });
        await service.StartAsync();
        return service;
    }

    private static async Task<double> LoadAsync(HttpClient http, int port, string path, string? token = null)
    {
        var (address, authorization) = (
            new Uri($"http://127.0.0.1:{port}{path}"),
            token is null ? null : new AuthenticationHeaderValue("Bearer", token)
        );
        var left = Requests;
        var seconds = await Benchmark.SecondsAsync(() =>
            Task.WhenAll(
                Enumerable
                    .Range(0, AtOnce)
                    .Select(async _ =>
                    {
                        while (Interlocked.Decrement(ref left) >= 0)
                        {
                            using var request = new HttpRequestMessage(HttpMethod.Get, address)
                            {
                                Headers = { Authorization = authorization },
                            };
                            using var response = await http.SendAsync(request);
                            response.EnsureSuccessStatusCode();
                        }
                    })
            )
        );
        return Requests / seconds;
    }

    private static Process StartNginx(string folder, string servers)
    {
        var file = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(
            file,
            $$"""
            daemon off; worker_processes 2; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log;
            events { worker_connections 1024; }
            http {
                access_log off; keepalive_requests 1000000000;
                client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
                {{servers}}
            }
            """
        );
        return Process.Start(
            new ProcessStartInfo(Nginx, ["-p", folder, "-c", file, "-e", Path.Combine(folder, "error.log")])
            {
                UseShellExecute = false,
            }
        )!;
    }

    private static Process StartGateway(string folder, int port, int upstream) =>
        Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    typeof(GatewayHost).Assembly.Location,
                    "--urls",
                    $"http://127.0.0.1:{port}",
                    "--Authentication:Demo",
                    "true",
                    "--Authentication:KeyFile",
                    Path.Combine(folder, "token-key.pem"),
                    "--services:performance:http:0",
                    $"http://127.0.0.1:{upstream}",
                    "--Limits:RequestsPerMinute",
                    "0",
                    "--Logging:LogLevel:Default",
                    "Error",
                ]
            )
            {
                UseShellExecute = false,
            }
        )!;

    private static async Task ListensAsync(int port)
    {
        for (var patience = Stopwatch.StartNew(); ; )
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
                return;
            }
            catch (SocketException) when (patience.Elapsed < TimeSpan.FromSeconds(20))
            {
                await Task.Delay(50);
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task<string> TokenAsync(HttpClient http, int port)
    {
        using var response = await http.PostAsJsonAsync(
            new Uri($"http://127.0.0.1:{port}/auth/token"),
            new { user = "hr", password = "demo" }
        );
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }
}
