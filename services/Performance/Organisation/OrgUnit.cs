using CardTeam.Performance.CardFacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Organisation;

/// <summary>A unit of the bank: head office, branch, sub-branch or team.</summary>
internal sealed class OrgUnit
{
    public static readonly string[] Kinds = ["head-office", "branch", "sub-branch", "team"];

    private OrgUnit() { }

    public OrgUnit(string code) => Code = code;

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? Parent { get; private set; }
    public string? Kind { get; private set; }

    /// <summary>Grows with each change.</summary>
    public int Version { get; private set; }

    /// <summary>Changes the unit; true when something changed.</summary>
    public bool Describe(string name, string? parent, string? kind)
    {
        if (Version > 0 && (Name, Parent, Kind) == (name, parent, kind))
            return false;
        (Name, Parent, Kind) = (name, parent, kind);
        Version++;
        return true;
    }

    /// <summary>The unit as announced to the other services.</summary>
    public Contracts.Performance.OrgUnit Announcement() => new(Code, Parent, Version, Name);

    internal sealed class Mapping : IEntityTypeConfiguration<OrgUnit>
    {
        public void Configure(EntityTypeBuilder<OrgUnit> builder)
        {
            builder.HasKey(u => u.Code);
            builder.Property(u => u.Version).IsConcurrencyToken();
        }
    }
}
