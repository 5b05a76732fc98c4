using CardTeam.Contracts;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Messaging;

/// <summary>
/// Sees to it that every queue of this service is read. MassTransit does not always take its consumers up again after the broker was away (its issue 5692), and then believes
/// itself well: so the broker is asked who reads, and where nobody does for a while, the consumers are started anew.
/// </summary>
internal sealed class ConsumerWatch(RabbitBus bus, Consumers consumers, BrokerConnection broker, IBusControl control, ILogger<ConsumerWatch> logger) : BackgroundService
{
    // A start, and a restart of MassTransit's own, are given their time.
    private const int Chances = 3;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(bus.Watch);
        for (var unread = 0; await timer.WaitForNextTickAsync(stoppingToken);)
        {
            unread = await IsUnreadAsync(stoppingToken) ? unread + 1 : 0;
            if (unread < Chances) continue;
            logger.LogWarning("A queue of this service is read by nobody though the broker is there: its consumers start anew");
            await StartAnewAsync(stoppingToken);
            unread = 0;
        }
    }

    private async Task<bool> IsUnreadAsync(CancellationToken ct)
    {
        if (broker.Publishing is null) return false;
        try
        {
            await using var channel = await broker.ChannelAsync(ct);
            foreach (var message in consumers.Events)
                if ((await channel.QueueDeclarePassiveAsync(Subscriptions.QueueOf(bus.Service, message), ct)).ConsumerCount == 0) return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // The broker went in this moment: its own matter.
            logger.LogDebug(failure, "Who reads could not be asked ({Error})", failure.GetType().Name);
        }

        return false;
    }

    private async Task StartAnewAsync(CancellationToken ct)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(StopPatience);
            await control.StopAsync(patience.Token);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            logger.LogDebug(failure, "The consumers did not stop in order ({Error})", failure.GetType().Name);
        }

        try
        {
            await control.StartAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            logger.LogWarning("The consumers do not start ({Error}); tried again", failure.GetType().Name);
        }
    }
}
