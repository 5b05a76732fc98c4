using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Talks;

/// <summary>Records a talk held with a manager in the caller's part of the bank.</summary>
internal static class RecordTalk
{
    /// <param name="Kind">The kind, from <see cref="Talk.Kinds"/>.</param>
    public sealed record Request(
        [property: Required, MaxLength(32)] string? ManagerNo,
        [property: Required] DateOnly? HeldOn,
        [property: Required, AllowedValues("performance", "one-to-one", "interview")] string? Kind,
        [property: Required, MaxLength(Talk.LongestText)] string? Said,
        [property: MaxLength(Talk.LongestText)] string? Agreed,
        DateOnly? NextOn
    );

    public static async Task<Created<TalkRoutes.Answer>> Handle(
        Request request,
        Caller caller,
        PartOfBankFinder part,
        BankBounds bounds,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (bounds.OfPlanned(request.HeldOn!.Value) is { } early)
            throw early.Of("heldOn");
        if (request.NextOn is { } next && bounds.OfPlanned(next) is { } late)
            throw late.Of("nextOn");
        var managerNo = Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo") ?? "";
        var known = await db.Set<KnownManager>()
            .AsNoTracking()
            .Where(m => m.ManagerNo == managerNo)
            .OfManagersWithin(await part.FindAsync(ct), m => m.ManagerNo, db, clock)
            .AnyAsync(ct);
        if (!known)
            throw RuleBrokenException.NotFound("manager");
        var talk = Talk.Record(
            managerNo,
            request.HeldOn.Value,
            request.Kind!,
            request.Said!,
            request.Agreed,
            request.NextOn,
            caller.Id,
            BankCalendar.Today(clock),
            clock.GetUtcNow()
        );
        trail.About(talk.Id.ToString());
        db.Talks.Add(talk);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/feedback/talks/{talk.Id}", TalkRoutes.Show(talk));
    }
}
