using System.ComponentModel.DataAnnotations;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>Says which manager a customer's form is about, how severe it is, and what about.</summary>
internal static class IdentifyCase
{
    /// <param name="Category">The code of a category, or words.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required, AllowedValues("minor", "major", "severe")] string? Severity,
        [property: Required, MaxLength(Lengths.Category)] string? Category
    );

    public static async Task<Ok<CaseAnswer>> Handle(
        string complaintRef,
        Request request,
        Caller caller,
        PartOfBankFinder part,
        CaseDesk desk,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var managerNo = Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo") ?? "";
        var category = CaseBounds.Read(request.Category, "category", Lengths.Category);
        var own = await part.FindAsync(ct);
        return await desk.ActAsync(
            complaintRef,
            caller,
            async (one, now) =>
            {
                var org =
                    await db.Set<KnownManager>()
                        .AsNoTracking()
                        .Where(m => m.ManagerNo == managerNo)
                        .OfManagersWithin(own, m => m.ManagerNo, db, clock)
                        .Select(KnownManager.OrgOn(one.ReceivedOn))
                        .FirstOrDefaultAsync(ct)
                    ?? throw RuleBrokenException.NotFound("manager");
                var barred = await Recusal.OfAsync(managerNo, [], one.ReceivedOn, db, ct);
                trail.Change("manager", one.ManagerNo, managerNo);
                one.Identify(new(managerNo, org, request.Severity!, category, barred), caller.Id, now);
            },
            ct
        );
    }
}
