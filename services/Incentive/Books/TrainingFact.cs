using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>What a manager has achieved in Training and a plan may pay for: a course completed in a session.</summary>
internal sealed class TrainingFact
{
    /// <summary>Begins the reference of the fact; no reference of the bank begins so.</summary>
    private const string CoursePrefix = "~course-";

    private TrainingFact() { }

    public TrainingFact(CompletedCourse completed, int knownFrom) =>
        (ManagerNo, Kind, Code, Occasion, OccurredOn, KnownFrom) = (
            completed.ManagerNo,
            FactKinds.CourseCompleted,
            completed.Course,
            completed.Session,
            completed.CompletedOn,
            knownFrom
        );

    /// <summary>
    /// The number in the order of booking: a run without Training uses the facts up to a number.
    /// </summary>
    public long Number { get; private set; }

    public string ManagerNo { get; private set; } = "";
    public CardFactKind Kind { get; private set; }

    /// <summary>The code of the course, which plans name as the fact's product.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The code of the session the course was completed in.</summary>
    public string Occasion { get; private set; } = "";

    public DateOnly OccurredOn { get; private set; }

    /// <summary>Number of the first close that takes it into account.</summary>
    public int KnownFrom { get; private set; }

    public Fact ToFact()
    {
        var reference = $"{CoursePrefix}{Code}-{Occasion}";
        return new(reference, Kind, reference, OccurredOn, Code, Fen: 0);
    }

    /// <summary>The facts that some knowledge holds.</summary>
    public static IQueryable<TrainingFact> KnownTo(IncentiveDbContext db, Knowledge knowledge) =>
        db
            .TrainingFacts.AsNoTracking()
            .Where(f => f.KnownFrom <= knowledge.CloseNumber && f.Number <= knowledge.TrainingFactsUpTo);

    internal sealed class Mapping : IEntityTypeConfiguration<TrainingFact>
    {
        public void Configure(EntityTypeBuilder<TrainingFact> builder)
        {
            builder.ToTable("TrainingFacts");
            builder.HasKey(f => f.Number);
            builder
                .HasIndex(f => new
                {
                    f.ManagerNo,
                    f.Kind,
                    f.Code,
                    f.Occasion,
                })
                .IsUnique();
            builder.HasIndex(f => f.KnownFrom);
            builder.Property(f => f.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(f => f.Code).HasMaxLength(Lengths.CourseCode);
            builder.Property(f => f.Occasion).HasMaxLength(Lengths.SessionCode);
        }
    }
}

/// <summary>Books each completion once.</summary>
internal sealed class BookCompletionsOnCompleted(IncentiveDbContext db) : OnceConsumer<CourseCompleted>
{
    protected override async Task Handle(CourseCompleted message, CancellationToken ct)
    {
        // A version of Training that did not say from which close a completion counts announced it to people, not to pay.
        var counting = message.Completions.Where(c => c.KnownFrom is not null).ToList();
        var numbers = counting.Select(c => c.ManagerNo).Distinct(StringComparer.Ordinal).ToList();
        var known = (
            await db
                .TrainingFacts.Where(f => f.Kind == FactKinds.CourseCompleted && numbers.Contains(f.ManagerNo))
                .Select(f => new
                {
                    f.ManagerNo,
                    f.Code,
                    f.Occasion,
                })
                .ToListAsync(ct)
        ).Select(f => (f.ManagerNo, f.Code, f.Occasion)).ToHashSet();
        foreach (var completed in counting.Where(c => known.Add((c.ManagerNo, c.Course, c.Session))))
        {
            var booked = new TrainingFact(completed, completed.KnownFrom!.Value);
            db.TrainingFacts.Add(booked);
            if (BookedChange.Of(completed, booked) is { } change)
                db.Changes.Add(change);
        }
    }
}
