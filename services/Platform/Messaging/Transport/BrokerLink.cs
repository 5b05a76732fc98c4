using System.Globalization;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>A connection to the broker for one purpose, opened again whenever it is lost.</summary>
/// <remarks>
/// The client's own recovery is off: after a hard kill it can wait for ever for what it had begun to write
/// (rabbitmq-dotnet-client, issue 1930). This loop drops the lost connection without waiting for it and begins anew.
/// </remarks>
internal abstract class BrokerLink(RabbitBus bus, string purpose, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private bool _isReported;

    protected RabbitBus Bus { get; } = bus;

    protected ILogger Logger { get; } = logger;

    /// <summary>Uses the connection and returns when it, or a channel on it, is closed.</summary>
    protected abstract Task UseAsync(IConnection connection, CancellationToken ct);

    /// <summary>
    /// Logs once per process that RabbitMQ 4 by default drops messages returned 20 times, which a policy prevents.
    /// </summary>
    private void ReportVersion(IConnection connection)
    {
        if (
            _isReported
            || connection.ServerProperties is not { } server
            || !server.TryGetValue("version", out var said)
            || said is not byte[] version
            || !int.TryParse(
                Encoding.UTF8.GetString(version).Split('.')[0],
                CultureInfo.InvariantCulture,
                out var major
            )
            || major < 4
        )
            return;
        _isReported = true;
        Logger.LogInformation(
            "This is RabbitMQ {Major}: without the policy that broker-permissions prints it drops messages that "
                + "were returned 20 times (docs/operations/messages.md)",
            major
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = Bus.Address,
            ClientProvidedName = $"cardteam-{Bus.Service}{purpose}",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = ConnectTimeout,
        };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var connection = await factory.CreateConnectionAsync(stoppingToken);
                ReportVersion(connection);
                try
                {
                    await UseAsync(connection, stoppingToken);
                }
                finally
                {
                    // The client can take minutes to close a connection on which the broker no longer answers: nothing
                    // waits for that.
                    await Task.Run(async () => await connection.DisposeAsync(), CancellationToken.None)
                        .WaitAsync(ConnectTimeout, CancellationToken.None)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                Logger.LogWarning("The connection to the broker was lost");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The exception's message may contain the address.
                Logger.LogDebug(failure, "No connection to the broker ({Error})", failure.GetType().Name);
            }

            await Task.Delay(Jitter.On(Pause), stoppingToken);
        }
    }
}
