using System.ComponentModel.DataAnnotations;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>Accepts a case, gives it to a handler, notes what was found, and asks for more time.</summary>
internal static class HandleCase
{
    /// <param name="Text">The reason, or what was found.</param>
    public sealed record TextRequest([property: Required, MaxLength(Lengths.Comment)] string? Text);

    /// <param name="To">The handler; null for oneself.</param>
    public sealed record AssignRequest([property: MaxLength(CaseBounds.User)] string? To);

    public sealed record ExtensionRequest(
        [property: Required] bool? IsApproved,
        [property: Required, MaxLength(Lengths.Comment)] string? Text
    );

    /// <param name="Handlers">The people of the desk whom the case does not concern.</param>
    public sealed record HandlersAnswer(IReadOnlyList<string> Handlers);

    public static Task<Ok<CaseAnswer>> Accept(
        string complaintRef,
        Caller caller,
        CaseDesk desk,
        CancellationToken ct
    ) => desk.ActAsync(complaintRef, caller, (one, now) => one.Accept(caller.Id, now), ct);

    public static Task<Ok<CaseAnswer>> Assign(
        string complaintRef,
        AssignRequest request,
        Caller caller,
        CaseDesk desk,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var to = TypedText.Read(request.To, CaseBounds.User, "to") ?? caller.Id;
        return desk.ActAsync(
            complaintRef,
            caller,
            async (one, now) =>
            {
                await CheckHandlerAsync(one, to, caller, db, ct);
                trail.Change("handler", one.Handler ?? "", to);
                one.Assign(to, caller.Id, now);
            },
            ct
        );
    }

    public static async Task<Ok<HandlersAnswer>> ListHandlers(
        string complaintRef,
        Caller caller,
        PartOfBankFinder part,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var one = await db.CasesOf(caller, await part.FindAsync(ct)).AsNoTracking().FindAsync(complaintRef, ct);
        var barred = one.Barred.Select(b => b.ManagerNo).ToList();
        var handlers = await db
            .CaseHandlers.AsNoTracking()
            .Where(h => h.ManagerNo == null || !barred.Contains(h.ManagerNo))
            .OrderBy(h => h.UserId)
            .Select(h => h.UserId)
            .Take(Lengths.Search)
            .ToListAsync(ct);
        return TypedResults.Ok(
            new HandlersAnswer([.. handlers.Where(h => one.State != CaseWords.Appealed || !one.TookPart(h))])
        );
    }

    public static Task<Ok<CaseAnswer>> Investigate(
        string complaintRef,
        TextRequest request,
        Caller caller,
        CaseDesk desk,
        CancellationToken ct
    )
    {
        var text = CaseBounds.Read(request.Text, "text");
        return desk.ActAsync(complaintRef, caller, (one, now) => one.Investigate(text, caller.Id, now), ct);
    }

    public static Task<Ok<CaseAnswer>> MakeComplex(
        string complaintRef,
        TextRequest request,
        Caller caller,
        CaseDesk desk,
        CancellationToken ct
    )
    {
        var text = CaseBounds.Read(request.Text, "text");
        return desk.ActAsync(complaintRef, caller, (one, now) => one.MakeComplex(text, caller.Id, now), ct);
    }

    public static Task<Ok<CaseAnswer>> AskExtension(
        string complaintRef,
        TextRequest request,
        Caller caller,
        CaseDesk desk,
        CancellationToken ct
    )
    {
        var text = CaseBounds.Read(request.Text, "text");
        return desk.ActAsync(complaintRef, caller, (one, now) => one.AskExtension(text, caller.Id, now), ct);
    }

    public static Task<Ok<CaseAnswer>> DecideExtension(
        string complaintRef,
        ExtensionRequest request,
        Caller caller,
        CaseDesk desk,
        CancellationToken ct
    )
    {
        var text = CaseBounds.Read(request.Text, "text");
        return desk.ActAsync(
            complaintRef,
            caller,
            (one, now) => one.DecideExtension(request.IsApproved!.Value, text, caller.Id, now),
            ct
        );
    }

    /// <summary>
    /// Lets a person of the desk take a case themselves, or give it to one who has taken one before and whom it does
    /// not concern.
    /// </summary>
    private static async Task CheckHandlerAsync(
        ComplaintCase one,
        string to,
        Caller caller,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var known = await db.CaseHandlers.FirstOrDefaultAsync(h => h.UserId == to, ct);
        if (to == caller.Id)
        {
            if (known is not null && known.ManagerNo != caller.ManagerNo)
                db.Remove(known);
            if (known?.ManagerNo != caller.ManagerNo || known is null)
                db.CaseHandlers.Add(new(caller.Id, caller.ManagerNo));
            return;
        }

        if (known is null || one.Barred.Any(b => b.ManagerNo == known.ManagerNo))
            throw new RuleBrokenException(
                "case.unknown-handler",
                new(
                    "该人员不能承办此投诉：须为承办过投诉且与此投诉无关的人员。",
                    "Cases are given to people of the desk who have taken one before and whom this one does not concern."
                ),
                status: 400
            );
    }
}
