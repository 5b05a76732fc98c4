namespace CardTeam.Platform.Messaging;

/// <summary>Those who failed together do not come back together.</summary>
internal static class Jitter
{
    /// <summary>Between four fifths and six fifths of it.</summary>
    public static TimeSpan On(TimeSpan wait) => wait * (0.8 + 0.4 * Random.Shared.NextDouble());
}
