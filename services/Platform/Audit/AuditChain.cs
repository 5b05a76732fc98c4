using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Audit;

/// <summary>The result of a check of a service's audit chain.</summary>
/// <param name="Sealed">Entries of the chain, from the first one to the last that holds.</param>
/// <param name="Unsealed">Entries written a moment ago that the sealer has not reached.</param>
/// <param name="Head">Hash of the last whole link; null when there is none.</param>
/// <param name="FirstBroken">The first place where the chain does not hold; null when it is whole.</param>
/// <param name="Findings">
/// The reasons why the proof is weaker: <c>no-key</c> (sealed by hash alone, which the database's owner can compute
/// anew),
/// <c>no-heads</c> (no end of the chain is noted outside the database),
/// <c>heads-missing: …</c> (a folder for them has none), <c>unsealed</c> (entries have waited for longer than a
/// minute).
/// </param>
public sealed record AuditVerdict(
    long Sealed,
    long Unsealed,
    string? Head,
    BrokenLink? FirstBroken,
    IReadOnlyList<string> Findings
)
{
    public bool IsWhole => FirstBroken is null;
}

/// <param name="Sequence">Place in the chain.</param>
/// <param name="Reason">
/// <c>missing</c>, <c>changed</c> (its content no longer gives its hash), <c>relinked</c> (it does not follow the one
/// before), <c>inserted</c> (the service did not write it),
/// <c>unkeyed</c> (sealed without the key after there was one), <c>other-key</c> (sealed with a key that is not this
/// service's), <c>cut-off</c> (it was noted outside the database, and the chain ends before it) or <c>rewritten</c> (it
/// was noted with another hash).
/// </param>
public sealed record BrokenLink(long Sequence, string Reason);

/// <summary>The audit entries of one service, each holding the hash of the one before.</summary>
public static class AuditChain
{
    /// <summary>The hash before the first entry.</summary>
    public static readonly string Genesis = new('0', 64);

    private const int BatchSize = 500;
    private static readonly TimeSpan LongestUnsealed = TimeSpan.FromMinutes(1);

    /// <summary>Links entries written so far to the chain's end; returns how many.</summary>
    public static async Task<int> SealAsync(ServiceDbContext db, AuditKey key, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(key);
        var waiting = await db.Audit.Where(e => e.Sequence == null).OrderBy(e => e.Id).Take(BatchSize).ToListAsync(ct);
        var head = await HeadAsync(db, ct) ?? new(0, Genesis);
        if (key is { Exists: true, After: null })
        {
            // Entries of the release before the key have no mark: they are sealed by hash alone, as they were then, and
            // the keyed part begins after them.
            if (waiting.Exists(e => e.Mark is null))
                return await SealAsync(db, waiting.TakeWhile(e => e.Mark is null), head, null, ct);
            key.BeginAfter(head);
        }

        return await SealAsync(db, waiting, head, key.Exists ? key : null, ct);
    }

    private static async Task<int> SealAsync(
        ServiceDbContext db,
        IEnumerable<AuditEntry> waiting,
        AuditHead head,
        AuditKey? key,
        CancellationToken ct
    )
    {
        var (sequence, hash) = (head.Sequence, head.Hash);
        foreach (var entry in waiting)
        {
            entry.Seal(++sequence, hash, key);
            hash = entry.Hash!;
        }

        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return (int)(sequence - head.Sequence);
    }

    /// <summary>The chain's end; null while nothing is sealed.</summary>
    public static async Task<AuditHead?> HeadAsync(ServiceDbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var last = await db
            .Audit.AsNoTracking()
            .Where(e => e.Sequence != null)
            .OrderByDescending(e => e.Sequence)
            .Select(e => new { e.Sequence, e.Hash })
            .FirstOrDefaultAsync(ct);
        return last is null ? null : new(last.Sequence!.Value, last.Hash!);
    }

    /// <summary>Recomputes every link from the first on and names the first that does not hold.</summary>
    /// <param name="noted">Ends of the chain noted outside the database, in any order.</param>
    /// <param name="findings">Reasons already known why the proof is weaker than it should be.</param>
    public static async Task<AuditVerdict> VerifyAsync(
        ServiceDbContext db,
        AuditKey key,
        IReadOnlyList<AuditHead> noted,
        IReadOnlyList<string> findings,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(clock);
        var expected = noted.Append(key.After ?? new(0, Genesis)).ToLookup(h => h.Sequence, h => h.Hash);
        var unsealed = await db.Audit.LongCountAsync(e => e.Sequence == null, ct);
        var due = clock.GetUtcNow() - LongestUnsealed;
        var isLate = await db.Audit.AnyAsync(e => e.Sequence == null && e.At < due, ct);
        List<string> found = [.. findings];
        if (!key.Exists)
            found.Add("no-key");
        if (isLate)
            found.Add("unsealed");
        var (sequence, hash) = (0L, Genesis);
        await foreach (
            var entry in db
                .Audit.AsNoTracking()
                .Where(e => e.Sequence != null)
                .OrderBy(e => e.Sequence)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
        {
            if (Why(entry, key, sequence, hash, expected) is { } why)
                return Verdict(new(sequence + 1, why));
            (sequence, hash) = (sequence + 1, entry.Hash!);
        }

        return Verdict(
            noted.Append(key.After ?? new(0, Genesis)).Any(h => h.Sequence > sequence)
                ? new BrokenLink(sequence + 1, "cut-off")
                : null
        );

        AuditVerdict Verdict(BrokenLink? broken) => new(sequence, unsealed, sequence == 0 ? null : hash, broken, found);
    }

    private static string? Why(
        AuditEntry entry,
        AuditKey key,
        long sequence,
        string hash,
        ILookup<long, string> expected
    )
    {
        if (entry.Sequence != sequence + 1)
            return "missing";
        if (entry.PreviousHash != hash)
            return "relinked";
        if (entry.KeyId is null && key.After is { } after && entry.Sequence > after.Sequence)
            return "unkeyed";
        if (entry.KeyId is not null && entry.KeyId != key.Id)
            return "other-key";
        if (entry.ComputeHash(key) != entry.Hash)
            return "changed";
        if (entry.KeyId is not null && !entry.HasMarkOf(key))
            return "inserted";
        return expected[sequence + 1].Any(noted => noted != entry.Hash) ? "rewritten" : null;
    }
}
