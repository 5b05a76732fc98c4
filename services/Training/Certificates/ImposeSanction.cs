using System.ComponentModel.DataAnnotations;
using System.Globalization;
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

namespace CardTeam.Training.Certificates;

/// <summary>Suspends or revokes a manager's certificate, ends a suspension, and takes either back.</summary>
internal static class ImposeSanction
{
    /// <param name="Kind"><c>suspended</c> or <c>revoked</c>.</param>
    /// <param name="From">The first day on which the certificate no longer counts.</param>
    /// <param name="To">The last day of a suspension; null until somebody ends it. A revocation has none.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required, MaxLength(Lengths.CertificateCode)] string? Certificate,
        [property: Required, AllowedValues(Sanction.Suspended, Sanction.Revoked)] string? Kind,
        [property: Required] DateOnly? From,
        DateOnly? To,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason
    );

    /// <param name="LastDay">The last day of the suspension.</param>
    public sealed record EndRequest([property: Required] DateOnly? LastDay);

    public sealed record WithdrawRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    public static async Task<Ok<ListSanctions.Row>> Handle(
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
        var (from, to) = (request.From!.Value, request.To);
        Check(from, "from", bounds);
        if (to is { } last)
            Check(last, "to", bounds);
        if (request.Kind == Sanction.Revoked && to is not null)
            throw new RuleBrokenException(
                "sanction.has-no-end",
                new("to：吊销没有结束日。", "to: a revocation has no last day."),
                status: 400
            );
        var managerNo = Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo") ?? "";
        var code = Codes.Read(request.Certificate, Lengths.CertificateCode, "certificate") ?? "";
        var reason = ReadReason(request.Reason);
        var part = await finder.FindAsync(ct);
        var imposed = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                await CheckManagerAsync(managerNo, part, db, clock, ct);
                var book = await CertificateBook.LoadAsync(db, [managerNo], trail.Actor, ct);
                var sanction = Sanction.Impose(
                    managerNo,
                    code,
                    request.Kind!,
                    from,
                    to,
                    reason,
                    book.Granted(managerNo, code),
                    book.Sanctions(managerNo, code),
                    caller.Id,
                    clock.GetUtcNow()
                );
                book.Add(sanction);
                book.Announce();
                trail.About($"{code} {managerNo}");
                trail.Note("kind", sanction.Kind);
                trail.Note("from", Show(from));
                if (to is { } end)
                    trail.Note("to", Show(end));
                await db.SaveChangesAsync(ct);
                return sanction;
            },
            ct
        );
        return TypedResults.Ok(await ListSanctions.ShowAsync(imposed, db, ct));
    }

    public static Task<Ok<ListSanctions.Row>> End(
        Guid id,
        EndRequest request,
        BankBounds bounds,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var lastDay = request.LastDay!.Value;
        Check(lastDay, "lastDay", bounds);
        return ChangeAsync(
            id,
            sanction =>
            {
                sanction.End(lastDay);
                trail.Note("lastDay", Show(lastDay));
            },
            finder,
            db,
            trail,
            clock,
            ct
        );
    }

    public static Task<Ok<ListSanctions.Row>> Withdraw(
        Guid id,
        WithdrawRequest request,
        Caller caller,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = ReadReason(request.Reason);
        return ChangeAsync(
            id,
            sanction => sanction.Withdraw(reason, caller.Id, clock.GetUtcNow()),
            finder,
            db,
            trail,
            clock,
            ct
        );
    }

    private static async Task<Ok<ListSanctions.Row>> ChangeAsync(
        Guid id,
        Action<Sanction> change,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var changed = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var sanction =
                    await db
                        .Sanctions.OfManagersWithin(part, s => s.ManagerNo, db, clock)
                        .FirstOrDefaultAsync(s => s.Id == id, ct)
                    ?? throw RuleBrokenException.NotFound("sanction");
                var book = await CertificateBook.LoadAsync(db, [sanction.ManagerNo], trail.Actor, ct);
                change(sanction);
                book.Settle(sanction.ManagerNo, sanction.CertificateCode);
                book.Announce();
                trail.About($"{sanction.CertificateCode} {sanction.ManagerNo}");
                await db.SaveChangesAsync(ct);
                return sanction;
            },
            ct
        );
        return TypedResults.Ok(await ListSanctions.ShowAsync(changed, db, ct));
    }

    /// <exception cref="RuleBrokenException">404: no such manager within the caller's part of the bank.</exception>
    internal static async Task CheckManagerAsync(
        string managerNo,
        PartOfBank part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (
            !await db.Set<KnownManager>()
                .AsNoTracking()
                .Where(m => m.ManagerNo == managerNo)
                .OfManagersWithin(part, m => m.ManagerNo, db, clock)
                .AnyAsync(ct)
        )
            throw RuleBrokenException.NotFound("manager");
    }

    private static void Check(DateOnly day, string field, BankBounds bounds)
    {
        if (bounds.OfPlanned(day) is { } refusal)
            throw refusal.Of(field);
    }

    private static string ReadReason(string? given)
    {
        var reason =
            TypedText.Read(given, Lengths.Reason, "reason", hasLines: true)
            ?? throw new RuleBrokenException(
                "sanction.reason-missing",
                new("reason：请填写原因。", "reason: give the reason."),
                status: 400
            );
        return CardNumbers.IsIn(reason) ? throw CardNumbers.Refusal.Of("reason") : reason;
    }

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
