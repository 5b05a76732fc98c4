using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Plans;

/// <summary>An account manager's signature under the text of a version of a plan. It is never changed.</summary>
internal sealed class PlanSignature
{
    private PlanSignature() { }

    public PlanSignature(Plan plan, string textHash, string managerNo, DateTimeOffset signedAt) =>
        (Code, Version, TextHash, ManagerNo, SignedAt) = (plan.Code, plan.Version, textHash, managerNo, signedAt);

    public string Code { get; private set; } = "";
    public int Version { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The hash of the text that was signed.</summary>
    public string TextHash { get; private set; } = "";

    public DateTimeOffset SignedAt { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PlanSignature>
    {
        public void Configure(EntityTypeBuilder<PlanSignature> builder) =>
            builder.HasKey(s => new
            {
                s.Code,
                s.Version,
                s.ManagerNo,
            });
    }
}
