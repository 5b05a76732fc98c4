using System.Reflection;
using System.Runtime.ExceptionServices;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Outbox;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Platform.Data;

/// <summary>
/// The tables every service has beside its own aggregates: outbox, inbox, parked messages, audit, imports, leases.
/// </summary>
/// <param name="trail">
/// The actor and subject of the request; each save that changes something writes the audit entry with it.
/// </param>
public abstract class ServiceDbContext(
    DbContextOptions options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : DbContext(options)
{
    /// <summary>The types of rows this transaction has written so far.</summary>
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

    /// <summary>Puts an event into the outbox. It is sent only after this transaction commits.</summary>
    /// <param name="stream">
    /// The stream of the event; events of one stream are sent in the order they were announced.
    /// </param>
    /// <param name="id">The event's id, where it must keep an id of its own; null for a new one.</param>
    /// <param name="routingKey">The key under which another queue gets it; null for the event's own.</param>
    public void Announce(IIntegrationEvent message, string stream, Guid? id = null, string? routingKey = null) =>
        Outbox.Add(OutboxMessage.Of(message, stream, clock.GetUtcNow(), id, routingKey));

    /// <summary>
    /// Runs the work in one transaction, all or nothing, after writers already under way and before later ones:
    /// whatever it reads stays true until it has written. Joins a transaction that was already begun.
    /// </summary>
    public async Task InTransactionAsync(Func<Task> work, CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null)
        {
            await work();
            return;
        }

        // Opening a connection is tried again. A later failure is not: the work may have changed more than the
        // database, and its caller repeats it as a whole.
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
        NotifyCommitted();
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

    /// <summary>
    /// Discards the types written by a transaction that was rolled back: no worker is woken for them.
    /// </summary>
    internal void ForgetWritten() => _written.Clear();

    /// <summary>
    /// Begins a transaction for a caller that may end it by a rollback: it takes its turn among the writing
    /// transactions.
    /// </summary>
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
        {
            if (row.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted))
                continue;
            TextLengths.Check(row);
            _written.Add(row.Metadata.ClrType);
        }

        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (Database.CurrentTransaction is null)
            NotifyCommitted();
        return saved;
    }

    /// <summary>Always throws: blocking saves would bypass the audit trail.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    private void NotifyCommitted()
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
}
