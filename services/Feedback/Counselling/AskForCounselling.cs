using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Data;
using CardTeam.Feedback.Sealing;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Counselling;

/// <summary>Asks for counselling, and shows the person whether there is an appointment.</summary>
internal static class AskForCounselling
{
    /// <summary>The actor of an entry that must not say who it was.</summary>
    private const string Actor = "sealed";

    /// <param name="Words">What the person wants to say, in their own words.</param>
    /// <param name="Reach">How they want to be called and reached.</param>
    /// <param name="Time">The time they wish; null for any.</param>
    /// <param name="Counsellor">The user id of the counsellor they wish; null for any.</param>
    public sealed record Request(
        [property: Required, MaxLength(CounsellingBounds.Words)] string? Words,
        [property: Required, MaxLength(CounsellingBounds.Wish)] string? Reach,
        [property: MaxLength(CounsellingBounds.Wish)] string? Time,
        [property: MaxLength(CounsellingBounds.User)] string? Counsellor,
        [property: Required, AllowedValues("room", "phone", "video")] string? Channel
    );

    /// <param name="Counsellors">Those who have a key, by the name people choose them by.</param>
    /// <param name="HasOfficers">True where two officers can give a lost key back.</param>
    public sealed record CounsellorsAnswer(IReadOnlyList<Counsellor> Counsellors, bool HasOfficers);

    public sealed record Counsellor(string UserId, string Name);

    /// <param name="HasAsked">True while a request of the caller is open.</param>
    /// <param name="Appointment">Time and place; null until there is one.</param>
    public sealed record OwnAnswer(bool HasAsked, string? Appointment);

    public static async Task<Ok<CounsellorsAnswer>> ListCounsellors(FeedbackDbContext db, CancellationToken ct)
    {
        var keys = await db.SealingKeys.AsNoTracking().ToListAsync(ct);
        return TypedResults.Ok(
            new CounsellorsAnswer(
                [
                    .. keys.Where(k => k.Role == SealingKey.Counsellor && k.IsMade)
                        .OrderBy(k => k.Name, StringComparer.Ordinal)
                        .Select(k => new Counsellor(k.UserId, k.Name)),
                ],
                OfficersOf(keys).Count == WrappedKey.Halves
            )
        );
    }

    public static async Task<NoContent> Handle(
        Request request,
        Caller caller,
        ContactSafe safe,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        // Before anything can be refused: no entry of the audit says who asks.
        trail.Begin(Actor, [], "POST /counselling/requests", "");
        var words = new CounsellingWords(
            caller.Id,
            CounsellingBounds.Read(request.Reach, CounsellingBounds.Wish, "reach"),
            CounsellingBounds.Read(request.Words, CounsellingBounds.Words, "words"),
            TypedText.Read(request.Time, CounsellingBounds.Wish, "time") ?? "",
            request.Channel!
        );
        var wished = TypedText.Read(request.Counsellor, CounsellingBounds.User, "counsellor");
        var mark = MarkOf(caller, safe);
        await db.InTransactionAsync(
            async () =>
            {
                if (await Open(db, mark).AnyAsync(ct))
                    throw new RuleBrokenException(
                        "counselling.asked-before",
                        new("您已提出申请，请等待预约。", "You have asked already; an appointment follows.")
                    );
                var keys = await db.SealingKeys.AsNoTracking().ToListAsync(ct);
                var counsellors = keys.Where(k =>
                        k.Role == SealingKey.Counsellor && k.IsMade && (wished is null || k.UserId == wished)
                    )
                    .ToList();
                if (counsellors.Count == 0)
                    throw new RuleBrokenException(
                        "counselling.nobody",
                        new(
                            "目前没有可预约的咨询师，请拨打热线。",
                            "There is no counsellor to ask at the moment; please call a hotline."
                        )
                    );
                var asked = CounsellingCase.Ask(mark, words, counsellors, OfficersOf(keys), BankCalendar.Today(clock));
                trail.About(asked.Id.ToString());
                db.CounsellingCases.Add(asked);
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.NoContent();
    }

    public static async Task<Ok<OwnAnswer>> ShowOwn(
        Caller caller,
        ContactSafe safe,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var own = await Open(db, MarkOf(caller, safe)).AsNoTracking().FirstOrDefaultAsync(ct);
        return TypedResults.Ok(
            new OwnAnswer(
                own is not null,
                own?.Appointment is { } sealed_ ? ReadAppointment(own.Id, sealed_, safe) : null
            )
        );
    }

    /// <summary>Seals an appointment with the key file: the person has no key, and the database must not tell.</summary>
    public static byte[] SealAppointment(Guid id, string text, ContactSafe safe) =>
        SealedBox.Seal(AppointmentKey(safe), Encoding.UTF8.GetBytes(text), id.ToString("n"));

    public static string ReadAppointment(Guid id, byte[] appointment, ContactSafe safe) =>
        Encoding.UTF8.GetString(SealedBox.Open(AppointmentKey(safe), appointment, id.ToString("n")));

    /// <summary>The officers who have made their keys; recovery needs both.</summary>
    public static List<SealingKey> OfficersOf(IEnumerable<SealingKey> keys) =>
        [.. keys.Where(k => k.Role == SealingKey.Officer && k.IsMade)];

    private static IQueryable<CounsellingCase> Open(FeedbackDbContext db, string mark) =>
        db.CounsellingCases.Where(c => c.PersonMark == mark && c.State != CounsellingCase.Closed);

    private static byte[] AppointmentKey(ContactSafe safe) => safe.KeyFor("counselling-appointment");

    private static string MarkOf(Caller caller, ContactSafe safe) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(safe.KeyFor("counselling-person"), Encoding.UTF8.GetBytes(caller.Id))
        );
}
