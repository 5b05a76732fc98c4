using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Questions;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sittings;

internal static class SittingRoutes
{
    /// <param name="Name">The manager's name; null for a manager not announced yet.</param>
    /// <param name="Number">1, 2, 3 … for this manager and exam.</param>
    /// <param name="State"><c>open</c> or <c>ended</c>.</param>
    /// <param name="Ending"><c>handed-in</c> or <c>time-over</c>; null while it is open.</param>
    /// <param name="Score">0–100; null while it is open.</param>
    /// <param name="TimesLeft">How often the page was left.</param>
    public sealed record Row(
        Guid Id,
        string ManagerNo,
        string? Name,
        string Exam,
        int Number,
        DateTimeOffset StartedAt,
        DateTimeOffset EndsAt,
        DateTimeOffset? EndedAt,
        string State,
        string? Ending,
        [property: JsonConverter(typeof(RatioJson))] decimal? Score,
        bool? IsPassed,
        int TimesLeft
    );

    /// <param name="Title">The exam's name.</param>
    /// <param name="Draw">The number its paper was drawn with.</param>
    /// <param name="Edition">The edition of the question bank its paper was drawn from.</param>
    /// <param name="SecondsLeft">The time that is left, by the server's clock; 0 once it has ended.</param>
    /// <param name="Questions">The paper, for the manager who sits it, until it ends; null otherwise.</param>
    /// <param name="Review">
    /// The paper with its key and marks: for the manager after the exam's window, for the training team after the end;
    /// null before.
    /// </param>
    public sealed record Detail(
        Row Sitting,
        Text Title,
        [property: JsonConverter(typeof(RatioJson))] decimal PassMark,
        int Draw,
        int Edition,
        int Answered,
        int Total,
        int SecondsLeft,
        IReadOnlyList<Asked>? Questions,
        IReadOnlyList<Reviewed>? Review
    );

    /// <summary>A question as it is shown, without anything that tells its answer.</summary>
    /// <param name="Place">1, 2, 3 … in the paper.</param>
    /// <param name="Given">The saved answer of each item, in the letters shown; empty for none.</param>
    /// <param name="Change">The number of the last saved change; 0 before the first.</param>
    public sealed record Asked(
        int Place,
        string Kind,
        Text Stem,
        IReadOnlyList<AskedItem> Items,
        IReadOnlyList<string> Given,
        int Change,
        DateTimeOffset? SavedAt
    );

    /// <param name="Stem">The question of a part of a case; null otherwise.</param>
    /// <param name="Choices">The choices A, B, C … in the order of this sitting; empty for a number.</param>
    public sealed record AskedItem(string Kind, Text? Stem, int Points, IReadOnlyList<Text> Choices);

    /// <summary>A question after the end.</summary>
    /// <param name="Keys">The right answer of each item, in the letters shown.</param>
    /// <param name="Earned">The points of the answer.</param>
    /// <param name="IsWithdrawn">True for a question that was taken out and does not count.</param>
    public sealed record Reviewed(
        Asked Question,
        string Code,
        IReadOnlyList<string> Keys,
        Text? Explanation,
        int Earned,
        int Most,
        bool IsWithdrawn
    );

    private static readonly ListOrder<Sitting> Order = new ListOrder<Sitting>("-startedAt")
        .By("startedAt", s => s.StartedAt)
        .By("managerNo", s => s.ManagerNo)
        .By("exam", s => s.ExamCode)
        .By("endedAt", s => s.EndedAt)
        .By("timesLeft", s => s.TimesLeft)
        .Key("id", s => s.Id);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), s => s.ManagerNo),
        new("name", new("姓名", "Name"), s => s.Name),
        new("exam", new("考试编号", "Exam code"), s => s.Exam),
        new("number", new("第几次", "Attempt"), s => s.Number) { IsSummed = false },
        new("startedAt", new("开始时间（UTC）", "Started at (UTC)"), s => s.StartedAt),
        new("endedAt", new("结束时间（UTC）", "Ended at (UTC)"), s => s.EndedAt),
        new("state", new("状态", "State"), s => s.State),
        new("ending", new("结束方式", "Ending"), s => s.Ending),
        new("score", new("分数", "Score"), s => s.Score) { IsSummed = false },
        new("passed", new("是否通过", "Passed"), s => s.IsPassed),
        new("timesLeft", new("离开页面次数", "Times left"), s => s.TimesLeft) { IsSummed = false },
    ];

    public static void MapSittings(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        var sittings = app.MapGroup("").WithTags("Sittings");
        sittings
            .MapPost("/exams/{code}/sittings", BeginSitting.Handle)
            .Describe(
                "Begins a sitting of one's own, or shows the open one.",
                "404 exam.not-found",
                "409 sitting.already-open",
                "409 sitting.already-passed",
                "409 sitting.no-attempt-left",
                "409 sitting.not-written",
                "409 sitting.outside-window",
                "409 exam.bank-too-small"
            )
            .RequireRoles(Roles.AccountManager);
        var own = sittings.MapGroup("/sittings/{id:guid}").RequireRoles(Roles.AccountManager);
        own.MapPut("/answers/{n:int}", SaveAnswer.Handle)
            .Describe(
                "Saves an answer; of several the last one counts.",
                "400 sitting.answer-not-valid",
                "404 sitting.not-found",
                "409 sitting.over"
            );
        own.MapPost("/end", EndSitting.Handle)
            .Describe("Hands in a sitting; what was saved counts.", "404 sitting.not-found");
        own.MapPost("/left", LeaveSitting.Handle)
            .Describe("Notes that the page was left.", "404 sitting.not-found", "409 sitting.over");
        sittings
            .MapGet("/sittings/{id:guid}", Get)
            .Describe(
                "Shows a sitting: one's own paper while it is open, the result afterwards.",
                "404 sitting.not-found"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        sittings
            .MapList("/sittings", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists sittings, the newest first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        MapMarks(sittings);
    }

    /// <summary>Maps what is done with the marks of an exam afterwards.</summary>
    private static void MapMarks(IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Auditor];
        app.MapGet("/exams/{code}/statistics", ItemStatistics.Handle)
            .Describe("Shows how each question of an exam was answered, over all ended sittings.", "404 exam.not-found")
            .RequireRoles(readers)
            .RequireWholeBank();
        app.MapGet("/exams/{code}/statistics.{format}", ItemStatistics.Export)
            .Describe("Exports how each question of an exam was answered.", "404 exam.not-found")
            .RequireRoles(readers)
            .RequireWholeBank();
        app.MapPost("/exams/{code}/withdrawals", WithdrawQuestion.Handle)
            .Describe(
                "Takes a question out of an exam, marks all its sittings again, and says whom that changed.",
                "400 sitting.reason-missing",
                "404 exam.not-found",
                "404 question.not-found",
                "409 question.already-withdrawn"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        app.MapList("/remarked-sittings", (list, path) => list.MapGet(path, WithdrawQuestion.List))
            .Describe(
                "Lists sittings whose score has changed because a question was taken out.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.Auditor);
    }

    internal static int SecondsLeft(DateTimeOffset endsAt, DateTimeOffset now) =>
        endsAt <= now ? 0 : (int)Math.Ceiling((endsAt - now).TotalSeconds);

    /// <param name="state"><c>open</c> or <c>ended</c>.</param>
    /// <param name="passed">True for those that passed, false for those that did not; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<Sitting, Row>> List(
        [AsParameters] ListQuery list,
        string? exam,
        string? manager,
        string? state,
        bool? passed,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var sittings = db
            .Sittings.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), s => s.ManagerNo, db, clock)
            .OfManagersLike(search, s => s.ManagerNo, db);
        if (exam is not null)
            sittings = sittings.Where(s => s.ExamCode == exam);
        if (manager is not null)
            sittings = sittings.Where(s => s.ManagerNo == manager);
        if (passed is not null)
            sittings = sittings.Where(s => s.IsPassed == passed);
        sittings = state switch
        {
            null => sittings,
            "open" => sittings.Where(s => s.EndedAt == null),
            "ended" => sittings.Where(s => s.EndedAt != null),
            _ => throw new RuleBrokenException(
                "request.invalid-state",
                new("state 应为 open 或 ended。", "state is open or ended."),
                status: 400
            ),
        };
        return new(
            sittings,
            list,
            Order,
            s => new Row(
                s.Id,
                s.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == s.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                s.ExamCode,
                s.Number,
                s.StartedAt,
                s.EndsAt,
                s.EndedAt,
                s.EndedAt == null ? "open" : "ended",
                s.Ending,
                s.Score,
                s.IsPassed,
                s.TimesLeft
            ),
            Columns
        );
    }

    private static async Task<Ok<Detail>> Get(
        Guid id,
        Caller caller,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var sitting =
            await db
                .Sittings.AsNoTracking()
                .OfManagersWithin(await part.FindAsync(ct), s => s.ManagerNo, db, clock)
                .Include(s => s.Answers)
                .FirstOrDefaultAsync(s => s.Id == id, ct)
            ?? throw RuleBrokenException.NotFound("sitting");
        return TypedResults.Ok(await ShowAsync(sitting, caller, db, clock, ct));
    }

    internal static async Task<Detail> ShowAsync(
        Sitting sitting,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (terms, now) = (sitting.Terms, clock.GetUtcNow());
        var isOwn = caller.ManagerNo == sitting.ManagerNo;
        var name = await db
            .ManagerNames.Where(n => n.ManagerNo == sitting.ManagerNo)
            .Select(n => n.Name)
            .FirstOrDefaultAsync(ct);
        var showsPaper = isOwn && sitting.IsOpenAt(now);
        var showsReview = sitting.EndedAt is not null && await MayReviewAsync(isOwn, terms.To, caller, db, clock, ct);
        var asked =
            showsPaper || showsReview
                ? await EndSitting.AskedAsync(
                    [.. sitting.Answers.Select(a => (a.QuestionCode, a.QuestionVersion))],
                    db,
                    ct
                )
                : [];
        var withdrawn = showsReview ? await EndSitting.WithdrawnAsync(sitting.ExamCode, db, ct) : null;
        var answers = sitting.Answers.OrderBy(a => a.Place).ToList();
        return new(
            Sitting: new(
                Id: sitting.Id,
                ManagerNo: sitting.ManagerNo,
                Name: name,
                Exam: sitting.ExamCode,
                Number: sitting.Number,
                StartedAt: sitting.StartedAt,
                EndsAt: sitting.EndsAt,
                EndedAt: sitting.EndedAt,
                State: sitting.EndedAt is null ? "open" : "ended",
                Ending: sitting.Ending,
                Score: sitting.Score,
                IsPassed: sitting.IsPassed,
                TimesLeft: sitting.TimesLeft
            ),
            Title: terms.Title,
            PassMark: terms.PassMark,
            Draw: sitting.Draw,
            Edition: sitting.Edition,
            Answered: answers.Count(a => a.Given is not null),
            Total: answers.Count,
            SecondsLeft: sitting.EndedAt is null ? SecondsLeft(sitting.EndsAt, now) : 0,
            Questions: showsPaper ? [.. answers.Select(a => Show(a, asked[Of(a)]))] : null,
            Review: showsReview
                ?
                [
                    .. answers.Select(a => new Reviewed(
                        Show(a, asked[Of(a)]),
                        a.QuestionCode,
                        ItemLayout.Show(a.Layout, string.Join('|', asked[Of(a)].Items.Select(i => i.Key))),
                        asked[Of(a)].Explanation,
                        a.Earned ?? 0,
                        a.Most,
                        withdrawn!.Contains(a.QuestionCode)
                    )),
                ]
                : null
        );

        static (string, int) Of(SittingAnswer answer) => (answer.QuestionCode, answer.QuestionVersion);
    }

    /// <summary>
    /// True for the manager once nobody can begin the exam any more, and for the training team of the whole bank, but
    /// not while they sit an exam themselves.
    /// </summary>
    private static async Task<bool> MayReviewAsync(
        bool isOwn,
        DateOnly lastDay,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        if (
            caller.ManagerNo is { } managerNo
            && await db.Sittings.AnyAsync(s => s.ManagerNo == managerNo && s.EndedAt == null && s.EndsAt > now, ct)
        )
            return false;
        return isOwn ? BankCalendar.Today(clock) > lastDay : caller.Is(Roles.Trainer) && caller.Org is null;
    }

    private static Asked Show(SittingAnswer answer, QuestionContent asked)
    {
        var layout = ItemLayout.Of(answer.Layout);
        return new(
            Place: answer.Place,
            Kind: asked.Items.Count == 1 && asked.Items[0].Stem is null ? asked.Items[0].Kind : QuestionBounds.Case,
            Stem: asked.Stem,
            Items:
            [
                .. asked.Items.Select(
                    (item, at) =>
                        new AskedItem(
                            item.Kind,
                            item.Stem,
                            item.Points,
                            [
                                .. layout[at]
                                    .Shown.Select(c => item.Choices[item.Letters.IndexOf(c, StringComparison.Ordinal)]),
                            ]
                        )
                ),
            ],
            Given: ItemLayout.Show(answer.Layout, answer.Given),
            Change: answer.Change,
            SavedAt: answer.SavedAt
        );
    }
}
