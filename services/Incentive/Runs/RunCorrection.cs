using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// The part of a manual adjustment, a hold or a complaint's hold that a run gives or takes. It counts once the run is
/// approved; what is left of an adjustment, and what a hold keeps back, are sums over approved runs.
/// </summary>
internal sealed class RunCorrection
{
    private RunCorrection() { }

    public long RunNumber { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public CorrectionKind Kind { get; private set; }

    /// <summary>The number of the adjustment or hold, or the reference of the complaint.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>The amount in the statement's payable, below zero for what is taken or kept back.</summary>
    public Money Amount { get; private set; }

    public CorrectionPart Part => new(Kind, Reference, Amount);

    internal sealed class Mapping : IEntityTypeConfiguration<RunCorrection>
    {
        public void Configure(EntityTypeBuilder<RunCorrection> builder)
        {
            builder.ToTable("RunCorrections");
            builder.HasKey(c => new
            {
                c.RunNumber,
                c.ManagerNo,
                c.Kind,
                c.Reference,
            });
            builder.Ignore(c => c.Part);
            builder.HasIndex(c => new { c.Kind, c.Reference });
            builder.HasIndex(c => c.ManagerNo);
        }
    }
}
