using System.ComponentModel.DataAnnotations;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Enrolments;

/// <summary>Enrols one manager in a session, or takes them off it.</summary>
internal static class EnrolManager
{
    /// <param name="Wait">True to wait for a seat where all are taken.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        bool Wait = false
    );

    /// <param name="State"><c>enrolled</c>, <c>without-seat</c> or <c>withdrawn</c>.</param>
    /// <param name="MovedFrom">The session of the same course that the manager was taken off for it.</param>
    public sealed record Answer(string ManagerNo, string SessionCode, string State, string? MovedFrom);

    public static Task<Ok<Answer>> Handle(
        string code,
        Request request,
        PartOfBankFinder part,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        ChangeAsync(
            code,
            Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo") ?? "",
            (book, no, session) => book.Enrol(no, session, isKnown: true, request.Wait),
            part,
            db,
            trail,
            clock,
            ct
        );

    public static Task<Ok<Answer>> Withdraw(
        string code,
        string managerNo,
        PartOfBankFinder part,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) => ChangeAsync(code, managerNo, (book, no, session) => book.Withdraw(no, session), part, db, trail, clock, ct);

    private static async Task<Ok<Answer>> ChangeAsync(
        string code,
        string managerNo,
        Func<EnrolmentBook, string, Session, EnrolmentOutcome> change,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var answer = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                await CheckManagerAsync(managerNo, part, db, clock, ct);
                var book = await EnrolmentBook.LoadAsync(db, [managerNo], [code], clock, ct);
                var session = book.Session(code) ?? throw RuleBrokenException.NotFound("session");
                var outcome = change(book, managerNo, session);
                if (outcome.Refusal is { } refusal)
                    throw new RuleBrokenException(refusal.Code, refusal.Text);
                trail.About($"{code} {managerNo}");
                if (outcome.From is { } from)
                    trail.Note("movedFrom", from);
                await db.SaveChangesAsync(ct);
                return new Answer(managerNo, code, book.Of(managerNo, code)!.State.Name(), outcome.From);
            },
            ct
        );
        return TypedResults.Ok(answer);
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
}
