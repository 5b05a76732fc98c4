using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Customers;

/// <summary>Care that was given: never changed, never deleted.</summary>
internal sealed class CareEntry
{
    private CareEntry() { }

    public CareEntry(
        string customerRef,
        string managerNo,
        string owedBy,
        string kind,
        DateOnly? dueOn,
        CareDone done,
        string by,
        DateTimeOffset now
    )
    {
        Id = Guid.CreateVersion7(now);
        (CustomerRef, ManagerNo, OwedBy, Kind, DueOn) = (customerRef, managerNo, owedBy, kind, dueOn);
        (DoneOn, Outcome, Note) = (done.On, done.Outcome, done.Note);
        (By, At) = (by, now);
    }

    public Guid Id { get; private set; }
    public string CustomerRef { get; private set; } = "";

    /// <summary>The manager who had the customer on that day.</summary>
    public string ManagerNo { get; private set; } = "";

    /// <summary>The manager who had the customer on the day it was due: late care is not the successor's fault.</summary>
    public string OwedBy { get; private set; } = "";

    public string Kind { get; private set; } = "";

    /// <summary>The day it was due; null for care that was given without being due.</summary>
    public DateOnly? DueOn { get; private set; }

    public DateOnly DoneOn { get; private set; }

    /// <summary><c>reached</c>, <c>not-reached</c> or <c>refused</c>.</summary>
    public string Outcome { get; private set; } = "";

    public string? Note { get; private set; }
    public string By { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CareEntry>
    {
        public void Configure(EntityTypeBuilder<CareEntry> builder)
        {
            builder.ToTable("CareEntries");
            builder.HasKey(e => e.Id);
            builder.HasIndex(e => new { e.ManagerNo, e.DoneOn });
            builder.HasIndex(e => new { e.CustomerRef, e.DoneOn });
            builder.HasIndex(e => new { e.DueOn, e.OwedBy });
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.CustomerRef).HasMaxLength(Lengths.CustomerRef);
            builder.Property(e => e.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(e => e.OwedBy).HasMaxLength(Lengths.ManagerNo);
            builder.Property(e => e.Kind).HasMaxLength(CustomerBounds.Word);
            builder.Property(e => e.Outcome).HasMaxLength(CustomerBounds.Word);
            builder.Property(e => e.Note).HasMaxLength(CustomerBounds.Note);
        }
    }
}

/// <param name="Kind">The kind of care; null for the one that is due.</param>
internal sealed record CareDone(string? Kind, DateOnly On, string Outcome, string? Note);
