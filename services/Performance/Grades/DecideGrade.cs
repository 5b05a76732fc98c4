using System.ComponentModel.DataAnnotations;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Grades;

/// <summary>Gives a manager another grade than the scheme proposes, with a reason and within the caps.</summary>
internal static class DecideGrade
{
    /// <param name="Level"><c>trainee</c>, <c>junior</c>, <c>intermediate</c> or <c>senior</c>.</param>
    /// <param name="Step"><c>A</c>, <c>B</c> or <c>C</c>; null for a trainee.</param>
    /// <param name="AcceptOverCap">The reason for more managers of the level than it has places.</param>
    public sealed record Request(
        [property: Required, MaxLength(20)] string? Level,
        [property: MaxLength(1)] string? Step,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason,
        [property: MaxLength(Lengths.Reason)] string? AcceptOverCap = null
    );

    public static async Task<Ok<ListGradeProposals.Row>> Handle(
        Guid id,
        string managerNo,
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var grade = CheckGrade(request.Level, request.Step);
        var reason = ReadReason(request.Reason);
        var overCap = TypedText.Read(request.AcceptOverCap, Lengths.Reason, "acceptOverCap", hasLines: true);
        var part = await finder.FindAsync(ct);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var run = await ListGradeRuns.FindAsync(id, db, ct);
                    var proposal =
                        await db
                            .GradeProposals.Where(p => p.RunId == id && p.ManagerNo == managerNo)
                            .Within(part, p => p.Org, p => p.ManagerNo)
                            .FirstOrDefaultAsync(ct)
                        ?? throw RuleBrokenException.NotFound("grade-proposal");
                    run.CheckOpen();
                    var before = $"{proposal.FinalLevel} {proposal.FinalStep}".TrimEnd();
                    var isOver = await IsOverCapAsync(run, proposal, grade.Level, db, ct);
                    CheckCap(isOver, overCap);
                    proposal.Decide(
                        grade.Level,
                        grade.Step,
                        reason,
                        isOver ? overCap : null,
                        caller.Id,
                        clock.GetUtcNow()
                    );
                    trail.About($"{run.Scheme} {run.Period} {managerNo}");
                    trail.Change("grade", before, $"{proposal.FinalLevel} {proposal.FinalStep}".TrimEnd());
                    trail.Note("reason", reason);
                    if (isOver)
                        trail.Note("acceptOverCap", overCap!);
                    await db.SaveChangesAsync(ct);
                    return ListGradeProposals.Row.Of(
                        proposal,
                        await db
                            .Managers.Where(m => m.ManagerNo == managerNo)
                            .Select(m => m.Name)
                            .FirstOrDefaultAsync(ct),
                        run.Terms()
                    );
                },
                ct
            )
        );
    }

    /// <exception cref="RuleBrokenException">400: no such grade.</exception>
    internal static (string Level, string? Step) CheckGrade(string? level, string? step)
    {
        var isTrainee = level == GradeWords.Trainee;
        if (
            (!isTrainee && !GradeWords.Levels.Contains(level, StringComparer.Ordinal))
            || (isTrainee ? step is not null : !GradeWords.Steps.Contains(step, StringComparer.Ordinal))
        )
            throw new RuleBrokenException(
                "grade.not-valid",
                new(
                    "级别应为 senior、intermediate、junior（档次 A、B、C），或 trainee（无档次）。",
                    "A grade is senior, intermediate or junior with a step A, B or C, or trainee without one."
                ),
                status: 400
            );
        return (level!, step);
    }

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    internal static string ReadReason(string? given) =>
        TypedText.Read(given, Lengths.Reason, "reason", hasLines: true)
        ?? throw new RuleBrokenException(
            "grade.reason-missing",
            new("reason：请说明理由。", "reason: say why."),
            status: 400
        );

    /// <summary>True when one more manager of a level would be more than it has places.</summary>
    internal static async Task<bool> IsOverCapAsync(
        GradeRun run,
        GradeProposal proposal,
        string level,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        level != GradeWords.Trainee
        && level != proposal.FinalLevel
        && await db.GradeProposals.CountAsync(
            p => p.RunId == run.Id && (p.DecidedLevel ?? p.Level) == level && p.ManagerNo != proposal.ManagerNo,
            ct
        ) >= run.ReadPlaces().Of.GetValueOrDefault(level);

    /// <exception cref="RuleBrokenException">409: no place is left, and it is not accepted.</exception>
    internal static void CheckCap(bool isOver, string? accepted)
    {
        if (isOver && accepted is null)
            throw new RuleBrokenException(
                "grade.over-cap",
                new(
                    "该级别已无名额；如仍要评定，请以 acceptOverCap 说明理由。",
                    "The level has no place left; to give it all the same, say why as acceptOverCap."
                )
            );
    }
}
