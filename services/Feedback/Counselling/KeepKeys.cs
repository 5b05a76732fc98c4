using System.ComponentModel.DataAnnotations;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Counselling;

/// <summary>
/// Makes and unlocks the keys of counsellors, names the two officers, and gives a counsellor who lost their passphrase
/// their cases back, which takes both officers.
/// </summary>
internal static class KeepKeys
{
    /// <param name="Name">The name by which people choose the counsellor.</param>
    /// <param name="IsNew">True to replace a key whose passphrase is lost: its cases need both officers.</param>
    public sealed record MakeRequest(
        [property: Required, MaxLength(CounsellingBounds.Name)] string? Name,
        [property: Required] string? Passphrase,
        bool? IsNew
    );

    public sealed record PassphraseRequest([property: Required] string? Passphrase);

    /// <param name="First">The user id of one officer.</param>
    /// <param name="Second">The user id of the other.</param>
    public sealed record OfficersRequest(
        [property: Required, MaxLength(CounsellingBounds.User)] string? First,
        [property: Required, MaxLength(CounsellingBounds.User)] string? Second
    );

    public sealed record RecoverRequest(
        [property: Required, MaxLength(CounsellingBounds.User)] string? Counsellor,
        [property: Required] string? Passphrase
    );

    /// <param name="HasKey">True where the caller has made their key.</param>
    public sealed record KeyAnswer(bool HasKey, string Name);

    /// <param name="Key">What the page sends in the header <c>X-Counselling-Key</c>, and keeps nowhere.</param>
    public sealed record UnlockAnswer(string Key, DateTimeOffset Until);

    public sealed record OfficersAnswer(IReadOnlyList<Officer> Officers);

    /// <param name="Half">The half of every key that this officer holds: 1 or 2.</param>
    /// <param name="HasKey">True where they have made their key.</param>
    public sealed record Officer(string UserId, int Half, bool HasKey);

    /// <param name="Cases">The number of cases whose half was given.</param>
    public sealed record RecoverAnswer(int Cases);

    private const int Most = 5_000;

    public static async Task<Ok<KeyAnswer>> Show(Caller caller, FeedbackDbContext db, CancellationToken ct)
    {
        var own = await FindAsync(SealingKey.Counsellor, caller.Id, db, ct);
        return TypedResults.Ok(new KeyAnswer(own is not null, own?.Name ?? ""));
    }

    public static async Task<NoContent> Make(
        MakeRequest request,
        Caller caller,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var name =
            TypedText.Read(request.Name, CounsellingBounds.Name, "name")
            ?? CounsellingBounds.Read(null, CounsellingBounds.Name, "name");
        var passphrase = CounsellingBounds.ReadPassphrase(request.Passphrase);
        if (await FindAsync(SealingKey.Officer, caller.Id, db, ct) is not null)
            throw IsBoth();
        var own = await FindAsync(SealingKey.Counsellor, caller.Id, db, ct);
        if (own is not null && request.IsNew != true)
            throw new RuleBrokenException("counselling.key-exists", new("您已有密钥。", "You have a key already."));
        if (own is null)
            db.SealingKeys.Add(own = SealingKey.OfCounsellor(caller.Id));
        own.Make(name, passphrase);
        trail.About(caller.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    public static async Task<Ok<UnlockAnswer>> Unlock(
        PassphraseRequest request,
        Caller caller,
        UnlockedKeys unlocked,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var own = await OwnAsync(SealingKey.Counsellor, caller, db, ct);
        var (token, until) = unlocked.Give(own, unlocked.Unlock(own, request.Passphrase ?? ""));
        trail.Begin(caller.Id, caller.Roles, "POST /counselling/key/unlock", caller.Id, isRead: true);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new UnlockAnswer(token, until));
    }

    public static async Task<Ok<OfficersAnswer>> ListOfficers(FeedbackDbContext db, CancellationToken ct) =>
        TypedResults.Ok(
            new OfficersAnswer([.. (await OfficersAsync(db, ct)).Select(k => new Officer(k.UserId, k.Half, k.IsMade))])
        );

    /// <summary>Names the two officers, once: those whose halves are given out cannot be exchanged unseen.</summary>
    public static async Task<NoContent> NameOfficers(
        OfficersRequest request,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var first = TypedText.Read(request.First, CounsellingBounds.User, "first") ?? "";
        var second = TypedText.Read(request.Second, CounsellingBounds.User, "second") ?? "";
        if (first.Length == 0 || second.Length == 0 || first == second)
            throw new RuleBrokenException(
                "counselling.two-officers",
                new("须指定两名不同的人员。", "Name two different people."),
                status: 400
            );
        var counsellors = await db
            .SealingKeys.Where(k => k.Role == SealingKey.Counsellor && (k.UserId == first || k.UserId == second))
            .AnyAsync(ct);
        if (counsellors)
            throw IsBoth();
        var known = await OfficersAsync(db, ct);
        if (known.Exists(k => k.IsMade))
            throw new RuleBrokenException(
                "counselling.officers-set",
                new("恢复人员已设定密钥，不能更换。", "The officers have made their keys and are not exchanged.")
            );
        db.RemoveRange(known.Where(k => k.UserId != first && k.UserId != second));
        foreach (var (user, half) in new[] { (first, 1), (second, 2) })
            if (known.Find(k => k.UserId == user) is not { } same || same.Half != half)
            {
                db.RemoveRange(known.Where(k => k.UserId == user));
                db.SealingKeys.Add(SealingKey.OfOfficer(user, half));
            }

        trail.Note("first", first);
        trail.Note("second", second);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> MakeOfficersKey(
        PassphraseRequest request,
        Caller caller,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var passphrase = CounsellingBounds.ReadPassphrase(request.Passphrase);
        var own =
            await FindAsync(SealingKey.Officer, caller.Id, db, ct) ?? throw RuleBrokenException.NotFound("officer");
        if (own.IsMade)
            throw new RuleBrokenException("counselling.key-exists", new("您已有密钥。", "You have a key already."));
        own.Make("", passphrase);
        trail.About(caller.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Gives the caller's halves of a counsellor's cases to that counsellor's new key.</summary>
    public static async Task<Ok<RecoverAnswer>> Recover(
        RecoverRequest request,
        Caller caller,
        UnlockedKeys unlocked,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var own =
            await FindAsync(SealingKey.Officer, caller.Id, db, ct) ?? throw RuleBrokenException.NotFound("officer");
        var privateKey = unlocked.Unlock(own, request.Passphrase ?? "");
        var counsellor =
            await FindAsync(SealingKey.Counsellor, request.Counsellor ?? "", db, ct)
            ?? throw RuleBrokenException.NotFound("counsellor");
        var cases = await db
            .CounsellingCases.Where(c =>
                c.Keys.Any(k => k.Role == SealingKey.Counsellor && k.Holder == counsellor.UserId)
            )
            .OrderBy(c => c.Id)
            .Take(Most)
            .ToListAsync(ct);
        var given = cases.Count(one => one.Recover(counsellor, own, privateKey));
        trail.About(counsellor.UserId);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new RecoverAnswer(given));
    }

    /// <summary>The caller's own key.</summary>
    /// <exception cref="RuleBrokenException">409: they have made none.</exception>
    public static async Task<SealingKey> OwnAsync(
        string role,
        Caller caller,
        FeedbackDbContext db,
        CancellationToken ct
    ) =>
        await FindAsync(role, caller.Id, db, ct)
        ?? throw new RuleBrokenException(
            "counselling.key-missing",
            new("请先设定口令，生成密钥。", "Set a passphrase first, which makes your key.")
        );

    private static Task<SealingKey?> FindAsync(
        string role,
        string userId,
        FeedbackDbContext db,
        CancellationToken ct
    ) => db.SealingKeys.FirstOrDefaultAsync(k => k.Role == role && k.UserId == userId, ct);

    private static Task<List<SealingKey>> OfficersAsync(FeedbackDbContext db, CancellationToken ct) =>
        db.SealingKeys.Where(k => k.Role == SealingKey.Officer).OrderBy(k => k.Half).ToListAsync(ct);

    private static RuleBrokenException IsBoth() =>
        new(
            "counselling.counsellor-and-officer",
            new(
                "咨询师不能担任恢复人员。",
                "A counsellor is no officer for recovery: they would hold more than a half."
            )
        );
}
