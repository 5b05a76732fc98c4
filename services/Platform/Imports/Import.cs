using CardTeam.Platform.Imports.Reading;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Imports;

/// <summary>An imported file: the person who brought it, its progress, and the result of its rows.</summary>
public sealed class Import
{
    private Import() { }

    public long Number { get; private set; }
    public Guid Id { get; private set; }
    public string Kind { get; private set; } = "";
    public ImportStatus Status { get; private set; }
    public bool Atomic { get; private set; }
    public bool DryRun { get; private set; }

    /// <summary>Name of the staged file in the imports folder.</summary>
    public string File { get; private set; } = "";

    /// <summary>The detected format: <c>utf-8</c>, <c>gb18030</c>, <c>utf-16</c> or <c>xlsx</c>.</summary>
    public string Format { get; private set; } = "";

    public string Sha256 { get; private set; } = "";
    public string CreatedBy { get; private set; } = "";

    /// <summary>The file's original name; null where the client sent none.</summary>
    public string? FileName { get; private set; }

    /// <summary>The sheet that is read; null for a text file, or before the file was looked through.</summary>
    public string? Sheet { get; private set; }

    /// <summary>The unit whose part of the bank the rows must lie in; null for the whole bank.</summary>
    public string? Org { get; private set; }

    public string? IdempotencyKey { get; private set; }
    public string? RequestHash { get; private set; }
    public long RowsRead { get; private set; }
    public long RowsAccepted { get; private set; }
    public long RowsUnchanged { get; private set; }
    public long RowsRejected { get; private set; }

    /// <summary>The number of accepted and unchanged rows that name managers not announced yet.</summary>
    public long RowsWaiting { get; private set; }

    /// <summary>The number of rows in the file; null before the file was looked through.</summary>
    public long? RowsTotal { get; private set; }

    /// <summary>
    /// The number of starts since it last made progress. An import that ended its process is not started without limit.
    /// </summary>
    public int Starts { get; private set; }

    /// <summary>The person who asked to cancel it; null while nobody did.</summary>
    public string? CancelledBy { get; private set; }

    public DateTimeOffset? MovedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }
    public string? ErrorCode { get; private set; }
    public string? ErrorZh { get; private set; }
    public string? ErrorEn { get; private set; }

    public static Import Queue(
        Guid id,
        string kind,
        bool atomic,
        bool dryRun,
        StagedFile file,
        string createdBy,
        string? org,
        string? key,
        string? requestHash,
        string? fileName,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            Kind = kind,
            Atomic = atomic,
            DryRun = dryRun,
            File = file.Name,
            Format = file.Format,
            Sha256 = file.Sha256,
            CreatedBy = createdBy,
            FileName = fileName,
            Org = org,
            IdempotencyKey = key,
            RequestHash = requestHash,
            CreatedAt = now,
            Status = ImportStatus.Queued,
        };

    public RowCounts Rows =>
        new(
            Read: RowsRead,
            Accepted: RowsAccepted,
            Unchanged: RowsUnchanged,
            Rejected: RowsRejected,
            Waiting: RowsWaiting
        );

    public bool IsFinished => Status is ImportStatus.Completed or ImportStatus.Failed;

    public void Start(DateTimeOffset now)
    {
        Status = ImportStatus.Running;
        StartedAt ??= now;
        MovedAt = now;
        Starts++;
    }

    /// <summary>Records the result of looking through the file.</summary>
    public void Find(string? sheet, long rows) => (Sheet, RowsTotal) = (sheet, rows);

    public void Advance(RowCounts rows, DateTimeOffset now)
    {
        RowsRead += rows.Read;
        RowsAccepted += rows.Accepted;
        RowsUnchanged += rows.Unchanged;
        RowsRejected += rows.Rejected;
        RowsWaiting += rows.Waiting;
        MovedAt = now;
        Starts = 0;
    }

    public void Complete(DateTimeOffset now) => (Status, FinishedAt) = (ImportStatus.Completed, now);

    public void Fail(string code, Text error, DateTimeOffset now)
    {
        Status = ImportStatus.Failed;
        ErrorCode = code;
        ErrorZh = Lengths.Cut(error.Zh, 2000);
        ErrorEn = Lengths.Cut(error.En, 2000);
        FinishedAt = now;
    }

    /// <summary>Cancels a waiting import at once, and a running one after the rows in hand.</summary>
    /// <returns>False where it has already ended.</returns>
    public bool Cancel(string by, DateTimeOffset now)
    {
        if (IsFinished)
            return false;
        CancelledBy ??= by;
        if (Status == ImportStatus.Queued)
            EndCancelled(now);
        return true;
    }

    /// <summary>
    /// Ends it as cancelled. Rows already kept of a file imported row by row stay, and the message says so.
    /// </summary>
    public void EndCancelled(DateTimeOffset now)
    {
        var kept = RowsAccepted;
        Fail(
            "import.cancelled",
            kept == 0
                ? new(
                    $"已由 {CancelledBy} 取消，未导入任何行。",
                    $"Cancelled by {CancelledBy}; nothing of the file was kept."
                )
                : new(
                    Invariant($"已由 {CancelledBy} 取消；此前已导入的 {kept} 行予以保留。"),
                    Invariant($"Cancelled by {CancelledBy}; the {kept} rows taken before that are kept.")
                ),
            now
        );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Import>
    {
        public void Configure(EntityTypeBuilder<Import> builder)
        {
            builder.HasKey(i => i.Number);
            builder.HasIndex(i => i.Id).IsUnique();
            builder.HasIndex(i => new { i.CreatedBy, i.IdempotencyKey }).IsUnique();
            builder.HasIndex(i => i.Status);
            builder.Ignore(i => i.Rows);
            builder.HasIndex(i => new { i.CreatedBy, i.StartedAt });
            builder.Property(i => i.ErrorZh).HasMaxLength(2000);
            builder.Property(i => i.ErrorEn).HasMaxLength(2000);
        }
    }
}

public enum ImportStatus
{
    Queued,
    Running,
    Completed,
    Failed,
}

/// <summary>The results of some rows.</summary>
/// <param name="Waiting">The number of accepted and unchanged rows that name managers not announced yet.</param>
public readonly record struct RowCounts(long Read, long Accepted, long Unchanged, long Rejected, long Waiting = 0)
{
    public static RowCounts operator +(RowCounts a, RowCounts b) =>
        new(
            Read: a.Read + b.Read,
            Accepted: a.Accepted + b.Accepted,
            Unchanged: a.Unchanged + b.Unchanged,
            Rejected: a.Rejected + b.Rejected,
            Waiting: a.Waiting + b.Waiting
        );
}

/// <summary>The reason why a row was rejected.</summary>
public sealed class ImportError
{
    private ImportError() { }

    public ImportError(Guid importId, RowError error) =>
        (ImportId, Row, Column, Code, Zh, En) = (
            importId,
            error.Row,
            Lengths.Cut(error.Column, 100),
            error.Code,
            Lengths.Cut(error.Text.Zh, 500),
            Lengths.Cut(error.Text.En, 500)
        );

    public long Number { get; private set; }
    public Guid ImportId { get; private set; }

    /// <summary>Row number as in a spreadsheet: the row of headings is 1.</summary>
    public long Row { get; private set; }

    public string Column { get; private set; } = "";
    public string Code { get; private set; } = "";
    public string Zh { get; private set; } = "";
    public string En { get; private set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ImportError>
    {
        public void Configure(EntityTypeBuilder<ImportError> builder)
        {
            builder.HasKey(e => e.Number);
            builder.HasIndex(e => new { e.ImportId, e.Number });
            builder.Property(e => e.Zh).HasMaxLength(500);
            builder.Property(e => e.En).HasMaxLength(500);
        }
    }
}

/// <param name="Row">Row number as in a spreadsheet: the row of headings is 1.</param>
public readonly record struct RowError(long Row, string Column, string Code, Text Text);
