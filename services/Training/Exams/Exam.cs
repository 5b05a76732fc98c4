using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Exams;

/// <summary>An exam as it is now planned. Sittings under way keep the terms they began with.</summary>
internal sealed class Exam
{
    private Exam() { }

    public Exam(string code) => Code = code;

    public string Code { get; private set; } = "";

    /// <summary>The Chinese title, by which lists find it.</summary>
    public string Title { get; private set; } = "";

    public string Course { get; private set; } = "";
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }

    /// <summary>The <see cref="ExamTerms"/> as JSON.</summary>
    public string Content { get; private set; } = "";

    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }
    public int Version { get; private set; }

    public ExamTerms Terms => ExamTerms.Read(Content);

    /// <exception cref="RuleBrokenException">The terms contradict one another.</exception>
    public void Plan(ExamTerms terms, string by, DateTimeOffset now)
    {
        Check(terms);
        var content = terms.Write();
        if (content == Content)
            return;
        (Title, Course, From, To) = (terms.Title.Zh, terms.Course, terms.From, terms.To);
        Content = content;
        (ChangedBy, ChangedAt) = (by, now);
        Version++;
    }

    private static void Check(ExamTerms terms)
    {
        if (terms.To < terms.From)
            throw Broken("exam.ends-before-it-begins", "考试截止日早于开始日。", "The window ends before it begins.");
        if (terms.IsWritten && terms.Questions == 0)
            throw Broken("exam.without-blueprint", "笔试须有组卷规则。", "A written exam needs a blueprint.");
        if (terms.Forms.Any(f => f != "written") && terms.Rubric.Count == 0)
            throw Broken(
                "exam.without-rubric",
                "面试和实操须有评分表。",
                "An interview or a practical needs a rubric."
            );
        if (terms.Rubric.Count > 0 && terms.Rubric.Sum(r => r.Most) != 100)
            throw Broken("exam.rubric-not-100", "评分表的分值合计应为 100。", "The marks of the rubric add up to 100.");
        if (terms.Blueprint.DistinctBy(b => (b.Topic, b.Difficulty)).Count() < terms.Blueprint.Count)
            throw Broken(
                "exam.blueprint-twice",
                "组卷规则中有两行的知识点和难度相同。",
                "Two lines of the blueprint have the same topic and difficulty."
            );
    }

    private static RuleBrokenException Broken(string code, string zh, string en) => new(code, new Text(zh, en));

    internal sealed class Mapping : IEntityTypeConfiguration<Exam>
    {
        public void Configure(EntityTypeBuilder<Exam> builder)
        {
            builder.ToTable("Exams");
            builder.HasKey(e => e.Code);
            builder.Property(e => e.Code).HasMaxLength(Lengths.ExamCode);
            builder.Property(e => e.Title).HasMaxLength(Lengths.Title);
            builder.Property(e => e.Course).HasMaxLength(Lengths.Title);
            builder.Property(e => e.Content).HasMaxLength(ExamTerms.Longest);
            builder.Property(e => e.Version).IsConcurrencyToken();
            builder.Ignore(e => e.Terms);
        }
    }
}
