using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Exams;
using CardTeam.Training.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sittings;

/// <summary>
/// Ends a sitting once: marks what was saved, keeps the result, and grants the certificate where all forms are passed.
/// </summary>
internal static class EndSitting
{
    public static async Task<Ok<SittingRoutes.Detail>> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var sitting = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var own = await OwnAsync(id, caller, db, ct);
                // Handing in again, after an answer that was lost, shows the same end.
                if (own.EndedAt is null)
                    await EndAsync(own, db, trail, clock.GetUtcNow(), ct);
                return own;
            },
            ct
        );
        return TypedResults.Ok(await SittingRoutes.ShowAsync(sitting, caller, db, clock, ct));
    }

    /// <summary>Ends an open sitting with its answers loaded, in the current transaction.</summary>
    internal static async Task EndAsync(
        Sitting sitting,
        TrainingDbContext db,
        AuditTrail trail,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var asked = await AskedAsync([.. sitting.Answers.Select(a => (a.QuestionCode, a.QuestionVersion))], db, ct);
        sitting.End(asked, await WithdrawnAsync(sitting.ExamCode, db, ct), now);
        var day = BankCalendar.DayOf(sitting.StartedAt);
        var attempts = await db
            .ExamResults.Where(r =>
                r.ManagerNo == sitting.ManagerNo
                && r.ExamCode == sitting.ExamCode
                && r.Form == "written"
                && r.TakenOn == day
            )
            .Select(r => r.Attempt)
            .ToListAsync(ct);
        sitting.KeepAs(attempts.Count == 0 ? 1 : attempts.Max() + 1);
        db.ExamResults.Add(
            new(sitting.ManagerNo, sitting.ExamCode, "written", day, sitting.ResultAttempt, sitting.Score!.Value)
        );
        trail.About($"{sitting.ExamCode} {sitting.Number.ToString(CultureInfo.InvariantCulture)}");
        trail.Note("ending", sitting.Ending!);
        trail.Note("answered", sitting.Answers.Count(a => a.Given is not null).ToString(CultureInfo.InvariantCulture));
        await db.SaveChangesAsync(ct);
        await GrantByExam.ApplyAsync([(sitting.ManagerNo, sitting.ExamCode)], db, trail, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <exception cref="RuleBrokenException">404: it is not the caller's.</exception>
    internal static async Task<Sitting> OwnAsync(Guid id, Caller caller, TrainingDbContext db, CancellationToken ct)
    {
        var managerNo = caller.ManagerNo ?? "";
        return await db
                .Sittings.Include(s => s.Answers)
                .FirstOrDefaultAsync(s => s.Id == id && s.ManagerNo == managerNo, ct)
            ?? throw RuleBrokenException.NotFound("sitting");
    }

    /// <summary>Questions in the versions that were asked.</summary>
    internal static async Task<Dictionary<(string Code, int Version), QuestionContent>> AskedAsync(
        IReadOnlyCollection<(string Code, int Version)> wanted,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var codes = wanted.Select(w => w.Code).Distinct(StringComparer.Ordinal).ToList();
        var known = wanted.ToHashSet();
        return (
            await db
                .Questions.AsNoTracking()
                .Where(q => codes.Contains(q.Code))
                .Select(q => new
                {
                    q.Code,
                    q.Version,
                    q.Content,
                })
                .ToListAsync(ct)
        ).Where(q => known.Contains((q.Code, q.Version))).ToDictionary(q => (q.Code, q.Version), q => QuestionContent.Read(q.Content));
    }

    /// <summary>The questions of an exam that were taken out and count for nobody.</summary>
    internal static async Task<IReadOnlySet<string>> WithdrawnAsync(
        string exam,
        TrainingDbContext db,
        CancellationToken ct
    ) =>
        (
            await db.WithdrawnQuestions.Where(w => w.ExamCode == exam).Select(w => w.QuestionCode).ToListAsync(ct)
        ).ToHashSet(StringComparer.Ordinal);
}
