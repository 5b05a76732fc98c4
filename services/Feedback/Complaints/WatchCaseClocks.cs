using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Writes an escalation for every clock that is crossed: three days before the last day, and when it is over. Each is
/// written once, because the database holds it once: whichever replica comes first, and whenever it was stopped.
/// </summary>
internal sealed class WatchCaseClocks(
    IServiceScopeFactory scopes,
    WorkStart start,
    TimeProvider clock,
    ILogger<WatchCaseClocks> logger
) : BackgroundService
{
    private const int Most = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await RunAsync(scope.ServiceProvider, clock, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "The clocks of complaints could not be read; they are read again soon");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>The number of escalations that were written.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, TimeProvider clock, CancellationToken ct)
    {
        var db = services.GetRequiredService<FeedbackDbContext>();
        var trail = services.GetRequiredService<AuditTrail>();
        var (today, written) = (BankCalendar.Today(clock), 0);
        var soon = today.AddDays(CaseClock.DaysOfReminder);
        foreach (var kind in new[] { CaseWords.DueSoon, CaseWords.Late })
        {
            var crossed = db.Cases.AsNoTracking().Where(c => CaseWords.OnClock.Contains(c.State));
            crossed =
                kind == CaseWords.Late ? crossed.Where(c => c.DueOn < today) : crossed.Where(c => c.DueOn <= soon);
            var found = await crossed
                .Where(c =>
                    !db.Escalations.Any(e => e.ComplaintRef == c.ComplaintRef && e.DueOn == c.DueOn && e.Kind == kind)
                )
                .OrderBy(c => c.DueOn)
                .ThenBy(c => c.Number)
                .Select(c => new { c.ComplaintRef, c.DueOn })
                .Take(Most)
                .ToListAsync(ct);
            foreach (var one in found)
                written += await WriteAsync(
                    new(one.ComplaintRef, one.DueOn!.Value, kind, clock.GetUtcNow()),
                    db,
                    trail,
                    ct
                );
        }

        return written;
    }

    private static async Task<int> WriteAsync(
        CaseEscalation crossing,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        db.ChangeTracker.Clear();
        trail.Begin("clock", [], $"complaint {crossing.Kind}", crossing.ComplaintRef);
        db.Escalations.Add(crossing);
        try
        {
            await db.SaveChangesAsync(ct);
            return 1;
        }
        catch (Exception failure) when (UniqueViolation.Is(failure))
        {
            return 0; // another replica wrote it
        }
    }
}
