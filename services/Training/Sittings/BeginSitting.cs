using System.Globalization;
using System.Security.Cryptography;
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
/// Begins a sitting, or shows the caller's open one of the same exam, so that a lost answer costs nothing.
/// </summary>
internal static class BeginSitting
{
    public static async Task<Results<Created<SittingRoutes.Detail>, Ok<SittingRoutes.Detail>>> Handle(
        string code,
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var managerNo = caller.ManagerNo ?? throw RuleBrokenException.NotFound("exam");
        var (sitting, isNew) = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var exam = await ExamRoutes.FindAsync(code, db.Exams, ct);
                var now = clock.GetUtcNow();
                var open = await db
                    .Sittings.Include(s => s.Answers)
                    .FirstOrDefaultAsync(s => s.OpenOf == managerNo, ct);
                if (open is not null && !open.IsOpenAt(now))
                {
                    await EndSitting.EndAsync(open, db, trail, now, ct);
                    open = null;
                }

                if (open is not null && open.ExamCode == exam.Code)
                    return (open, false);
                if (open is not null)
                    throw new RuleBrokenException(
                        "sitting.already-open",
                        new(
                            $"您正在参加另一场考试（{open.ExamCode}），请先交卷。",
                            $"You are sitting another exam ({open.ExamCode}); hand it in first."
                        )
                    );
                var made = await DrawAsync(exam, managerNo, db, now, ct);
                db.Sittings.Add(made);
                trail.About($"{exam.Code} {made.Number.ToString(CultureInfo.InvariantCulture)}");
                trail.Note("draw", made.Draw.ToString(CultureInfo.InvariantCulture));
                trail.Note("edition", made.Edition.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return (made, true);
            },
            ct
        );
        var shown = await SittingRoutes.ShowAsync(sitting, caller, db, clock, ct);
        return isNew
            ? TypedResults.Created($"/{TrainingService.Name}/sittings/{sitting.Id}", shown)
            : TypedResults.Ok(shown);
    }

    private static async Task<Sitting> DrawAsync(
        Exam exam,
        string managerNo,
        TrainingDbContext db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var terms = exam.Terms;
        if (!terms.IsWritten)
            throw new RuleBrokenException(
                "sitting.not-written",
                new("该考试没有笔试，不能在线作答。", "The exam has no written form that could be sat here.")
            );
        if (!terms.IsOpenOn(BankCalendar.DayOf(now)))
            throw new RuleBrokenException(
                "sitting.outside-window",
                new(
                    Invariant($"考试时间为 {terms.From:yyyy-MM-dd} 至 {terms.To:yyyy-MM-dd}。"),
                    Invariant($"The exam is open from {terms.From:yyyy-MM-dd} to {terms.To:yyyy-MM-dd}.")
                )
            );
        var before = await db
            .Sittings.Where(s => s.ManagerNo == managerNo && s.ExamCode == exam.Code)
            .Select(s => new { s.StartedAt, s.IsPassed })
            .ToListAsync(ct);
        var inWindow = before.FindAll(s => BankCalendar.DayOf(s.StartedAt) >= terms.From);
        if (inWindow.Exists(s => s.IsPassed == true))
            throw new RuleBrokenException(
                "sitting.already-passed",
                new("您已通过本次笔试。", "You have passed this written exam already.")
            );
        if (inWindow.Count >= terms.Attempts)
            throw new RuleBrokenException(
                "sitting.no-attempt-left",
                new(
                    Invariant($"本次考试最多可参加 {terms.Attempts} 次，您已用完。"),
                    Invariant($"The exam may be sat {terms.Attempts} times; you have no attempt left.")
                )
            );
        var edition = await BankEdition.CurrentAsync(db, ct);
        var withdrawn = await EndSitting.WithdrawnAsync(exam.Code, db, ct);
        var draw = RandomNumberGenerator.GetInt32(1, Lengths.LargestCount);
        var paper = PaperDraw.Draw(await BankAsync(edition, terms, withdrawn, db, ct), terms.Blueprint, draw);
        var asked = await EndSitting.AskedAsync([.. paper.Select(q => (q.Code, q.Version))], db, ct);
        return Sitting.Begin(
            managerNo,
            exam,
            before.Count + 1,
            draw,
            edition,
            [.. paper.Select(q => (q, asked[(q.Code, q.Version)]))],
            now
        );
    }

    /// <summary>The questions that papers of an edition are drawn from.</summary>
    internal static async Task<List<PaperDraw.Drawable>> BankAsync(
        int edition,
        ExamTerms terms,
        IReadOnlySet<string> withdrawn,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var topics = terms.Blueprint.Select(b => b.Topic).Distinct(StringComparer.Ordinal).ToList();
        var bank = await db
            .Questions.Where(q =>
                topics.Contains(q.Topic)
                && q.Edition <= edition
                && (q.UntilEdition == null || q.UntilEdition > edition)
                && !q.IsRetired
                && q.Points > 0
            )
            .Select(q => new PaperDraw.Drawable(q.Code, q.Version, q.Topic, q.Difficulty))
            .ToListAsync(ct);
        bank.RemoveAll(q => withdrawn.Contains(q.Code));
        return bank;
    }
}
