using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Complaints;

/// <summary>A line of a case's history.</summary>
/// <param name="Kind">The state that was reached, or what was done without a change of state.</param>
/// <param name="Text">The reason or content; empty where the step says all.</param>
internal sealed record CaseStep(int Number, string Kind, string Text, string By, DateTimeOffset At);

/// <summary>
/// A crossing of a case's clock. The key holds it once for each last day, however many replicas watch and however often
/// they start again.
/// </summary>
/// <param name="DueOn">The last day of the clock that was crossed.</param>
/// <param name="Kind"><c>due-soon</c> or <c>late</c>.</param>
internal sealed record CaseEscalation(string ComplaintRef, DateOnly DueOn, string Kind, DateTimeOffset At)
{
    internal sealed class Mapping : IEntityTypeConfiguration<CaseEscalation>
    {
        public void Configure(EntityTypeBuilder<CaseEscalation> builder)
        {
            builder.ToTable("CaseEscalations");
            builder.HasKey(e => new
            {
                e.ComplaintRef,
                e.DueOn,
                e.Kind,
            });
            builder.Property(e => e.ComplaintRef).HasMaxLength(Lengths.ComplaintRef);
            builder.Property(e => e.Kind).HasMaxLength(20);
        }
    }
}

/// <summary>A person of the desk who can be given cases.</summary>
/// <param name="ManagerNo">Their own number, where they are an account manager too; otherwise null.</param>
internal sealed record CaseHandler(string UserId, string? ManagerNo)
{
    internal sealed class Mapping : IEntityTypeConfiguration<CaseHandler>
    {
        public void Configure(EntityTypeBuilder<CaseHandler> builder)
        {
            builder.ToTable("CaseHandlers");
            builder.HasKey(h => h.UserId);
            builder.Property(h => h.UserId).HasMaxLength(CaseBounds.User);
            builder.Property(h => h.ManagerNo).HasMaxLength(Lengths.ManagerNo);
        }
    }
}

/// <summary>A manager who neither reads nor handles a case.</summary>
/// <param name="Why">
/// <c>named</c>: the complaint is about them; <c>above</c>: they stood above that manager on the day of receipt;
/// <c>involved</c>: the complaint names them too.
/// </param>
internal sealed record BarredPerson(string ManagerNo, string Why)
{
    public const string Named = "named",
        Above = "above",
        AlsoInvolved = "involved";
}
