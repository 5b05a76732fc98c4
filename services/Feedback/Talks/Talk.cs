using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Talks;

/// <summary>
/// A talk with an account manager as recorded by the superior who held it, and the manager's reply. Neither is changed
/// afterwards.
/// </summary>
internal sealed class Talk
{
    /// <summary>
    /// Performance interview (绩效面谈), one-to-one (一对一沟通), periodic interview (员工访谈).
    /// </summary>
    public static readonly string[] Kinds = ["performance", "one-to-one", "interview"];

    public const int LongestText = 2000;

    private Talk() { }

    public Guid Id { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The day of the talk on the bank's calendar, not in the future.</summary>
    public DateOnly HeldOn { get; private set; }

    /// <summary>The kind, from <see cref="Kinds"/>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The content of the talk.</summary>
    public string Said { get; private set; } = "";

    /// <summary>The agreed actions; null when nothing was agreed.</summary>
    public string? Agreed { get; private set; }

    /// <summary>The day planned for the next talk, after <see cref="HeldOn"/>; null when none is planned.</summary>
    public DateOnly? NextOn { get; private set; }

    public string RecordedBy { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>The time at which the manager read it; null until then.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>The manager's reply; null when there is none.</summary>
    public string? Reply { get; private set; }

    /// <exception cref="RuleBrokenException">409: held in the future, or the next talk is not after it.</exception>
    public static Talk Record(
        string managerNo,
        DateOnly heldOn,
        string kind,
        string said,
        string? agreed,
        DateOnly? nextOn,
        string recordedBy,
        DateOnly today,
        DateTimeOffset now
    )
    {
        if (heldOn > today)
            throw new RuleBrokenException(
                "talk.not-held-yet",
                new Text("面谈日期不能晚于今天。", "A talk is recorded when it was held.")
            );
        if (nextOn <= heldOn)
            throw new RuleBrokenException(
                "talk.next-before",
                new Text("下次面谈应晚于本次。", "The next talk is after this one.")
            );
        return new()
        {
            Id = Guid.CreateVersion7(now),
            ManagerNo = managerNo,
            HeldOn = heldOn,
            Kind = kind,
            Said = said,
            Agreed = agreed,
            NextOn = nextOn,
            RecordedBy = recordedBy,
            RecordedAt = now,
        };
    }

    /// <summary>Confirms that the manager has read it, with an optional reply. Possible once.</summary>
    /// <exception cref="RuleBrokenException">409: already confirmed.</exception>
    public void Confirm(string? reply, DateTimeOffset now)
    {
        if (ReadAt is not null)
            throw AlreadyRead();
        (ReadAt, Reply) = (now, reply);
    }

    public static RuleBrokenException AlreadyRead() =>
        new("talk.already-read", new Text("该面谈记录已确认。", "This talk has been confirmed already."));

    internal sealed class Mapping : IEntityTypeConfiguration<Talk>
    {
        public void Configure(EntityTypeBuilder<Talk> builder)
        {
            builder.HasKey(t => t.Id);
            builder.HasIndex(t => new { t.ManagerNo, t.HeldOn });
            builder.HasIndex(t => new { t.HeldOn, t.Id }).IsDescending(true, false); // the newest first
            builder.Property(t => t.ReadAt).IsConcurrencyToken();
            builder.Property(t => t.Said).HasMaxLength(LongestText);
            builder.Property(t => t.Agreed).HasMaxLength(LongestText);
            builder.Property(t => t.Reply).HasMaxLength(LongestText);
        }
    }
}
