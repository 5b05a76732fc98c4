using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Holders;

/// <summary>Gives uncertified managers a coach and a day, and ends a coaching that is no longer wanted.</summary>
internal static class AssignCoach
{
    /// <summary>The most managers of one request.</summary>
    private const int Most = 500;

    /// <param name="CoachNo">The number of the manager who coaches them.</param>
    /// <param name="DueOn">The day by which the certificate is to be held.</param>
    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(Most)] IReadOnlyList<string>? Managers,
        [property: Required, MaxLength(Lengths.CertificateCode)] string? Certificate,
        [property: Required, MaxLength(Lengths.ManagerNo)] string? CoachNo,
        [property: Required] DateOnly? DueOn
    );

    public sealed record EndRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    /// <param name="Assigned">The number of managers who have a coach and a day now.</param>
    /// <param name="AlreadyCertified">Managers who hold the certificate and need no coach.</param>
    /// <param name="AlreadyCoached">Managers whose coaching was open before.</param>
    public sealed record Answer(
        int Assigned,
        IReadOnlyList<string> AlreadyCertified,
        IReadOnlyList<string> AlreadyCoached
    );

    public sealed record Ended(Guid Id);

    public static async Task<Ok<Answer>> Handle(
        Request request,
        Caller caller,
        BankBounds bounds,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var dueOn = request.DueOn!.Value;
        if (bounds.OfPlanned(dueOn) is { } refusal)
            throw refusal.Of("dueOn");
        var code =
            Codes.Read(request.Certificate, Lengths.CertificateCode, "certificate")
            ?? throw NotValid("certificate", "请填写证书代码。", "is needed.");
        var coachNo = Codes.Read(request.CoachNo, Lengths.ManagerNo, "coachNo") ?? "";
        var numbers = request
            .Managers!.Select(no => Codes.Read(no, Lengths.ManagerNo, "managers") ?? "")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var part = await finder.FindAsync(ct);
        var (now, today) = (clock.GetUtcNow(), BankCalendar.Today(clock));
        var answer = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var wanted = numbers.Append(coachNo).Distinct(StringComparer.Ordinal).ToList();
                var known = await db.Set<KnownManager>()
                    .AsNoTracking()
                    .Where(m => wanted.Contains(m.ManagerNo))
                    .OfManagersWithin(part, m => m.ManagerNo, db, clock)
                    .CountAsync(ct);
                if (known < wanted.Count)
                    throw RuleBrokenException.NotFound("manager");
                var certified = await db
                    .Certificates.Where(c =>
                        c.KnownUntil == null
                        && c.Code == code
                        && numbers.Contains(c.ManagerNo)
                        && c.ValidFrom <= today
                        && (c.ValidTo == null || c.ValidTo >= today)
                    )
                    .Select(c => c.ManagerNo)
                    .Distinct()
                    .ToListAsync(ct);
                var coached = await db
                    .Coachings.Where(c =>
                        c.CertificateCode == code && numbers.Contains(c.ManagerNo) && c.EndedAt == null
                    )
                    .Where(c =>
                        !db.Certificates.Any(h =>
                            h.KnownUntil == null
                            && h.ManagerNo == c.ManagerNo
                            && h.Code == c.CertificateCode
                            && h.ValidTo >= h.ValidFrom
                            && h.ValidTo >= c.AssignedOn
                        )
                    )
                    .Select(c => c.ManagerNo)
                    .Distinct()
                    .ToListAsync(ct);
                var rest = numbers.Except(certified, StringComparer.Ordinal).Except(coached, StringComparer.Ordinal);
                var made = rest.Select(no => Coaching.Assign(no, code, coachNo, dueOn, caller.Id, today, now)).ToList();
                db.Coachings.AddRange(made);
                trail.About($"{code} {string.Join(' ', made.Take(20).Select(c => c.ManagerNo))}");
                trail.Note("coach", coachNo);
                trail.Note("dueOn", dueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                trail.Note("assigned", made.Count.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return new Answer(
                    made.Count,
                    [.. certified.Order(StringComparer.Ordinal)],
                    [.. coached.Except(certified, StringComparer.Ordinal).Order(StringComparer.Ordinal)]
                );
            },
            ct
        );
        return TypedResults.Ok(answer);
    }

    public static async Task<Ok<Ended>> End(
        Guid id,
        EndRequest request,
        Caller caller,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason =
            TypedText.Read(request.Reason, Lengths.Reason, "reason", hasLines: true)
            ?? throw NotValid("reason", "请填写原因。", "is needed.");
        if (CardNumbers.IsIn(reason))
            throw CardNumbers.Refusal.Of("reason");
        var part = await finder.FindAsync(ct);
        await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var coaching =
                    await db
                        .Coachings.OfManagersWithin(part, c => c.ManagerNo, db, clock)
                        .FirstOrDefaultAsync(c => c.Id == id, ct)
                    ?? throw RuleBrokenException.NotFound("coaching");
                coaching.End(reason, caller.Id, clock.GetUtcNow());
                trail.About($"{coaching.CertificateCode} {coaching.ManagerNo}");
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Ok(new Ended(id));
    }

    private static RuleBrokenException NotValid(string field, string zh, string en) =>
        new("coaching.not-valid", new($"{field}：{zh}", $"{field}: {en}"), status: 400);
}
