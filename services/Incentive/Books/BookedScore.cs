using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>A version of a scorecard's total.</summary>
internal sealed class BookedScore
{
    private BookedScore() { }

    public BookedScore(Score score) =>
        (ManagerNo, Period, Version, KnownFrom, Total, Kpis) = (
            score.ManagerNo,
            score.Period,
            score.Version,
            score.KnownFrom,
            score.Total,
            score.Kpis is null ? null : JsonSerializer.Serialize(score.Kpis, EventCatalogue.Json)
        );

    public string ManagerNo { get; private set; } = "";
    public Period Period { get; private set; }
    public int Version { get; private set; }
    public int KnownFrom { get; private set; }
    public decimal? Total { get; private set; }

    /// <summary>The <see cref="KpiValue"/>s as JSON; null where they were not sent.</summary>
    public string? Kpis { get; private set; }

    /// <param name="withKpis">True where a plan pays by the values of KPIs.</param>
    public BookedScorecard Read(bool withKpis) =>
        withKpis ? new(Total, ReadKpis()) : BookedScorecard.None with { Total = Total };

    public IReadOnlyDictionary<string, Quotient> ReadKpis() =>
        Kpis is null
            ? new Dictionary<string, Quotient>(StringComparer.Ordinal)
            : JsonSerializer
                .Deserialize<List<KpiValue>>(Kpis, EventCatalogue.Json)!
                .ToDictionary(k => k.Kpi, k => k.Value, StringComparer.Ordinal);

    internal sealed class Mapping : IEntityTypeConfiguration<BookedScore>
    {
        public void Configure(EntityTypeBuilder<BookedScore> builder)
        {
            builder.HasKey(s => new
            {
                s.ManagerNo,
                s.Period,
                s.Version,
            });
            builder.HasIndex(s => new { s.Period, s.ManagerNo });
            builder.HasIndex(s => s.KnownFrom);
            builder.Property(s => s.Kpis).HasMaxLength(20_000);
        }
    }
}

/// <summary>Books every version once.</summary>
internal sealed class BookScoresOnScorecardsClosed(IncentiveDbContext db) : OnceConsumer<ScorecardsClosed>
{
    protected override async Task Handle(ScorecardsClosed message, CancellationToken ct)
    {
        var numbers = message.Scores.Select(s => s.ManagerNo).Distinct(StringComparer.Ordinal).ToList();
        var known = (
            await db
                .Scores.Where(s => numbers.Contains(s.ManagerNo))
                .Select(s => new
                {
                    s.ManagerNo,
                    s.Period,
                    s.Version,
                })
                .ToListAsync(ct)
        ).Select(s => (s.ManagerNo, s.Period, s.Version)).ToHashSet();
        foreach (var score in message.Scores.Where(s => known.Add((s.ManagerNo, s.Period, s.Version))))
        {
            db.Scores.Add(new(score));
            db.Changes.AddRange(BookedChange.Of(score));
        }
    }
}
