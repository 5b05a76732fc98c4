using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>Takes down a complaint as a case, after showing those it may repeat.</summary>
internal static class ReceiveComplaint
{
    /// <summary>
    /// The days in which a complaint about the same card or of the same customer may be the same matter.
    /// </summary>
    public const int DaysAlike = 30;

    private const int MostAlike = 20;

    // Without letters and digits that are taken for one another.
    public const string RefLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <param name="Category">The subject, in words.</param>
    /// <param name="CardRef">An opaque reference of the card; null where none is concerned.</param>
    /// <param name="Contact">
    /// The customer's telephone or address, which is stored sealed; null where none was given.
    /// </param>
    /// <param name="Involved">The numbers of other managers the complaint names.</param>
    /// <param name="JoinTo">The earlier complaint of the same matter; null where it is a new one.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required] DateOnly? ReceivedOn,
        [property: Required, AllowedValues("phone", "email", "online", "post", "branch", "regulator")] string? Channel,
        [property: Required, MaxLength(Lengths.Category)] string? Category,
        [property: Required, AllowedValues("minor", "major", "severe")] string? Severity,
        [property: MaxLength(Lengths.CardRef)] string? CardRef,
        [property: MaxLength(CaseBounds.Contact)] string? Contact,
        [property: Required, MaxLength(CaseBounds.Text)] string? Text,
        [property: MaxLength(CaseBounds.Involved)] IReadOnlyList<string>? Involved,
        [property: MaxLength(Lengths.ComplaintRef)] string? JoinTo
    );

    /// <param name="CardRef">An opaque reference of the card; null where none is concerned.</param>
    /// <param name="Contact">The customer's contact; null where none was given.</param>
    public sealed record AlikeRequest(
        [property: MaxLength(Lengths.CardRef)] string? CardRef,
        [property: MaxLength(CaseBounds.Contact)] string? Contact
    );

    /// <param name="Complaints">The complaints of the last 30 days, the newest first; 20 at most.</param>
    public sealed record AlikeAnswer(IReadOnlyList<Alike> Complaints);

    /// <param name="By"><c>card</c> or <c>contact</c>: what is the same.</param>
    public sealed record Alike(string ComplaintRef, DateOnly ReceivedOn, string Category, string State, string By);

    /// <summary>The answer to the person who took it down: no more, because they may be one it concerns.</summary>
    public sealed record Answer(string ComplaintRef, DateOnly DueOn);

    public static async Task<Created<Answer>> Handle(
        Request request,
        Caller caller,
        PartOfBankFinder part,
        BankBounds bounds,
        ContactSafe safe,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (bounds.OfHappened(request.ReceivedOn!.Value) is { } refused)
            throw refused.Of("receivedOn");
        var managerNo = Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo") ?? "";
        var involved = await ReadInvolvedAsync(request.Involved, db, ct);
        var (cardRef, contact) = ReadCustomer(request.CardRef, request.Contact, safe);
        var text = CaseBounds.Read(request.Text, "text", CaseBounds.Text);
        var category = CaseBounds.Read(request.Category, "category", Lengths.Category);
        var own = await part.FindAsync(ct);
        var org =
            await db.Set<KnownManager>()
                .AsNoTracking()
                .Where(m => m.ManagerNo == managerNo)
                .OfManagersWithin(own, m => m.ManagerNo, db, clock)
                .Select(KnownManager.OrgOn(request.ReceivedOn.Value))
                .FirstOrDefaultAsync(ct)
            ?? throw RuleBrokenException.NotFound("manager");
        var joinTo = Codes.Read(request.JoinTo, Lengths.ComplaintRef, "joinTo");
        if (joinTo is not null)
            await db.CasesOf(caller, own).FindAsync(joinTo, ct);

        var complaintRef = NewRef(request.ReceivedOn.Value);
        var content = new CaseContent(
            managerNo,
            request.ReceivedOn.Value,
            request.Channel!,
            category,
            request.Severity!,
            cardRef,
            contact is null ? null : safe.Seal(contact, complaintRef),
            contact is null ? null : safe.Mark(contact),
            text,
            await Recusal.OfAsync(managerNo, involved, request.ReceivedOn.Value, db, ct),
            joinTo
        );
        var received = ComplaintCase.Receive(complaintRef, content, org, caller.Id, clock.GetUtcNow());
        db.Cases.Add(received);
        trail.About(complaintRef);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            $"/feedback/complaint-cases/{complaintRef}",
            new Answer(complaintRef, received.DueOn!.Value)
        );
    }

    /// <summary>
    /// Finds complaints that may be the same matter. The contact is in the body, so that no log has it.
    /// </summary>
    public static async Task<Ok<AlikeAnswer>> FindAlike(
        AlikeRequest request,
        Caller caller,
        PartOfBankFinder part,
        ContactSafe safe,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (cardRef, contact) = ReadCustomer(request.CardRef, request.Contact, safe);
        var mark = contact is null ? null : safe.Mark(contact);
        var since = BankCalendar.Today(clock).AddDays(-DaysAlike);
        var cases = db.CasesOf(caller, await part.FindAsync(ct)).AsNoTracking().Where(c => c.ReceivedOn >= since);
        var found = new List<Alike>();
        if (cardRef is not null)
            found.AddRange(await AlikeBy("card", cases.Where(c => c.CardRef == cardRef)));
        if (mark is not null)
            found.AddRange(await AlikeBy("contact", cases.Where(c => c.ContactMark == mark)));
        return TypedResults.Ok(
            new AlikeAnswer([
                .. found
                    .DistinctBy(a => a.ComplaintRef, StringComparer.Ordinal)
                    .OrderByDescending(a => a.ReceivedOn)
                    .ThenBy(a => a.ComplaintRef, StringComparer.Ordinal)
                    .Take(MostAlike),
            ])
        );

        Task<List<Alike>> AlikeBy(string by, IQueryable<ComplaintCase> some) =>
            some.OrderByDescending(c => c.ReceivedOn)
                .ThenBy(c => c.Number)
                .Take(MostAlike)
                .Select(c => new Alike(c.ComplaintRef, c.ReceivedOn, c.Category, c.State, by))
                .ToListAsync(ct);
    }

    private static (string? CardRef, string? Contact) ReadCustomer(string? card, string? contact, ContactSafe safe)
    {
        var cardRef = Codes.Read(card, Lengths.CardRef, "cardRef");
        if (cardRef is not null && CardNumbers.IsIn(cardRef))
            throw CardNumbers.Refusal.Of("cardRef");
        var typed = CaseBounds.ReadIfAny(contact, "contact", CaseBounds.Contact);
        if (typed is not null && !safe.IsOpen)
            throw new RuleBrokenException(
                "case.contact-not-kept",
                new(
                    "本系统未设置联系方式的加密密钥（Complaints:ContactKeyFile），不能登记联系方式。",
                    "No key is set for contacts (Complaints:ContactKeyFile), so none can be taken down."
                )
            );
        return (cardRef, typed);
    }

    private static async Task<List<string>> ReadInvolvedAsync(
        IReadOnlyList<string>? given,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var involved = (given ?? [])
            .Select(no => Codes.Read(no, Lengths.ManagerNo, "involved"))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var known = await db.Set<KnownManager>().CountAsync(m => involved.Contains(m.ManagerNo), ct);
        return known == involved.Count ? involved : throw RuleBrokenException.NotFound("manager");
    }

    /// <summary>A reference that tells nothing but the day, and that nobody guesses from another.</summary>
    public static string NewRef(DateOnly day) =>
        Invariant($"C-{day:yyyyMMdd}-{RandomNumberGenerator.GetString(RefLetters, 8)}");
}
