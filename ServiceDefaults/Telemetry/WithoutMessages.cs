using OpenTelemetry;
using OpenTelemetry.Logs;

namespace CardTeam.ServiceDefaults.Telemetry;

/// <summary>An exception's message may quote the amount or the name it stumbled over; where and what it was does not.</summary>
internal sealed class WithoutMessages : BaseProcessor<LogRecord>
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
