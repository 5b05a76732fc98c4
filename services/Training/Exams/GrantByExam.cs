using CardTeam.Platform.Audit;
using CardTeam.Training.Certificates;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Exams;

/// <summary>
/// Grants the certificate of an exam to those whose results have passed all its forms, and completes its course for
/// those who attended it. It adds to the current transaction; the results it is told of are saved before.
/// </summary>
internal static class GrantByExam
{
    /// <returns>The managers who have now passed, with the exam.</returns>
    public static async Task<IReadOnlyList<PassedExam>> ApplyAsync(
        IReadOnlyCollection<(string ManagerNo, string ExamCode)> touched,
        TrainingDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var codes = touched.Select(t => t.ExamCode).Distinct(StringComparer.Ordinal).ToList();
        var exams = (await db.Exams.AsNoTracking().Where(e => codes.Contains(e.Code)).ToListAsync(ct)).ToDictionary(
            e => e.Code,
            e => e.Terms,
            StringComparer.Ordinal
        );
        if (exams.Count == 0)
            return [];
        var numbers = touched
            .Where(t => exams.ContainsKey(t.ExamCode))
            .Select(t => t.ManagerNo)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var results = (
            await db.ExamResults.AsNoTracking().Where(r => numbers.Contains(r.ManagerNo)).ToListAsync(ct)
        ).ToLookup(r => (r.ManagerNo, r.ExamCode));
        var passed = (
            await db.PassedExams.AsNoTracking().Where(p => numbers.Contains(p.ManagerNo)).ToListAsync(ct)
        ).ToLookup(p => (p.ManagerNo, p.ExamCode), p => (DateOnly?)p.PassedOn);
        var now = new List<PassedExam>();
        foreach (var key in touched.Distinct())
        {
            if (
                !exams.TryGetValue(key.ExamCode, out var terms)
                || PassedExam.DayOf(terms, [.. results[key]], passed[key].Max()) is not { } day
            )
                continue;
            var pass = new PassedExam(key.ManagerNo, key.ExamCode, day, terms.Grants?.Certificate);
            db.PassedExams.Add(pass);
            now.Add(pass);
        }

        await GrantAsync([.. now.Where(p => p.Certificate is not null)], exams, db, trail, ct);
        await CompleteByExam.ApplyAsync(
            now,
            exams.ToDictionary(e => e.Key, e => e.Value.Course, StringComparer.Ordinal),
            db,
            ct
        );
        return now;
    }

    private static async Task GrantAsync(
        List<PassedExam> passed,
        Dictionary<string, ExamTerms> exams,
        TrainingDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        if (passed.Count == 0)
            return;
        var book = await CertificateBook.LoadAsync(db, passed.ConvertAll(p => p.ManagerNo), trail.Actor, ct);
        foreach (var pass in passed)
        {
            var grants = exams[pass.ExamCode].Grants!;
            var free = FreeDays.Of(
                pass.PassedOn,
                pass.PassedOn.AddMonths(grants.Months).AddDays(-1),
                book.NotRevoked(pass.ManagerNo, grants.Certificate)
            );
            foreach (var (from, to) in free)
                book.Grant(pass.ManagerNo, grants.Certificate, from, to, null);
        }

        book.Announce();
    }
}
