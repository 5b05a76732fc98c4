using System.Reflection;
using System.Runtime.ExceptionServices;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Messaging;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CardTeam.Platform.Data;

/// <summary>What the database of every service holds beside its own aggregates: outbox, inbox, parked messages, audit, imports, leases.</summary>
/// <param name="trail">Who acts and how; each save that changes something writes the audit entry with it.</param>
public abstract class ServiceDbContext(
    DbContextOptions options,
    AuditTrail trail,
    CommitSignal committed,
    TimeProvider clock
) : DbContext(options)
{
    /// <summary>What this transaction has written so far.</summary>
    private readonly HashSet<Type> _written = [];

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<InboxEntry> Inbox => Set<InboxEntry>();
    public DbSet<ParkedMessage> Parked => Set<ParkedMessage>();
    public DbSet<Lease> Leases => Set<Lease>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<Import> Imports => Set<Import>();
    public DbSet<ImportError> ImportErrors => Set<ImportError>();
    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();
    public DbSet<KnownOrgUnit> OrgUnits => Set<KnownOrgUnit>();

    /// <summary>Puts an event into the outbox: it leaves after this transaction commits, and only then.</summary>
    /// <param name="stream">Events of one stream leave in the order they were announced.</param>
    /// <param name="id">Where the event has an id of its own, under which it must travel.</param>
    public void Announce(IIntegrationEvent message, string stream, Guid? id = null) =>
        Outbox.Add(OutboxMessage.Of(message, stream, clock.GetUtcNow(), id));

    /// <summary>
    /// Does all of it or nothing, after whoever is at it and before whoever comes: what it reads holds until it has written. Inside a transaction already begun, joins it.
    /// </summary>
    public async Task InTransactionAsync(Func<Task> work, CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null)
        {
            await work();
            return;
        }

        // A connection that is not to be had is tried again. What fails later is not: the work may have changed more than the database, and whoever asked for it asks again.
        ExceptionDispatchInfo? failed = null;
        await Database
            .CreateExecutionStrategy()
            .ExecuteAsync(async () =>
            {
                await using var transaction = await BeginTransactionAsync(ct);
                try
                {
                    await work();
                    await transaction.CommitAsync(ct);
                }
                catch (Exception failure)
                {
                    failed = ExceptionDispatchInfo.Capture(failure);
                }
            });
        failed?.Throw();
        SayCommitted();
    }

    /// <inheritdoc cref="InTransactionAsync(Func{Task}, CancellationToken)"/>
    public async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        T result = default!;
        await InTransactionAsync(
            async () =>
            {
                result = await work();
            },
            ct
        );
        return result;
    }

    /// <summary>Lets go of what a transaction that was taken back has written: nobody is told of it.</summary>
    internal void ForgetWritten() => _written.Clear();

    /// <summary>For who ends it otherwise than by success: its turn among the transactions that write.</summary>
    internal async Task<IDbContextTransaction> BeginTransactionAsync(CancellationToken ct)
    {
        var transaction = await Database.BeginTransactionAsync(ct);
        try
        {
            await Kind.TakeTurnAsync(transaction.GetDbTransaction(), ct);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    private DatabaseKind Kind => Database.IsSqlServer() ? DatabaseKind.SqlServer : DatabaseKind.Sqlite;

    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        if (Kind.MustTakeTurns && Database.CurrentTransaction is null)
            return await InTransactionAsync(
                () => SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken),
                cancellationToken
            );
        if (trail.TakeEntry(this, clock.GetUtcNow()) is { } entry)
            Audit.Add(entry);
        foreach (var row in ChangeTracker.Entries())
            if (row.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                _written.Add(row.Metadata.ClrType);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (Database.CurrentTransaction is null)
            SayCommitted();
        return saved;
    }

    /// <summary>Never: blocking saves would bypass the audit trail.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    private void SayCommitted()
    {
        committed.Set(_written);
        _written.Clear();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(Assembly.GetExecutingAssembly());
        modelBuilder.ApplyConfigurationsFromAssembly(GetType().Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        Kind.Configure(configurationBuilder);
        configurationBuilder.Properties<string>().HaveMaxLength(200);
        configurationBuilder.Properties<Money>().HaveConversion<MoneyToFen>();
        configurationBuilder.Properties<Period>().HaveConversion<PeriodToText>().HaveMaxLength(7);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantToUtc>();
        configurationBuilder.Properties<decimal>().HaveConversion<DecimalToText>().HaveMaxLength(40);
    }

    private sealed class MoneyToFen() : ValueConverter<Money, long>(m => m.Fen, fen => new Money(fen));

    private sealed class PeriodToText() : ValueConverter<Period, string>(p => p.ToString(), text => Period.Parse(text));

    private sealed class InstantToUtc()
        : ValueConverter<DateTimeOffset, DateTime>(
            instant => instant.UtcDateTime,
            utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
        );

    /// <summary>Exact in both databases, places kept: SQLite has no decimal type and SQL Server would fix the places.</summary>
    private sealed class DecimalToText()
        : ValueConverter<decimal, string>(
            value => value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
        );
}
