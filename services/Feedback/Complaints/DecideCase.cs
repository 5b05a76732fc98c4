using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Feedback.Complaints;

/// <summary>Decides a case, replies to the customer, says what caused it and what is done, and closes it.</summary>
internal static class DecideCase
{
    /// <param name="Outcome"><c>upheld</c>, <c>partly-upheld</c> or <c>rejected</c>.</param>
    /// <param name="Consequence">What follows for those concerned; null where nothing does.</param>
    public sealed record Request(
        [property: Required, AllowedValues("upheld", "partly-upheld", "rejected")] string? Outcome,
        [property: Required, MaxLength(Lengths.Comment)] string? Reasons,
        [property: MaxLength(Lengths.Comment)] string? Consequence
    )
    {
        public CaseDecision Read() =>
            new(Outcome!, CaseBounds.Read(Reasons, "reasons"), CaseBounds.ReadIfAny(Consequence, "consequence"));
    }

    /// <param name="Letter">The letter as it is sent.</param>
    public sealed record ReplyRequest([property: Required, MaxLength(CaseBounds.Letter)] string? Letter);

    /// <param name="Cause">The code of a cause in the tree of causes.</param>
    /// <param name="Measure">What is done so that it does not happen again; null where nothing is.</param>
    /// <param name="Owner">The person who answers for the measure.</param>
    /// <param name="TrainingTopic">
    /// What the manager is to be trained in, for an upheld complaint; null where nothing is needed.
    /// </param>
    public sealed record MeasureRequest(
        [property: Required] string? Cause,
        [property: MaxLength(Lengths.Comment)] string? Measure,
        [property: MaxLength(CaseBounds.User)] string? Owner,
        DateOnly? DueOn,
        [property: MaxLength(CaseBounds.Topic)] string? TrainingTopic
    );

    public static Task<Ok<CaseAnswer>> Handle(
        string complaintRef,
        Request request,
        Caller caller,
        CaseDesk desk,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var decision = request.Read();
        trail.Note("outcome", decision.Outcome);
        return desk.ActAsync(complaintRef, caller, (one, now) => one.Decide(decision, caller.Id, now), ct);
    }

    public static Task<Ok<CaseAnswer>> Reply(
        string complaintRef,
        ReplyRequest request,
        Caller caller,
        CaseDesk desk,
        CancellationToken ct
    )
    {
        var letter = CaseBounds.Read(request.Letter, "letter", CaseBounds.Letter);
        return desk.ActAsync(complaintRef, caller, (one, now) => one.Reply(letter, caller.Id, now), ct);
    }

    public static async Task<Ok<CaseAnswer>> SetMeasure(
        string complaintRef,
        MeasureRequest request,
        Caller caller,
        BankBounds bounds,
        CaseDesk desk,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        await Topics.CheckCauseAsync(request.Cause!, db, ct);
        if (request.DueOn is { } day && bounds.OfPlanned(day) is { } refused)
            throw refused.Of("dueOn");
        var text = CaseBounds.ReadIfAny(request.Measure, "measure");
        var owner = TypedText.Read(request.Owner, CaseBounds.User, "owner");
        if (text is not null != (owner is not null && request.DueOn is not null))
            throw new RuleBrokenException(
                "case.measure-incomplete",
                new("整改措施应同时写明责任人和完成日期。", "A measure has an owner and a day."),
                status: 400
            );
        var topic = TypedText.Read(request.TrainingTopic, CaseBounds.Topic, "trainingTopic");
        var measure = new CaseMeasure(request.Cause!, text, owner, request.DueOn, topic);
        return await desk.ActAsync(
            complaintRef,
            caller,
            (one, now) =>
            {
                var before = one.TrainingTopic;
                one.SetMeasure(measure, caller.Id, now);
                if (topic is not null && topic != before && one.AnnouncedOutcome == CaseWords.Upheld)
                    db.Announce(
                        new TrainingNeeded(
                            "complaint",
                            one.ComplaintRef,
                            one.ManagerNo,
                            topic,
                            BankCalendar.DayOf(now)
                        ),
                        "training-needs"
                    );
            },
            ct
        );
    }

    public static Task<Ok<CaseAnswer>> Close(string complaintRef, Caller caller, CaseDesk desk, CancellationToken ct) =>
        desk.ActAsync(complaintRef, caller, (one, now) => one.Close(caller.Id, now), ct);
}
