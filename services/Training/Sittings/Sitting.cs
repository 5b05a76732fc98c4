using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Exams;
using CardTeam.Training.Questions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Sittings;

/// <summary>
/// A manager's written exam: a paper drawn for them, the time the server keeps, and what was saved. It ends once, by
/// being handed in or when its time is over.
/// </summary>
internal sealed class Sitting
{
    private readonly List<SittingAnswer> _answers = [];

    private Sitting() { }

    public Guid Id { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public string ExamCode { get; private set; } = "";

    /// <summary>1, 2, 3 … for this manager and exam.</summary>
    public int Number { get; private set; }

    /// <summary>The <see cref="ExamTerms"/> it began with, as JSON.</summary>
    public string Content { get; private set; } = "";

    /// <summary>
    /// The number its paper was drawn with; published, so that anybody with the bank can draw it again.
    /// </summary>
    public int Draw { get; private set; }

    /// <summary>The edition of the question bank its paper was drawn from.</summary>
    public int Edition { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The instant at which it ends by itself.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>
    /// The manager while it is open, then null: the database keeps a second open sitting of a person out.
    /// </summary>
    public string? OpenOf { get; private set; }

    /// <summary><c>handed-in</c> or <c>time-over</c>; null while it is open.</summary>
    public string? Ending { get; private set; }

    /// <summary>0–100, rounded half up to two decimals; null while it is open.</summary>
    public decimal? Score { get; private set; }

    public bool? IsPassed { get; private set; }

    /// <summary>The number of times the page was left, which is noted and not punished.</summary>
    public int TimesLeft { get; private set; }

    /// <summary>The attempt of the day under which the result is kept.</summary>
    public int ResultAttempt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<SittingAnswer> Answers => _answers;

    public ExamTerms Terms => ExamTerms.Read(Content);

    /// <summary>True while answers are taken.</summary>
    public bool IsOpenAt(DateTimeOffset now) => EndedAt is null && now < EndsAt;

    public static Sitting Begin(
        string managerNo,
        Exam exam,
        int number,
        int draw,
        int edition,
        IReadOnlyList<(PaperDraw.Drawable Question, QuestionContent Asked)> paper,
        DateTimeOffset now
    )
    {
        var terms = exam.Terms;
        var sitting = new Sitting
        {
            Id = Guid.NewGuid(),
            ManagerNo = managerNo,
            OpenOf = managerNo,
            ExamCode = exam.Code,
            Number = number,
            Content = exam.Content,
            Draw = draw,
            Edition = edition,
            StartedAt = now,
            EndsAt = now.AddMinutes(terms.Minutes),
        };
        sitting._answers.AddRange(
            paper.Select(
                (p, at) =>
                    new SittingAnswer(
                        at + 1,
                        p.Question.Code,
                        p.Question.Version,
                        PaperDraw.LayoutOf(p.Question.Code, p.Asked, draw),
                        p.Asked.Points
                    )
            )
        );
        return sitting;
    }

    /// <summary>Notes that the page was left; nothing follows from it.</summary>
    public void Leave(DateTimeOffset now)
    {
        if (!IsOpenAt(now))
            throw Over();
        TimesLeft++;
        Version++;
    }

    /// <summary>Ends it and marks what was saved.</summary>
    /// <param name="asked">The questions of the paper in the versions that were asked.</param>
    /// <param name="withdrawn">The codes of questions that were taken out and count for nobody.</param>
    public void End(
        IReadOnlyDictionary<(string Code, int Version), QuestionContent> asked,
        IReadOnlySet<string> withdrawn,
        DateTimeOffset now
    )
    {
        if (EndedAt is not null)
            throw Over();
        // Whoever asks late ends it at its limit: what counts is the server's time, not the time of the asking.
        (EndedAt, Ending) = now < EndsAt ? (now, SittingBounds.HandedIn) : (EndsAt, SittingBounds.TimeOver);
        OpenOf = null;
        foreach (var answer in _answers)
            answer.Mark(asked[(answer.QuestionCode, answer.QuestionVersion)]);
        Rescore(withdrawn);
        Version++;
    }

    /// <summary>
    /// Counts the marks again without the questions that were taken out; false when nothing has changed.
    /// </summary>
    public bool Remark(IReadOnlySet<string> withdrawn)
    {
        var (score, passed) = (Score, IsPassed);
        Rescore(withdrawn);
        if ((score, passed) == (Score, IsPassed))
            return false;
        Version++;
        return true;
    }

    /// <summary>Names the attempt of the day under which its result is kept.</summary>
    public void KeepAs(int attempt) => ResultAttempt = attempt;

    /// <exception cref="RuleBrokenException">409: the sitting has ended.</exception>
    public static RuleBrokenException Over() =>
        new("sitting.over", new("本场考试已结束，答案以已保存的为准。", "The sitting is over; what was saved counts."));

    private void Rescore(IReadOnlySet<string> withdrawn)
    {
        var counted = _answers.Where(a => !withdrawn.Contains(a.QuestionCode)).ToList();
        var most = counted.Sum(a => a.Most);
        // Where every question was taken out, nobody has failed by them.
        Score =
            most == 0
                ? 100m
                : Math.Round(100m * counted.Sum(a => a.Earned ?? 0) / most, 2, MidpointRounding.AwayFromZero);
        IsPassed = Terms.IsPassedBy(Score.Value);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Sitting>
    {
        public void Configure(EntityTypeBuilder<Sitting> builder)
        {
            builder.ToTable("Sittings");
            builder.HasKey(s => s.Id);
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder
                .HasIndex(s => new
                {
                    s.ManagerNo,
                    s.ExamCode,
                    s.Number,
                })
                .IsUnique();
            builder.HasIndex(s => s.OpenOf).IsUnique();
            builder.HasIndex(s => new { s.EndedAt, s.EndsAt });
            builder.HasIndex(s => s.ExamCode);
            builder.HasIndex(s => new { s.StartedAt, s.Id });
            builder.Property(s => s.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(s => s.OpenOf).HasMaxLength(Lengths.ManagerNo);
            builder.Property(s => s.ExamCode).HasMaxLength(Lengths.ExamCode);
            builder.Property(s => s.Content).HasMaxLength(ExamTerms.Longest);
            builder.Property(s => s.Ending).HasMaxLength(10);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.Ignore(s => s.Terms);
            builder.HasMany(s => s.Answers).WithOne().HasForeignKey(a => a.SittingId);
        }
    }
}

/// <summary>
/// A question of a paper, and what was answered. The row exists from the beginning; saving an answer changes it.
/// </summary>
internal sealed class SittingAnswer
{
    private SittingAnswer() { }

    public SittingAnswer(int place, string code, int version, string layout, int most) =>
        (Place, QuestionCode, QuestionVersion, Layout, Most) = (place, code, version, layout, most);

    public Guid SittingId { get; private set; }

    /// <summary>1, 2, 3 … in the paper.</summary>
    public int Place { get; private set; }

    public string QuestionCode { get; private set; } = "";
    public int QuestionVersion { get; private set; }

    /// <summary>The presented order of its choices; see <see cref="ItemLayout"/>.</summary>
    public string Layout { get; private set; } = "";

    /// <summary>The answers in the question's own letters; null for none.</summary>
    public string? Given { get; private set; }

    /// <summary>The number of the change that saved it, which grows within a sitting; 0 before the first.</summary>
    public int Change { get; private set; }

    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>The most points.</summary>
    public int Most { get; private set; }

    /// <summary>The points of the answer; null until the sitting ends.</summary>
    public int? Earned { get; private set; }

    public void Mark(QuestionContent asked) =>
        Earned = asked.Items.Select((item, at) => item.PointsFor(ItemLayout.At(Given, at))).Sum();

    internal sealed class Mapping : IEntityTypeConfiguration<SittingAnswer>
    {
        public void Configure(EntityTypeBuilder<SittingAnswer> builder)
        {
            builder.ToTable("SittingAnswers");
            builder.HasKey(a => new { a.SittingId, a.Place });
            builder.HasIndex(a => a.QuestionCode);
            builder.Property(a => a.QuestionCode).HasMaxLength(QuestionBounds.Code);
            builder.Property(a => a.Layout).HasMaxLength(SittingBounds.Layout);
            builder.Property(a => a.Given).HasMaxLength(SittingBounds.Given);
        }
    }
}
