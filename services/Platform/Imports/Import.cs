using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Imports;

/// <summary>One file taken in: who brought it, how far it has come, what became of its rows.</summary>
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

    /// <summary>What the bytes turned out to be: <c>utf-8</c>, <c>gb18030</c>, <c>utf-16</c> or <c>xlsx</c>.</summary>
    public string Format { get; private set; } = "";

    public string Sha256 { get; private set; } = "";
    public string CreatedBy { get; private set; } = "";

    /// <summary>The unit whose part of the bank the rows must lie in; null for the whole bank.</summary>
    public string? Org { get; private set; }

    public string? IdempotencyKey { get; private set; }
    public string? RequestHash { get; private set; }
    public long RowsRead { get; private set; }
    public long RowsAccepted { get; private set; }
    public long RowsUnchanged { get; private set; }
    public long RowsRejected { get; private set; }
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
            Org = org,
            IdempotencyKey = key,
            RequestHash = requestHash,
            CreatedAt = now,
            Status = ImportStatus.Queued,
        };

    public bool IsFinished => Status is ImportStatus.Completed or ImportStatus.Failed;

    /// <summary>Nothing is kept until the last row is known to be good, or ever.</summary>
    public bool AllOrNothing => Atomic || DryRun;

    public void Start(DateTimeOffset now)
    {
        Status = ImportStatus.Running;
        StartedAt ??= now;
    }

    public void Advance(RowCounts rows)
    {
        RowsRead += rows.Read;
        RowsAccepted += rows.Accepted;
        RowsUnchanged += rows.Unchanged;
        RowsRejected += rows.Rejected;
    }

    public void Complete(DateTimeOffset now) => (Status, FinishedAt) = (ImportStatus.Completed, now);

    public void Fail(string code, Text error, DateTimeOffset now) =>
        (Status, ErrorCode, ErrorZh, ErrorEn, FinishedAt) = (ImportStatus.Failed, code, error.Zh, error.En, now);

    internal sealed class Mapping : IEntityTypeConfiguration<Import>
    {
        public void Configure(EntityTypeBuilder<Import> builder)
        {
            builder.HasKey(i => i.Number);
            builder.HasIndex(i => i.Id).IsUnique();
            builder.HasIndex(i => new { i.CreatedBy, i.IdempotencyKey }).IsUnique();
            builder.HasIndex(i => i.Status);
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

/// <summary>What became of some rows.</summary>
public readonly record struct RowCounts(long Read, long Accepted, long Unchanged, long Rejected)
{
    public static RowCounts operator +(RowCounts a, RowCounts b) =>
        new(a.Read + b.Read, a.Accepted + b.Accepted, a.Unchanged + b.Unchanged, a.Rejected + b.Rejected);
}

/// <summary>Why a row was not taken.</summary>
public sealed class ImportError
{
    private ImportError() { }

    public ImportError(Guid importId, RowError error) =>
        (ImportId, Row, Column, Code, Zh, En) = (
            importId,
            error.Row,
            error.Column,
            error.Code,
            Cut(error.Text.Zh),
            Cut(error.Text.En)
        );

    public long Number { get; private set; }
    public Guid ImportId { get; private set; }

    /// <summary>As a spreadsheet counts: the line of column names is 1.</summary>
    public long Row { get; private set; }

    public string Column { get; private set; } = "";
    public string Code { get; private set; } = "";
    public string Zh { get; private set; } = "";
    public string En { get; private set; } = "";

    private static string Cut(string text) => text.Length > 500 ? text[..500] : text;

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

/// <param name="Row">As a spreadsheet counts: the line of column names is 1.</param>
public readonly record struct RowError(long Row, string Column, string Code, Text Text);
