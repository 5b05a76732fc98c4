using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CardTeam.Testing;

/// <summary>
/// Makes saves fail after every row was written and before anything is committed, like a crash at the worst moment. For
/// saves within a transaction of their own, as in imports, consumers and use cases that begin one; a bare save is
/// already committed.
/// </summary>
/// <example><c>builder.Services.ConfigureDbContext&lt;TContext&gt;(o =&gt; o.AddInterceptors(saves))</c></example>
/// <param name="fails">Chooses the entities whose saves fail.</param>
public sealed class FailingSaves(Func<object, bool> fails) : SaveChangesInterceptor
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConditionalWeakTable<DbContext, object> _doomed = [];

    /// <summary>Set to false, saves go through again.</summary>
    public bool Failing { get; set; } = true;

    /// <summary>Completed when the first save has failed.</summary>
    public Task Failed => _failed.Task;

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (Failing && eventData.Context!.ChangeTracker.Entries().Any(e => fails(e.Entity)))
            _doomed.AddOrUpdate(eventData.Context, this);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (!_doomed.Remove(eventData.Context!))
            return new(result);
        _failed.TrySetResult();
        throw new InvalidOperationException("The test lets this save fail.");
    }
}
