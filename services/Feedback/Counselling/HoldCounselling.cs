using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Counselling;

/// <summary>
/// A counsellor's room: the cases that are sealed for them, which open with their unlocked key only. What is opened is
/// an entry of the audit, by the opaque id of the case.
/// </summary>
internal static class HoldCounselling
{
    /// <param name="Cases">The open cases, the oldest first, then those of before; 200 at most.</param>
    public sealed record CasesAnswer(IReadOnlyList<Row> Cases);

    /// <param name="State"><c>asked</c>, <c>appointed</c> or <c>closed</c>.</param>
    public sealed record Row(Guid Id, string State, DateOnly AskedOn);

    /// <param name="Person">The user id of the person.</param>
    /// <param name="Channel"><c>room</c>, <c>phone</c> or <c>video</c>.</param>
    /// <param name="Appointment">As the person sees it; null until there is one.</param>
    public sealed record Answer(
        Guid Id,
        string State,
        DateOnly AskedOn,
        string Person,
        string Reach,
        string Words,
        string Time,
        string Channel,
        string? Appointment,
        IReadOnlyList<Note> Notes
    );

    public sealed record Note(int Number, string By, DateOnly On, string Text);

    public sealed record NoteRequest([property: Required, MaxLength(CounsellingBounds.Note)] string? Text);

    /// <param name="Text">Time and place, as the person sees them.</param>
    public sealed record AppointRequest([property: Required, MaxLength(CounsellingBounds.Wish)] string? Text);

    public sealed record ShareRequest([property: Required, MaxLength(CounsellingBounds.User)] string? Counsellor);

    private const int Most = 200;

    public static async Task<Ok<CasesAnswer>> List(Caller caller, FeedbackDbContext db, CancellationToken ct) =>
        TypedResults.Ok(
            new CasesAnswer(
                await Of(caller, db)
                    .AsNoTracking()
                    .OrderBy(c => c.State)
                    .ThenBy(c => c.AskedOn)
                    .ThenBy(c => c.Id)
                    .Take(Most)
                    .Select(c => new Row(c.Id, c.State, c.AskedOn))
                    .ToListAsync(ct)
            )
        );

    public static async Task<Ok<Answer>> Get(
        Guid id,
        HttpContext http,
        Caller caller,
        UnlockedKeys unlocked,
        ContactSafe safe,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var (one, key) = await OpenAsync(id, http, caller, unlocked, db, ct);
        var words = one.ReadRequest(key);
        return TypedResults.Ok(
            new Answer(
                one.Id,
                one.State,
                one.AskedOn,
                words.Person,
                words.Reach,
                words.Words,
                words.Time,
                words.Channel,
                one.Appointment is { } appointment
                    ? AskForCounselling.ReadAppointment(one.Id, appointment, safe)
                    : null,
                [.. one.Notes.OrderBy(n => n.Number).Select(n => new Note(n.Number, n.By, n.On, one.ReadNote(n, key)))]
            )
        );
    }

    public static async Task<NoContent> AddNote(
        Guid id,
        NoteRequest request,
        HttpContext http,
        Caller caller,
        UnlockedKeys unlocked,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = CounsellingBounds.Read(request.Text, CounsellingBounds.Note, "text");
        var (one, key) = await OpenAsync(id, http, caller, unlocked, db, ct);
        one.AddNote(text, key, caller.Id, BankCalendar.Today(clock));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> Appoint(
        Guid id,
        AppointRequest request,
        HttpContext http,
        Caller caller,
        UnlockedKeys unlocked,
        ContactSafe safe,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var text = CounsellingBounds.Read(request.Text, CounsellingBounds.Wish, "text");
        var (one, _) = await OpenAsync(id, http, caller, unlocked, db, ct);
        one.Appoint(AskForCounselling.SealAppointment(one.Id, text, safe));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> Close(
        Guid id,
        HttpContext http,
        Caller caller,
        UnlockedKeys unlocked,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var (one, _) = await OpenAsync(id, http, caller, unlocked, db, ct);
        one.Close();
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Gives a case to another counsellor as well.</summary>
    public static async Task<NoContent> Share(
        Guid id,
        ShareRequest request,
        HttpContext http,
        Caller caller,
        UnlockedKeys unlocked,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var (one, key) = await OpenAsync(id, http, caller, unlocked, db, ct);
        var other =
            await db
                .SealingKeys.AsNoTracking()
                .FirstOrDefaultAsync(k => k.Role == SealingKey.Counsellor && k.UserId == request.Counsellor, ct)
            ?? throw RuleBrokenException.NotFound("counsellor");
        one.ShareWith(other, key);
        trail.Note("counsellor", other.UserId);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static IQueryable<CounsellingCase> Of(Caller caller, FeedbackDbContext db) =>
        db.CounsellingCases.Where(c => c.Keys.Any(k => k.Role == SealingKey.Counsellor && k.Holder == caller.Id));

    /// <exception cref="RuleBrokenException">404: it is not for the caller. 409: their key is locked.</exception>
    private static async Task<(CounsellingCase Case, byte[] Key)> OpenAsync(
        Guid id,
        HttpContext http,
        Caller caller,
        UnlockedKeys unlocked,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var one =
            await Of(caller, db).FirstOrDefaultAsync(c => c.Id == id, ct)
            ?? throw RuleBrokenException.NotFound("counselling-case");
        var own = await KeepKeys.OwnAsync(SealingKey.Counsellor, caller, db, ct);
        return (one, one.KeyFor(caller.Id, unlocked.Take(http, own)));
    }
}
