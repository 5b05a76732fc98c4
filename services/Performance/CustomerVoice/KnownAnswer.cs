using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.CustomerVoice;

/// <summary>Performance's own copy of a customer's answer, for the KPI <c>satisfaction</c>.</summary>
internal sealed class KnownAnswer
{
    private KnownAnswer() { }

    public KnownAnswer(Guid answerId) => AnswerId = answerId;

    public Guid AnswerId { get; private set; }
    public int Version { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public DateOnly AnsweredOn { get; private set; }
    public int Score { get; private set; }

    /// <summary>Replaces the copy; false when a newer version is already known.</summary>
    public bool Replace(SatisfactionAnswer answer)
    {
        if (answer.Version <= Version)
            return false;
        (Version, ManagerNo, AnsweredOn, Score) = (answer.Version, answer.ManagerNo, answer.AnsweredOn, answer.Score);
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<KnownAnswer>
    {
        public void Configure(EntityTypeBuilder<KnownAnswer> builder)
        {
            builder.HasKey(a => a.AnswerId);
            builder.HasIndex(a => new { a.ManagerNo, a.AnsweredOn });
        }
    }
}

/// <summary>Keeps the copy up to date, and marks the closed months affected.</summary>
internal sealed class KeepAnswersOnSatisfactionRecorded(PerformanceDbContext db) : OnceConsumer<SatisfactionRecorded>
{
    protected override async Task Handle(SatisfactionRecorded message, CancellationToken ct)
    {
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var ids = message.Answers.Select(a => a.AnswerId).ToList();
        var known = await db.Answers.Where(a => ids.Contains(a.AnswerId)).ToDictionaryAsync(a => a.AnswerId, ct);
        var late = await LateBook.OpenAsync(
            db,
            message.Answers.Select(a => a.ManagerNo).Concat(known.Values.Select(a => a.ManagerNo)),
            ledger,
            ct
        );
        foreach (var answer in message.Answers)
        {
            if (!known.TryGetValue(answer.AnswerId, out var own))
                db.Answers.Add(own = known[answer.AnswerId] = new(answer.AnswerId));
            var (isNew, manager, month) = (own.Version == 0, own.ManagerNo, Period.MonthOf(own.AnsweredOn));
            if (!own.Replace(answer))
                continue;
            FigureChange? change = answer.ChangedBy is { } by ? new(LateChange.Satisfaction, null, by) : null;
            // An answer that moves leaves one scorecard and enters another; the same month twice is marked once.
            if (!isNew)
                late.Change(manager, month, change);
            late.Change(own.ManagerNo, Period.MonthOf(own.AnsweredOn), change);
        }
    }
}
