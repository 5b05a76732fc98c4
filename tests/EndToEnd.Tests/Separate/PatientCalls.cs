using System.Diagnostics;
using System.Net;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// Calls as a careful caller makes them: a POST has an Idempotency-Key, and a call without an answer, or answered with
/// 502 to 504, is repeated until it succeeds.
/// </summary>
internal sealed class PatientCalls() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private int _repeats;

    // Longer than a program may take to restart, so that its own failure is reported first.
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The number of repeated calls.</summary>
    public int Repeats => _repeats;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Method == HttpMethod.Post && !request.Headers.Contains("Idempotency-Key"))
            request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(Pause, cancellationToken))
        {
            try
            {
                var answer = await base.SendAsync(request, cancellationToken);
                if (
                    answer.StatusCode
                        is not (
                            HttpStatusCode.BadGateway
                            or HttpStatusCode.ServiceUnavailable
                            or HttpStatusCode.GatewayTimeout
                        )
                    || Stopwatch.GetElapsedTime(began) > WaitLimit
                )
                {
                    // A gateway that is killed breaks off in the middle of an answer too.
                    await answer.Content.LoadIntoBufferAsync(cancellationToken);
                    return answer;
                }

                answer.Dispose();
                Interlocked.Increment(ref _repeats);
            }
            catch (Exception broken)
                when (broken is HttpRequestException or IOException && Stopwatch.GetElapsedTime(began) < WaitLimit)
            {
                // The gateway is down, or stopped before it had answered.
                Interlocked.Increment(ref _repeats);
            }
        }
    }
}
