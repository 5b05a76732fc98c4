using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// A version of a customer's complaint. Superseded versions are kept, so that the data a close took into account can be
/// counted again.
/// </summary>
internal sealed class Complaint
{
    public static readonly string[] Channels = ["phone", "email", "online", "post", "branch", "regulator"];
    public static readonly string[] Severities = ["minor", "major", "severe"];
    public static readonly string[] Outcomes = ["upheld", "rejected"];

    /// <summary>
    /// The calendar days for deciding a simple complaint (银行业保险业消费投诉处理管理办法, 2020); a
    /// complicated one may be extended to 30.
    /// </summary>
    public const int DaysToDecide = 15;

    private Complaint() { }

    public string ComplaintRef { get; private set; } = "";

    /// <summary>The reference in small letters: two that differ in case only are the same complaint.</summary>
    public string FoldedRef { get; private set; } = "";

    /// <summary>1, 2, 3 … for this complaint.</summary>
    public int Version { get; private set; }

    public string ManagerNo { get; private set; } = "";
    public DateOnly ReceivedOn { get; private set; }

    /// <summary><c>phone</c>, <c>email</c>, <c>online</c>, <c>post</c>, <c>branch</c> or <c>regulator</c>.</summary>
    public string Channel { get; private set; } = "";

    /// <summary>The subject of the complaint. Known to Feedback only.</summary>
    public string Category { get; private set; } = "";

    /// <summary><c>minor</c>, <c>major</c> or <c>severe</c>.</summary>
    public string Severity { get; private set; } = "";

    /// <summary><c>upheld</c> or <c>rejected</c>; null while undecided.</summary>
    public string? Outcome { get; private set; }

    public DateOnly? ResolvedOn { get; private set; }

    /// <summary>Number of the first close that takes this version into account.</summary>
    public int KnownFrom { get; private set; }

    /// <summary>
    /// Number of the first close that no longer takes it into account; null while it is the current version.
    /// </summary>
    public int? KnownUntil { get; private set; }

    /// <summary>Last day for the decision; null once decided.</summary>
    public DateOnly? DueOn => Outcome is null ? ReceivedOn.AddDays(DaysToDecide) : null;

    public ComplaintContent Content => new(ManagerNo, ReceivedOn, Channel, Category, Severity, Outcome, ResolvedOn);

    /// <summary>Creates the first version.</summary>
    /// <exception cref="RuleBrokenException">
    /// A decision without a day, a day without a decision, or a decision before the day of receipt.
    /// </exception>
    public static Complaint Receive(string complaintRef, ComplaintContent content, int nextClose) =>
        Write(complaintRef, 1, content, nextClose);

    /// <summary>Supersedes this version by new data about the complaint; null when nothing has changed.</summary>
    /// <inheritdoc cref="Receive"/>
    public Complaint? Revise(ComplaintContent content, int nextClose)
    {
        if (KnownUntil is not null)
            throw new InvalidOperationException("Only the current version is revised.");
        if (content == Content)
            return null;
        var next = Write(ComplaintRef, Version + 1, content, nextClose);
        KnownUntil = nextClose;
        return next;
    }

    /// <summary>The complaint as announced, without its subject.</summary>
    /// <param name="changed">Closed months that this version changes.</param>
    /// <param name="by">
    /// Person or system that brought it; always named, because Performance may have closed a month this service has not
    /// heard of.
    /// </param>
    public ComplaintState ToState(IReadOnlyList<ChangedMonth> changed, string by) =>
        new(
            ComplaintRef: ComplaintRef,
            Version: Version,
            KnownFrom: KnownFrom,
            ManagerNo: ManagerNo,
            Severity: Severity,
            Outcome: Outcome,
            ResolvedOn: ResolvedOn,
            ChangedBy: by,
            ChangedMonths: changed.Count == 0 ? null : changed
        );

    /// <summary>
    /// Closed months whose complaints this version changes: that of the decision it supersedes and that of its own.
    /// Empty where the decision stays as it was.
    /// </summary>
    /// <param name="before">The version before; null for a first version.</param>
    public IReadOnlyList<ChangedMonth> ClosedMonthsChanged(Complaint? before, ClosedMonths closed)
    {
        if (before is not null && before.Decision == Decision)
            return [];
        return
        [
            .. new[] { before, this }
                .Where(c => c is { Outcome: not null, ResolvedOn: not null })
                .Select(c => new ChangedMonth(c!.ManagerNo, Period.MonthOf(c.ResolvedOn!.Value)))
                .Where(c => closed.Includes(c.Month))
                .Distinct(),
        ];
    }

    private (string ManagerNo, string Severity, string? Outcome, DateOnly? ResolvedOn) Decision =>
        (ManagerNo, Severity, Outcome, ResolvedOn);

    private static Complaint Write(string complaintRef, int version, ComplaintContent content, int nextClose)
    {
        if (content.Outcome is not null && content.ResolvedOn is null)
            throw new RuleBrokenException(
                "complaint.decided-without-a-day",
                new Text("有处理结果就必须有办结日期。", "A decided complaint has the day it was resolved on.")
            );
        if (content.Outcome is null && content.ResolvedOn is not null)
            throw new RuleBrokenException(
                "complaint.resolved-without-outcome",
                new Text("有办结日期就必须有处理结果。", "A complaint resolved on a day has an outcome.")
            );
        if (content.ResolvedOn < content.ReceivedOn)
            throw new RuleBrokenException(
                "complaint.resolved-before-received",
                new Text("办结日期早于受理日期。", "Decided before it was received.")
            );
        return new()
        {
            ComplaintRef = complaintRef,
            FoldedRef = AlikeCodes.Fold(complaintRef),
            Version = version,
            ManagerNo = content.ManagerNo,
            ReceivedOn = content.ReceivedOn,
            Channel = content.Channel,
            Category = content.Category,
            Severity = content.Severity,
            Outcome = content.Outcome,
            ResolvedOn = content.ResolvedOn,
            KnownFrom = nextClose,
        };
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Complaint>
    {
        public void Configure(EntityTypeBuilder<Complaint> builder)
        {
            builder.HasKey(c => new { c.ComplaintRef, c.Version });
            builder.HasIndex(c => new { c.ManagerNo, c.ComplaintRef });
            builder.HasIndex(c => new { c.KnownFrom, c.KnownUntil });
            builder.HasIndex(c => c.FoldedRef);
        }
    }
}

/// <summary>The data of a complaint.</summary>
internal sealed record ComplaintContent(
    string ManagerNo,
    DateOnly ReceivedOn,
    string Channel,
    string Category,
    string Severity,
    string? Outcome,
    DateOnly? ResolvedOn
);
