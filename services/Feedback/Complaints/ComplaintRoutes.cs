using CardTeam.Feedback.Data;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Roster;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

internal static class ComplaintRoutes
{
    /// <param name="DueOn">Last day to decide, <see cref="Complaint.DaysToDecide"/> calendar days after it was received; null once decided.</param>
    public sealed record Answer(
        string ComplaintRef, string ManagerNo, DateOnly ReceivedOn, string Channel, string Category, string Severity, string? Outcome, DateOnly? ResolvedOn,
        DateOnly? DueOn, int Version);

    public static void MapComplaints(this IEndpointRouteBuilder app) =>
        app.MapGet("/complaints", List).WithTags("Complaints")
            .RequireRoles(Roles.ComplaintDesk, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    /// <summary>The complaints as now known, by reference.</summary>
    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page, string? manager, string? status, PartOfBankFinder part, FeedbackDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var after = page.AfterKey();
        var complaints = db.Complaints.AsNoTracking().Where(c => c.KnownUntil == null && string.Compare(c.ComplaintRef, after) > 0)
            .OfManagersWithin(await part.FindAsync(ct), c => c.ManagerNo, db, clock);
        if (manager is not null) complaints = complaints.Where(c => c.ManagerNo == manager);
        complaints = status switch
        {
            null => complaints,
            "open" => complaints.Where(c => c.Outcome == null),
            "decided" => complaints.Where(c => c.Outcome != null),
            "upheld" or "rejected" => complaints.Where(c => c.Outcome == status),
            _ => throw new RuleBrokenException("complaint.unknown-status",
                new Text("status 应为 open、decided、upheld 或 rejected。", "status is open, decided, upheld or rejected."), status: 400),
        };
        var found = await complaints.OrderBy(c => c.ComplaintRef).ToPageAsync(page, c => c.ComplaintRef, ct);
        return new(found.Items.Select(c => new Answer(
            c.ComplaintRef, c.ManagerNo, c.ReceivedOn, c.Channel, c.Category, c.Severity, c.Outcome, c.ResolvedOn, c.DueOn, c.Version)).ToList(), found.Next);
    }
}
