using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Enrolments;

/// <summary>
/// Enrols everybody in post whom the session's course is for, within the caller's part of the bank, in order of their
/// numbers while there are seats.
/// </summary>
internal static class EnrolAudience
{
    /// <param name="DryRun">True to see what it would come to; nothing is kept.</param>
    /// <param name="Wait">True to put those on the waiting list for whom no seat is left.</param>
    public sealed record Request(bool DryRun = false, bool Wait = false);

    /// <param name="Enrolled">The number of people who get a seat.</param>
    /// <param name="Waiting">The number of those who are put on the waiting list.</param>
    /// <param name="Already">The number of those who had a seat or waited for one before.</param>
    /// <param name="Refused">Why others of the audience are not enrolled, and how many.</param>
    public sealed record Answer(int Enrolled, int Waiting, int Already, IReadOnlyList<Reason> Refused);

    /// <param name="Text">The sentence about the first of them.</param>
    public sealed record Reason(string Code, string Text, int People);

    public static async Task<Ok<Answer>> Handle(
        string code,
        Request request,
        HttpContext http,
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
                var numbers = await PeopleAsync(code, part, db, clock, ct);
                var book = await EnrolmentBook.LoadAsync(db, numbers, [code], clock, ct);
                var session = book.Session(code)!;
                var outcomes = numbers.ConvertAll(no =>
                    (No: no, Outcome: book.Enrol(no, session, isKnown: true, request.Wait))
                );
                var told = Tell(outcomes, book, code, http);
                if (request.DryRun)
                {
                    db.ChangeTracker.Clear();
                    return told;
                }

                trail.Note("enrolled", told.Enrolled.ToString(CultureInfo.InvariantCulture));
                trail.Note("waiting", told.Waiting.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return told;
            },
            ct
        );
        return TypedResults.Ok(answer);
    }

    /// <summary>Managers of the caller's part who are in post on the session's first day, in order.</summary>
    private static async Task<List<string>> PeopleAsync(
        string code,
        PartOfBank part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var session =
            await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Code == code, ct)
            ?? throw RuleBrokenException.NotFound("session");
        if (session.CourseCode is null)
            throw new RuleBrokenException(
                "session.no-course",
                new("该场次不属于任何课程，没有适用范围。", "The session is of no course, and has no audience.")
            );
        session.CheckNotConfirmed();
        if (session.LastDay < BankCalendar.Today(clock))
            throw new RuleBrokenException("session.over", new("该场次已结束。", "The session is over."));
        var day = session.StartsOn;
        return await db.Set<KnownManager>()
            .AsNoTracking()
            .IgnoreAutoIncludes()
            .Where(m =>
                !db.Employments.Any(e => e.ManagerNo == m.ManagerNo)
                || db.Employments.Any(e =>
                    e.ManagerNo == m.ManagerNo && e.HiredOn <= day && (e.LeftOn == null || e.LeftOn >= day)
                )
            )
            .OfManagersWithin(part, m => m.ManagerNo, db, clock)
            .Select(m => m.ManagerNo)
            .OrderBy(no => no)
            .ToListAsync(ct);
    }

    private static Answer Tell(
        List<(string No, EnrolmentOutcome Outcome)> outcomes,
        EnrolmentBook book,
        string code,
        HttpContext http
    )
    {
        var fresh = outcomes
            .Where(o => o.Outcome.Verdict is EnrolmentVerdict.Added or EnrolmentVerdict.Moved)
            .Select(o => book.Of(o.No, code)!.State)
            .ToList();
        return new(
            Enrolled: fresh.Count(s => s == EnrolmentState.Enrolled),
            Waiting: fresh.Count(s => s == EnrolmentState.WithoutSeat),
            Already: outcomes.Count(o => o.Outcome.Verdict == EnrolmentVerdict.Unchanged),
            Refused:
            [
                .. outcomes
                    .Select(o => o.Outcome.Refusal)
                    .OfType<ServiceDefaults.Bounds.Refusal>()
                    // Who is not of the audience is not asked for.
                    .Where(r => r.Code != "course.outside-audience")
                    .GroupBy(r => r.Code, StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new Reason(g.Key, g.First().Text.For(http), g.Count())),
            ]
        );
    }
}
