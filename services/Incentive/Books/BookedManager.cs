using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>
/// A version of a manager's profile. All are kept, so that the data known at a close can be queried years later.
/// </summary>
internal sealed class BookedManager
{
    private BookedManager() { }

    /// <param name="profile">The profile; who changed it is kept elsewhere, as nothing is calculated from it.</param>
    public BookedManager(ManagerProfile profile)
    {
        (ManagerNo, Version, KnownFrom) = (profile.ManagerNo, profile.Version, profile.KnownFrom);
        var unnamed = profile with { ChangedBy = null, ChangedFrom = null, ChangedTo = null };
        Profile = JsonSerializer.Serialize(unnamed, EventCatalogue.Json);
    }

    public string ManagerNo { get; private set; } = "";
    public int Version { get; private set; }
    public int KnownFrom { get; private set; }

    /// <summary>The <see cref="ManagerProfile"/> as JSON.</summary>
    public string Profile { get; private set; } = "";

    public ManagerProfile Read() => JsonSerializer.Deserialize<ManagerProfile>(Profile, EventCatalogue.Json)!;

    internal sealed class Mapping : IEntityTypeConfiguration<BookedManager>
    {
        public void Configure(EntityTypeBuilder<BookedManager> builder)
        {
            builder.HasKey(m => new { m.ManagerNo, m.Version });
            builder.HasIndex(m => m.KnownFrom);
            builder.Property(m => m.Profile).HasMaxLength(20_000);
        }
    }
}

/// <summary>Books every version once.</summary>
internal sealed class BookManagersOnChanged(IncentiveDbContext db) : OnceConsumer<ManagersChanged>
{
    protected override async Task Handle(ManagersChanged message, CancellationToken ct)
    {
        var numbers = message.Managers.Select(m => m.ManagerNo).ToList();
        var known = (
            await db
                .Managers.Where(m => numbers.Contains(m.ManagerNo))
                .Select(m => new { m.ManagerNo, m.Version })
                .ToListAsync(ct)
        )
            .Select(m => (m.ManagerNo, m.Version))
            .ToHashSet();
        var posts = await db
            .ManagerPosts.Where(p => numbers.Contains(p.ManagerNo))
            .ToDictionaryAsync(p => p.ManagerNo, StringComparer.Ordinal, ct);
        foreach (var profile in message.Managers.Where(m => known.Add((m.ManagerNo, m.Version))))
        {
            db.Managers.Add(new(profile));
            if (posts.TryGetValue(profile.ManagerNo, out var post))
                post.Replace(profile);
            else
                db.ManagerPosts.Add(posts[profile.ManagerNo] = new(profile));
            if (BookedChange.Of(profile) is { } change)
                db.Changes.Add(change);
        }
    }
}
