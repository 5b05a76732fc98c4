using System.Collections.Concurrent;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Imports;

/// <summary>How far imports of one transaction have come: shown while they run, kept nowhere.</summary>
internal sealed class ImportProgress
{
    private readonly ConcurrentDictionary<Guid, RowCounts> _running = new();

    public RowCounts? Of(Guid import) => _running.TryGetValue(import, out var rows) ? rows : null;

    public void Report(Guid import, RowCounts rows) => _running[import] = rows;

    public void Forget(Guid import) => _running.TryRemove(import, out _);
}

/// <summary>Takes queued files in, one at a time and in the order they came, so that of two files the later one has the last word.</summary>
internal sealed class ImportWorker(
    IServiceScopeFactory scopes,
    ImportFolder folder,
    ImportProgress progress,
    ImportMetrics metrics,
    CommitSignal committed,
    TimeProvider clock,
    ILogger<ImportWorker> logger
) : WokenWorker<Import>(committed, clock, logger)
{
    /// <summary>More errors than anybody reads are counted, not kept.</summary>
    private const int ErrorsKept = 100_000;

    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);

    /// <summary>How long a file that is not in this replica's folder is left to the one that has it, which may be starting again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private (Guid Import, DateTimeOffset Since) _elsewhere;

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var next = await db
            .Imports.AsNoTracking()
            .Where(i => i.Status == ImportStatus.Queued || i.Status == ImportStatus.Running)
            .OrderBy(i => i.Number)
            .Select(i => new { i.Id, i.File })
            .FirstOrDefaultAsync(ct);
        if (
            next is null
            || IsElsewhere(next.Id, next.File)
            || !await Lease.TryClaimAsync(db, "imports", LeaseTime, Clock, ct)
        )
            return false;
        await new Taking(scope.ServiceProvider, folder, progress, metrics, Clock, Logger).RunAsync(next.Id, ct);
        return true;
    }

    private bool IsElsewhere(Guid import, string file)
    {
        if (folder.Has(file))
            return false;
        var now = Clock.GetUtcNow();
        if (_elsewhere.Import != import)
            _elsewhere = (import, now);
        return now - _elsewhere.Since < Patience;
    }

    /// <summary>One file on its way in.</summary>
    private sealed class Taking(
        IServiceProvider services,
        ImportFolder folder,
        ImportProgress progress,
        ImportMetrics metrics,
        TimeProvider clock,
        ILogger logger
    )
    {
        private readonly ServiceDbContext _db = services.GetRequiredService<ServiceDbContext>();
        private readonly AuditTrail _trail = services.GetRequiredService<AuditTrail>();
        private DateTimeOffset _renewed = clock.GetUtcNow();

        public async Task RunAsync(Guid id, CancellationToken ct)
        {
            var import = await LoadAsync(id, ct);
            var kind = services.GetServices<ImportKind>().Single(k => k.Name == import.Kind);
            var part = import.Org is null
                ? PartOfBank.Whole
                : new PartOfBank(await PartOfBank.BelowAsync(import.Org, _db, ct), null);
            _trail.Begin(import.CreatedBy, [], $"import {import.Kind}", import.Id.ToString());
            import.Start(clock.GetUtcNow());
            await _db.SaveChangesAsync(ct);
            try
            {
                await using var file = folder.Open(import);
                var rows = TableReader.Read(file, import.Format, kind.Columns);
                if (import.AllOrNothing)
                    await TakeWholeAsync(import, kind, part, rows, ct);
                else
                    await TakeRowsAsync(import, kind, part, rows.Skip((int)import.RowsRead), ct);
            }
            catch (BadFileException bad)
            {
                await FailAsync(id, bad, ct);
            }
            catch (FileNotFoundException)
            {
                await FailAsync(
                    id,
                    new BadFileException(
                        "import.file-lost",
                        new("上传的文件已不存在,请重新上传。", "The uploaded file is gone; upload it again.")
                    ),
                    ct
                );
            }
            finally
            {
                progress.Forget(id);
            }

            _db.ChangeTracker.Clear();
            var ended = await LoadAsync(id, ct);
            if (!ended.IsFinished)
                return;
            folder.Delete(ended);
            metrics.Ended(ended);
            logger.LogInformation(
                "Import {ImportId} of {Kind} {Status}: {Read} rows, {Rejected} rejected",
                ended.Id,
                ended.Kind,
                ended.Status,
                ended.RowsRead,
                ended.RowsRejected
            );
        }

        /// <summary>Chunk by chunk, each with its progress in one transaction: a crash resumes after the last whole chunk.</summary>
        private async Task TakeRowsAsync(
            Import import,
            ImportKind kind,
            PartOfBank part,
            IEnumerable<ImportRow> rows,
            CancellationToken ct
        )
        {
            var kept = await _db.ImportErrors.CountAsync(e => e.ImportId == import.Id, ct);
            foreach (var chunk in rows.Chunk(kind.ChunkSize))
            {
                await KeepLeaseAsync(ct);
                await _db.InTransactionAsync(
                    async () =>
                    {
                        _db.ChangeTracker.Clear();
                        var judged = new ImportChunk(chunk, part);
                        await kind.ApplyAsync(judged, ct);
                        var current = await LoadAsync(import.Id, ct);
                        current.Advance(judged.Counts());
                        kept += KeepErrors(import.Id, chunk.SelectMany(r => r.Errors ?? []), ErrorsKept - kept);
                        await _db.SaveChangesAsync(ct);
                    },
                    ct
                );
            }

            _db.ChangeTracker.Clear();
            var done = await LoadAsync(import.Id, ct);
            done.Complete(clock.GetUtcNow());
            await _db.SaveChangesAsync(ct);
        }

        /// <summary>All rows in one transaction, taken back after a dry run or when one row is bad.</summary>
        private async Task TakeWholeAsync(
            Import import,
            ImportKind kind,
            PartOfBank part,
            IEnumerable<ImportRow> rows,
            CancellationToken ct
        )
        {
            var counts = default(RowCounts);
            var errors = new List<RowError>();
            await _db
                .Database.CreateExecutionStrategy()
                .ExecuteAsync(async () =>
                {
                    (counts, errors) = (default, []);
                    await using var transaction = await _db.BeginTransactionAsync(ct);
                    foreach (var chunk in rows.Chunk(kind.ChunkSize))
                    {
                        _db.ChangeTracker.Clear();
                        var judged = new ImportChunk(chunk, part);
                        await kind.ApplyAsync(judged, ct);
                        await _db.SaveChangesAsync(ct);
                        counts += judged.Counts();
                        errors.AddRange(chunk.SelectMany(r => r.Errors ?? []).Take(ErrorsKept - errors.Count));
                        progress.Report(import.Id, counts);
                    }

                    _db.ChangeTracker.Clear();
                    if (import.DryRun || counts.Rejected > 0)
                    {
                        await transaction.RollbackAsync(ct);
                        return;
                    }

                    await EndAsync(import, counts, errors, ct);
                    await transaction.CommitAsync(ct);
                });
            if (import.DryRun || counts.Rejected > 0)
                await _db.InTransactionAsync(() => EndAsync(import, counts, errors, ct), ct);
        }

        private async Task EndAsync(Import import, RowCounts counts, List<RowError> errors, CancellationToken ct)
        {
            var current = await LoadAsync(import.Id, ct);
            current.Advance(counts);
            if (import.DryRun || counts.Rejected == 0)
                current.Complete(clock.GetUtcNow());
            else
            {
                current.Fail(
                    "import.nothing-kept",
                    new(
                        $"{counts.Rejected} 行有误,整个文件都未导入(atomic 模式)。",
                        $"{counts.Rejected} rows are wrong; nothing of the file was kept (atomic mode)."
                    ),
                    clock.GetUtcNow()
                );
            }

            KeepErrors(import.Id, errors, ErrorsKept);
            await _db.SaveChangesAsync(ct);
        }

        private int KeepErrors(Guid import, IEnumerable<RowError> errors, int room)
        {
            var before = _db.ImportErrors.Local.Count;
            foreach (var error in errors.Take(Math.Max(0, room)))
                _db.ImportErrors.Add(new ImportError(import, error));
            return _db.ImportErrors.Local.Count - before;
        }

        private async Task FailAsync(Guid id, BadFileException bad, CancellationToken ct)
        {
            _db.ChangeTracker.Clear();
            var import = await LoadAsync(id, ct);
            var where = bad.Error.Row > 1 ? $"{bad.Error.Row}: " : "";
            import.Fail(bad.Error.Code, new(where + bad.Error.Text.Zh, where + bad.Error.Text.En), clock.GetUtcNow());
            _db.ImportErrors.Add(new ImportError(id, bad.Error));
            await _db.SaveChangesAsync(ct);
        }

        private async Task KeepLeaseAsync(CancellationToken ct)
        {
            if (clock.GetUtcNow() - _renewed < LeaseTime / 3)
                return;
            if (!await Lease.TryClaimAsync(_db, "imports", LeaseTime, clock, ct))
                throw new InvalidOperationException("Another replica took the imports over.");
            _renewed = clock.GetUtcNow();
        }

        private Task<Import> LoadAsync(Guid id, CancellationToken ct) => _db.Imports.SingleAsync(i => i.Id == id, ct);
    }
}
