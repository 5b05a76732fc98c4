using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.AppHost;

/// <summary>
/// Erlang's port mapper (epmd) of the broker that runs as a program. It is no resource of the diagram, because Aspire
/// stops all of them at once, and RabbitMQ starts another, detached epmd when its own ends first. This one ends last.
/// </summary>
internal sealed class ErlangPortMapper : IDisposable
{
    public const string NodeName = "cardteam";

    /// <summary>
    /// Ends epmd once its standard input closes, which the end of this process does however it comes, and the broker
    /// has signed off or has had twenty seconds to do so.
    /// </summary>
    private const string Script = """
        epmd -port "$0" -address 127.0.0.1 & mapper=$!
        cat >/dev/null
        for i in $(seq 40); do epmd -port "$0" -names 2>/dev/null | grep -q "^name " || break; sleep 0.5; done
        kill $mapper
        """;

    private readonly Lazy<Process> _process;

    private ErlangPortMapper() =>
        _process = new(() =>
        {
            var arguments = new[] { "sh", "-c", Script, Port.ToString(CultureInfo.InvariantCulture) };
            // A session of its own, so that Ctrl-C in a terminal does not reach epmd before the broker has ended.
            return Process.Start(
                new ProcessStartInfo("setsid", arguments) { RedirectStandardInput = true, UseShellExecute = false }
            )!;
        });

    public int Port { get; } = FreePort.Take();

    public static ErlangPortMapper Add(IDistributedApplicationBuilder builder)
    {
        var mapper = new ErlangPortMapper();
        // Disposed of by the container, after the host has stopped every resource.
        builder.Services.AddSingleton(_ => mapper);
        builder.Eventing.Subscribe<BeforeStartEvent>(
            (start, _) =>
            {
                start.Services.GetRequiredService<ErlangPortMapper>().Start();
                return Task.CompletedTask;
            }
        );
        return mapper;
    }

    public void Dispose()
    {
        if (!_process.IsValueCreated)
            return;
        _process.Value.StandardInput.Close();
        _process.Value.WaitForExit();
        _process.Value.Dispose();
    }

    private void Start() => _ = _process.Value;
}
