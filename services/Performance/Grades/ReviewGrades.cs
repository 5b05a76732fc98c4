using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Grades;

/// <summary>The two reviews of a grade run, its approval by another person, or its return.</summary>
internal static class ReviewGrades
{
    /// <param name="Note">The note of the review; null without one.</param>
    public sealed record Request([property: MaxLength(Lengths.Comment)] string? Note = null);

    /// <param name="Reason">The reason for returning it.</param>
    public sealed record ReturnRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    /// <summary>Reviews the proposals of the caller's branch; for somebody of the whole bank, the run.</summary>
    public static Task<Ok<GradeRunAnswer>> Review(
        Guid id,
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var note = TypedText.Read(request.Note, Lengths.Comment, "note", hasLines: true);
        return ChangeAsync(
            id,
            db,
            trail,
            async run =>
            {
                var part = await finder.FindAsync(ct);
                var waiting = db.GradeProposals.Where(p => p.RunId == id && p.ReviewedAt == null);
                if (part.IsWhole)
                {
                    run.Review(await waiting.CountAsync(ct), note, caller.Id, clock.GetUtcNow());
                    trail.Change("state", "proposed", "reviewed");
                }
                else
                {
                    run.CheckOpen();
                    var own = await waiting.Within(part, p => p.Org, p => p.ManagerNo).ToListAsync(ct);
                    foreach (var proposal in own)
                        proposal.Review(caller.Id, clock.GetUtcNow());
                    trail.Note("proposals", own.Count.ToString(CultureInfo.InvariantCulture));
                }

                if (note is not null)
                    trail.Note("note", note);
            },
            ct
        );
    }

    /// <summary>Assigns the grades; neither who made the run nor who reviewed it for the bank does.</summary>
    public static Task<Ok<GradeRunAnswer>> Approve(
        Guid id,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        ChangeAsync(
            id,
            db,
            trail,
            async run =>
            {
                var now = clock.GetUtcNow();
                run.Approve(caller.Id, now);
                var terms = run.Terms();
                var proposals = await db.GradeProposals.AsNoTracking().Where(p => p.RunId == id).ToListAsync(ct);
                await AssignAsync(
                    run,
                    proposals.ConvertAll(p => (p, (p.FinalLevel, p.FinalStep))),
                    terms,
                    caller.Id,
                    now,
                    db,
                    ct
                );
                trail.Change("state", "reviewed", "approved");
                trail.Note("managers", proposals.Count.ToString(CultureInfo.InvariantCulture));
            },
            ct
        );

    /// <summary>Returns the run to the reviews with a reason.</summary>
    public static Task<Ok<GradeRunAnswer>> Return(
        Guid id,
        ReturnRequest request,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var reason = DecideGrade.ReadReason(request.Reason);
        return ChangeAsync(
            id,
            db,
            trail,
            run =>
            {
                run.Return(caller.Id, reason);
                trail.Change("state", "reviewed", "proposed");
                trail.Note("reason", reason);
                return Task.CompletedTask;
            },
            ct
        );
    }

    /// <summary>
    /// Adds intervals from the run's day on, as new versions of those that begin then, and announces them.
    /// </summary>
    internal static async Task AssignAsync(
        GradeRun run,
        IReadOnlyList<(GradeProposal Proposal, (string Level, string? Step) Grade)> grades,
        GradeTerms terms,
        string by,
        DateTimeOffset now,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var (id, from) = (run.Id, run.From);
        var graded = db.GradeProposals.Where(p => p.RunId == id).Select(p => p.ManagerNo);
        var known = (
            await db.Grades.Where(g => graded.Contains(g.ManagerNo) && g.From == from && g.IsCurrent).ToListAsync(ct)
        ).ToDictionary(g => g.ManagerNo, StringComparer.Ordinal);
        var assigned = new List<GradeInterval>();
        foreach (var (proposal, grade) in grades)
        {
            var before = known.GetValueOrDefault(proposal.ManagerNo);
            before?.Supersede();
            assigned.Add(GradeInterval.Of(run, terms, proposal, grade, (before?.Version ?? 0) + 1, by, now));
        }

        db.Grades.AddRange(assigned);
        foreach (var some in assigned.Chunk(500))
            db.Announce(new GradesAssigned([.. some.Select(g => g.Announcement())]), "grades");
    }

    private static async Task<Ok<GradeRunAnswer>> ChangeAsync(
        Guid id,
        PerformanceDbContext db,
        AuditTrail trail,
        Func<GradeRun, Task> change,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var run = await ListGradeRuns.FindAsync(id, db, ct);
                    trail.About($"{run.Scheme} {run.Period}");
                    await change(run);
                    await db.SaveChangesAsync(ct);
                    return await GradeRunAnswer.OfAsync(run, db, ct);
                },
                ct
            )
        );
}
