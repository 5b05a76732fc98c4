using CardTeam.Contracts.Performance;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Managers;

/// <summary>Training's own copy of an employment: who has left needs no certificate.</summary>
internal sealed class KnownEmployment
{
    private KnownEmployment() { }

    private KnownEmployment(ManagerProfile profile, Employment employment)
    {
        (ManagerNo, Version) = (profile.ManagerNo, profile.Version);
        (HiredOn, LeftOn) = (employment.HiredOn, employment.LeftOn);
    }

    public string ManagerNo { get; private set; } = "";
    public DateOnly HiredOn { get; private set; }

    /// <summary>The last day; null while it continues.</summary>
    public DateOnly? LeftOn { get; private set; }

    /// <summary>Version of the roster it was announced with.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// Replaces the copies of some managers; an older version never replaces a newer one, because arrival order proves
    /// nothing.
    /// </summary>
    public static async Task KeepAsync(
        ServiceDbContext db,
        IReadOnlyList<ManagerProfile> profiles,
        CancellationToken ct
    )
    {
        var newest = profiles
            .GroupBy(p => p.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(p => p.Version)!, StringComparer.Ordinal);
        var numbers = newest.Keys.ToList();
        var known = (
            await db.Set<KnownEmployment>().Where(e => numbers.Contains(e.ManagerNo)).ToListAsync(ct)
        ).ToLookup(e => e.ManagerNo, StringComparer.Ordinal);
        foreach (var (no, profile) in newest)
        {
            if (known[no].Any(e => e.Version >= profile.Version))
                continue;
            var said = (profile.EarlierEmployments ?? [])
                .Append(new(profile.HiredOn, profile.LeftOn))
                .ToDictionary(e => e.HiredOn);
            foreach (var own in known[no])
                if (said.Remove(own.HiredOn, out var same))
                    (own.LeftOn, own.Version) = (same.LeftOn, profile.Version);
                else
                    db.Remove(own);
            db.AddRange(said.Values.Select(e => new KnownEmployment(profile, e)));
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<KnownEmployment>
    {
        public void Configure(EntityTypeBuilder<KnownEmployment> builder)
        {
            builder.ToTable("KnownEmployments");
            builder.HasKey(e => new { e.ManagerNo, e.HiredOn });
        }
    }
}
