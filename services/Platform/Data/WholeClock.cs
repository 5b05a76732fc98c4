using CardTeam.Contracts;

namespace CardTeam.Platform.Data;

/// <summary>The system's clock in the precision that is stored: <see cref="Instant"/>.</summary>
internal sealed class WholeClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Instant.Whole(base.GetUtcNow());
}
