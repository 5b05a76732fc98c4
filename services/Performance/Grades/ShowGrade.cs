using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Grades;

/// <summary>Shows a manager's grades, how the last one came about, and the way to the next level.</summary>
internal static class ShowGrade
{
    /// <param name="From">The first day it holds.</param>
    /// <param name="Version">2 and more after an appeal that was upheld.</param>
    public sealed record IntervalAnswer(
        DateOnly From,
        int Version,
        bool IsCurrent,
        string Level,
        string? Step,
        string PayLevel,
        string? PayStep,
        Period Period
    );

    /// <param name="Grades">The grades, the newest first; none before the first approved run.</param>
    /// <param name="Result">The basis of the last grade; null without one.</param>
    /// <param name="Graded">The number of managers of that run.</param>
    /// <param name="Appeal">The appeal against it; null without one.</param>
    /// <param name="AppealUntil">The last day on which the manager may appeal; null without a grade.</param>
    /// <param name="MayAppeal">True where the caller may appeal now.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        IReadOnlyList<IntervalAnswer> Grades,
        ListGradeProposals.Row? Result,
        int Graded,
        AppealGrade.Answer? Appeal,
        DateOnly? AppealUntil,
        bool MayAppeal
    );

    public static async Task<Ok<Answer>> Handle(
        string managerNo,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var visible = await ManagerRoutes.Visible(finder, db, today, ct);
        var manager =
            await visible.Where(m => m.ManagerNo == managerNo).Select(m => new { m.Name }).FirstOrDefaultAsync(ct)
            ?? throw RuleBrokenException.NotFound("manager");
        var grades = await db
            .Grades.AsNoTracking()
            .Where(g => g.ManagerNo == managerNo)
            .OrderByDescending(g => g.From)
            .ThenByDescending(g => g.Version)
            .ToListAsync(ct);
        var shown = grades.ConvertAll(g => new IntervalAnswer(
            g.From,
            g.Version,
            g.IsCurrent,
            g.Level,
            g.Step,
            g.PayLevel,
            g.PayStep,
            g.Period
        ));
        if (grades.Count == 0)
            return TypedResults.Ok(new Answer(managerNo, manager.Name, shown, null, 0, null, null, false));
        var runId = grades[0].RunId;
        var run = await ListGradeRuns.FindAsync(runId, db, ct);
        var proposal = await db
            .GradeProposals.AsNoTracking()
            .FirstAsync(p => p.RunId == runId && p.ManagerNo == managerNo, ct);
        var appeal = await db
            .GradeAppeals.AsNoTracking()
            .FirstOrDefaultAsync(a => a.RunId == runId && a.ManagerNo == managerNo, ct);
        var until = AppealGrade.Until(run);
        return TypedResults.Ok(
            new Answer(
                managerNo,
                manager.Name,
                shown,
                ListGradeProposals.Row.Of(proposal, manager.Name, run.Terms()),
                await db.GradeProposals.CountAsync(p => p.RunId == runId, ct),
                appeal is null ? null : AppealGrade.Answer.Of(appeal, manager.Name),
                until,
                caller.ManagerNo == managerNo && appeal is null && today <= until
            )
        );
    }
}
