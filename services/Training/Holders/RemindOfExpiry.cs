using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Contracts.Training;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Holders;

/// <summary>
/// Looks once an hour for certificates that end soon and reminds of each once a step. A lease keeps replicas from doing
/// it side by side, and the table of reminders from doing it twice.
/// </summary>
internal sealed class RemindOfExpiry(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RemindOfExpiry> logger)
    : BackgroundService
{
    private const int BatchSize = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await RunAsync(scope.ServiceProvider, clock, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Reminders of certificates failed; they are tried again in an hour");
            }
        } while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>The number of reminders given.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, TimeProvider clock, CancellationToken ct)
    {
        var db = services.GetRequiredService<TrainingDbContext>();
        if (!await Lease.TryClaimAsync(db, "certificate-reminders", TimeSpan.FromMinutes(30), clock, ct))
            return 0;
        var trail = services.GetRequiredService<AuditTrail>();
        var today = BankCalendar.Today(clock);
        return await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var due = await DueAsync(db, today, ct);
                if (due.Count == 0)
                    return 0;
                trail.Begin("training", [], "certificates remind", "");
                trail.Note("count", due.Count.ToString(CultureInfo.InvariantCulture));
                db.Reminders.AddRange(due);
                foreach (var some in due.Chunk(BatchSize))
                    db.Announce(
                        new CertificatesExpiring([
                            .. some.Select(r => new ExpiringCertificate(
                                r.ManagerNo,
                                r.CertificateCode,
                                r.ValidTo,
                                r.Days
                            )),
                        ]),
                        "certificates"
                    );
                await db.SaveChangesAsync(ct);
                return due.Count;
            },
            ct
        );
    }

    /// <summary>The reminders that are due and were not given, of people in post.</summary>
    private static async Task<List<Reminder>> DueAsync(TrainingDbContext db, DateOnly today, CancellationToken ct)
    {
        var until = today.AddDays(Reminder.Steps.Max());
        var ending = await db
            .Certificates.AsNoTracking()
            .Where(c => c.KnownUntil == null && c.ValidTo >= today && c.ValidTo <= until && c.ValidTo >= c.ValidFrom)
            // A later interval goes on from it.
            .Where(c =>
                !db.Certificates.Any(o =>
                    o.KnownUntil == null
                    && o.ManagerNo == c.ManagerNo
                    && o.Code == c.Code
                    && (o.ValidTo == null || (o.ValidTo > c.ValidTo && o.ValidTo >= o.ValidFrom))
                )
            )
            .Where(c =>
                !db.Employments.Any(e => e.ManagerNo == c.ManagerNo)
                || db.Employments.Any(e => e.ManagerNo == c.ManagerNo && (e.LeftOn == null || e.LeftOn >= today))
            )
            .Select(c => new
            {
                c.ManagerNo,
                c.Code,
                ValidTo = c.ValidTo!.Value,
            })
            .Distinct()
            .ToListAsync(ct);
        var given = (
            await db
                .Reminders.AsNoTracking()
                .Where(r => r.ValidTo >= today && r.ValidTo <= until)
                .Select(r => new
                {
                    r.ManagerNo,
                    r.CertificateCode,
                    r.ValidTo,
                    r.Days,
                })
                .ToListAsync(ct)
        ).Select(r => (r.ManagerNo, r.CertificateCode, r.ValidTo, r.Days)).ToHashSet();
        return
        [
            .. ending
                .Select(c => (Certificate: c, Step: Reminder.StepOf(c.ValidTo, today)))
                .Where(c =>
                    c.Step is { } step
                    && !given.Contains((c.Certificate.ManagerNo, c.Certificate.Code, c.Certificate.ValidTo, step))
                )
                .Select(c => new Reminder(
                    c.Certificate.ManagerNo,
                    c.Certificate.Code,
                    c.Certificate.ValidTo,
                    c.Step!.Value,
                    today
                ))
                .OrderBy(r => r.ManagerNo, StringComparer.Ordinal),
        ];
    }
}
