using System.Threading.Channels;
using CardTeam.Platform.Data;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Training.Sittings;

/// <summary>
/// Saves answers, all that wait in one transaction: thousands who sit at once share the cost of a commit. A caller gets
/// its word only after that commit, so that no answer that was confirmed is lost when the process dies.
/// </summary>
internal sealed class AnswerWriter(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AnswerWriter> logger)
    : BackgroundService
{
    /// <summary>
    /// Saves where the sitting is open at this instant, and where no later change was saved before. It knows nothing
    /// else: whose sitting it is and whether the answer fits was checked.
    /// </summary>
    private const string Save = """
        UPDATE "SittingAnswers" SET "Given"=@given, "Change"=@change, "SavedAt"=@saved
        WHERE "SittingId"=@sitting AND "Place"=@place AND "Change"<@change
            AND EXISTS (SELECT 1 FROM "Sittings" WHERE "Id"=@sitting AND "EndedAt" IS NULL AND "EndsAt">@saved)
        """;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(10_000) { SingleReader = true }
    );

    private sealed record Waiting(Guid Sitting, int Place, string? Given, int Change)
    {
        public TaskCompletionSource<DateTimeOffset?> Done { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Saves an answer and returns when it is on disk; null where it was not taken.</summary>
    public async Task<DateTimeOffset?> SaveAsync(
        Guid sitting,
        int place,
        string? given,
        int change,
        CancellationToken ct
    )
    {
        var waiting = new Waiting(sitting, place, given, change);
        await _waiting.Writer.WriteAsync(waiting, ct);
        return await waiting.Done.Task.WaitAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(SittingBounds.Batch);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                batch.Clear();
                while (batch.Count < SittingBounds.Batch && _waiting.Reader.TryRead(out var next))
                    batch.Add(next);
                await WriteAsync(batch, stoppingToken);
            }
        }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var left))
                left.Done.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task WriteAsync(List<Waiting> batch, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
            var taken = new bool[batch.Count];
            DateTimeOffset saved = default;
            await db.InTransactionAsync(
                () =>
                {
                    saved = clock.GetUtcNow();
                    using var save = new PreparedCommand(
                        db.Database.GetDbConnection(),
                        db.Database.CurrentTransaction!.GetDbTransaction(),
                        Save,
                        "given",
                        "change",
                        "saved",
                        "sitting",
                        "place"
                    );
                    for (var i = 0; i < batch.Count; i++)
                    {
                        var one = batch[i];
                        taken[i] = save.Run(one.Given, one.Change, saved.UtcDateTime, one.Sitting, one.Place) == 1;
                    }

                    return Task.CompletedTask;
                },
                ct
            );
            for (var i = 0; i < batch.Count; i++)
                batch[i].Done.TrySetResult(taken[i] ? saved : null);
        }
        catch (Exception failure)
        {
            if (!ct.IsCancellationRequested)
                logger.LogError(failure, "{Count} answers could not be saved; their senders try again", batch.Count);
            foreach (var one in batch)
                one.Done.TrySetException(failure);
        }
    }
}
