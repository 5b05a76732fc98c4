using CardTeam.Incentive.Books;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recognitions;

/// <summary>
/// Gives the awards of each close once everything it announced has arrived, close after close and each once.
/// </summary>
internal sealed class AwardOnClose(
    IServiceScopeFactory scopes,
    CommitNotifier committed,
    TimeProvider clock,
    ILogger<AwardOnClose> logger
) : CommitTriggeredWorker<AnnouncedClose>(committed, clock, logger)
{
    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
        var done = await db.RecognizedCloses.MaxAsync(c => (int?)c.CloseNumber, ct) ?? 0;
        var close = await db
            .Closes.AsNoTracking()
            .Where(c => c.CloseNumber > done)
            .OrderBy(c => c.CloseNumber)
            .FirstOrDefaultAsync(ct);
        // Closes may arrive out of order; awards are given in order, because streaks go through earlier months.
        if (close is null || close.CloseNumber != done + 1)
            return false;
        var recognitions = (await db.Recognitions.AsNoTracking().OrderBy(r => r.Code).ToListAsync(ct))
            .Where(r => r.IsGivenFor(close.Period))
            .Select(r => (Recognition: r, Rule: RecognitionRule.Read(r.Rule)))
            .ToList();
        var areContestsDue = await DecideContests.AreDueAsync(db, close, ct);
        if (recognitions.Count > 0 || areContestsDue)
        {
            string[] without = recognitions.Exists(r => r.Rule.Type == RecognitionRule.OfCourse)
                ? [AnnouncedCount.Feedback]
                : [AnnouncedCount.Feedback, AnnouncedCount.Training];
            if ((await ControlTotals.CompareAsync(db, close, without, ct)).Count > 0)
                return false;
        }

        var round =
            recognitions.Count == 0
                ? null
                : await RecognitionBooks.AtCloseAsync(db, close, [.. recognitions.Select(r => r.Rule)], ct);
        if (round is not null || areContestsDue)
            scope
                .ServiceProvider.GetRequiredService<AuditTrail>()
                .Begin("system", [], "recognitions award", close.Period.ToString());
        try
        {
            await db.InTransactionAsync(
                async () =>
                {
                    db.RecognizedCloses.Add(new(close.CloseNumber));
                    await DecideContests.AtCloseAsync(db, close, ct);
                    foreach (var (recognition, rule) in recognitions)
                        db.Awards.AddRange(
                            round!
                                .Of(recognition.Code, rule)
                                .Select(reached => new Award(
                                    recognition,
                                    close.Period,
                                    reached,
                                    close.CloseNumber,
                                    Clock.GetUtcNow()
                                ))
                        );
                    await db.SaveChangesAsync(ct);
                },
                ct
            );
        }
        catch (DbUpdateException lost) when (UniqueViolation.Is(lost))
        {
            Logger.LogDebug(lost, "Another replica gave the awards of close {CloseNumber}", close.CloseNumber);
        }

        return true;
    }
}
