using CardTeam.Contracts.Performance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Organisation;

/// <summary>This service's own copy of a unit's place in the bank, which determines what a caller may see.</summary>
public sealed class KnownOrgUnit
{
    private KnownOrgUnit() { }

    public KnownOrgUnit(OrgUnit unit)
    {
        Code = unit.Code;
        Replace(unit);
    }

    public string Code { get; private set; } = "";
    public string? Parent { get; private set; }
    public int Version { get; private set; }

    /// <summary>The name for lists that people read; null until a message with the name arrives.</summary>
    public string? Name { get; private set; }

    /// <summary>An older version never replaces a newer one: arrival order proves nothing.</summary>
    public void Replace(OrgUnit unit)
    {
        if (unit.Version > Version)
            (Parent, Version, Name) = (unit.Parent, unit.Version, unit.Name ?? Name);
        else if (unit.Version == Version)
            Name = unit.Name ?? Name; // told again after an upgrade, by a release that knows names
    }

    internal sealed class Mapping : IEntityTypeConfiguration<KnownOrgUnit>
    {
        public void Configure(EntityTypeBuilder<KnownOrgUnit> builder) => builder.HasKey(u => u.Code);
    }
}
