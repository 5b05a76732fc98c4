using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Retention;

/// <summary>Data that a service keeps for a time set by the bank: personal data, and results nobody rests on.</summary>
/// <param name="kept">The time, in years unless <see cref="Before"/> says otherwise; 0 keeps the data for good.</param>
/// <param name="what">The name of the data in the audit, such as <c>talks</c>.</param>
public abstract class RetentionRule(NumberSetting kept, string what)
{
    public NumberSetting Kept => kept;

    public string What => what;

    /// <summary>The day before which records are no longer kept.</summary>
    public virtual DateOnly Before(DateOnly today, int kept) => today.AddYears(-kept);

    /// <summary>Marks, without saving, the records that ended before a day.</summary>
    /// <param name="most">The greatest number of records at a time.</param>
    /// <returns>The number of marked records.</returns>
    public abstract Task<int> ForgetAsync(DateOnly before, int most, CancellationToken ct);
}

/// <summary>
/// Deletes rows that are no longer needed (inbox rows no redelivery can match, old answers to repeated requests, errors
/// of old imports) and personal data whose retention has ended.
/// </summary>
internal sealed class RetentionWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RetentionWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan InboxKept = TimeSpan.FromDays(60);
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan ImportErrorsKept = TimeSpan.FromDays(90);

    private const int BatchSize = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await RunAsync(scope.ServiceProvider, clock, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "The retention worker failed; it tries again in an hour");
            }
        }
    }

    public static async Task RunAsync(IServiceProvider services, TimeProvider clock, CancellationToken ct)
    {
        services.GetRequiredService<ImportFolder>().Sweep(clock.GetUtcNow());
        var db = services.GetRequiredService<ServiceDbContext>();
        if (!await Lease.TryClaimAsync(db, "retention", TimeSpan.FromMinutes(30), clock, ct))
            return;
        var now = clock.GetUtcNow();
        await db.Inbox.Where(e => e.ConsumedAt < now - InboxKept).ExecuteDeleteAsync(ct);
        await db.IdempotentAnswers.Where(a => a.AnsweredAt < now - AnswersKept).ExecuteDeleteAsync(ct);
        var old = db.Imports.Where(i => i.FinishedAt < now - ImportErrorsKept).Select(i => i.Id);
        await db.ImportErrors.Where(e => old.Contains(e.ImportId)).ExecuteDeleteAsync(ct);
        foreach (var rule in services.GetServices<RetentionRule>())
            await ForgetAsync(rule, db, services, clock, ct);
    }

    /// <summary>Records in the audit how many records were deleted and from when, not whose.</summary>
    private static async Task ForgetAsync(
        RetentionRule rule,
        ServiceDbContext db,
        IServiceProvider services,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var kept = rule.Kept.Of(services.GetRequiredService<IConfiguration>());
        if (kept == 0)
            return;
        var (before, trail) = (rule.Before(BankCalendar.Today(clock), kept), services.GetRequiredService<AuditTrail>());
        for (var forgotten = BatchSize; forgotten == BatchSize; )
        {
            db.ChangeTracker.Clear();
            trail.Begin("retention", [], $"forget {rule.What}", Invariant($"before {before:yyyy-MM-dd}"));
            forgotten = await rule.ForgetAsync(before, BatchSize, ct);
            trail.Note("count", forgotten.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await db.SaveChangesAsync(ct);
        }
    }
}
