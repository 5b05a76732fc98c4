using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>The control totals that Performance announced when it closed a period.</summary>
internal sealed class AnnouncedClose
{
    private AnnouncedClose() { }

    public AnnouncedClose(PeriodClosed closed) =>
        (CloseNumber, Period, Announcement) = (
            closed.CloseNumber,
            closed.Period,
            JsonSerializer.Serialize(closed, EventCatalogue.Json)
        );

    public int CloseNumber { get; private set; }
    public Period Period { get; private set; }

    /// <summary>The <see cref="PeriodClosed"/> as JSON.</summary>
    public string Announcement { get; private set; } = "";

    public PeriodClosed Read() => JsonSerializer.Deserialize<PeriodClosed>(Announcement, EventCatalogue.Json)!;

    internal sealed class Mapping : IEntityTypeConfiguration<AnnouncedClose>
    {
        public void Configure(EntityTypeBuilder<AnnouncedClose> builder)
        {
            builder.HasKey(c => c.CloseNumber);
            builder.Property(c => c.CloseNumber).ValueGeneratedNever();
            builder.HasIndex(c => c.Period).IsUnique();
            builder.Property(c => c.Announcement).HasMaxLength(100_000);
        }
    }
}

/// <summary>Training's or Feedback's answer to a close.</summary>
internal sealed class AnnouncedCount
{
    public const string Training = "training",
        Feedback = "feedback";

    private AnnouncedCount() { }

    public AnnouncedCount(string service, int closeNumber, int versions, int? completions = null) =>
        (Service, CloseNumber, Versions, Completions) = (service, closeNumber, versions, completions);

    public string Service { get; private set; } = "";
    public int CloseNumber { get; private set; }

    /// <summary>
    /// The number of versions of certificate intervals, or of complaints, that the close takes into account.
    /// </summary>
    public int Versions { get; private set; }

    /// <summary>The number of completed courses that the close takes into account; null where it was not said.</summary>
    public int? Completions { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AnnouncedCount>
    {
        public void Configure(EntityTypeBuilder<AnnouncedCount> builder) =>
            builder.HasKey(c => new { c.Service, c.CloseNumber });
    }
}

internal sealed class BookCloseOnPeriodClosed(IncentiveDbContext db) : OnceConsumer<PeriodClosed>
{
    protected override async Task Handle(PeriodClosed message, CancellationToken ct)
    {
        if (!await db.Closes.AnyAsync(c => c.CloseNumber == message.CloseNumber, ct))
            db.Closes.Add(new(message));
    }
}

internal sealed class BookCountOnCertificatesCounted(IncentiveDbContext db) : OnceConsumer<CertificatesCounted>
{
    protected override async Task Handle(CertificatesCounted message, CancellationToken ct)
    {
        if (
            !await db.Counts.AnyAsync(
                c => c.Service == AnnouncedCount.Training && c.CloseNumber == message.CloseNumber,
                ct
            )
        )
            db.Counts.Add(new(AnnouncedCount.Training, message.CloseNumber, message.Versions, message.Completions));
    }
}

internal sealed class BookCountOnComplaintsCounted(IncentiveDbContext db) : OnceConsumer<ComplaintsCounted>
{
    protected override async Task Handle(ComplaintsCounted message, CancellationToken ct)
    {
        if (
            !await db.Counts.AnyAsync(
                c => c.Service == AnnouncedCount.Feedback && c.CloseNumber == message.CloseNumber,
                ct
            )
        )
            db.Counts.Add(new(AnnouncedCount.Feedback, message.CloseNumber, message.Versions));
    }
}
