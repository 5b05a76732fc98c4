using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Plans;

/// <summary>
/// A unit's place in the bank as it counts for a month: kept when the month's first run starts, so that a later
/// reorganisation does not change whom the rules of that month were for.
/// </summary>
internal sealed class UnitOfMonth
{
    private UnitOfMonth() { }

    public Period Period { get; private set; }
    public string Code { get; private set; } = "";
    public string? Parent { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<UnitOfMonth>
    {
        public void Configure(EntityTypeBuilder<UnitOfMonth> builder)
        {
            builder.ToTable("UnitsOfMonths");
            builder.HasKey(u => new { u.Period, u.Code });
        }
    }
}
