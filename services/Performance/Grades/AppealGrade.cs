using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Grades;

/// <summary>A manager's appeal against the grade of the last approved run, and the decision on it.</summary>
internal static class AppealGrade
{
    public sealed record Request([property: Required, MaxLength(Lengths.Comment)] string? Text);

    /// <param name="Outcome"><c>upheld</c> or <c>rejected</c>.</param>
    /// <param name="Level">The level that an upheld appeal gives; null for a rejected one.</param>
    /// <param name="AcceptOverCap">The reason for more managers of the level than it has places.</param>
    public sealed record DecideRequest(
        [property: Required, MaxLength(20)] string? Outcome,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason,
        [property: MaxLength(20)] string? Level = null,
        [property: MaxLength(1)] string? Step = null,
        [property: MaxLength(Lengths.Reason)] string? AcceptOverCap = null
    );

    public sealed record Answer(
        Guid Id,
        Guid RunId,
        string ManagerNo,
        string? Name,
        string Org,
        string Text,
        DateTimeOffset AppealedAt,
        string State,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? Reason,
        string? Level,
        string? Step
    )
    {
        public static Answer Of(GradeAppeal a, string? name) =>
            new(
                Id: a.Id,
                RunId: a.RunId,
                ManagerNo: a.ManagerNo,
                Name: name,
                Org: a.Org,
                Text: a.Text,
                AppealedAt: a.AppealedAt,
                State: a.State,
                DecidedBy: a.DecidedBy,
                DecidedAt: a.DecidedAt,
                Reason: a.Reason,
                Level: a.Level,
                Step: a.Step
            );
    }

    private static readonly ListOrder<GradeAppeal> Order = new ListOrder<GradeAppeal>("-appealedAt")
        .By("appealedAt", a => a.AppealedAt)
        .By("org", a => a.Org)
        .Key("id", a => a.Id);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), a => a.ManagerNo),
        new("name", new("姓名", "Name"), a => a.Name),
        new("org", new("机构", "Unit"), a => a.Org),
        new("text", new("申诉内容", "Appeal"), a => a.Text),
        new("appealedAt", new("申诉时间（UTC）", "Appealed at (UTC)"), a => a.AppealedAt),
        new("state", new("状态", "State"), a => a.State),
        new("decidedBy", new("处理人", "Decided by"), a => a.DecidedBy),
        new("decidedAt", new("处理时间（UTC）", "Decided at (UTC)"), a => a.DecidedAt),
        new("reason", new("处理意见", "Reason"), a => a.Reason),
        new("level", new("改评级", "Level given"), a => a.Level),
        new("step", new("改评档", "Step given"), a => a.Step),
    ];

    /// <param name="state"><c>open</c>, <c>upheld</c> or <c>rejected</c>; null for all.</param>
    public static async Task<Listing<GradeAppeal, Answer>> List(
        [AsParameters] ListQuery list,
        string? state,
        PartOfBankFinder part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var appeals = db.GradeAppeals.AsNoTracking().Within(await part.FindAsync(ct), a => a.Org, a => a.ManagerNo);
        if (state is not null)
            appeals = appeals.Where(a => a.State == state);
        return new(
            appeals,
            list,
            Order,
            a => Answer.Of(a, db.Managers.Where(m => m.ManagerNo == a.ManagerNo).Select(m => m.Name).FirstOrDefault()),
            Columns
        );
    }

    /// <summary>The last day on which a manager may appeal against an approved run.</summary>
    internal static DateOnly Until(GradeRun run) =>
        WorkingDays.After(BankCalendar.DayOf(run.ApprovedAt!.Value), GradeAppeal.Days);

    public static async Task<Created<Answer>> Handle(
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
        var text =
            TypedText.Read(request.Text, Lengths.Comment, "text", hasLines: true)
            ?? throw new RuleBrokenException(
                "grade-appeal.text-missing",
                new("text：请写明申诉内容。", "text: say what the appeal is about."),
                status: 400
            );
        var part = await finder.FindAsync(ct);
        var appeal = await db.InTransactionAsync(
            async () =>
            {
                // Only of oneself, whatever else one may see.
                if (caller.ManagerNo != managerNo || !part.Includes(null, managerNo))
                    throw RuleBrokenException.NotFound("grade");
                var grade =
                    await db
                        .Grades.AsNoTracking()
                        .Where(g => g.ManagerNo == managerNo)
                        .OrderByDescending(g => g.From)
                        .FirstOrDefaultAsync(ct)
                    ?? throw RuleBrokenException.NotFound("grade");
                var run = await ListGradeRuns.FindAsync(grade.RunId, db, ct);
                if (BankCalendar.Today(clock) > Until(run))
                    throw new RuleBrokenException(
                        "grade-appeal.too-late",
                        new(
                            Invariant($"申诉期限已于 {Until(run):yyyy-MM-dd} 届满。"),
                            Invariant($"The last day to appeal was {Until(run):yyyy-MM-dd}.")
                        )
                    );
                if (await db.GradeAppeals.AnyAsync(a => a.RunId == run.Id && a.ManagerNo == managerNo, ct))
                    throw new RuleBrokenException(
                        "grade-appeal.made-already",
                        new("您已对本次评定提出过申诉。", "You have appealed against this grade already.")
                    );
                var proposal = await db
                    .GradeProposals.AsNoTracking()
                    .FirstAsync(p => p.RunId == run.Id && p.ManagerNo == managerNo, ct);
                var made = GradeAppeal.Make(proposal, text, clock.GetUtcNow());
                db.GradeAppeals.Add(made);
                trail.About($"{run.Scheme} {run.Period} {managerNo}");
                await db.SaveChangesAsync(ct);
                return made;
            },
            ct
        );
        var name = await db.Managers.Where(m => m.ManagerNo == managerNo).Select(m => m.Name).FirstOrDefaultAsync(ct);
        return TypedResults.Created(
            new Uri($"/performance/grades/{managerNo}", UriKind.Relative),
            Answer.Of(appeal, name)
        );
    }

    /// <summary>Decides an appeal; an upheld one gives a new version of the grade.</summary>
    public static async Task<Ok<Answer>> Decide(
        Guid id,
        DecideRequest request,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (request.Outcome is not (GradeAppeal.Upheld or GradeAppeal.Rejected))
            throw new RuleBrokenException(
                "grade-appeal.outcome-not-valid",
                new("outcome 应为 upheld 或 rejected。", "outcome is upheld or rejected."),
                status: 400
            );
        var isUpheld = request.Outcome == GradeAppeal.Upheld;
        var grade = isUpheld ? DecideGrade.CheckGrade(request.Level, request.Step) : ((string, string?)?)null;
        var reason = DecideGrade.ReadReason(request.Reason);
        var overCap = TypedText.Read(request.AcceptOverCap, Lengths.Reason, "acceptOverCap", hasLines: true);
        var (appeal, name) = await db.InTransactionAsync(
            async () =>
            {
                var found =
                    await db.GradeAppeals.FindAsync([id], ct) ?? throw RuleBrokenException.NotFound("grade-appeal");
                var run = await ListGradeRuns.FindAsync(found.RunId, db, ct);
                var proposal = await db.GradeProposals.FirstAsync(
                    p => p.RunId == found.RunId && p.ManagerNo == found.ManagerNo,
                    ct
                );
                var now = clock.GetUtcNow();
                found.Decide(
                    request.Outcome,
                    grade,
                    reason,
                    caller.Id,
                    [run.MadeBy, run.ReviewedBy, run.ApprovedBy, proposal.DecidedBy, proposal.ReviewedBy],
                    now
                );
                trail.About($"{run.Scheme} {run.Period} {found.ManagerNo}");
                trail.Change("state", GradeAppeal.Open, found.State);
                trail.Note("reason", reason);
                if (grade is { } given)
                {
                    var isOver = await DecideGrade.IsOverCapAsync(run, proposal, given.Item1, db, ct);
                    DecideGrade.CheckCap(isOver, overCap);
                    trail.Change(
                        "grade",
                        $"{proposal.FinalLevel} {proposal.FinalStep}".TrimEnd(),
                        $"{given.Item1} {given.Item2}".TrimEnd()
                    );
                    proposal.Decide(given.Item1, given.Item2, reason, isOver ? overCap : null, caller.Id, now);
                    await ReviewGrades.AssignAsync(run, [(proposal, given)], run.Terms(), caller.Id, now, db, ct);
                }

                await db.SaveChangesAsync(ct);
                return (
                    found,
                    await db
                        .Managers.Where(m => m.ManagerNo == found.ManagerNo)
                        .Select(m => m.Name)
                        .FirstOrDefaultAsync(ct)
                );
            },
            ct
        );
        return TypedResults.Ok(Answer.Of(appeal, name));
    }
}
