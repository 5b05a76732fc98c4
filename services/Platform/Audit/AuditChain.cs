using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Audit;

/// <summary>What a check of a service's audit chain found.</summary>
/// <param name="Sealed">Entries in the chain.</param>
/// <param name="Unsealed">Entries written a moment ago that the sealer has not reached.</param>
/// <param name="Head">Hash of the last whole link; null when there is none.</param>
/// <param name="FirstBroken">The first place where the chain does not hold; null when it is whole.</param>
public sealed record AuditVerdict(long Sealed, long Unsealed, string? Head, BrokenLink? FirstBroken)
{
    public bool IsWhole => FirstBroken is null;
}

/// <param name="Sequence">Place in the chain.</param>
/// <param name="Reason">
/// <c>missing</c>, <c>changed</c> (its content no longer gives its hash), <c>relinked</c> (it does not follow the one before), <c>cut-off</c> (it was noted outside the database, and the chain
/// ends before it) or <c>rewritten</c> (it was noted with another hash).
/// </param>
public sealed record BrokenLink(long Sequence, string Reason);

/// <summary>The audit entries of one service, each holding the hash of the one before.</summary>
public static class AuditChain
{
    /// <summary>The hash before the first entry.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>Links entries written so far to the chain's end; returns how many.</summary>
    public static async Task<int> SealAsync(ServiceDbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var waiting = await db.Audit.Where(e => e.Sequence == null).OrderBy(e => e.Id).Take(500).ToListAsync(ct);
        if (waiting.Count == 0)
            return 0;
        var last = await db
            .Audit.AsNoTracking()
            .Where(e => e.Sequence != null)
            .OrderByDescending(e => e.Sequence)
            .Select(e => new { e.Sequence, e.Hash })
            .FirstOrDefaultAsync(ct);
        var (sequence, hash) = (last?.Sequence ?? 0, last?.Hash ?? Genesis);
        foreach (var entry in waiting)
        {
            entry.Seal(++sequence, hash);
            hash = entry.Hash!;
        }

        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return waiting.Count;
    }

    /// <summary>Recomputes every link from the first on and names the first that does not hold.</summary>
    /// <param name="noted">Links noted outside the database, in any order.</param>
    public static async Task<AuditVerdict> VerifyAsync(
        ServiceDbContext db,
        IReadOnlyList<AuditHead> noted,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var expected = noted.ToLookup(h => h.Sequence, h => h.Hash);
        var unsealed = await db.Audit.LongCountAsync(e => e.Sequence == null, ct);
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
            var broken =
                entry.Sequence != sequence + 1 ? new BrokenLink(sequence + 1, "missing")
                : entry.PreviousHash != hash ? new BrokenLink(sequence + 1, "relinked")
                : entry.ComputeHash() != entry.Hash ? new BrokenLink(sequence + 1, "changed")
                : expected[sequence + 1].Any(hashed => hashed != entry.Hash) ? new BrokenLink(sequence + 1, "rewritten")
                : null;
            if (broken is not null)
                return new(sequence, unsealed, sequence == 0 ? null : hash, broken);
            (sequence, hash) = (sequence + 1, entry.Hash!);
        }

        return new(
            sequence,
            unsealed,
            sequence == 0 ? null : hash,
            noted.Any(h => h.Sequence > sequence) ? new BrokenLink(sequence + 1, "cut-off") : null
        );
    }
}
