using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Reviews;

/// <summary>
/// An appraisal of a unit's managers in a period: raters are proposed, confirmed by another person, answer until the
/// due day, and closing publishes the results. Nothing of an answer is shown before, and closing happens once.
/// </summary>
internal sealed class ReviewRound
{
    private readonly List<ReviewRater> _raters = [];

    private ReviewRound() { }

    public Guid Id { get; private set; }
    public Period Period { get; private set; }

    /// <summary>The unit whose managers, and those of all units below it, are rated.</summary>
    public string Org { get; private set; } = "";

    public string FormCode { get; private set; } = "";

    /// <summary>The <see cref="ReviewTerms"/> it was proposed with, as JSON.</summary>
    public string Form { get; private set; } = "";

    /// <summary>
    /// The number that the draw of peers begins with; published, so that anybody can repeat the draw.
    /// </summary>
    public int Draw { get; private set; }

    public DateOnly DueOn { get; private set; }

    /// <summary>The number of persons rated.</summary>
    public int Persons { get; private set; }

    /// <summary><c>proposed</c>, <c>open</c> or <c>closed</c>.</summary>
    public string State { get; private set; } = ReviewWords.Proposed;

    public string ProposedBy { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public string? ConfirmedBy { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public string? ClosedBy { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<ReviewRater> Raters => _raters;

    public ReviewTerms Terms => ReviewTerms.Read(Form);

    /// <param name="raters">The proposed raters; every person rated is among the persons of them.</param>
    public static ReviewRound Propose(
        Period period,
        string org,
        ReviewForm form,
        int draw,
        DateOnly dueOn,
        IReadOnlyList<ProposedRater> raters,
        string by,
        DateTimeOffset now
    )
    {
        var round = new ReviewRound
        {
            Id = Guid.NewGuid(),
            Period = period,
            Org = org,
            FormCode = form.Code,
            Form = form.Content,
            Draw = draw,
            DueOn = dueOn,
            Persons = raters.Select(r => r.ManagerNo).Distinct(StringComparer.Ordinal).Count(),
            ProposedBy = by,
            ProposedAt = now,
        };
        round._raters.AddRange(raters.Select(r => new ReviewRater(r)));
        return round;
    }

    /// <summary>Puts other peers and partners in place of those that were proposed.</summary>
    public void Replace(IReadOnlyList<ProposedRater> raters)
    {
        CheckState(ReviewWords.Proposed);
        _raters.RemoveAll(r => ReviewWords.IsAnonymous(r.Relation));
        _raters.AddRange(raters.Select(r => new ReviewRater(r)));
        Version++;
    }

    /// <summary>Opens the round.</summary>
    /// <returns>
    /// An empty answer for each rater, ordered by their keys: the rows exist before anybody answers, so that their
    /// order in the database says nothing about who answered when.
    /// </returns>
    public IReadOnlyList<ReviewAnswer> Confirm(string by, DateTimeOffset now)
    {
        CheckState(ReviewWords.Proposed);
        if (by == ProposedBy)
            throw new RuleBrokenException(
                "review.maker-cannot-check",
                new("提出人不能确认自己提出的评价人。", "Who proposed the raters cannot confirm them.")
            );
        var answers = _raters.ConvertAll(r => new ReviewAnswer(r.Open()));
        (State, ConfirmedBy, ConfirmedAt) = (ReviewWords.Open, by, now);
        Version++;
        return [.. answers.OrderBy(a => a.Key)];
    }

    public void CheckOpen() => CheckState(ReviewWords.Open);

    /// <summary>
    /// Closes the round and drops the keys that join raters to their answers. That is possible after the due day, or
    /// once nobody is left to answer: the moment must not be chosen so that a single answer makes the difference.
    /// </summary>
    public void Close(string by, DateTimeOffset now, DateOnly today)
    {
        CheckState(ReviewWords.Open);
        if (today <= DueOn && _raters.Exists(r => r.State == ReviewWords.Asked))
            throw new RuleBrokenException(
                "review.still-answering",
                new(
                    "截止日之前，须所有评价人都已答复才能结束评价。",
                    "Until its due day, a round is closed only when nobody is left to answer."
                )
            );
        foreach (var rater in _raters)
            rater.DropKey();
        (State, ClosedBy, ClosedAt) = (ReviewWords.Closed, by, now);
        Version++;
    }

    private void CheckState(string state)
    {
        if (State != state)
            throw new RuleBrokenException(
                "review.wrong-state",
                new("该评价当前状态不允许此操作。", "The round is in a state in which this cannot be done.")
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewRound>
    {
        public void Configure(EntityTypeBuilder<ReviewRound> builder)
        {
            builder.ToTable("ReviewRounds");
            builder.HasKey(r => r.Id);
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => new { r.State, r.Org });
            builder.Property(r => r.Org).HasMaxLength(Lengths.OrgCode);
            builder.Property(r => r.FormCode).HasMaxLength(Lengths.KpiCode);
            builder.Property(r => r.Form).HasMaxLength(ReviewTerms.Longest);
            builder.Property(r => r.State).HasMaxLength(10);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.Ignore(r => r.Terms);
            builder.HasMany(r => r.Raters).WithOne().HasForeignKey(r => r.RoundId);
        }
    }
}

/// <summary>A person who is asked about another one, and whether they have answered; never what.</summary>
internal sealed class ReviewRater
{
    private ReviewRater() { }

    public ReviewRater(ProposedRater given) =>
        (Id, ManagerNo, Relation, Rater, HeadOf) = (
            Guid.NewGuid(),
            given.ManagerNo,
            given.Relation,
            given.Rater,
            given.HeadOf
        );

    /// <summary>A random number, by which the rater opens the form.</summary>
    public Guid Id { get; private set; }

    public Guid RoundId { get; private set; }

    /// <summary>The person who is rated.</summary>
    public string ManagerNo { get; private set; } = "";

    /// <summary><c>self</c>, <c>superior</c>, <c>peer</c> or <c>partner</c>.</summary>
    public string Relation { get; private set; } = "";

    /// <summary>The manager number of the rater; null where the head of a unit is asked.</summary>
    public string? Rater { get; private set; }

    /// <summary>The unit whose head is asked; null where a manager is.</summary>
    public string? HeadOf { get; private set; }

    /// <summary><c>asked</c>, <c>answered</c> or <c>declined</c>.</summary>
    public string State { get; private set; } = ReviewWords.Asked;

    /// <summary>The reason for declining.</summary>
    public string? Reason { get; private set; }

    /// <summary>The key of the answer while the round is open; null before and after.</summary>
    public Guid? AnswerKey { get; private set; }

    /// <summary>Makes the key of the rater's answer.</summary>
    public Guid Open()
    {
        var key = Guid.NewGuid();
        AnswerKey = key;
        return key;
    }

    public void DropKey() => AnswerKey = null;

    /// <summary>Sends the answer, which can then be neither read nor changed.</summary>
    public void Answer()
    {
        CheckAsked();
        State = ReviewWords.Answered;
    }

    public void Decline(string reason)
    {
        CheckAsked();
        (State, Reason) = (ReviewWords.Declined, reason);
    }

    /// <exception cref="RuleBrokenException">409: answered or declined already.</exception>
    public void CheckAsked()
    {
        if (State != ReviewWords.Asked)
            throw new RuleBrokenException(
                "review.already-answered",
                new(
                    "您已提交或已谢绝这份评价，不能再改。",
                    "You have sent or declined this form; it cannot be changed."
                )
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewRater>
    {
        public void Configure(EntityTypeBuilder<ReviewRater> builder)
        {
            builder.ToTable("ReviewRaters");
            builder.HasKey(r => r.Id);
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => r.RoundId);
            builder.HasIndex(r => new { r.Rater, r.State });
            builder.HasIndex(r => new { r.HeadOf, r.State });
            builder.HasIndex(r => r.ManagerNo);
            builder.Property(r => r.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(r => r.Relation).HasMaxLength(10);
            builder.Property(r => r.Rater).HasMaxLength(Lengths.ManagerNo);
            builder.Property(r => r.HeadOf).HasMaxLength(Lengths.OrgCode);
            builder.Property(r => r.State).HasMaxLength(10).IsConcurrencyToken();
            builder.Property(r => r.Reason).HasMaxLength(Lengths.Reason);
        }
    }
}

/// <summary>
/// The marks of a rater: a draft, then the answer. They name neither the rater nor the person nor the round, and
/// have no time. Closing the round deletes them.
/// </summary>
internal sealed class ReviewAnswer
{
    private ReviewAnswer() { }

    public ReviewAnswer(Guid key) => Key = key;

    /// <summary>A random key, kept by the rater's row while the round is open.</summary>
    public Guid Key { get; private set; }

    /// <summary>A digit for each competency in the order of the form, 0 for one not marked yet; null before.</summary>
    public string? Marks { get; private set; }

    public string? Words { get; private set; }

    public void Keep(IReadOnlyList<int?> marks, string? words) =>
        (Marks, Words) = (string.Concat(marks.Select(m => m ?? 0)), words);

    public IReadOnlyList<int> Read() => [.. (Marks ?? "").Select(c => c - '0')];

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewAnswer>
    {
        public void Configure(EntityTypeBuilder<ReviewAnswer> builder)
        {
            builder.ToTable("ReviewAnswers");
            builder.HasKey(a => a.Key);
            builder.Property(a => a.Key).ValueGeneratedNever();
            builder.Property(a => a.Marks).HasMaxLength(ReviewBounds.MostCompetencies);
            builder.Property(a => a.Words).HasMaxLength(Lengths.Comment);
        }
    }
}

/// <summary>A rater that is proposed for a person.</summary>
/// <param name="Rater">The rater's manager number; null where the head of a unit is asked.</param>
/// <param name="HeadOf">The unit whose head is asked; null where a manager is.</param>
internal sealed record ProposedRater(string ManagerNo, string Relation, string? Rater, string? HeadOf = null);
