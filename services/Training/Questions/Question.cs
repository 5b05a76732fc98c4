using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Questions;

/// <summary>
/// A version of a question. Versions are kept, so that a paper drawn from the bank's edition of that moment can be
/// drawn again, and an answer is marked by the version that was asked.
/// </summary>
internal sealed class Question
{
    private Question() { }

    public string Code { get; private set; } = "";

    /// <summary>1, 2, 3 … for this question.</summary>
    public int Version { get; private set; }

    /// <summary>The edition of the bank with which this version came.</summary>
    public int Edition { get; private set; }

    /// <summary>The edition that replaced it by another version; null while it is the current one.</summary>
    public int? UntilEdition { get; private set; }

    /// <summary>
    /// <c>single</c>, <c>multiple</c>, <c>true-false</c>, <c>numeric</c>, <c>ordering</c> or <c>case</c>.
    /// </summary>
    public string Kind { get; private set; } = "";

    public string Topic { get; private set; } = "";

    /// <summary><c>easy</c>, <c>medium</c> or <c>hard</c>.</summary>
    public string Difficulty { get; private set; } = "";

    public int Points { get; private set; }

    /// <summary>The <see cref="QuestionContent"/> as JSON.</summary>
    public string Content { get; private set; } = "";

    /// <summary>The beginning of the Chinese text, by which lists show and find it.</summary>
    public string Title { get; private set; } = "";

    /// <summary>True for a question that no new paper has.</summary>
    public bool IsRetired { get; private set; }

    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }

    public QuestionContent Asked => QuestionContent.Read(Content);

    /// <summary>True for a question that papers may have; a case has none of its parts at first.</summary>
    public bool IsDrawable => !IsRetired && Points > 0;

    public static Question Write(string code, QuestionData data, int edition, string by, DateTimeOffset now) =>
        Of(code, 1, data, isRetired: false, edition, by, now);

    /// <summary>
    /// Replaces this version by new data; null when nothing has changed. Within one edition the version itself changes.
    /// </summary>
    public Question? Revise(QuestionData data, bool isRetired, int edition, string by, DateTimeOffset now)
    {
        if (UntilEdition is not null)
            throw new InvalidOperationException("Only the current version is revised.");
        if (
            (Kind, Topic, Difficulty, IsRetired) == (data.Kind, data.Topic, data.Difficulty, isRetired)
            && Content == data.Content.Write()
        )
            return null;
        if (Edition == edition)
        {
            Set(data, isRetired);
            return this;
        }

        UntilEdition = edition;
        return Of(Code, Version + 1, data, isRetired, edition, by, now);
    }

    public QuestionData Data => new(Kind, Topic, Difficulty, Asked);

    private static Question Of(
        string code,
        int version,
        QuestionData data,
        bool isRetired,
        int edition,
        string by,
        DateTimeOffset now
    )
    {
        var question = new Question
        {
            Code = code,
            Version = version,
            Edition = edition,
            ChangedBy = by,
            ChangedAt = now,
        };
        question.Set(data, isRetired);
        return question;
    }

    private void Set(QuestionData data, bool isRetired)
    {
        (Kind, Topic, Difficulty, IsRetired) = (data.Kind, data.Topic, data.Difficulty, isRetired);
        Points = data.Content.Points;
        Content = data.Content.Write();
        Title = Lengths.Cut(data.Content.Stem.Zh, Lengths.Title);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Question>
    {
        public void Configure(EntityTypeBuilder<Question> builder)
        {
            builder.ToTable("Questions");
            builder.HasKey(q => new { q.Code, q.Version });
            builder.HasIndex(q => q.Edition);
            builder.HasIndex(q => new { q.Topic, q.Difficulty });
            builder.Property(q => q.Code).HasMaxLength(QuestionBounds.Code);
            builder.Property(q => q.Kind).HasMaxLength(20);
            builder.Property(q => q.Topic).HasMaxLength(QuestionBounds.Topic);
            builder.Property(q => q.Difficulty).HasMaxLength(10);
            builder.Property(q => q.Content).HasMaxLength(QuestionBounds.Content);
            builder.Property(q => q.Title).HasMaxLength(Lengths.Title);
            builder.Property(q => q.UntilEdition).IsConcurrencyToken();
            builder.Ignore(q => q.Asked);
            builder.Ignore(q => q.Data);
            builder.Ignore(q => q.IsDrawable);
        }
    }
}

/// <summary>The content of a question as it is written.</summary>
internal sealed record QuestionData(string Kind, string Topic, string Difficulty, QuestionContent Content);
