namespace CardTeam.ServiceDefaults;

/// <summary>
/// The moment from which a host works in the background. Where several hosts start in one process it comes when the
/// last of them answers, so that the first work of one does not slow down the start of the others.
/// </summary>
public sealed class WorkStart
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins at once, for a host that is alone in its process.</summary>
    public static WorkStart AtOnce()
    {
        var start = new WorkStart();
        start.Begin();
        return start;
    }

    public void Begin() => begun.TrySetResult();

    /// <summary>Returns when the work may begin.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => begun.Task.WaitAsync(cancellationToken);
}
