using System.Threading.RateLimiting;
using CardTeam.ServiceDefaults;
using Microsoft.AspNetCore.RateLimiting;
using Yarp.ReverseProxy.Model;

namespace CardTeam.Gateway.Forwarding;

/// <summary>
/// Limits the number of concurrent requests to one service, so that a service that has become slow does not take memory
/// and sockets from the others.
/// </summary>
internal sealed class ServiceLimit : IRateLimiterPolicy<string>
{
    public const string Name = "service";

    private static readonly Text Busy = new("服务繁忙，请稍后再试。", "The service is busy; try again later.");

    private readonly int concurrent;
    private readonly Func<string, ConcurrencyLimiterOptions> options;

    public ServiceLimit(ForwardingSettings settings)
    {
        concurrent = settings.ConcurrentRequests;
        options = _ =>
            new()
            {
                PermitLimit = settings.ConcurrentRequests,
                QueueLimit = settings.QueuedRequests,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            };
    }

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } =
        static (rejected, _) => new(RefuseAsync(rejected.HttpContext));

    public RateLimitPartition<string> GetPartition(HttpContext httpContext)
    {
        var service = httpContext.GetEndpoint()!.Metadata.GetMetadata<RouteModel>()!.Config.ClusterId!;
        return concurrent == 0
            ? RateLimitPartition.GetNoLimiter(service)
            : RateLimitPartition.GetConcurrencyLimiter(service, options);
    }

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return Results
            .Problem(
                title: Busy.For(http),
                detail: Busy.For(http),
                statusCode: StatusCodes.Status503ServiceUnavailable,
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "service.busy" }
            )
            .ExecuteAsync(http);
    }
}
