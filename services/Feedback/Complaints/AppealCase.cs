using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Takes down a customer's appeal, which somebody new decides; withdraws a complaint; and opens a closed one again.
/// </summary>
internal static class AppealCase
{
    public static Task<Ok<CaseAnswer>> Handle(
        string complaintRef,
        HandleCase.TextRequest request,
        Caller caller,
        CaseDesk desk,
        CancellationToken ct
    )
    {
        var text = CaseBounds.Read(request.Text, "text");
        return desk.ActAsync(complaintRef, caller, (one, now) => one.Appeal(text, caller.Id, now), ct);
    }

    public static Task<Ok<CaseAnswer>> Decide(
        string complaintRef,
        DecideCase.Request request,
        Caller caller,
        CaseDesk desk,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var decision = request.Read();
        trail.Note("outcome", decision.Outcome);
        return desk.ActAsync(complaintRef, caller, (one, now) => one.DecideAppeal(decision, caller.Id, now), ct);
    }

    public static Task<Ok<CaseAnswer>> Withdraw(
        string complaintRef,
        HandleCase.TextRequest request,
        Caller caller,
        CaseDesk desk,
        CancellationToken ct
    )
    {
        var text = CaseBounds.Read(request.Text, "text");
        return desk.ActAsync(complaintRef, caller, (one, now) => one.Withdraw(text, caller.Id, now), ct);
    }

    public static Task<Ok<CaseAnswer>> Reopen(
        string complaintRef,
        HandleCase.TextRequest request,
        Caller caller,
        CaseDesk desk,
        CancellationToken ct
    )
    {
        var text = CaseBounds.Read(request.Text, "text");
        return desk.ActAsync(complaintRef, caller, (one, now) => one.Reopen(text, caller.Id, now), ct);
    }
}
