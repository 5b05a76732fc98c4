using CardTeam.Contracts.Training;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>A version of an interval in which a manager holds a certificate.</summary>
internal sealed class BookedCertificate
{
    private BookedCertificate() { }

    public BookedCertificate(CertificateInterval interval) =>
        (ManagerNo, Certificate, ValidFrom, ValidTo, Version, KnownFrom) = (
            interval.ManagerNo,
            interval.Certificate,
            interval.ValidFrom,
            interval.ValidTo,
            interval.Version,
            interval.KnownFrom
        );

    /// <summary>
    /// The number in the order of booking: a run without Training uses the certificates up to a number.
    /// </summary>
    public long Number { get; private set; }

    public string ManagerNo { get; private set; } = "";
    public string Certificate { get; private set; } = "";
    public DateOnly ValidFrom { get; private set; }

    /// <summary>Last valid day; null for an open end.</summary>
    public DateOnly? ValidTo { get; private set; }

    public int Version { get; private set; }
    public int KnownFrom { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BookedCertificate>
    {
        public void Configure(EntityTypeBuilder<BookedCertificate> builder)
        {
            builder.HasKey(c => c.Number);
            builder
                .HasIndex(c => new
                {
                    c.ManagerNo,
                    c.Certificate,
                    c.ValidFrom,
                    c.Version,
                })
                .IsUnique();
        }
    }
}

/// <summary>Books every version once.</summary>
internal sealed class BookCertificatesOnChanged(IncentiveDbContext db) : OnceConsumer<CertificatesChanged>
{
    protected override async Task Handle(CertificatesChanged message, CancellationToken ct)
    {
        var numbers = message.Intervals.Select(i => i.ManagerNo).Distinct(StringComparer.Ordinal).ToList();
        var known = (
            await db
                .Certificates.Where(c => numbers.Contains(c.ManagerNo))
                .Select(c => new
                {
                    c.ManagerNo,
                    c.Certificate,
                    c.ValidFrom,
                    c.Version,
                })
                .ToListAsync(ct)
        ).Select(c => (c.ManagerNo, c.Certificate, c.ValidFrom, c.Version)).ToHashSet();
        foreach (
            var interval in message.Intervals.Where(i =>
                known.Add((i.ManagerNo, i.Certificate, i.ValidFrom, i.Version))
            )
        )
        {
            var booked = new BookedCertificate(interval);
            db.Certificates.Add(booked);
            if (BookedChange.Of(interval, booked) is { } change)
                db.Changes.Add(change);
        }
    }
}
