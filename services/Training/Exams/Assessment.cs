using System.Text.Json;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Exams;

/// <summary>
/// An interview or a practical of one manager. Two named examiners mark it by the rubric without seeing one another's
/// marks; where they are more than 20 marks apart, a third decides. It becomes a result once, and is not marked again.
/// </summary>
internal sealed class Assessment
{
    /// <summary>The most marks two examiners may be apart.</summary>
    public const decimal MostApart = 20;

    public const string Marking = "marking",
        Third = "third",
        Done = "done";

    public static readonly string[] States = [Marking, Third, Done];

    private readonly List<Examiner> _examiners = [];

    private Assessment() { }

    public Guid Id { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public string ExamCode { get; private set; } = "";

    /// <summary><c>interview</c> or <c>practical</c>.</summary>
    public string Form { get; private set; } = "";

    public DateOnly HeldOn { get; private set; }

    /// <summary>The <see cref="ExamTerms"/> it is marked by, as JSON.</summary>
    public string Content { get; private set; } = "";

    /// <summary><c>marking</c>, <c>third</c> (a third examiner is wanted or marks) or <c>done</c>.</summary>
    public string State { get; private set; } = Marking;

    /// <summary>0–100; null until it is done.</summary>
    public decimal? Score { get; private set; }

    public string NamedBy { get; private set; } = "";
    public DateTimeOffset NamedAt { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<Examiner> Examiners => _examiners;

    public ExamTerms Terms => ExamTerms.Read(Content);

    public bool? IsPassed => Score is { } score ? Terms.IsPassedBy(score) : null;

    /// <exception cref="RuleBrokenException">The exam has no such form, or the examiners are not two.</exception>
    public static Assessment Name(
        Exam exam,
        string managerNo,
        string form,
        DateOnly heldOn,
        IReadOnlyList<string> examiners,
        string by,
        DateTimeOffset now
    )
    {
        if (form == "written" || !exam.Terms.Forms.Contains(form, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "assessment.not-of-exam",
                new("该考试没有这种形式。", "The exam has no such form for examiners.")
            );
        if (examiners.Count != 2 || examiners[0] == examiners[1])
            throw TwoDiffer();
        var assessment = new Assessment
        {
            Id = Guid.NewGuid(),
            ManagerNo = managerNo,
            ExamCode = exam.Code,
            Form = form,
            HeldOn = heldOn,
            Content = exam.Content,
            NamedBy = by,
            NamedAt = now,
        };
        assessment._examiners.AddRange(examiners.Select((e, at) => new Examiner(at + 1, e)));
        return assessment;
    }

    /// <summary>The examiner of this name; null for anybody else.</summary>
    public Examiner? Of(string user) => _examiners.Find(e => e.Name == user);

    /// <summary>Keeps an examiner's marks, once, and decides where all have marked.</summary>
    /// <exception cref="RuleBrokenException">The marks do not fit the rubric, or are there already.</exception>
    public void Mark(string examiner, IReadOnlyList<GivenMark> marks, DateTimeOffset now)
    {
        var rubric = Terms.Rubric;
        var own = Of(examiner) ?? throw RuleBrokenException.NotFound("assessment");
        if (
            marks.Count != rubric.Count
            || marks.Zip(rubric).Any(m => m.First.Marks < 0 || m.First.Marks > m.Second.Most)
        )
            throw new RuleBrokenException(
                "assessment.marks-not-valid",
                new(
                    Invariant($"marks：应有 {rubric.Count} 项，每项不超过其满分。"),
                    Invariant($"marks: there are {rubric.Count}, none above the most of its line.")
                ),
                status: 400
            );
        own.Keep(marks, now);
        if (_examiners.TrueForAll(e => e.Total is not null))
            Decide();
        Version++;
    }

    /// <summary>Names the third examiner where two were too far apart.</summary>
    public void NameThird(string examiner)
    {
        if (State != Third || _examiners.Count > 2)
            throw new RuleBrokenException(
                "assessment.no-third-wanted",
                new(
                    "两位考官的分数相差不超过 20 分，或已有第三位考官。",
                    "No third examiner is wanted, or there is one."
                )
            );
        if (Of(examiner) is not null)
            throw TwoDiffer();
        _examiners.Add(new(3, examiner));
        Version++;
    }

    /// <summary>
    /// The mean of two marks; with a third, its mean with the nearer of them, and the third itself where both are
    /// equally near. Exact: a half mark stays.
    /// </summary>
    public static decimal ScoreOf(decimal first, decimal second, decimal? third)
    {
        if (third is not { } decisive)
            return (first + second) / 2;
        var (toFirst, toSecond) = (Math.Abs(decisive - first), Math.Abs(decisive - second));
        if (toFirst == toSecond)
            return decisive;
        return (decisive + (toFirst < toSecond ? first : second)) / 2;
    }

    private void Decide()
    {
        var totals = _examiners.OrderBy(e => e.Place).Select(e => (decimal)e.Total!.Value).ToList();
        if (totals.Count == 2 && Math.Abs(totals[0] - totals[1]) > MostApart)
        {
            State = Third;
            return;
        }

        Score = ScoreOf(totals[0], totals[1], totals.Count > 2 ? totals[2] : null);
        State = Done;
    }

    private static RuleBrokenException TwoDiffer() =>
        new(
            "assessment.examiners-differ",
            new("考官应为不同的人。", "The examiners are different people."),
            status: 400
        );

    internal sealed class Mapping : IEntityTypeConfiguration<Assessment>
    {
        public void Configure(EntityTypeBuilder<Assessment> builder)
        {
            builder.ToTable("Assessments");
            builder.HasKey(a => a.Id);
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.HasIndex(a => a.ManagerNo);
            builder.HasIndex(a => new { a.HeldOn, a.Id });
            builder.Property(a => a.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(a => a.ExamCode).HasMaxLength(Lengths.ExamCode);
            builder.Property(a => a.Form).HasMaxLength(10);
            builder.Property(a => a.State).HasMaxLength(10);
            builder.Property(a => a.Content).HasMaxLength(ExamTerms.Longest);
            builder.Property(a => a.Version).IsConcurrencyToken();
            builder.Ignore(a => a.Terms);
            builder.Ignore(a => a.IsPassed);
            builder.HasMany(a => a.Examiners).WithOne().HasForeignKey(e => e.AssessmentId);
        }
    }
}

/// <summary>An examiner of an assessment, and the marks they gave.</summary>
internal sealed class Examiner
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private Examiner() { }

    public Examiner(int place, string name) => (Place, Name) = (place, name);

    public Guid AssessmentId { get; private set; }

    /// <summary>1, 2, and 3 for the one who decides.</summary>
    public int Place { get; private set; }

    /// <summary>The user who marks.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The marks with their reasons as JSON; null before.</summary>
    public string? Given { get; private set; }

    /// <summary>The sum of the marks; null before.</summary>
    public int? Total { get; private set; }

    public DateTimeOffset? MarkedAt { get; private set; }

    public IReadOnlyList<GivenMark> Marks =>
        Given is null ? [] : JsonSerializer.Deserialize<List<GivenMark>>(Given, Json)!;

    /// <exception cref="RuleBrokenException">409: the marks were given already.</exception>
    internal void Keep(IReadOnlyList<GivenMark> marks, DateTimeOffset now)
    {
        if (Total is not null)
            throw new RuleBrokenException(
                "assessment.already-marked",
                new("您已评分，不能再改。", "You have marked it; that cannot be changed.")
            );
        Given = JsonSerializer.Serialize(marks, Json);
        Total = marks.Sum(m => m.Marks);
        MarkedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Examiner>
    {
        public void Configure(EntityTypeBuilder<Examiner> builder)
        {
            builder.ToTable("Examiners");
            builder.HasKey(e => new { e.AssessmentId, e.Place });
            builder.HasIndex(e => e.Name);
            builder.Property(e => e.Name).HasMaxLength(Lengths.PersonName);
            builder.Property(e => e.Given).HasMaxLength(ExamTerms.Longest);
            builder.Property(e => e.Total).IsConcurrencyToken();
            builder.Ignore(e => e.Marks);
        }
    }
}

/// <summary>Marks for one line of the rubric, with the reason.</summary>
internal sealed record GivenMark(int Marks, string Reason);
