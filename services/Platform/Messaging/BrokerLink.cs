using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CardTeam.Platform.Messaging;

/// <summary>One connection to the broker for one purpose, made again whenever it is lost.</summary>
internal abstract class BrokerLink(RabbitBus bus, string purpose, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected RabbitBus Bus { get; } = bus;

    protected ILogger Logger { get; } = logger;

    /// <summary>Uses the connection and returns when it, or a channel on it, is gone.</summary>
    protected abstract Task UseAsync(IConnection connection, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = Bus.Address,
            ClientProvidedName = $"cardteam-{Bus.Service}{purpose}",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Patience,
        };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var connection = await factory.CreateConnectionAsync(stoppingToken);
                try
                {
                    await UseAsync(connection, stoppingToken);
                }
                finally
                {
                    // The client can take minutes to close what the broker no longer answers on: nobody waits for that.
                    await Task.Run(async () => await connection.DisposeAsync(), CancellationToken.None)
                        .WaitAsync(Patience, CancellationToken.None)
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
                // Its message may name the address.
                Logger.LogDebug(failure, "No connection to the broker ({Error})", failure.GetType().Name);
            }

            await Task.Delay(Jitter.On(Pause), stoppingToken);
        }
    }
}
