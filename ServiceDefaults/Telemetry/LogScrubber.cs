using OpenTelemetry;
using OpenTelemetry.Logs;

namespace CardTeam.ServiceDefaults.Telemetry;

/// <summary>
/// Removes exception messages, which may quote an amount or a name; the type and the stack trace cannot.
/// </summary>
internal sealed class LogScrubber : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is not { } exception)
            return;
        data.Attributes =
        [
            .. data.Attributes ?? [],
            new("exception.type", exception.GetType().FullName),
            new("exception.stacktrace", exception.StackTrace),
        ];
        data.Exception = null;
    }
}
