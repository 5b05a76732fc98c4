using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Warnings;

internal enum WarningState
{
    /// <summary>A cause that has not lasted as long yet as its rule asks for.</summary>
    Monitoring,

    /// <summary>Waits for the response of the head above the manager.</summary>
    Raised,

    /// <summary>The head has responded; somebody above takes receipt of it.</summary>
    Responded,

    /// <summary>The response was received; its outcome is not known yet.</summary>
    Received,

    /// <summary>The outcome is known.</summary>
    Settled,

    /// <summary>
    /// The cause ended while it was monitored, or late knowledge took it away before anybody responded.
    /// </summary>
    Cleared,
}

/// <summary>
/// A cause for concern about a manager: the months in a row in which a rule applied. It is monitored, raised,
/// responded to by the head above, received by somebody above the head, and settled with an outcome.
/// </summary>
internal sealed class Warning
{
    private Warning() { }

    /// <summary>The number in the order of raising.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>The rule, the manager and the first month: one cause has one warning.</summary>
    public string CauseKey { get; private set; } = "";

    public string Rule { get; private set; } = "";
    public string ManagerNo { get; private set; } = "";

    /// <summary>The first and the last month of the cause, as it is known now.</summary>
    public Period Began { get; private set; }

    public Period Last { get; private set; }

    /// <summary>The manager's unit on the last day of the cause; its head, or one above, responds.</summary>
    public string Org { get; private set; } = "";

    /// <summary>
    /// The unit above it, whose head or one above takes receipt; null where only the whole bank is above.
    /// </summary>
    public string? Above { get; private set; }

    public string Severity { get; private set; } = "";
    public bool IsConduct { get; private set; }

    /// <summary>The <see cref="EvidenceFigure"/>s of the last month as JSON.</summary>
    public string Evidence { get; private set; } = "";

    /// <summary>True when late knowledge took the cause away after somebody had responded.</summary>
    public bool IsOutdated { get; private set; }

    public WarningState State { get; private set; }

    /// <summary>The number of the close that found it.</summary>
    public int FoundBy { get; private set; }

    public DateTimeOffset FoundAt { get; private set; }

    /// <summary>The last day of the response; null while it is monitored.</summary>
    public DateOnly? RespondBy { get; private set; }

    public string? RespondedBy { get; private set; }
    public DateTimeOffset? RespondedAt { get; private set; }
    public string? Response { get; private set; }

    /// <summary>The day until which the measure is to show an effect.</summary>
    public DateOnly? MeasureDueOn { get; private set; }

    public string? ReceivedBy { get; private set; }
    public DateTimeOffset? ReceivedAt { get; private set; }

    /// <summary>The reason why a response was sent back; null where none was, or a new one was given.</summary>
    public string? ReturnReason { get; private set; }

    public string? SettledBy { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary><c>improved</c>, <c>not-improved</c> or <c>unfounded</c>.</summary>
    public string? Outcome { get; private set; }

    public string? OutcomeNote { get; private set; }
    public int Version { get; private set; }

    /// <summary>True while nobody has responded, so that what is known decides alone.</summary>
    public bool IsUnanswered => State is WarningState.Monitoring or WarningState.Raised;

    public static string KeyOf(string rule, string managerNo, Period began) => $"{rule} {managerNo} {began}";

    /// <param name="cause">The cause as it is known now.</param>
    public static Warning Find(WarningCause cause, int closeNumber, DateOnly today, DateTimeOffset now)
    {
        var warning = new Warning
        {
            Id = Guid.CreateVersion7(now),
            Rule = cause.Rule,
            ManagerNo = cause.ManagerNo,
            FoundBy = closeNumber,
            FoundAt = now,
            State = WarningState.Monitoring,
        };
        warning.Follow(cause, today);
        return warning;
    }

    /// <summary>
    /// Takes the cause as it is known now: one that has lasted long enough is raised, one that is there again after all
    /// is no longer cleared. What somebody responded to keeps its state.
    /// </summary>
    public void Follow(WarningCause cause, DateOnly today)
    {
        (CauseKey, Began, Last) = (KeyOf(Rule, ManagerNo, cause.Began), cause.Began, cause.Last);
        (Org, Above, Evidence) = (cause.Org, cause.Above, cause.Evidence);
        (Severity, IsConduct, IsOutdated) = (cause.Severity, cause.IsConduct, false);
        Version++;
        if (State is not (WarningState.Monitoring or WarningState.Raised or WarningState.Cleared))
            return;
        if (cause.Months < cause.Confirm)
        {
            (State, RespondBy) = (cause.IsOver ? WarningState.Cleared : WarningState.Monitoring, null);
            return;
        }

        if (State != WarningState.Raised)
            RespondBy = today.AddDays(cause.ResponseDays);
        State = WarningState.Raised;
    }

    /// <summary>Late knowledge has taken the cause away.</summary>
    public void Clear()
    {
        if (IsUnanswered)
            (State, RespondBy) = (WarningState.Cleared, null);
        else
            IsOutdated = true;
        Version++;
    }

    /// <param name="by">The person who responds.</param>
    /// <param name="ownNumber">Their own manager number; null for who is no manager.</param>
    /// <param name="measureDueOn">The day until which the measure is to show an effect.</param>
    /// <exception cref="RuleBrokenException">
    /// 409: it waits for no response, or the warning is about the person; 400: the day has passed.
    /// </exception>
    public void Respond(
        string by,
        string? ownNumber,
        string response,
        DateOnly measureDueOn,
        DateOnly today,
        DateTimeOffset now
    )
    {
        Check(WarningState.Raised);
        CheckOther(ownNumber);
        if (measureDueOn < today)
            throw new RuleBrokenException(
                "warning.due-day-passed",
                new("dueOn：应为今天或以后。", "dueOn: today or a later day is wanted."),
                status: 400
            );
        (State, RespondedBy, RespondedAt) = (WarningState.Responded, by, now);
        (Response, MeasureDueOn, ReturnReason) = (response, measureDueOn, null);
        Version++;
    }

    /// <exception cref="RuleBrokenException">409: it has no response, or the person gave it.</exception>
    public void Receive(string by, string? ownNumber, DateTimeOffset now)
    {
        CheckReceipt(by, ownNumber);
        (State, ReceivedBy, ReceivedAt) = (WarningState.Received, by, now);
        Version++;
    }

    /// <summary>Sends the response back; the head has as many days again.</summary>
    /// <exception cref="RuleBrokenException">409: it has no response, or the person gave it.</exception>
    public void Return(string by, string? ownNumber, string reason, DateOnly respondBy)
    {
        CheckReceipt(by, ownNumber);
        (State, ReturnReason, RespondBy) = (WarningState.Raised, reason, respondBy);
        Version++;
    }

    /// <exception cref="RuleBrokenException">409: no response was received, or the person gave it.</exception>
    public void Settle(string by, string? ownNumber, string outcome, string note, DateTimeOffset now)
    {
        Check(WarningState.Received);
        CheckOther(ownNumber);
        CheckChecker(by);
        (State, SettledBy, SettledAt) = (WarningState.Settled, by, now);
        (Outcome, OutcomeNote) = (outcome, note);
        Version++;
    }

    private void CheckReceipt(string by, string? ownNumber)
    {
        Check(WarningState.Responded);
        CheckOther(ownNumber);
        CheckChecker(by);
    }

    private void Check(WarningState wanted)
    {
        if (State != wanted)
            throw new RuleBrokenException(
                "warning.wrong-state",
                new(
                    "该预警的状态已改变，不能这样处理。",
                    $"The warning is {WarningWords.Name(State)}; this is for one that is {WarningWords.Name(wanted)}."
                )
            );
    }

    private void CheckOther(string? ownNumber)
    {
        if (ownNumber == ManagerNo)
            throw new RuleBrokenException(
                "warning.about-yourself",
                new("不能处理关于本人的预警。", "Nobody deals with a warning about themselves.")
            );
    }

    private void CheckChecker(string by)
    {
        if (by == RespondedBy)
            throw new RuleBrokenException(
                "warning.maker-cannot-check",
                new("应对人不能自己签收或评定结果。", "Who responded neither takes receipt nor names the outcome.")
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Warning>
    {
        public void Configure(EntityTypeBuilder<Warning> builder)
        {
            builder.ToTable("Warnings");
            builder.HasKey(w => w.Number);
            builder.Ignore(w => w.IsUnanswered);
            builder.HasIndex(w => w.Id).IsUnique();
            builder.HasIndex(w => w.CauseKey).IsUnique();
            builder.HasIndex(w => new { w.State, w.Org });
            builder.HasIndex(w => w.Last);
            builder.HasIndex(w => new { w.ManagerNo, w.Rule });
            builder.Property(w => w.CauseKey).HasMaxLength(Lengths.KpiCode + Lengths.ManagerNo + "2026-06".Length + 2);
            builder.Property(w => w.Rule).HasMaxLength(Lengths.KpiCode);
            builder.Property(w => w.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(w => w.Org).HasMaxLength(Lengths.OrgCode);
            builder.Property(w => w.Above).HasMaxLength(Lengths.OrgCode);
            builder.Property(w => w.Severity).HasMaxLength(20);
            builder.Property(w => w.Evidence).HasMaxLength(2000);
            builder.Property(w => w.Response).HasMaxLength(Lengths.Comment);
            builder.Property(w => w.ReturnReason).HasMaxLength(Lengths.Reason);
            builder.Property(w => w.Outcome).HasMaxLength(20);
            builder.Property(w => w.OutcomeNote).HasMaxLength(Lengths.Reason);
            builder.Property(w => w.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>A cause as it is known now: the months in a row in which a rule applied to a manager.</summary>
/// <param name="Org">The manager's unit on the last day of the cause.</param>
/// <param name="Above">The unit above it; null where there is none.</param>
/// <param name="Evidence">The figures of the last month as JSON.</param>
/// <param name="IsOver">True when a later month is closed in which the rule no longer applied.</param>
/// <param name="Confirm">The months in a row that the rule asks for.</param>
internal sealed record WarningCause(
    string Rule,
    string ManagerNo,
    Period Began,
    Period Last,
    string Org,
    string? Above,
    string Evidence,
    bool IsOver,
    string Severity,
    bool IsConduct,
    int Confirm,
    int ResponseDays
)
{
    /// <summary>The number of months it has lasted.</summary>
    public int Months =>
        (Last.FirstDay.Year - Began.FirstDay.Year) * 12 + Last.FirstDay.Month - Began.FirstDay.Month + 1;
}
