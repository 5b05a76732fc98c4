using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// A difference that somebody has dealt with. It leaves the report until payroll says something new about the entry.
/// </summary>
internal sealed class SettledDifference
{
    private SettledDifference() { }

    public SettledDifference(string kind, Guid eventId) => (Kind, EventId) = (kind, eventId);

    public string Kind { get; private set; } = "";
    public Guid EventId { get; private set; }
    public string Note { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public void Settle(string note, string by, DateTimeOffset at) => (Note, By, At) = (note, by, at);

    internal sealed class Mapping : IEntityTypeConfiguration<SettledDifference>
    {
        public void Configure(EntityTypeBuilder<SettledDifference> builder)
        {
            builder.HasKey(d => new { d.Kind, d.EventId });
            builder.Property(d => d.Kind).HasMaxLength(40);
            builder.Property(d => d.Note).HasMaxLength(500);
        }
    }
}
