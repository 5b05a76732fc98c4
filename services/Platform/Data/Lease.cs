using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Data;

/// <summary>
/// The right to do one kind of background work for a while, so that replicas share the work without doing it twice.
/// </summary>
public sealed class Lease
{
    public string Name { get; private set; } = "";
    public string Owner { get; private set; } = "";
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>The name of this process, which differs from that of an earlier process with the same number.</summary>
    public static readonly string Self = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}/{Environment.ProcessId}/{StartOf(Process.GetCurrentProcess())}"
    );

    /// <summary>
    /// Claims the lease until <paramref name="duration"/> from now. True when it was free, expired, already held by
    /// this process, or held by a process that no longer runs.
    /// </summary>
    public static async Task<bool> TryClaimAsync(
        ServiceDbContext db,
        string name,
        TimeSpan duration,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        var held = await db.Leases.AsNoTracking().FirstOrDefaultAsync(l => l.Name == name, ct);
        if (held is null)
        {
            try
            {
                // Not tracked: a claim is not a user's change and writes no audit entry.
                return await db.Database.ExecuteSqlAsync(
                        $"""INSERT INTO "Leases" ("Name", "Owner", "ExpiresAt") VALUES ({name}, {Self}, {(now + duration).UtcDateTime})""",
                        ct
                    ) == 1;
            }
            catch (Exception failure) when (UniqueViolation.Is(failure))
            {
                return false;
            }
        }

        if (held.Owner != Self && held.ExpiresAt > now && !IsDead(held.Owner))
            return false;
        return await db
                .Leases.Where(l => l.Name == name && l.Owner == held.Owner && l.ExpiresAt == held.ExpiresAt)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(l => l.Owner, Self).SetProperty(l => l.ExpiresAt, now + duration),
                    ct
                ) == 1;
    }

    /// <summary>
    /// True for a process of this machine that no longer runs: its lease can be taken without waiting for it to expire.
    /// </summary>
    private static bool IsDead(string owner)
    {
        var parts = owner.Split('/');
        if (
            parts.Length != 3
            || parts[0] != Environment.MachineName
            || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var pid)
        )
            return false;
        try
        {
            using var process = Process.GetProcessById(pid);
            return StartOf(process) != parts[2];
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string StartOf(Process process) =>
        (process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);

    internal sealed class Mapping : IEntityTypeConfiguration<Lease>
    {
        public void Configure(EntityTypeBuilder<Lease> builder) => builder.HasKey(l => l.Name);
    }
}
