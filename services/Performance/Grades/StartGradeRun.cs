using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Grades;

/// <summary>Grades everybody in post on a period's last day, as a proposal.</summary>
internal static class StartGradeRun
{
    public sealed record Request(
        [property: Required, MaxLength(Lengths.KpiCode)] string? Scheme,
        [property: Required] Period? Period
    );

    public static async Task<Created<GradeRunAnswer>> Handle(
        Request request,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var period = request.Period!.Value;
        var run = await db.InTransactionAsync(
            async () =>
            {
                var scheme =
                    await db.GradeSchemes.FindAsync([request.Scheme!], ct)
                    ?? throw RuleBrokenException.NotFound("grade-scheme");
                var terms = GradeSchemeDocument.Read(scheme.Document).Terms();
                await CheckAsync(scheme, terms, period, db, ct);
                var book = await GradeBook.LoadAsync(terms, scheme.Code, period, db, ct);
                var places = GradePlaces.Count(terms, book.Base);
                var made = GradeRun.Make(
                    scheme.Code,
                    period,
                    scheme.Document,
                    places,
                    book.NotKnown,
                    caller.Id,
                    clock.GetUtcNow()
                );
                db.GradeRuns.Add(made);
                db.GradeProposals.AddRange(
                    GradeAllocation.Place(terms, places, book.Candidates).Select(p => book.Propose(made.Id, p))
                );
                trail.About($"{scheme.Code} {period}");
                trail.Note("managers", book.Candidates.Count.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return made;
            },
            ct
        );
        return TypedResults.Created(
            new Uri($"/performance/grade-runs/{run.Id}", UriKind.Relative),
            await GradeRunAnswer.OfAsync(run, db, ct)
        );
    }

    private static async Task CheckAsync(
        GradeScheme scheme,
        GradeTerms terms,
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        if (period.Rhythm != terms.Period)
            throw new RuleBrokenException(
                "grade-run.other-rhythm",
                new(
                    $"{scheme.Code} 按 {terms.Period} 评定，{period} 不是这样的期间。",
                    $"{scheme.Code} grades each {terms.Period}; {period} is none."
                ),
                status: 400
            );
        if (period.FirstDay < scheme.EffectiveFrom.FirstDay)
            throw new RuleBrokenException(
                "grade-run.before-scheme",
                new(
                    $"{scheme.Code} 自 {scheme.EffectiveFrom} 起生效。",
                    $"{scheme.Code} is in force from {scheme.EffectiveFrom}."
                )
            );
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        if (!ledger.IsClosed(period.LastMonth))
            throw new RuleBrokenException(
                "grade-run.months-open",
                new(
                    $"{period} 的最后一个月 {period.LastMonth} 尚未关账。",
                    $"{period} is graded when its last month, {period.LastMonth}, is closed."
                )
            );
        foreach (
            var earlier in await db
                .GradeRuns.Where(r =>
                    r.Scheme == scheme.Code && r.Period == period && r.State != GradeRunState.Replaced
                )
                .ToListAsync(ct)
        )
        {
            if (earlier.State == GradeRunState.Approved)
                throw new RuleBrokenException(
                    "grade-run.already-approved",
                    new($"{period} 的评定已经审批。", $"The grading of {period} is approved already.")
                );
            earlier.Replace();
        }
    }
}
