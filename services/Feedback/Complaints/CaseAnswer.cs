using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Words = CardTeam.Feedback.Complaints.CaseWords;

namespace CardTeam.Feedback.Complaints;

/// <summary>A case as the desk sees it, with its course and what may be done next.</summary>
/// <param name="Contact">The customer's contact; for the handler only, otherwise null.</param>
/// <param name="HasContact">True where a contact is kept.</param>
/// <param name="ManagerNo">The manager it is about; empty while nobody has found out.</param>
/// <param name="IsPublic">True for a complaint that a customer sent by the public form.</param>
/// <param name="State">One of <see cref="Words.States"/>.</param>
/// <param name="DueOn">The last day of the clock that runs; null where none does.</param>
/// <param name="Next">
/// The steps that the case's state and the caller's role allow: <c>identify</c>, <c>accept</c>, <c>assign</c>, <c>investigate</c>,
/// <c>ask-statement</c>, <c>make-complex</c>, <c>ask-extension</c>, <c>decide-extension</c>, <c>decide</c>,
/// <c>reply</c>, <c>measure</c>, <c>close</c>, <c>withdraw</c>, <c>appeal</c>, <c>decide-appeal</c>, <c>reopen</c>.
/// </param>
internal sealed record CaseAnswer(
    string ComplaintRef,
    string ManagerNo,
    string? Name,
    string Org,
    string? OrgName,
    DateOnly ReceivedOn,
    string Channel,
    string Category,
    string Severity,
    string? CardRef,
    string? Contact,
    bool HasContact,
    string Text,
    IReadOnlyList<string> Involved,
    string? JoinedTo,
    string State,
    bool IsComplex,
    bool IsExtended,
    string? ExtensionAskedBy,
    DateOnly? DueOn,
    string? Handler,
    DateTimeOffset? StatementAskedAt,
    string? Statement,
    string? Outcome,
    string? Reasons,
    string? Consequence,
    string? DecidedBy,
    DateOnly? DecidedOn,
    bool? IsOnTime,
    string? Letter,
    DateOnly? RepliedOn,
    DateOnly? AppealedOn,
    string? AppealDecidedBy,
    bool IsOverturned,
    string? Cause,
    string? Measure,
    string? MeasureOwner,
    DateOnly? MeasureDueOn,
    string? TrainingTopic,
    bool IsPublic,
    IReadOnlyList<CaseAnswer.File> Attachments,
    IReadOnlyList<CaseStep> Steps,
    IReadOnlyList<string> Next
)
{
    /// <param name="Type">The content type that the bytes have.</param>
    /// <param name="Size">In bytes.</param>
    public sealed record File(Guid Id, string Name, string Type, int Size);

    public static async Task<CaseAnswer> OfAsync(
        ComplaintCase c,
        Caller caller,
        FeedbackDbContext db,
        ContactSafe safe,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        new(
            ComplaintRef: c.ComplaintRef,
            ManagerNo: c.ManagerNo,
            Name: await db
                .ManagerNames.Where(n => n.ManagerNo == c.ManagerNo)
                .Select(n => n.Name)
                .FirstOrDefaultAsync(ct),
            Org: c.Org,
            OrgName: await db.OrgUnits.Where(u => u.Code == c.Org).Select(u => u.Name).FirstOrDefaultAsync(ct),
            ReceivedOn: c.ReceivedOn,
            Channel: c.Channel,
            Category: c.Category,
            Severity: c.Severity,
            CardRef: c.CardRef,
            Contact: c.Contact is { } contact && c.Handler == caller.Id && safe.IsOpen
                ? safe.Open(contact, c.ComplaintRef)
                : null,
            HasContact: c.Contact is not null,
            Text: c.Text,
            Involved: [.. c.Barred.Where(b => b.Why == BarredPerson.AlsoInvolved).Select(b => b.ManagerNo)],
            JoinedTo: c.JoinedTo,
            State: c.State,
            IsComplex: c.IsComplex,
            IsExtended: c.IsExtended,
            ExtensionAskedBy: c.ExtensionAskedBy,
            DueOn: c.DueOn,
            Handler: c.Handler,
            StatementAskedAt: c.StatementAskedAt,
            Statement: c.Statement,
            Outcome: c.Outcome,
            Reasons: c.Reasons,
            Consequence: c.Consequence,
            DecidedBy: c.DecidedBy,
            DecidedOn: c.DecidedOn,
            IsOnTime: c.IsOnTime,
            Letter: c.Letter,
            RepliedOn: c.RepliedOn,
            AppealedOn: c.AppealedOn,
            AppealDecidedBy: c.AppealDecidedBy,
            IsOverturned: c.IsOverturned,
            Cause: c.Cause,
            Measure: c.Measure,
            MeasureOwner: c.MeasureOwner,
            MeasureDueOn: c.MeasureDueOn,
            TrainingTopic: c.TrainingTopic,
            IsPublic: c.FollowUpMark is not null,
            Attachments: await db
                .CaseAttachments.AsNoTracking()
                .Where(a => a.ComplaintRef == c.ComplaintRef)
                .OrderBy(a => a.Id)
                .Select(a => new File(a.Id, a.Name, a.Type, a.Size))
                .ToListAsync(ct),
            Steps: c.Steps,
            Next: [.. NextOf(c, caller, BankCalendar.Today(clock))]
        );

    private static IEnumerable<string> NextOf(ComplaintCase c, Caller caller, DateOnly today)
    {
        if (!caller.IsAny(Roles.ComplaintDesk, Roles.Hr))
            yield break;
        if (c.ExtensionAskedBy is { } asker && asker != caller.Id && IsUndecided(c))
            yield return "decide-extension";
        if (!caller.Is(Roles.ComplaintDesk))
            yield break;
        foreach (var step in OfDesk(c, caller, today))
            yield return step;
    }

    private static IEnumerable<string> OfDesk(ComplaintCase c, Caller caller, DateOnly today)
    {
        if (c.State == Words.Received && c.FollowUpMark is not null)
            yield return "identify";
        if (c.State == Words.Received && c.ManagerNo.Length > 0)
            yield return "accept";
        if (c.State is Words.Accepted or Words.Assigned or Words.Investigating or Words.Reopened or Words.Appealed)
            yield return "assign";
        if (c.State is Words.Assigned or Words.Investigating)
        {
            yield return "investigate";
            if (c.StatementAskedAt is null)
                yield return "ask-statement";
            yield return "decide";
        }

        if (IsUndecided(c))
        {
            if (!c.IsComplex)
                yield return "make-complex";
            else if (!c.IsExtended && c.ExtensionAskedBy is null)
                yield return "ask-extension";
            yield return "withdraw";
        }

        if (c.State is Words.Decided or Words.AppealDecided)
            yield return "reply";
        if (c.Outcome is not null)
            yield return "measure";
        if (c.State == Words.Replied && c.Cause is not null)
            yield return "close";
        if (
            c.State is Words.Replied or Words.Closed
            && c.AppealedOn is null
            && today <= c.RepliedOn!.Value.AddDays(CaseClock.DaysToAppeal)
        )
            yield return "appeal";
        if (c.State == Words.Appealed && !c.TookPart(caller.Id))
            yield return "decide-appeal";
        if (c.State == Words.Closed)
            yield return "reopen";
    }

    private static bool IsUndecided(ComplaintCase c) => Words.Undecided.Contains(c.State, StringComparer.Ordinal);
}
