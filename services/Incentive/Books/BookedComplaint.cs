using CardTeam.Contracts.Feedback;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>A version of a complaint's state.</summary>
internal sealed class BookedComplaint
{
    private BookedComplaint() { }

    public BookedComplaint(ComplaintState state) =>
        (ComplaintRef, Version, KnownFrom, ManagerNo, Severity, Outcome, ResolvedOn) = (
            state.ComplaintRef,
            state.Version,
            state.KnownFrom,
            state.ManagerNo,
            state.Severity,
            state.Outcome,
            state.ResolvedOn
        );

    /// <summary>
    /// The number in the order of booking: a run without Feedback uses the complaints up to a number.
    /// </summary>
    public long Number { get; private set; }

    public string ComplaintRef { get; private set; } = "";
    public int Version { get; private set; }
    public int KnownFrom { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public string Severity { get; private set; } = "";
    public string? Outcome { get; private set; }
    public DateOnly? ResolvedOn { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BookedComplaint>
    {
        public void Configure(EntityTypeBuilder<BookedComplaint> builder)
        {
            builder.HasKey(c => c.Number);
            builder.HasIndex(c => new { c.ComplaintRef, c.Version }).IsUnique();
            // A run takes those of its month and, of few managers, of earlier months.
            builder.HasIndex(c => c.ResolvedOn);
            builder.HasIndex(c => c.ManagerNo);
            builder.HasIndex(c => c.KnownFrom);
        }
    }
}

/// <summary>Books every version once.</summary>
internal sealed class BookComplaintsOnChanged(IncentiveDbContext db) : OnceConsumer<ComplaintsChanged>
{
    protected override async Task Handle(ComplaintsChanged message, CancellationToken ct)
    {
        var refs = message.Complaints.Select(c => c.ComplaintRef).Distinct(StringComparer.Ordinal).ToList();
        var known = (
            await db
                .Complaints.Where(c => refs.Contains(c.ComplaintRef))
                .Select(c => new { c.ComplaintRef, c.Version })
                .ToListAsync(ct)
        )
            .Select(c => (c.ComplaintRef, c.Version))
            .ToHashSet();
        foreach (var state in message.Complaints.Where(c => known.Add((c.ComplaintRef, c.Version))))
        {
            var booked = new BookedComplaint(state);
            db.Complaints.Add(booked);
            db.Changes.AddRange(BookedChange.Of(state, booked));
        }
    }
}
