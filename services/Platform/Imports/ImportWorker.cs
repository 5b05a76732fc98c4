using System.Diagnostics;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports.Reading;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Imports;

/// <summary>
/// Imports queued files, one at a time. The files of one person run in the order they came, so that the later one
/// prevails; persons take turns, so that nobody waits for all files of somebody else.
/// </summary>
internal sealed class ImportWorker(
    IServiceScopeFactory scopes,
    ImportFolder folder,
    ImportProgress progress,
    ImportMetrics metrics,
    CommitNotifier committed,
    TimeProvider clock,
    ILogger<ImportWorker> logger
) : CommitTriggeredWorker<Import>(committed, clock, logger)
{
    /// <summary>The greatest number of errors kept; further ones are only counted.</summary>
    private const int ErrorsKept = 100_000;

    /// <summary>
    /// The greatest number of starts without progress: the file may have ended the process each time.
    /// </summary>
    private const int MostStarts = 2;

    /// <summary>The number of rows of a dry run that share one write transaction.</summary>
    private const int LargestTrial = 20_000;

    private static readonly TimeSpan LongTrial = TimeSpan.FromSeconds(1),
        PauseOfTrial = TimeSpan.FromMilliseconds(170);

    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The time a file that is missing in this replica's folder is left to the replica that has it, which may be
    /// restarting.
    /// </summary>
    private static readonly TimeSpan WaitForFile = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The number of failures in a row, over a longer time, after which an import is given up so that later ones can
    /// run.
    /// </summary>
    private const int MaxFailures = 5;

    private static readonly TimeSpan MinFailingTime = TimeSpan.FromSeconds(10);

    private (Guid Import, DateTimeOffset Since) _elsewhere;
    private (Guid Import, DateTimeOffset Since, int Times) _failing;

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        if (
            await NextAsync(db, ct) is not { } next
            || IsElsewhere(next.Id, next.File)
            || !await Lease.TryClaimAsync(db, "imports", LeaseTime, Clock, ct)
        )
            return false;
        try
        {
            await new RunningImport(scope.ServiceProvider, folder, progress, metrics, Clock, Logger).RunAsync(
                next.Id,
                ct
            );
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (!IsGivenUp(next.Id))
                throw;
            Logger.LogError(failure, "Import {ImportId} cannot be taken in and is given up", next.Id);
            await using var fresh = scopes.CreateAsyncScope();
            await new RunningImport(fresh.ServiceProvider, folder, progress, metrics, Clock, Logger).GiveUpAsync(
                next.Id,
                ct
            );
            return true;
        }
    }

    /// <summary>The running import; otherwise the first of the person who was served the longest ago.</summary>
    private async Task<(Guid Id, string File)?> NextAsync(ServiceDbContext db, CancellationToken ct)
    {
        var pending = await db
            .Imports.AsNoTracking()
            .Where(i => i.Status == ImportStatus.Queued || i.Status == ImportStatus.Running)
            .OrderBy(i => i.Number)
            .Select(i => new
            {
                i.Id,
                i.File,
                i.CreatedBy,
                i.Status,
                At = i.MovedAt ?? i.CreatedAt,
            })
            .ToListAsync(ct);
        progress.Note(pending.Count, pending.Count == 0 ? null : pending.Max(p => p.At));
        if (pending.Count == 0)
            return null;
        if (pending.Find(p => p.Status == ImportStatus.Running) is { } running)
            return (running.Id, running.File);
        var firsts = pending.DistinctBy(p => p.CreatedBy, StringComparer.Ordinal).ToList();
        if (firsts.Count == 1)
            return (firsts[0].Id, firsts[0].File);
        var persons = firsts.ConvertAll(f => f.CreatedBy);
        var served = await db
            .Imports.AsNoTracking()
            .Where(i => persons.Contains(i.CreatedBy) && i.StartedAt != null)
            .GroupBy(i => i.CreatedBy)
            .Select(g => new { Person = g.Key, At = g.Max(i => i.StartedAt) })
            .ToDictionaryAsync(g => g.Person, g => g.At, StringComparer.Ordinal, ct);
        var next = firsts.MinBy(f => served.GetValueOrDefault(f.CreatedBy) ?? DateTimeOffset.MinValue)!;
        return (next.Id, next.File);
    }

    /// <summary>
    /// True where the same import has failed again and again for a while: then the import is at fault, not the moment.
    /// </summary>
    private bool IsGivenUp(Guid import)
    {
        var now = Clock.GetUtcNow();
        if (_failing.Import != import)
            _failing = (import, now, 0);
        _failing.Times++;
        return _failing.Times >= MaxFailures && now - _failing.Since >= MinFailingTime;
    }

    private bool IsElsewhere(Guid import, string file)
    {
        if (folder.Has(file))
            return false;
        var now = Clock.GetUtcNow();
        if (_elsewhere.Import != import)
            _elsewhere = (import, now);
        return now - _elsewhere.Since < WaitForFile;
    }

    /// <summary>The import of one file.</summary>
    private sealed class RunningImport(
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
            var table = new ImportTable(
                [.. kind.Columns, .. kind.OfExports],
                kind.ExportedToo,
                services.GetRequiredService<BankBounds>()
            );
            var part = import.Org is null
                ? PartOfBank.Whole
                : new PartOfBank(await PartOfBank.BelowAsync(import.Org, _db, ct), null);
            _trail.Begin(import.CreatedBy, [], $"import {import.Kind}", import.Id.ToString());
            var isStartedTooOften = import.Starts >= MostStarts;
            import.Start(clock.GetUtcNow());
            await _db.SaveChangesAsync(ct);
            progress.Report(id, import.Rows);
            try
            {
                if (import.CancelledBy is not null)
                    throw new CancelledException();
                if (isStartedTooOften)
                    throw new BadFileException(
                        "import.never-ends",
                        new(
                            $"该文件已开始 {MostStarts} 次，每次都没有进展，不再重试。请检查文件后重新上传，或联系管理员。",
                            $"The file was begun {MostStarts} times and never got on; it is not tried again. "
                                + "Look at the file and upload it again, or ask your administrator."
                        )
                    );
                await using var file = folder.Open(import);
                var layout = Guarded(() => TableReader.LookThrough(file, import.Format, table, ct));
                await FindAsync(import, layout, ct);
                var rows = Guarded(TableReader.Read(file, import.Format, table, layout));
                // Kept before the import is shown as ended: clients ask for the errors as soon as they see that.
                void KeepAll(IReadOnlyCollection<RowError> errors, IReadOnlyCollection<string> unknown)
                {
                    KeepDifference(import, kind);
                    folder.KeepForPeople(import, table, layout, errors, unknown);
                }

                void Keep(IReadOnlyCollection<RowError> errors) => KeepAll(errors, []);
                if (import.DryRun)
                    await TryAsync(import, kind, part, rows, KeepAll, ct);
                else if (import.Atomic)
                    await TakeWholeAsync(import, kind, part, rows, Keep, ct);
                else
                    await TakeRowsAsync(import, kind, part, AfterRecalled(rows, kind, import.RowsRead), Keep, ct);
            }
            catch (BadFileException bad)
            {
                await FailAsync(id, bad.Error, ct);
            }
            catch (FileNotFoundException)
            {
                await FailAsync(
                    id,
                    new(
                        1,
                        "",
                        "import.file-lost",
                        new("上传的文件已不存在，请重新上传。", "The uploaded file is gone; upload it again.")
                    ),
                    ct
                );
            }
            catch (CancelledException)
            {
                await EndCancelledAsync(id, ct);
            }
            catch
            {
                // The process is stopping, or the database is briefly unavailable: neither is the file's fault.
                await _db
                    .Imports.Where(i => i.Id == id && i.Starts > 0)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(i => i.Starts, i => i.Starts - 1),
                        CancellationToken.None
                    );
                throw;
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

        /// <summary>Ends an import that cannot be completed, for a reason that is in the log.</summary>
        public async Task GiveUpAsync(Guid id, CancellationToken ct)
        {
            var import = await LoadAsync(id, ct);
            _trail.Begin(import.CreatedBy, [], $"import {import.Kind}", import.Id.ToString());
            var kept = import.RowsAccepted;
            await FailAsync(
                id,
                new(
                    1,
                    "",
                    "import.could-not-be-taken",
                    new(
                        Invariant(
                            $"系统多次尝试后仍无法导入该文件，已停止（已导入的 {kept} 行予以保留）。请凭导入编号联系管理员。"
                        ),
                        Invariant(
                            $"The file could not be taken in after several tries and was given up ({kept} rows taken "
                        ) + "before are kept). Quote the import's id to your administrator."
                    )
                ),
                ct
            );
            folder.Delete(await LoadAsync(id, ct));
        }

        private async Task FindAsync(Import import, TableLayout layout, CancellationToken ct)
        {
            if (import.RowsTotal == layout.Rows && import.Sheet == layout.Sheet)
                return;
            import.Find(layout.Sheet, layout.Rows);
            await _db.SaveChangesAsync(ct);
        }

        private static IEnumerable<ImportRow> AfterRecalled(IEnumerable<ImportRow> rows, ImportKind kind, long before)
        {
            foreach (var row in rows)
            {
                if (before-- > 0)
                    kind.Recall(row);
                else
                    yield return row;
            }
        }

        /// <summary>
        /// Imports chunk by chunk, each with its progress in one transaction: after a crash it resumes after the last
        /// whole chunk.
        /// </summary>
        private async Task TakeRowsAsync(
            Import import,
            ImportKind kind,
            PartOfBank part,
            IEnumerable<ImportRow> rows,
            Action<IReadOnlyCollection<RowError>> keep,
            CancellationToken ct
        )
        {
            var kept = await _db.ImportErrors.CountAsync(e => e.ImportId == import.Id, ct);
            foreach (var chunk in rows.Chunk(kind.ChunkSize))
            {
                await StopIfCancelledAsync(import.Id, ct);
                await KeepLeaseAsync(ct);
                var moved = await _db.InTransactionAsync(
                    async () =>
                    {
                        _db.ChangeTracker.Clear();
                        var judged = new ImportChunk(chunk, part) { Import = import.Id };
                        await kind.ApplyAsync(judged, ct);
                        var current = await LoadAsync(import.Id, ct);
                        current.Advance(judged.Counts(), clock.GetUtcNow());
                        kept += KeepErrors(import.Id, chunk.SelectMany(r => r.Errors ?? []), ErrorsKept - kept);
                        await _db.SaveChangesAsync(ct);
                        return current.Rows;
                    },
                    ct
                );
                progress.Report(import.Id, moved);
            }

            _db.ChangeTracker.Clear();
            KeepDifference(import, kind);
            if (kept > 0)
                keep(await ErrorsAsync(import.Id, ct));
            var done = await LoadAsync(import.Id, ct);
            done.Complete(clock.GetUtcNow());
            await _db.SaveChangesAsync(ct);
        }

        /// <summary>
        /// Checks chunk by chunk, each in a transaction that is rolled back, so that others can write in between. A row
        /// sees stored data and the rows of its own chunk, but not the effects of earlier chunks.
        /// </summary>
        private async Task TryAsync(
            Import import,
            ImportKind kind,
            PartOfBank part,
            IEnumerable<ImportRow> rows,
            Action<IReadOnlyCollection<RowError>, IReadOnlyCollection<string>> keep,
            CancellationToken ct
        )
        {
            var counts = default(RowCounts);
            var errors = new List<RowError>();
            var unknown = new SortedSet<string>(StringComparer.Ordinal);
            var began = Stopwatch.GetTimestamp();
            foreach (var chunk in rows.Chunk(Math.Min(kind.ChunkSize, LargestTrial)))
            {
                await StopIfCancelledAsync(import.Id, ct);
                await KeepLeaseAsync(ct);
                await _db
                    .Database.CreateExecutionStrategy()
                    .ExecuteAsync(async () =>
                    {
                        await using var transaction = await _db.BeginTransactionAsync(ct);
                        _db.ChangeTracker.Clear();
                        var judged = new ImportChunk(chunk, part) { Import = import.Id };
                        await kind.ApplyAsync(judged, ct);
                        await _db.SaveChangesAsync(ct);
                        counts += judged.Counts();
                        await transaction.RollbackAsync(ct);
                        _db.ForgetWritten();
                    });
                _db.ChangeTracker.Clear();
                errors.AddRange(chunk.SelectMany(r => r.Errors ?? []).Take(ErrorsKept - errors.Count));
                foreach (var no in chunk.Where(r => r.IsGood).Select(r => r.WaitsFor).OfType<string>())
                {
                    if (unknown.Count < ImportPreview.UnknownNamed)
                        unknown.Add(no);
                }

                progress.Report(import.Id, counts);
                // A waiting writer tries again every 150 ms: a long check pauses to let it in.
                if (Stopwatch.GetElapsedTime(began) > LongTrial)
                    await Task.Delay(PauseOfTrial, ct);
            }

            keep(errors, unknown);
            await _db.InTransactionAsync(() => EndAsync(import, counts, errors, ct), ct);
        }

        /// <summary>Imports all rows in one transaction, which is rolled back when one row is rejected.</summary>
        private async Task TakeWholeAsync(
            Import import,
            ImportKind kind,
            PartOfBank part,
            IEnumerable<ImportRow> rows,
            Action<IReadOnlyCollection<RowError>> keep,
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
                        if (progress.CancelledBy(import.Id) is not null)
                            throw new CancelledException();
                        _db.ChangeTracker.Clear();
                        var judged = new ImportChunk(chunk, part) { Import = import.Id };
                        await kind.ApplyAsync(judged, ct);
                        await _db.SaveChangesAsync(ct);
                        counts += judged.Counts();
                        errors.AddRange(chunk.SelectMany(r => r.Errors ?? []).Take(ErrorsKept - errors.Count));
                        progress.Report(import.Id, counts);
                    }

                    _db.ChangeTracker.Clear();
                    if (counts.Rejected > 0)
                    {
                        await transaction.RollbackAsync(ct);
                        return;
                    }

                    KeepDifference(import, kind);
                    await EndAsync(import, counts, errors, ct);
                    await transaction.CommitAsync(ct);
                });
            if (counts.Rejected == 0)
                return;
            keep(errors);
            await _db.InTransactionAsync(() => EndAsync(import, counts, errors, ct), ct);
        }

        private void KeepDifference(Import import, ImportKind kind)
        {
            if (kind.HasDifference)
                folder.KeepDifference(import.Id, kind.Difference);
        }

        private async Task EndAsync(Import import, RowCounts counts, List<RowError> errors, CancellationToken ct)
        {
            var current = await LoadAsync(import.Id, ct);
            current.Advance(counts, clock.GetUtcNow());
            if (import.DryRun || counts.Rejected == 0)
                current.Complete(clock.GetUtcNow());
            else
            {
                current.Fail(
                    "import.nothing-kept",
                    new(
                        Invariant($"{counts.Rejected} 行有误，整个文件都未导入（atomic 模式）。"),
                        Invariant($"{counts.Rejected} rows are wrong; nothing of the file was kept (atomic mode).")
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

        private Task<List<RowError>> ErrorsAsync(Guid import, CancellationToken ct) =>
            _db
                .ImportErrors.AsNoTracking()
                .Where(e => e.ImportId == import)
                .OrderBy(e => e.Number)
                .Select(e => new RowError(e.Row, e.Column, e.Code, new Text(e.Zh, e.En)))
                .ToListAsync(ct);

        private async Task FailAsync(Guid id, RowError error, CancellationToken ct)
        {
            _db.ChangeTracker.Clear();
            var import = await LoadAsync(id, ct);
            import.Fail(error.Code, error.Text, clock.GetUtcNow());
            _db.ImportErrors.Add(new ImportError(id, error));
            await _db.SaveChangesAsync(ct);
        }

        private async Task EndCancelledAsync(Guid id, CancellationToken ct)
        {
            _db.ChangeTracker.Clear();
            var import = await LoadAsync(id, ct);
            // The request left its entry where it wrote to the database, but not where it told this process alone.
            if (progress.CancelledBy(id) is { } caller)
                _trail.Begin(caller.Id, caller.Roles, ImportRoutes.CancelAction, id.ToString());
            import.Cancel(progress.CancelledBy(id)?.Id ?? import.CancelledBy ?? import.CreatedBy, clock.GetUtcNow());
            import.EndCancelled(clock.GetUtcNow());
            await _db.SaveChangesAsync(ct);
        }

        /// <summary>Another replica requests a cancellation through the database.</summary>
        private async Task StopIfCancelledAsync(Guid id, CancellationToken ct)
        {
            if (
                progress.CancelledBy(id) is not null
                || await _db.Imports.AnyAsync(i => i.Id == id && i.CancelledBy != null, ct)
            )
                throw new CancelledException();
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

        /// <summary>Treats any exception from reading a file as the file's fault, so that later imports run.</summary>
        private T Guarded<T>(Func<T> read)
        {
            try
            {
                return read();
            }
            catch (Exception failure) when (IsOfTheFile(failure))
            {
                logger.LogWarning(failure, "A file could not be read");
                throw BadFileException.Damaged();
            }
        }

        private IEnumerable<ImportRow> Guarded(IEnumerable<ImportRow> rows)
        {
            using var each = rows.GetEnumerator();
            while (Guarded(each.MoveNext))
                yield return each.Current;
        }

        private static bool IsOfTheFile(Exception failure) =>
            failure is not (BadFileException or OperationCanceledException or IOException or OutOfMemoryException);

        /// <summary>Thrown when somebody has asked to cancel this import.</summary>
        private sealed class CancelledException : Exception;
    }
}
