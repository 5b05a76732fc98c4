using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RabbitMQ.Client.Exceptions;

namespace CardTeam.Platform.Messaging.Operations;

/// <summary>Routes to list, read and replay the messages in the broker's error queues of this service.</summary>
internal static class ErrorQueueRoutes
{
    public sealed record Summary(string Queue, long Messages);

    public sealed record Queues(IReadOnlyList<Summary> Items);

    public sealed record Entries(IReadOnlyList<ErrorQueues.Entry> Items);

    public sealed record Replayed(int Messages);

    public static void MapErrorQueues(this IEndpointRouteBuilder app)
    {
        var errors = app.MapGroup("/error-queues")
            .WithTags("Operations")
            .RequireRoles(Roles.Administrator)
            .RequireWholeBank();
        errors
            .MapGet("/", List)
            .Describe(
                "Lists the error queues with the number of messages in each.",
                "409 broker.not-configured",
                "503 broker.unreachable"
            );
        errors
            .MapGet("/{queue}", Read)
            .Describe(
                "Reads the messages of an error queue, without removing them.",
                "400 request.invalid-limit",
                "404 error-queue.not-found",
                "409 broker.not-configured",
                "503 broker.unreachable"
            );
        errors
            .MapPost("/{queue}/replay", Replay)
            .Describe(
                "Sends the messages of an error queue once more.",
                "404 error-queue.not-found",
                "409 broker.not-configured",
                "503 broker.unreachable"
            )
            .AuditReads(); // changes the broker and no row of ours: recorded before it happens
    }

    private static async Task<Ok<Queues>> List(IServiceProvider services, CancellationToken ct)
    {
        var errors = Of(services);
        return await AskAsync(async () =>
        {
            var queues = new List<Summary>();
            foreach (var queue in errors.Queues)
                queues.Add(new(queue, await errors.CountAsync(queue, ct)));
            return TypedResults.Ok(new Queues(queues));
        });
    }

    private static async Task<Ok<Entries>> Read(
        string queue,
        int? limit,
        IServiceProvider services,
        CancellationToken ct
    )
    {
        if (limit is < 1 or > 500)
            throw new RuleBrokenException(
                "request.invalid-limit",
                new("limit 必须在 1 到 500 之间。", "limit must be between 1 and 500."),
                status: 400
            );
        var errors = Of(services, queue);
        return await AskAsync(async () => TypedResults.Ok(new Entries(await errors.ReadAsync(queue, limit ?? 50, ct))));
    }

    private static async Task<Ok<Replayed>> Replay(string queue, IServiceProvider services, CancellationToken ct)
    {
        var errors = Of(services, queue);
        return await AskAsync(async () => TypedResults.Ok(new Replayed(await errors.ReplayAsync(queue, ct))));
    }

    private static ErrorQueues Of(IServiceProvider services, string? queue = null)
    {
        var errors =
            services.GetService(typeof(ErrorQueues)) as ErrorQueues
            ?? throw new RuleBrokenException(
                "broker.not-configured",
                new(
                    "本服务未配置消息代理（ConnectionStrings:messaging）。",
                    "This service has no broker (ConnectionStrings:messaging)."
                )
            );
        return queue is null || errors.Queues.Contains(queue, StringComparer.Ordinal)
            ? errors
            : throw RuleBrokenException.NotFound("error-queue");
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception away)
            when (away
                    is BrokerUnreachableException
                        or AlreadyClosedException
                        or OperationInterruptedException
                        or IOException
            )
        {
            throw new RuleBrokenException(
                "broker.unreachable",
                new("消息代理暂时无法连接。", "The broker cannot be reached."),
                status: 503
            );
        }
    }
}
