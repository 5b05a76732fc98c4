using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Audit;

/// <summary>A link of the chain as it was noted on some day.</summary>
public sealed record AuditHead(long Sequence, string Hash);

/// <summary>
/// The end of the chain, noted each day outside the database. The chain proves that nothing within it was changed; only what lies elsewhere proves that its end was not cut off, or all
/// of it written anew. A line a day: instant, sequence, hash.
/// </summary>
public sealed class AuditHeads
{
    private readonly string? _file;

    /// <exception cref="StartRefusedException"><c>Audit:HeadsFolder</c> cannot be made.</exception>
    public AuditHeads(IConfiguration configuration, string service)
    {
        if (SuiteSettings.AuditHeadsFolder.Of(configuration) is not { } folder)
            return;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"{SuiteSettings.AuditHeadsFolder.Key} cannot be used: {folder} ({failure.Message})",
                failure
            );
        }

        _file = Path.Combine(folder, $"{service}.heads");
    }

    /// <summary>What was noted so far, oldest first; nothing where no folder is set. A last line without its end is a crash's and left out.</summary>
    public IReadOnlyList<AuditHead> Read()
    {
        if (_file is null || !File.Exists(_file))
            return [];
        var lines = File.ReadAllText(_file).Split('\n');
        return
        [
            .. lines
                .SkipLast(1)
                .Select(line => line.Split(' '))
                .Where(parts => parts.Length == 3)
                .Select(parts => new AuditHead(long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2])),
        ];
    }

    /// <summary>Notes the chain's end, once a day of the bank's calendar.</summary>
    internal async Task NoteAsync(ServiceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (
            _file is null
            || (
                File.Exists(_file)
                && BankCalendar.DayOf(new(File.GetLastWriteTimeUtc(_file))) >= BankCalendar.Today(clock)
            )
        )
            return;
        var head = await db
            .Audit.AsNoTracking()
            .Where(e => e.Sequence != null)
            .OrderByDescending(e => e.Sequence)
            .Select(e => new { e.Sequence, e.Hash })
            .FirstOrDefaultAsync(ct);
        if (head is null)
            return;
        await using (var file = new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            // A line that a crash broke off is ended first.
            await using var writer = new StreamWriter(file);
            if (file.Position > 0 && !EndsWithLine())
                await writer.WriteAsync('\n');
            await writer.WriteAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'} {head.Sequence} {head.Hash}\n"
                )
            );
            await writer.FlushAsync(ct);
            file.Flush(flushToDisk: true);
        }

        File.SetLastWriteTimeUtc(_file, clock.GetUtcNow().UtcDateTime);
    }

    private bool EndsWithLine()
    {
        using var file = new FileStream(_file!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}

/// <summary>Notes the end of the chain soon after the start and then every hour, of which one a day writes.</summary>
internal sealed class AuditHeadsWorker(
    IServiceScopeFactory scopes,
    AuditHeads heads,
    TimeProvider clock,
    ILogger<AuditHeadsWorker> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await heads.NoteAsync(
                    scope.ServiceProvider.GetRequiredService<ServiceDbContext>(),
                    clock,
                    stoppingToken
                );
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "The audit chain's head could not be noted; it is tried again in an hour");
            }
        } while (await hourly.WaitForNextTickAsync(stoppingToken));
    }
}
