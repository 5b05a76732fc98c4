using System.ComponentModel.DataAnnotations;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Enrolments;

/// <summary>A manager asks for a seat of a session; the head decides.</summary>
internal static class RequestSeat
{
    /// <param name="Note">The manager's words to the head; null without any.</param>
    public sealed record Request([property: MaxLength(Lengths.Reason)] string? Note);

    public sealed record Answer(Guid Id, string SessionCode, string ManagerNo, string State);

    public static async Task<Ok<Answer>> Handle(
        string code,
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var note = TypedText.Read(request.Note, Lengths.Reason, "note", hasLines: true);
        if (note is not null && CardNumbers.IsIn(note))
            throw CardNumbers.Refusal.Of("note");
        var managerNo = caller.ManagerNo ?? throw RuleBrokenException.NotFound("manager");
        var part = await finder.FindAsync(ct);
        var asked = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                await EnrolManager.CheckManagerAsync(managerNo, part, db, clock, ct);
                var book = await EnrolmentBook.LoadAsync(db, [managerNo], [code], clock, ct);
                var session = book.Session(code) ?? throw RuleBrokenException.NotFound("session");
                await CheckAsync(book, managerNo, session, db, ct);
                // Nothing of the trial is kept: the head's approval enrols.
                db.ChangeTracker.Clear();
                var own = EnrolmentRequest.Ask(code, managerNo, note, caller.Id, clock.GetUtcNow());
                trail.About($"{code} {managerNo}");
                db.EnrolmentRequests.Add(own);
                await db.SaveChangesAsync(ct);
                return own;
            },
            ct
        );
        return TypedResults.Ok(Show(asked));
    }

    public static async Task<Ok<Answer>> TakeBack(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var taken = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var own =
                    await db.EnrolmentRequests.FirstOrDefaultAsync(
                        r => r.Id == id && r.ManagerNo == caller.ManagerNo,
                        ct
                    ) ?? throw RuleBrokenException.NotFound("enrolment-request");
                own.TakeBack(caller.Id, clock.GetUtcNow());
                trail.About($"{own.SessionCode} {own.ManagerNo}");
                await db.SaveChangesAsync(ct);
                return own;
            },
            ct
        );
        return TypedResults.Ok(Show(taken));
    }

    internal static Answer Show(EnrolmentRequest request) =>
        new(request.Id, request.SessionCode, request.ManagerNo, request.State.Name());

    private static async Task CheckAsync(
        EnrolmentBook book,
        string managerNo,
        Session session,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        if (
            book.Of(managerNo, session.Code) is { IsActive: true }
            || await db.EnrolmentRequests.AnyAsync(
                r => r.SessionCode == session.Code && r.ManagerNo == managerNo && r.State == RequestState.Open,
                ct
            )
        )
            throw new RuleBrokenException(
                "enrolment-request.already",
                new("您已报名或已申请该场次。", "You are enrolled in this session, or have asked for a seat of it.")
            );
        if (book.Enrol(managerNo, session, isKnown: true, mayWait: true).Refusal is { } refusal)
            throw new RuleBrokenException(refusal.Code, refusal.Text);
    }
}
