using CardTeam.Platform.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Outbox;

namespace CardTeam.Platform.Tests.Data;

/// <summary>A worker that waits for a commit is woken by it, also by one just before the wait.</summary>
public sealed class CommitNotifierTests
{
    // If a signal were lost, a wait would last this long and the test with it.
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_first_wait_returns_at_once()
    {
        using var wake = new CommitNotifier().Subscribe(typeof(OutboxMessage));
        await wake.WaitAsync(SafetyNet, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_signal_before_the_wait_is_not_lost_and_many_are_one()
    {
        var signal = new CommitNotifier();
        using var wake = signal.Subscribe(typeof(OutboxMessage));
        await wake.WaitAsync(SafetyNet, CancellationToken.None);
        signal.Set();
        signal.Set();
        await wake.WaitAsync(SafetyNet, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        var next = wake.WaitAsync(SafetyNet, CancellationToken.None);
        Assert.False(next.IsCompleted);
        signal.Set();
        await next.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_commit_wakes_those_whose_rows_it_wrote_and_nobody_else()
    {
        var signal = new CommitNotifier();
        using var relay = signal.Subscribe(typeof(OutboxMessage));
        using var worker = signal.Subscribe(typeof(Import));
        await relay.WaitAsync(SafetyNet, CancellationToken.None);
        await worker.WaitAsync(SafetyNet, CancellationToken.None);
        var (relayWakes, workerWakes) = (
            relay.WaitAsync(SafetyNet, CancellationToken.None),
            worker.WaitAsync(SafetyNet, CancellationToken.None)
        );
        signal.Set(new HashSet<Type> { typeof(OutboxMessage), typeof(InboxEntry) });
        await relayWakes.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(workerWakes.IsCompleted);
        signal.Set();
        await workerWakes.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>
    /// Two waiters, and a writer that stops until both have seen each commit: a single lost signal would block all
    /// three.
    /// </summary>
    [Fact]
    public async Task No_signal_is_lost_in_ten_thousand()
    {
        const int Commits = 10_000;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var (signal, committed, seen, ct) = (new CommitNotifier(), 0, new int[2], patience.Token);
        var waiters = Enumerable
            .Range(0, 2)
            .Select(i =>
                Task.Run(async () =>
                {
                    using var wake = signal.Subscribe(typeof(OutboxMessage));
                    while (Volatile.Read(ref seen[i]) < Commits)
                    {
                        await wake.WaitAsync(SafetyNet, ct);
                        Volatile.Write(ref seen[i], Volatile.Read(ref committed));
                    }
                })
            )
            .ToArray();
        var writer = Task.Run(() =>
        {
            var spin = default(SpinWait);
            for (var commit = 1; commit <= Commits; commit++)
            {
                Volatile.Write(ref committed, commit);
                signal.Set();
                for (
                    ;
                    Volatile.Read(ref seen[0]) < commit || Volatile.Read(ref seen[1]) < commit;
                    spin.SpinOnce(sleep1Threshold: -1)
                )
                    ct.ThrowIfCancellationRequested();
            }
        });
        await Task.WhenAll([.. waiters, writer]);
    }
}
