namespace CardTeam.Platform.Messaging.Transport;

/// <summary>Spreads retries, so that callers that failed together do not retry together.</summary>
internal static class Jitter
{
    /// <summary>Returns between four fifths and six fifths of the given time.</summary>
    public static TimeSpan On(TimeSpan wait) => wait * (0.8 + 0.4 * Random.Shared.NextDouble());
}
