using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Suggestions;

/// <summary>
/// What somebody who works here suggests, under their name or without it, and the talk about it up to its answer.
/// </summary>
internal sealed class Suggestion
{
    public const string Sent = "sent",
        InTalk = "in-talk",
        TakenUp = "taken-up",
        NotTakenUp = "not-taken-up";

    // Whose a line is.
    public const string OfAuthor = "author",
        OfBank = "bank";

    public const int Longest = 2000,
        MostLines = 50;

    public static readonly string[] Kinds = ["suggestion", "workplace-issue", "improvement"];
    public static readonly string[] States = [Sent, InTalk, TakenUp, NotTakenUp];

    private readonly List<SuggestionLine> _lines = [];

    private Suggestion() { }

    /// <summary>The number in the order of receipt.</summary>
    public long Number { get; private set; }

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public string Kind { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>The author's user id; null for somebody who gave no name.</summary>
    public string? Author { get; private set; }

    /// <summary>The digest of the code by which an author without a name follows it; null for a named one.</summary>
    public string? CodeMark { get; private set; }

    /// <summary>True where the author agrees that it is shown to everybody with its answer.</summary>
    public bool MayPublish { get; private set; }

    public bool IsPublished { get; private set; }

    /// <summary>One of <see cref="States"/>.</summary>
    public string State { get; private set; } = "";

    /// <summary>The day alone: an hour would tell who was there.</summary>
    public DateOnly SentOn { get; private set; }

    public DateOnly? AnsweredOn { get; private set; }
    public string? AnsweredBy { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<SuggestionLine> Lines => _lines;

    /// <param name="author">The author's user id; null with <paramref name="codeMark"/>.</param>
    /// <param name="codeMark">The digest of the code of somebody who gives no name.</param>
    public static Suggestion Send(
        string kind,
        string text,
        string? author,
        string? codeMark,
        bool mayPublish,
        DateOnly today
    ) =>
        new()
        {
            Kind = kind,
            Text = text,
            Author = author,
            CodeMark = codeMark,
            MayPublish = mayPublish,
            State = Sent,
            SentOn = today,
        };

    /// <summary>Adds a line of the author or of the bank to the talk about it.</summary>
    public void Say(string from, string text, DateOnly today)
    {
        CheckIsOpen();
        if (_lines.Count >= MostLines)
            throw new RuleBrokenException(
                "suggestion.too-long",
                new("往来次数过多，请给出结果。", "There has been enough talk about it; decide it.")
            );
        _lines.Add(new(_lines.Count + 1, from, text, today));
        State = InTalk;
        Version++;
    }

    /// <summary>Decides it, with the answer or thanks that the author reads.</summary>
    public void Answer(bool isTakenUp, string text, string by, DateOnly today)
    {
        CheckIsOpen();
        _lines.Add(new(_lines.Count + 1, OfBank, text, today));
        State = isTakenUp ? TakenUp : NotTakenUp;
        (AnsweredOn, AnsweredBy) = (today, by);
        Version++;
    }

    /// <summary>Shows it to everybody with its answer, or no longer.</summary>
    /// <exception cref="RuleBrokenException">409: it is not answered, or its author does not agree.</exception>
    public void Publish(bool isShown)
    {
        if (isShown && (AnsweredOn is null || !MayPublish))
            throw new RuleBrokenException(
                "suggestion.not-to-publish",
                new(
                    "尚未答复，或本人未同意公开。",
                    "It is not answered yet, or its author does not agree to have it shown."
                )
            );
        IsPublished = isShown;
        Version++;
    }

    private void CheckIsOpen()
    {
        if (AnsweredOn is not null)
            throw new RuleBrokenException(
                "suggestion.answered",
                new("该建议已答复。", "This suggestion has been answered.")
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Suggestion>
    {
        public void Configure(EntityTypeBuilder<Suggestion> builder)
        {
            builder.ToTable("Suggestions");
            builder.HasKey(s => s.Number);
            builder.HasIndex(s => s.CodeMark).IsUnique();
            builder.HasIndex(s => s.Author);
            builder.HasIndex(s => new { s.State, s.Number });
            builder.HasIndex(s => new { s.IsPublished, s.Number });
            builder.Property(s => s.Kind).HasMaxLength(20);
            builder.Property(s => s.State).HasMaxLength(20);
            builder.Property(s => s.Text).HasMaxLength(Longest);
            builder.Property(s => s.Author).HasMaxLength(200);
            builder.Property(s => s.AnsweredBy).HasMaxLength(200);
            builder.Property(s => s.CodeMark).HasMaxLength(64);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.OwnsMany(
                s => s.Lines,
                lines =>
                {
                    lines.ToTable("SuggestionLines");
                    lines.WithOwner().HasForeignKey("SuggestionNumber");
                    lines.HasKey("SuggestionNumber", nameof(SuggestionLine.Number));
                    lines.Property(l => l.Number).ValueGeneratedNever();
                    lines.Property(l => l.From).HasMaxLength(20);
                    lines.Property(l => l.Text).HasMaxLength(Longest);
                }
            );
            builder.Navigation(s => s.Lines).HasField("_lines").UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }
}

/// <summary>A line of the talk about a suggestion.</summary>
/// <param name="From"><c>author</c> or <c>bank</c>.</param>
internal sealed record SuggestionLine(int Number, string From, string Text, DateOnly On);
