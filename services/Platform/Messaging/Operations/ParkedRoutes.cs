using System.Globalization;
using System.Text;
using System.Text.Json;
using CardTeam.Platform.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Messaging.Operations;

/// <summary>Routes to list, read and replay the messages this service could not process.</summary>
internal static class ParkedRoutes
{
    public sealed record Summary(
        long Id,
        Guid MessageId,
        string Consumer,
        string EventName,
        string Error,
        DateTimeOffset ParkedAt
    );

    public static void MapParked(this IEndpointRouteBuilder app)
    {
        var parked = app.MapGroup("/parked")
            .WithTags("Operations")
            .RequireRoles(Roles.Administrator)
            .RequireWholeBank();
        parked
            .MapGet("/", List)
            .Describe(
                "Lists the messages that could not be processed.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor"
            );
        parked
            .MapGet("/{id:long}", Read)
            .Describe("Shows the body of a parked message.", "404 parked-message.not-found");
        parked
            .MapPost("/{id:long}/replay", Replay)
            .Describe(
                "Processes a parked message once more.",
                "404 parked-message.not-found",
                "409 parked-message.still-fails"
            );
    }

    private static Task<Page<Summary>> List([AsParameters] PageQuery page, ServiceDbContext db, CancellationToken ct)
    {
        var after = page.AfterNumber();
        return db
            .Parked.AsNoTracking()
            .Where(m => m.Id > after)
            .OrderBy(m => m.Id)
            .Select(m => new Summary(m.Id, m.MessageId, m.Consumer, m.EventName, m.Error, m.ParkedAt))
            .ToPageAsync(page, m => m.Id.ToString(CultureInfo.InvariantCulture), ct)
            .WithTotalAsync(db.Parked, page, ct);
    }

    private static async Task<Ok<JsonElement>> Read(long id, ServiceDbContext db, CancellationToken ct)
    {
        var parked = await Find(id, db, ct);
        try
        {
            return TypedResults.Ok(JsonSerializer.Deserialize<JsonElement>(parked.Body));
        }
        catch (JsonException)
        {
            return TypedResults.Ok(JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(parked.Body)));
        }
    }

    private static async Task<NoContent> Replay(
        long id,
        ServiceDbContext db,
        Consumers consumers,
        IServiceProvider services,
        CancellationToken ct
    )
    {
        var parked = await Find(id, db, ct);
        var processor = consumers.Named(parked.Consumer);
        try
        {
            await db.InTransactionAsync(
                async () =>
                {
                    await processor.TakeAgainAsync(
                        db,
                        services,
                        new(parked.MessageId, parked.EventName, parked.Body),
                        ct
                    );
                    db.Parked.Remove(parked);
                    await db.SaveChangesAsync(ct);
                },
                ct
            );
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new RuleBrokenException(
                "parked-message.still-fails",
                new(
                    $"消息仍然无法处理：{failure.GetType().Name}：{failure.Message}",
                    $"The message still cannot be taken: {failure.GetType().Name}: {failure.Message}"
                )
            );
        }

        return TypedResults.NoContent();
    }

    private static async Task<ParkedMessage> Find(long id, ServiceDbContext db, CancellationToken ct) =>
        await db.Parked.FirstOrDefaultAsync(m => m.Id == id, ct)
        ?? throw RuleBrokenException.NotFound("parked-message");
}
