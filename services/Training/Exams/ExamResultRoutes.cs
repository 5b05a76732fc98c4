using System.Globalization;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Exams;

internal static class ExamResultRoutes
{
    /// <param name="Name">The manager's name; null for a manager not announced yet.</param>
    /// <param name="Form"><c>written</c>, <c>interview</c> or <c>practical</c>.</param>
    /// <param name="Score">0–100, exact.</param>
    /// <param name="Attempt">1, 2 … for the attempts of one day.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        string ExamCode,
        string Form,
        [property: JsonConverter(typeof(RatioJson))] decimal Score,
        DateOnly TakenOn,
        int Attempt
    );

    public static void MapExamResults(this IEndpointRouteBuilder app) =>
        app.MapGet("/exam-results", List)
            .Describe("Lists exam results.", "400 request.invalid-limit", "400 request.invalid-cursor")
            .AuditPersonalReads()
            .WithTags("Exams")
            .RequireRoles(Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page,
        string? manager,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (no, exam, form, day, attempt) =
            page.AfterParts(5) is [var a, var b, var c, var d, var e]
            && DateOnly.TryParse(d, CultureInfo.InvariantCulture, out var on)
            && int.TryParse(e, CultureInfo.InvariantCulture, out var nth)
                ? (a, b, c, on, nth)
                : ("", "", "", default, 0);
        var results = db
            .ExamResults.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), r => r.ManagerNo, db, clock)
            .OfManagersLike(search, r => r.ManagerNo, db);
        if (manager is not null)
            results = results.Where(r => r.ManagerNo == manager);
        return await results
            .Where(r =>
                r.ManagerNo.CompareTo(no) > 0
                || (
                    r.ManagerNo == no
                    && (
                        r.ExamCode.CompareTo(exam) > 0
                        || (
                            r.ExamCode == exam
                            && (
                                r.Form.CompareTo(form) > 0
                                || (r.Form == form && (r.TakenOn > day || (r.TakenOn == day && r.Attempt > attempt)))
                            )
                        )
                    )
                )
            )
            .OrderBy(r => r.ManagerNo)
            .ThenBy(r => r.ExamCode)
            .ThenBy(r => r.Form)
            .ThenBy(r => r.TakenOn)
            .ThenBy(r => r.Attempt)
            .Select(r => new Answer(
                r.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == r.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                r.ExamCode,
                r.Form,
                r.Score,
                r.TakenOn,
                r.Attempt
            ))
            .ToPageAsync(
                page,
                r =>
                    PageQuery.Key(
                        r.ManagerNo,
                        r.ExamCode,
                        r.Form,
                        r.TakenOn.ToString("O", CultureInfo.InvariantCulture),
                        r.Attempt.ToString(CultureInfo.InvariantCulture)
                    ),
                ct
            )
            .WithTotalAsync(results, page, ct);
    }
}
