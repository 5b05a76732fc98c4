using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Data;

/// <summary>Works as long as there is something to do, then sleeps until the next commit of a <typeparamref name="TRow"/>. A failure is logged, and the work taken up again.</summary>
/// <typeparam name="TRow">The rows that give it work.</typeparam>
public abstract class WokenWorker<TRow>(CommitSignal committed, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>Polling is only the safety net: another replica's commit wakes nobody here.</summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected TimeProvider Clock { get; } = clock;

    protected ILogger Logger { get; } = logger;

    /// <summary>Does one piece of work; false when there is none.</summary>
    protected abstract Task<bool> WorkAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wake = committed.Subscribe(typeof(TRow));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await WorkAsync(stoppingToken))
                    await wake.WaitAsync(SafetyNet, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Logger.LogError(failure, "{Worker} stumbled; it goes on", GetType().Name);
                await Task.Delay(AfterFailure, Clock, stoppingToken);
            }
        }
    }
}
