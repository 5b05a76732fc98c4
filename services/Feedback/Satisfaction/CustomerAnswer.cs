using System.Security.Cryptography;
using System.Text;
using CardTeam.Contracts.Feedback;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Satisfaction;

/// <summary>A customer's satisfaction with a manager on a day.</summary>
internal sealed class CustomerAnswer
{
    private CustomerAnswer() { }

    /// <param name="alike">The row's place among equal rows of its file, where nothing else distinguishes them.</param>
    public CustomerAnswer(
        string managerNo,
        DateOnly answeredOn,
        string? customerRef,
        int score,
        string? answerRef = null,
        int alike = 1
    )
    {
        AnswerId = IdOf(managerNo, answeredOn, customerRef, score, answerRef, alike);
        (ManagerNo, AnsweredOn, Score) = (managerNo, answeredOn, score);
        (CustomerRef, AnswerRef, Version) = (customerRef, answerRef, 1);
    }

    public Guid AnswerId { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public DateOnly AnsweredOn { get; private set; }

    /// <summary>The customer's opaque reference. Known to Feedback only.</summary>
    public string? CustomerRef { get; private set; }

    /// <summary>The survey's own reference, unique within a manager's day. Known to Feedback only.</summary>
    public string? AnswerRef { get; private set; }

    /// <summary>1 (worst) to 5.</summary>
    public int Score { get; private set; }

    public int Version { get; private set; }

    /// <summary>Corrects the score; false when it is already the same.</summary>
    public bool Correct(int score)
    {
        if (score == Score)
            return false;
        if (CustomerRef is null && AnswerRef is null)
            throw new InvalidOperationException("Without a customer the score is part of what the answer is known by.");
        Score = score;
        Version++;
        return true;
    }

    /// <param name="by">Person or system that brought this version.</param>
    public SatisfactionAnswer ToAnnouncement(string by) => new(AnswerId, Version, ManagerNo, AnsweredOn, Score, by);

    /// <summary>
    /// Returns a UUID of version 8 (RFC 9562: made by the maker's own rule), from SHA-256 over manager, day and the
    /// answer's or customer's reference. Without either reference, the score and the row's place among equal rows are
    /// used instead: then as many equal answers are kept as the file with most of them has, and importing the same file
    /// again adds nothing.
    /// </summary>
    public static Guid IdOf(
        string managerNo,
        DateOnly answeredOn,
        string? customerRef,
        int score,
        string? answerRef,
        int alike
    )
    {
        var identity = (answerRef, customerRef, alike) switch
        {
            ({ } answer, _, _) => $"answer\n{answer}",
            (_, { } customer, _) => $"customer\n{customer}",
            (_, _, 1) => $"score\n{score}",
            _ => $"score\n{score}\n{alike}",
        };
        var bytes = SHA256
            .HashData(Encoding.UTF8.GetBytes($"cardteam.answer\n{managerNo}\n{answeredOn:O}\n{identity}"))
            .AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<CustomerAnswer>
    {
        public void Configure(EntityTypeBuilder<CustomerAnswer> builder)
        {
            builder.ToTable("Answers");
            builder.HasKey(a => a.AnswerId);
            builder.Property(a => a.AnswerId).ValueGeneratedNever();
            builder.Property(a => a.Version).IsConcurrencyToken();
            builder.HasIndex(a => new { a.ManagerNo, a.AnsweredOn });
        }
    }
}
