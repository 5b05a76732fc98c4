namespace CardTeam.Contracts.Training;

/// <summary>Training's answer to a close: how much of its knowledge that close takes into account.</summary>
/// <param name="Intervals">Certificate intervals known.</param>
/// <param name="Versions">Versions of them with <c>KnownFrom</c> up to this close.</param>
[EventName("training.certificates-counted", 1)]
public sealed record CertificatesCounted(Period Period, int CloseNumber, int Intervals, int Versions)
    : IIntegrationEvent;
