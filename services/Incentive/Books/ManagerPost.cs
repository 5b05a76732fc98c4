using CardTeam.Contracts.Performance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>The present post of a manager, for lists of those who are paid by a plan now.</summary>
internal sealed class ManagerPost
{
    private ManagerPost() { }

    public ManagerPost(ManagerProfile profile)
    {
        ManagerNo = profile.ManagerNo;
        Replace(profile);
    }

    public string ManagerNo { get; private set; } = "";
    public int Version { get; private set; }

    /// <summary>The unit of the newest posting.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The last day of the latest employment; null while it continues.</summary>
    public DateOnly? LeftOn { get; private set; }

    /// <summary>An older version never replaces a newer one: arrival order proves nothing.</summary>
    public void Replace(ManagerProfile profile)
    {
        if (profile.Version > Version)
            (Version, Org, LeftOn) = (
                profile.Version,
                profile.Postings.Count > 0 ? profile.Postings[^1].Org : "",
                profile.LeftOn
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ManagerPost>
    {
        public void Configure(EntityTypeBuilder<ManagerPost> builder)
        {
            builder.HasKey(p => p.ManagerNo);
            builder.Property(p => p.Version).IsConcurrencyToken();
        }
    }
}
