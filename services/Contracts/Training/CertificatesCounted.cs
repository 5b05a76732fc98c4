namespace CardTeam.Contracts.Training;

/// <summary>Training's answer to a close: the amount of data that the close takes into account.</summary>
/// <param name="Intervals">The number of known certificate intervals.</param>
/// <param name="Versions">The number of their versions with <c>KnownFrom</c> up to this close.</param>
/// <param name="Completions">
/// The number of completed courses with <c>KnownFrom</c> up to this close; null where it is not said.
/// </param>
[EventName("training.certificates-counted", 1)]
public sealed record CertificatesCounted(
    Period Period,
    int CloseNumber,
    int Intervals,
    int Versions,
    int? Completions = null
) : IIntegrationEvent;
