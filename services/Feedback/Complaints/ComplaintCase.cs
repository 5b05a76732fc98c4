using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Words = CardTeam.Feedback.Complaints.CaseWords;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// A complaint that the bank handles here, from its receipt to the reply, and through an appeal. Every step is a line
/// of its history; what other services hear of it is the complaint with its outcome.
/// </summary>
internal sealed class ComplaintCase
{
    private readonly List<CaseStep> _steps = [];
    private readonly List<BarredPerson> _barred = [];

    private ComplaintCase() { }

    /// <summary>The number in the order of receipt.</summary>
    public long Number { get; private set; }

    public string ComplaintRef { get; private set; } = "";

    /// <summary>
    /// The manager the complaint is about; empty until the desk has found out whom a customer's form is about.
    /// </summary>
    public string ManagerNo { get; private set; } = "";

    /// <summary>The manager's unit on the day of receipt; empty as long as the manager is not known.</summary>
    public string Org { get; private set; } = "";

    public DateOnly ReceivedOn { get; private set; }
    public string Channel { get; private set; } = "";
    public string Category { get; private set; } = "";
    public string Severity { get; private set; } = "";
    public string? CardRef { get; private set; }

    /// <summary>The customer's contact, sealed; null where none was given or its retention has ended.</summary>
    public byte[]? Contact { get; private set; }

    /// <summary>The keyed digest of the contact, by which complaints of the same customer are found.</summary>
    public string? ContactMark { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>An earlier complaint of the same matter that this one was joined to; null for most.</summary>
    public string? JoinedTo { get; private set; }

    /// <summary>The digest of the code by which the customer follows it; null where it came in otherwise.</summary>
    public string? FollowUpMark { get; private set; }

    /// <summary>The mark of the public form it came by, which counts once; null where it came in otherwise.</summary>
    public string? FormMark { get; private set; }

    public string State { get; private set; } = "";
    public bool IsComplex { get; private set; }
    public bool IsExtended { get; private set; }

    /// <summary>The person who asked for an extension that is not decided yet.</summary>
    public string? ExtensionAskedBy { get; private set; }

    /// <summary>The day the clock for the decision runs from: that of receipt, or of the reopening.</summary>
    public DateOnly ClockFrom { get; private set; }

    /// <summary>The last day of the clock that runs; null where none does.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>
    /// That day for sorting: the last of all days where no clock runs, so that an index has the order.
    /// </summary>
    public DateOnly ClockEndsOn { get; private set; } = DateOnly.MaxValue;

    public string? Handler { get; private set; }
    public DateTimeOffset? StatementAskedAt { get; private set; }

    /// <summary>The side of the manager the complaint names.</summary>
    public string? Statement { get; private set; }

    /// <summary><c>upheld</c>, <c>partly-upheld</c> or <c>rejected</c>; null until it is decided.</summary>
    public string? Outcome { get; private set; }

    public string? Reasons { get; private set; }
    public string? Consequence { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateOnly? DecidedOn { get; private set; }

    /// <summary>True where the decision came within its clock; null until then.</summary>
    public bool? IsOnTime { get; private set; }

    /// <summary>The day on which the customer was first answered or asked.</summary>
    public DateOnly? FirstContactOn { get; private set; }

    /// <summary>The letter as it was sent.</summary>
    public string? Letter { get; private set; }

    public DateOnly? RepliedOn { get; private set; }
    public DateOnly? AppealedOn { get; private set; }
    public string? AppealDecidedBy { get; private set; }

    /// <summary>True where the appeal changed the outcome.</summary>
    public bool IsOverturned { get; private set; }

    /// <summary>The cause that was found, the code of a cause in the tree of causes.</summary>
    public string? Cause { get; private set; }

    public string? Measure { get; private set; }

    /// <summary>The training that those concerned need; null where nothing is needed.</summary>
    public string? TrainingTopic { get; private set; }

    public string? MeasureOwner { get; private set; }
    public DateOnly? MeasureDueOn { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<CaseStep> Steps => _steps;

    /// <summary>The managers who neither read nor handle it.</summary>
    public IReadOnlyList<BarredPerson> Barred => _barred;

    /// <summary>The outcome that other services hear of; null while nothing is decided.</summary>
    public string? AnnouncedOutcome =>
        State == Words.Withdrawn ? Words.Rejected
        : Outcome == Words.PartlyUpheld ? Words.Upheld
        : Outcome;

    /// <summary>The day of that outcome.</summary>
    public DateOnly? AnnouncedOn { get; private set; }

    /// <summary>True once others hear of it: a complaint that is only received holds nothing back.</summary>
    public bool IsAnnounced => _steps.Exists(s => s.Kind == Words.Accepted);

    public static ComplaintCase Receive(
        string complaintRef,
        CaseContent content,
        string org,
        string by,
        DateTimeOffset now
    )
    {
        var received = new ComplaintCase
        {
            ComplaintRef = complaintRef,
            ManagerNo = content.ManagerNo,
            Org = org,
            ReceivedOn = content.ReceivedOn,
            ClockFrom = content.ReceivedOn,
            Channel = content.Channel,
            Category = content.Category,
            Severity = content.Severity,
            CardRef = content.CardRef,
            Contact = content.Contact,
            ContactMark = content.ContactMark,
            Text = content.Text,
            JoinedTo = content.JoinedTo,
        };
        received._barred.AddRange(content.Barred);
        received.Move(Words.Received, "", by, now);
        return received;
    }

    /// <summary>Receives a customer's own form. The desk finds out whom it is about before it is accepted.</summary>
    /// <param name="followUpMark">The digest of the code by which the customer follows it.</param>
    /// <param name="formMark">The mark of the form, which counts once.</param>
    public static ComplaintCase ReceiveForm(
        string complaintRef,
        CaseContent content,
        string followUpMark,
        string formMark,
        string by,
        DateTimeOffset now
    )
    {
        var received = Receive(complaintRef, content, org: "", by, now);
        (received.FollowUpMark, received.FormMark) = (followUpMark, formMark);
        return received;
    }

    /// <summary>Says whom a customer's form is about, and how severe it is, before it is accepted.</summary>
    public void Identify(CaseSubject subject, string by, DateTimeOffset now)
    {
        CheckIs(Words.Received);
        if (FollowUpMark is null)
            throw WrongState();
        (ManagerNo, Org, Severity, Category) = (subject.ManagerNo, subject.Org, subject.Severity, subject.Category);
        _barred.RemoveAll(b => !subject.Barred.Any(s => s.ManagerNo == b.ManagerNo && s.Why == b.Why));
        _barred.AddRange(subject.Barred.Where(s => !_barred.Exists(b => b.ManagerNo == s.ManagerNo)));
        Move(Words.Received, subject.ManagerNo, by, now, Words.Identified);
    }

    /// <exception cref="RuleBrokenException">409: the manager is not known yet.</exception>
    public void Accept(string by, DateTimeOffset now)
    {
        CheckIs(Words.Received);
        if (ManagerNo.Length == 0)
            throw new RuleBrokenException(
                "case.manager-missing",
                new("请先确认被投诉的客户经理。", "Find out first which manager the complaint is about.")
            );
        Move(Words.Accepted, "", by, now);
    }

    /// <summary>Gives the case to a handler, also from another.</summary>
    /// <exception cref="RuleBrokenException">409: it is not accepted, or decided.</exception>
    public void Assign(string to, string by, DateTimeOffset now)
    {
        CheckIs(Words.Accepted, Words.Assigned, Words.Investigating, Words.Reopened, Words.Appealed);
        if (State == Words.Appealed)
            CheckIsNew(to);
        Handler = to;
        Move(State is Words.Investigating or Words.Appealed ? State : Words.Assigned, to, by, now, Words.Assigned);
    }

    public void Investigate(string note, string by, DateTimeOffset now)
    {
        CheckIs(Words.Assigned, Words.Investigating);
        FirstContactOn ??= BankCalendar.DayOf(now);
        Move(Words.Investigating, note, by, now);
    }

    /// <summary>Asks the manager for their side.</summary>
    public void AskStatement(string by, DateTimeOffset now)
    {
        CheckIs(Words.Assigned, Words.Investigating);
        if (StatementAskedAt is not null)
            throw new RuleBrokenException(
                "case.statement-asked",
                new("已请客户经理说明情况。", "The manager has been asked for a statement already.")
            );
        StatementAskedAt = now;
        Move(Words.Investigating, "", by, now, Words.StatementAsked);
    }

    /// <summary>Records the manager's side, once.</summary>
    public void GiveStatement(string text, string by, DateTimeOffset now)
    {
        if (
            StatementAskedAt is null
            || Statement is not null
            || !Words.Undecided.Contains(State, StringComparer.Ordinal)
        )
            throw WrongState();
        Statement = text;
        Move(State, text, by, now, Words.StatementGiven);
    }

    /// <summary>Gives it the days of a complex case.</summary>
    public void MakeComplex(string reason, string by, DateTimeOffset now)
    {
        CheckIsUndecided();
        if (IsComplex)
            throw WrongState();
        IsComplex = true;
        Move(State, reason, by, now, Words.MadeComplex);
    }

    /// <summary>Asks for 30 days more, once for a complex case.</summary>
    public void AskExtension(string reason, string by, DateTimeOffset now)
    {
        CheckIsUndecided();
        if (!IsComplex || IsExtended || ExtensionAskedBy is not null)
            throw new RuleBrokenException(
                "case.no-extension",
                new("只有复杂投诉可以申请延期，且只能延期一次。", "Only a complex case is extended, and once only.")
            );
        ExtensionAskedBy = by;
        Move(State, reason, by, now, Words.ExtensionAsked);
    }

    /// <exception cref="RuleBrokenException">409: nobody asked, or the caller asked.</exception>
    public void DecideExtension(bool isApproved, string reason, string by, DateTimeOffset now)
    {
        CheckIsUndecided();
        if (ExtensionAskedBy is null)
            throw WrongState();
        if (ExtensionAskedBy == by)
            throw MakerCannotCheck();
        (ExtensionAskedBy, IsExtended) = (null, isApproved);
        Move(State, reason, by, now, isApproved ? Words.ExtensionApproved : Words.ExtensionRefused);
    }

    public void Decide(CaseDecision decision, string by, DateTimeOffset now)
    {
        CheckIs(Words.Assigned, Words.Investigating);
        var today = BankCalendar.DayOf(now);
        IsOnTime = today <= DueOn;
        ExtensionAskedBy = null;
        Keep(decision, by, today);
        Move(Words.Decided, decision.Reasons, by, now);
    }

    /// <summary>Keeps the letter that was sent.</summary>
    public void Reply(string letter, string by, DateTimeOffset now)
    {
        CheckIs(Words.Decided, Words.AppealDecided);
        (Letter, RepliedOn) = (letter, BankCalendar.DayOf(now));
        FirstContactOn ??= RepliedOn;
        Move(Words.Replied, "", by, now);
    }

    /// <summary>Sets the cause that was found, and the measure with its owner and day.</summary>
    public void SetMeasure(CaseMeasure measure, string by, DateTimeOffset now)
    {
        if (Outcome is null)
            throw WrongState();
        (Cause, Measure, MeasureOwner, MeasureDueOn) = (measure.Cause, measure.Text, measure.Owner, measure.DueOn);
        TrainingTopic = measure.TrainingTopic;
        Move(State, measure.Text ?? "", by, now, Words.MeasureSet);
    }

    /// <exception cref="RuleBrokenException">409: not replied to, or its cause is not known yet.</exception>
    public void Close(string by, DateTimeOffset now)
    {
        CheckIs(Words.Replied);
        if (Cause is null)
            throw new RuleBrokenException(
                "case.cause-missing",
                new("结案前请先填写原因分析。", "Find the cause before the case is closed.")
            );
        Move(Words.Closed, "", by, now);
    }

    public void Withdraw(string reason, string by, DateTimeOffset now)
    {
        CheckIsUndecided();
        AnnouncedOn = BankCalendar.DayOf(now);
        Move(Words.Withdrawn, reason, by, now);
    }

    /// <summary>Records the customer's appeal, once.</summary>
    /// <exception cref="RuleBrokenException">409: not replied to, appealed before, or later than 30 days.</exception>
    public void Appeal(string text, string by, DateTimeOffset now)
    {
        CheckIs(Words.Replied, Words.Closed);
        var today = BankCalendar.DayOf(now);
        if (AppealedOn is not null)
            throw new RuleBrokenException(
                "case.appealed-before",
                new("同一投诉只能申请复核一次。", "A complaint is appealed once only.")
            );
        if (today > RepliedOn!.Value.AddDays(CaseClock.DaysToAppeal))
            throw new RuleBrokenException(
                "case.appeal-late",
                new(
                    Invariant($"答复后 {CaseClock.DaysToAppeal} 日内可以申请复核，现已超过。"),
                    Invariant($"An appeal is made within {CaseClock.DaysToAppeal} days of the reply.")
                )
            );
        (AppealedOn, Handler) = (today, null);
        Move(Words.Appealed, text, by, now);
    }

    /// <summary>Decides the appeal: the outcome stays, or is another one from now on.</summary>
    public void DecideAppeal(CaseDecision decision, string by, DateTimeOffset now)
    {
        CheckIs(Words.Appealed);
        CheckIsNew(by);
        var isOther = decision.Outcome != Outcome;
        AppealDecidedBy = by;
        if (isOther)
        {
            IsOverturned = true;
            Keep(decision, DecidedBy!, BankCalendar.DayOf(now));
        }

        Move(Words.AppealDecided, decision.Reasons, by, now);
    }

    /// <summary>Opens a closed case again, with a clock from today.</summary>
    public void Reopen(string reason, string by, DateTimeOffset now)
    {
        CheckIs(Words.Closed);
        (ClockFrom, IsComplex, IsExtended) = (BankCalendar.DayOf(now), false, false);
        (Outcome, Reasons, Consequence, DecidedOn, IsOnTime, AnnouncedOn) = (null, null, null, null, null, null);
        (Handler, AppealedOn, AppealDecidedBy) = (null, null, null);
        Move(Words.Reopened, reason, by, now);
    }

    /// <summary>Erases the contact at the end of its retention.</summary>
    public void ForgetContact()
    {
        (Contact, ContactMark) = (null, null);
        Version++;
    }

    private void Keep(CaseDecision decision, string by, DateOnly today)
    {
        (Outcome, Reasons, Consequence) = (decision.Outcome, decision.Reasons, decision.Consequence);
        (DecidedBy, DecidedOn, AnnouncedOn) = (by, today, today);
    }

    /// <param name="kind">The name of the step, where it is not that of the state.</param>
    private void Move(string state, string text, string by, DateTimeOffset now, string? kind = null)
    {
        State = state;
        DueOn =
            state == Words.Appealed ? AppealedOn!.Value.AddDays(CaseClock.DaysOfAppeal)
            : Words.Undecided.Contains(state, StringComparer.Ordinal)
                ? CaseClock.DueOn(ClockFrom, IsComplex, IsExtended)
            : null;
        ClockEndsOn = DueOn ?? DateOnly.MaxValue;
        _steps.Add(new(_steps.Count + 1, kind ?? state, text, by, now));
        Version++;
    }

    private void CheckIs(params ReadOnlySpan<string> states)
    {
        foreach (var state in states)
            if (State == state)
                return;
        throw WrongState();
    }

    private void CheckIsUndecided()
    {
        if (!Words.Undecided.Contains(State, StringComparer.Ordinal))
            throw WrongState();
    }

    /// <summary>True for a person who handled or decided the case before the appeal.</summary>
    public bool TookPart(string person)
    {
        var appeal = _steps.FindLast(s => s.Kind == Words.Appealed)?.Number ?? int.MaxValue;
        return _steps.Exists(s =>
            s.Number < appeal
            && (
                (s.Kind == Words.Assigned && s.Text == person)
                || (s.Kind is Words.Investigating or Words.StatementAsked or Words.Decided && s.By == person)
            )
        );
    }

    private void CheckIsNew(string person)
    {
        if (TookPart(person))
            throw new RuleBrokenException(
                "case.in-first-decision",
                new(
                    "参与过原处理的人员不能办理复核。",
                    "Nobody who took part in the first decision decides the appeal."
                )
            );
    }

    private static RuleBrokenException MakerCannotCheck() =>
        new("case.maker-cannot-check", new("申请人不能审批自己的申请。", "Somebody else has to approve this."));

    private static RuleBrokenException WrongState() =>
        new("case.wrong-state", new("投诉的状态不允许此操作。", "The state of the case does not allow this."));

    internal sealed class Mapping : IEntityTypeConfiguration<ComplaintCase>
    {
        public void Configure(EntityTypeBuilder<ComplaintCase> builder)
        {
            builder.HasKey(c => c.Number);
            builder.HasIndex(c => c.ComplaintRef).IsUnique();
            builder.HasIndex(c => new { c.State, c.DueOn });
            builder.HasIndex(c => new { c.ClockEndsOn, c.Number });
            builder.HasIndex(c => new { c.ManagerNo, c.ReceivedOn });
            builder.HasIndex(c => new { c.CardRef, c.ReceivedOn });
            builder.HasIndex(c => new { c.ContactMark, c.ReceivedOn });
            builder.HasIndex(c => c.ReceivedOn);
            builder.HasIndex(c => c.FollowUpMark).IsUnique();
            builder.HasIndex(c => c.FormMark).IsUnique();
            builder.Property(c => c.FollowUpMark).HasMaxLength(64);
            builder.Property(c => c.FormMark).HasMaxLength(64);
            builder.Property(c => c.TrainingTopic).HasMaxLength(CaseBounds.Topic);
            builder.Property(c => c.ComplaintRef).HasMaxLength(Lengths.ComplaintRef);
            builder.Property(c => c.Category).HasMaxLength(Lengths.Category);
            builder.Property(c => c.CardRef).HasMaxLength(Lengths.CardRef);
            builder.Property(c => c.ContactMark).HasMaxLength(64);
            builder.Property(c => c.Text).HasMaxLength(CaseBounds.Text);
            builder.Property(c => c.JoinedTo).HasMaxLength(Lengths.ComplaintRef);
            builder.Property(c => c.State).HasMaxLength(20);
            builder.Property(c => c.Handler).HasMaxLength(CaseBounds.User);
            builder.Property(c => c.Statement).HasMaxLength(Lengths.Comment);
            builder.Property(c => c.Outcome).HasMaxLength(20);
            builder.Property(c => c.Reasons).HasMaxLength(Lengths.Comment);
            builder.Property(c => c.Consequence).HasMaxLength(Lengths.Comment);
            builder.Property(c => c.Letter).HasMaxLength(CaseBounds.Letter);
            builder.Property(c => c.Cause).HasMaxLength(60);
            builder.Property(c => c.Measure).HasMaxLength(Lengths.Comment);
            builder.Property(c => c.MeasureOwner).HasMaxLength(CaseBounds.User);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.OwnsMany(
                c => c.Steps,
                steps =>
                {
                    steps.ToTable("CaseSteps");
                    steps.WithOwner().HasForeignKey("CaseNumber");
                    steps.HasKey("CaseNumber", nameof(CaseStep.Number));
                    steps.Property(s => s.Number).ValueGeneratedNever();
                    steps.Property(s => s.Kind).HasMaxLength(20);
                    steps.Property(s => s.Text).HasMaxLength(CaseBounds.Text);
                }
            );
            builder.Navigation(c => c.Steps).HasField("_steps").UsePropertyAccessMode(PropertyAccessMode.Field);
            builder.OwnsMany(
                c => c.Barred,
                barred =>
                {
                    barred.ToTable("BarredFromCases");
                    barred.WithOwner().HasForeignKey("CaseNumber");
                    barred.HasKey("CaseNumber", nameof(BarredPerson.ManagerNo));
                    barred.Property(b => b.ManagerNo).HasMaxLength(Lengths.ManagerNo);
                    barred.Property(b => b.Why).HasMaxLength(20);
                }
            );
            builder.Navigation(c => c.Barred).HasField("_barred").UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }
}

/// <summary>The data of a complaint as it is taken down.</summary>
internal sealed record CaseContent(
    string ManagerNo,
    DateOnly ReceivedOn,
    string Channel,
    string Category,
    string Severity,
    string? CardRef,
    byte[]? Contact,
    string? ContactMark,
    string Text,
    IReadOnlyList<BarredPerson> Barred,
    string? JoinedTo
);

/// <summary>A decision with its reasons, and what follows from it.</summary>
/// <param name="Outcome"><c>upheld</c>, <c>partly-upheld</c> or <c>rejected</c>.</param>
internal sealed record CaseDecision(string Outcome, string Reasons, string? Consequence);

/// <summary>The cause of a complaint and what is done about it.</summary>
/// <param name="Owner">The person who answers for the measure; given with it.</param>
/// <param name="TrainingTopic">What those concerned are to be trained in; null where nothing is needed.</param>
internal sealed record CaseMeasure(
    string Cause,
    string? Text,
    string? Owner,
    DateOnly? DueOn,
    string? TrainingTopic = null
);

/// <summary>Whom a customer's form is about, as the desk found out.</summary>
internal sealed record CaseSubject(
    string ManagerNo,
    string Org,
    string Severity,
    string Category,
    IReadOnlyList<BarredPerson> Barred
);
