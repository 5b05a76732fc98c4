namespace CardTeam.Gateway.Tests;

/// <summary>A clock that shows the time it is set to.</summary>
internal sealed class ClockAt(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
