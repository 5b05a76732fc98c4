using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts.Training;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using CardTeam.Training.Data;
using CardTeam.Training.Exams;
using CardTeam.Training.Sittings;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Tests.Sittings;

/// <summary>An exam that is sat: over HTTP, to the database and the outbox.</summary>
public class SittingTests
{
    [Fact]
    public async Task Who_knows_everything_passes_and_gets_the_certificate_by_itself()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        var paper = await ExamBank.BeginAsync(manager);
        Assert.Equal((6, 3600), (paper.GetProperty("total").GetInt32(), paper.GetProperty("secondsLeft").GetInt32()));
        await ExamBank.AnswerAllAsync(manager, paper);

        var ended = await ExamBank.CallAsync(manager, HttpMethod.Post, $"/sittings/{ExamBank.IdOf(paper)}/end", "{}");

        var sitting = ended.Body.GetProperty("sitting");
        Assert.Equal(
            ("ended", "handed-in", "100", true),
            (
                sitting.GetProperty("state").GetString(),
                sitting.GetProperty("ending").GetString(),
                sitting.GetProperty("score").GetString()!.Split('.')[0],
                sitting.GetProperty("isPassed").GetBoolean()
            )
        );
        var granted = Assert.Single((await service.AnnouncedAsync<CertificatesChanged>()).SelectMany(e => e.Intervals));
        Assert.Equal(
            ("M1", "CARD-SALES", new DateOnly(2026, 6, 15), new DateOnly(2028, 6, 14)),
            (granted.ManagerNo, granted.Certificate, granted.ValidFrom, granted.ValidTo!.Value)
        );
        Assert.Equal(
            ["M1 written 2026-06-15 1 100"],
            await service.ReadAsync<TrainingDbContext, List<string>>(async db =>
                (await db.ExamResults.AsNoTracking().ToListAsync()).ConvertAll(r =>
                    $"{r.ManagerNo} {r.Form} {r.TakenOn:yyyy-MM-dd} {r.Attempt} {(int)r.Score}"
                )
            )
        );
        // Handing in again shows the same end, and grants nothing again.
        Assert.Equal(
            200,
            (await ExamBank.CallAsync(manager, HttpMethod.Post, $"/sittings/{ExamBank.IdOf(paper)}/end", "{}")).Status
        );
        Assert.Single((await service.AnnouncedAsync<CertificatesChanged>()).SelectMany(e => e.Intervals));
        Assert.Equal(
            "sitting.already-passed",
            (await ExamBank.CallAsync(manager, HttpMethod.Post, "/exams/SALES/sittings", "{}")).Code
        );
    }

    [Fact]
    public async Task It_goes_on_after_a_lost_connection_and_after_a_restart_with_what_was_saved()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        var paper = await ExamBank.BeginAsync(manager);
        await ExamBank.AnswerAllAsync(manager, paper);
        service.Clock.Advance(TimeSpan.FromMinutes(20));

        // The answer to the beginning was lost: the same paper comes again.
        var again = await ExamBank.BeginAsync(manager, status: 200);
        await service.RestartAsync();
        manager = ExamBank.Manager(service);
        var resumed = (await ExamBank.CallAsync(manager, HttpMethod.Get, $"/sittings/{ExamBank.IdOf(paper)}")).Body;

        Assert.Equal(Texts(again), Texts(resumed));
        Assert.Equal(
            (6, 2400),
            (resumed.GetProperty("answered").GetInt32(), resumed.GetProperty("secondsLeft").GetInt32())
        );
        Assert.Equal(Texts(paper).Select(t => t.Stem), Texts(resumed).Select(t => t.Stem));

        static List<(string? Stem, string Given)> Texts(JsonElement shown) =>
            [
                .. shown
                    .GetProperty("questions")
                    .EnumerateArray()
                    .Select(q =>
                        (q.GetProperty("stem").GetProperty("zh").GetString(), q.GetProperty("given").ToString())
                    ),
            ];
    }

    [Fact]
    public async Task Of_several_answers_the_last_change_counts_in_whatever_order_they_arrive()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        var paper = await ExamBank.BeginAsync(manager);
        var (id, place) = (ExamBank.IdOf(paper), PlaceOf(paper, "可以保留客户密码"));

        Assert.Equal(3, (await ExamBank.SaveAsync(manager, id, place, 3, "B")).Body.GetProperty("change").GetInt32());
        // One that was sent earlier arrives late, and is told what is kept.
        Assert.Equal(3, (await ExamBank.SaveAsync(manager, id, place, 2, "A")).Body.GetProperty("change").GetInt32());
        Assert.Equal("B", await GivenAsync());
        await ExamBank.SaveAsync(manager, id, place, 4, "");
        Assert.Null(await GivenAsync());
        Assert.Equal("sitting.answer-not-valid", (await ExamBank.SaveAsync(manager, id, place, 5, "C")).Code);
        Assert.Equal(404, (await ExamBank.SaveAsync(manager, id, 7, 5, "A")).Status);
        Assert.Equal(404, (await ExamBank.SaveAsync(ExamBank.Manager(service, "M2"), id, place, 5, "A")).Status);

        Task<string?> GivenAsync() =>
            service.ReadAsync<TrainingDbContext, string?>(db =>
                db.SittingAnswers.Where(a => a.Place == place).Select(a => a.Given).SingleAsync()
            );
    }

    /// <summary>A sitting that cannot be read is set aside, and those behind it end at their time.</summary>
    [Fact]
    public async Task One_that_cannot_be_ended_holds_up_nobody()
    {
        await using var service = await ExamBank.StartAsync();
        var broken = ExamBank.IdOf(await ExamBank.BeginAsync(ExamBank.Manager(service)));
        var id = Guid.Parse(broken);
        await service.ReadAsync<TrainingDbContext, int>(db =>
            db.Sittings.Where(s => s.Id == id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(s => s.Content, "{").SetProperty(s => s.EndsAt, s => s.StartedAt)
                )
        );
        await ExamBank.BeginAsync(ExamBank.Manager(service, "M2"));
        service.Clock.Advance(TimeSpan.FromMinutes(60));
        await ServiceUnderTest.UntilAsync(
            async () =>
                await service.ReadAsync<TrainingDbContext, bool>(db =>
                    db.Sittings.AnyAsync(s => s.ManagerNo == "M2" && s.EndedAt != null)
                ),
            "the second sitting to end"
        );
        Assert.Null(
            await service.ReadAsync<TrainingDbContext, DateTimeOffset?>(db =>
                db.Sittings.Where(s => s.Id == id).Select(s => s.EndedAt).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task It_ends_by_itself_at_its_limit_with_what_was_saved_though_nobody_asks()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        var paper = await ExamBank.BeginAsync(manager);
        await ExamBank.AnswerAllAsync(manager, paper, stem => stem != "年化利率是多少？");
        var (id, place) = (ExamBank.IdOf(paper), PlaceOf(paper, "年化利率是多少？"));
        service.Clock.Advance(TimeSpan.FromMinutes(60));

        Assert.Equal("sitting.over", (await ExamBank.SaveAsync(manager, id, place, 9, ExamBank.Number)).Code);
        await ServiceUnderTest.UntilAsync(
            async () =>
                await service.ReadAsync<TrainingDbContext, bool>(db => db.Sittings.AnyAsync(s => s.Score != null)),
            "the sitting to end"
        );

        var sitting = (await ExamBank.CallAsync(manager, HttpMethod.Get, $"/sittings/{id}")).Body.GetProperty(
            "sitting"
        );
        Assert.Equal(
            ("time-over", "80", "2026-06-15T03:00:00Z"),
            (
                sitting.GetProperty("ending").GetString(),
                sitting.GetProperty("score").GetString(),
                sitting.GetProperty("endedAt").GetString()
            )
        );
        Assert.Equal(
            ["M1 sitting end SALES 1"],
            await service.ReadAsync(db =>
                db.Audit.Where(a => a.Action == "sitting end")
                    .Select(a => $"{a.Actor} {a.Action} {a.Subject}")
                    .ToListAsync()
            )
        );
    }

    [Fact]
    public async Task A_person_has_one_open_sitting_however_many_requests_come_at_once()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        await ExamBank.CallAsync(
            service.As(Roles.Trainer),
            HttpMethod.Put,
            "/exams/OTHER",
            ExamBank.Exam.Replace("CARD-SALES", "RISK", StringComparison.Ordinal)
        );

        var begun = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    ExamBank.CallAsync(
                        manager,
                        HttpMethod.Post,
                        i % 2 == 0 ? "/exams/SALES/sittings" : "/exams/OTHER/sittings",
                        "{}"
                    )
                )
        );

        Assert.Equal(1, begun.Count(b => b.Status == 201));
        Assert.Equal(9, begun.Count(b => b.Status == 200));
        Assert.Equal(10, begun.Count(b => b.Code == "sitting.already-open"));
        Assert.Equal(1, await service.ReadAsync<TrainingDbContext, int>(db => db.Sittings.CountAsync()));
    }

    [Fact]
    public async Task Attempts_and_the_window_are_kept()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var paper = await ExamBank.BeginAsync(manager);
            await ExamBank.CallAsync(manager, HttpMethod.Post, $"/sittings/{ExamBank.IdOf(paper)}/end", "{}");
        }

        Assert.Equal("sitting.no-attempt-left", await RefusedAsync(manager));
        service.Clock.SetTo(new(2026, 7, 1));
        Assert.Equal("sitting.outside-window", await RefusedAsync(ExamBank.Manager(service, "M2")));
        // The two attempts of a day are two results.
        Assert.Equal(
            [1, 2],
            await service.ReadAsync<TrainingDbContext, List<int>>(db =>
                db.ExamResults.Select(r => r.Attempt).Order().ToListAsync()
            )
        );

        async Task<string?> RefusedAsync(HttpClient client) =>
            (await ExamBank.CallAsync(client, HttpMethod.Post, "/exams/SALES/sittings", "{}")).Code;
    }

    [Fact]
    public async Task A_sitting_can_be_drawn_again_from_its_number_though_the_bank_has_changed()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        var paper = await ExamBank.BeginAsync(manager);
        var trainer = service.As(Roles.Trainer);
        await ExamBank.CallAsync(
            trainer,
            HttpMethod.Put,
            "/questions/T1",
            """
            { "kind": "true-false", "topic": "合规", "difficulty": "hard", "stem": { "zh": "新", "en": "new" },
              "key": "true", "isRetired": true }
            """
        );
        await service.ImportAsync(
            "questions",
            ExamBank.Questions.Replace("S1,", "S9,", StringComparison.Ordinal),
            trainer
        );

        await service.ReadAsync<TrainingDbContext, bool>(async db =>
        {
            var sitting = await db.Sittings.Include(s => s.Answers).SingleAsync();
            var bank = await BeginSitting.BankAsync(
                sitting.Edition,
                sitting.Terms,
                new HashSet<string>(),
                db,
                CancellationToken.None
            );
            var drawn = PaperDraw.Draw(bank, sitting.Terms.Blueprint, sitting.Draw);
            var asked = await EndSitting.AskedAsync(
                [.. drawn.Select(q => (q.Code, q.Version))],
                db,
                CancellationToken.None
            );
            Assert.Equal(
                sitting.Answers.OrderBy(a => a.Place).Select(a => (a.QuestionCode, a.QuestionVersion, a.Layout)),
                drawn.Select(q =>
                    (q.Code, q.Version, PaperDraw.LayoutOf(q.Code, asked[(q.Code, q.Version)], sitting.Draw))
                )
            );
            return true;
        });
        // It is marked by the version that was asked.
        await ExamBank.AnswerAllAsync(manager, paper);
        var ended = await ExamBank.CallAsync(manager, HttpMethod.Post, $"/sittings/{ExamBank.IdOf(paper)}/end", "{}");
        Assert.True(ended.Body.GetProperty("sitting").GetProperty("isPassed").GetBoolean());
    }

    [Fact]
    public async Task A_question_taken_out_marks_all_sittings_again_and_says_whom_it_changed()
    {
        await using var service = await ExamBank.StartAsync();
        await SitAsync("M1", _ => true);
        await SitAsync("M2", stem => stem is "首次面签应由谁完成？" or "可以保留客户密码" or "年化利率是多少？");
        await SitAsync("M3", stem => stem is "年化利率是多少？" or "哪些行为被禁止？" or "办卡步骤");
        var trainer = service.As(Roles.Trainer);
        var before = (await ExamBank.CallAsync(trainer, HttpMethod.Get, "/exams/SALES/statistics")).Body;
        Assert.Equal(3, before.GetProperty("sittings").GetInt32());

        var taken = await ExamBank.CallAsync(
            trainer,
            HttpMethod.Post,
            "/exams/SALES/withdrawals",
            """{ "question": "M1", "reason": "两个答案都对" }"""
        );

        // 8 of 20 points were 40; without M1's 4 they are 8 of 16. 12 of 20 were 60; now 8 of 16.
        Assert.Equal(200, taken.Status);
        Assert.Equal(
            (3, 2, "[]", "[\"M3\"]"),
            (
                taken.Body.GetProperty("sittings").GetInt32(),
                taken.Body.GetProperty("changed").GetInt32(),
                taken.Body.GetProperty("nowPassed").ToString(),
                taken.Body.GetProperty("noLongerPassed").ToString()
            )
        );
        var file = await trainer.GetStringAsync(new Uri("/remarked-sittings.csv?exam=SALES", UriKind.Relative));
        Assert.Contains("M2,,SALES,1,M1,40,50,false,false", file, StringComparison.Ordinal);
        Assert.Contains("M3,,SALES,1,M1,60,50,true,false", file, StringComparison.Ordinal);
        Assert.Equal(
            [50m, 50m, 100m],
            await service.ReadAsync<TrainingDbContext, List<decimal>>(async db =>
                [.. (await db.ExamResults.AsNoTracking().ToListAsync()).Select(r => r.Score).Order()]
            )
        );
        Assert.Equal(
            "question.already-withdrawn",
            (
                await ExamBank.CallAsync(
                    trainer,
                    HttpMethod.Post,
                    "/exams/SALES/withdrawals",
                    """{ "question": "M1", "reason": "x" }"""
                )
            ).Code
        );

        async Task SitAsync(string managerNo, Func<string, bool> knows)
        {
            var manager = ExamBank.Manager(service, managerNo);
            var paper = await ExamBank.BeginAsync(manager);
            await ExamBank.AnswerAllAsync(manager, paper, knows);
            await ExamBank.CallAsync(manager, HttpMethod.Post, $"/sittings/{ExamBank.IdOf(paper)}/end", "{}");
        }
    }

    [Fact]
    public async Task Leaving_the_page_is_noted_and_has_no_consequence()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        var paper = await ExamBank.BeginAsync(manager);

        Assert.Equal(
            204,
            (await ExamBank.CallAsync(manager, HttpMethod.Post, $"/sittings/{ExamBank.IdOf(paper)}/left", "{}")).Status
        );

        var shown = (await ExamBank.CallAsync(manager, HttpMethod.Get, $"/sittings/{ExamBank.IdOf(paper)}")).Body;
        Assert.Equal(
            ("open", 1),
            (
                shown.GetProperty("sitting").GetProperty("state").GetString(),
                shown.GetProperty("sitting").GetProperty("timesLeft").GetInt32()
            )
        );
    }

    [Fact]
    public async Task Imported_forms_complete_an_exam_and_the_certificate_goes_on_where_the_old_one_ends()
    {
        await using var service = await ExamBank.StartAsync();
        await ExamBank.CallAsync(
            service.As(Roles.Trainer),
            HttpMethod.Put,
            "/exams/SALES",
            ExamBank.Exam.Replace("[\"written\"]", "[\"written\", \"practical\"]", StringComparison.Ordinal)
        );
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM1,CARD-SALES,2025-01-01,2026-12-31\n"
        );

        await service.ImportAsync(
            "exam-results",
            "manager_no,exam_code,form,score,taken_on\nM1,SALES,written,88,2026-06-10\n"
        );
        Assert.Single(await IntervalsAsync());
        await service.ImportAsync(
            "exam-results",
            "manager_no,exam_code,form,score,taken_on\nM1,SALES,practical,60,2026-06-12\nM2,SALES,practical,60,2026-06-12\n"
        );

        Assert.Equal(["2025-01-01 2026-12-31", "2027-01-01 2028-06-11"], await IntervalsAsync());
        // The same results again grant nothing again.
        await service.ImportAsync(
            "exam-results",
            "manager_no,exam_code,form,score,taken_on\nM1,SALES,practical,61,2026-06-12\n"
        );
        Assert.Equal(2, (await IntervalsAsync()).Count);
        Assert.Equal(1, await service.ReadAsync<TrainingDbContext, int>(db => db.Set<PassedExam>().CountAsync()));

        Task<List<string>> IntervalsAsync() =>
            service.ReadAsync<TrainingDbContext, List<string>>(async db =>
                (await db.Certificates.AsNoTracking().OrderBy(c => c.ValidFrom).ToListAsync()).ConvertAll(c =>
                    $"{c.ValidFrom:yyyy-MM-dd} {c.ValidTo:yyyy-MM-dd}"
                )
            );
    }

    private static int PlaceOf(JsonElement paper, string stem) =>
        paper
            .GetProperty("questions")
            .EnumerateArray()
            .Single(q => q.GetProperty("stem").GetProperty("zh").GetString() == stem)
            .GetProperty("place")
            .GetInt32();
}
