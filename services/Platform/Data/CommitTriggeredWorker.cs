using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Data;

/// <summary>
/// Works as long as there is work, then sleeps until the next commit of a <typeparamref name="TRow"/>. Logs a failure
/// and tries again.
/// </summary>
/// <typeparam name="TRow">The type of the rows that are its work.</typeparam>
public abstract class CommitTriggeredWorker<TRow>(CommitNotifier committed, TimeProvider clock, ILogger logger)
    : BackgroundService
{
    /// <summary>
    /// The interval of polling, as a safety net only: another replica's commit does not wake this process.
    /// </summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected TimeProvider Clock { get; } = clock;

    protected ILogger Logger { get; } = logger;

    /// <summary>Does one piece of work; false when there is none.</summary>
    protected abstract Task<bool> WorkAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wake = committed.Subscribe(typeof(TRow));
        await committed.Start.WaitAsync(stoppingToken);
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
