using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace CardTeam.Gateway.Tests;

/// <summary>A running gateway as a process of its own, to be stopped as the system would.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private GatewayProcess(Process process, Uri address)
    {
        this.process = process;
        Http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public bool HasExited => process.HasExited;

    public static async Task<GatewayProcess> StartAsync(OwnFolder folder, string performance, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] args =
        [
            typeof(GatewayHost).Assembly.Location,
            "--urls",
            "http://127.0.0.1:0",
            "--Authentication:Demo",
            "true",
            "--Authentication:KeyFile",
            folder.File("token-key.pem"),
            "--services:performance:http:0",
            performance,
            .. settings,
        ];
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        var started = Process.Start(start)!;
        _ = started.StandardError.ReadToEndAsync();
        while (await started.StandardOutput.ReadLineAsync().WaitAsync(WaitLimit) is { } line)
        {
            if (!line.Contains("Now listening on: ", StringComparison.Ordinal))
                continue;
            _ = started.StandardOutput.ReadToEndAsync();
            return new(started, new(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim()));
        }

        throw new InvalidOperationException("The gateway did not start.");
    }

    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-15", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>True when it accepts a new connection.</summary>
    public async Task<bool> ListensAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(Http.BaseAddress!.Host, Http.BaseAddress.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(WaitLimit);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
