using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using CardTeam.Training.Data;
using CardTeam.Training.Exams;
using CardTeam.Training.Tests.Sittings;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Tests.Exams;

/// <summary>Interviews and practicals: two examiners, a third where they disagree, and the certificate.</summary>
public class AssessmentTests
{
    private const string Plan = """
        { "title": { "zh": "销售资格", "en": "Sales" }, "course": "SALES", "forms": ["interview", "practical"],
          "passMark": "60", "attempts": 2, "window": { "from": "2026-06-01", "to": "2026-06-30" },
          "grants": { "certificate": "CARD-SALES", "months": 24 },
          "rubric": [ { "name": { "zh": "表达", "en": "Speech" }, "most": 40 },
                      { "name": { "zh": "合规", "en": "Law" }, "most": 60 } ] }
        """;

    [Theory]
    [InlineData(70, 80, null, "75")]
    [InlineData(70, 75, null, "72.5")]
    [InlineData(40, 90, 85, "87.5")]
    [InlineData(40, 90, 41, "40.5")]
    [InlineData(40, 90, 65, "65")]
    public void The_score_is_exact_and_a_third_mark_goes_with_the_nearer(
        int first,
        int second,
        int? third,
        string score
    ) => Assert.Equal(score, $"{Assessment.ScoreOf(first, second, third)}");

    [Fact]
    public void It_makes_no_difference_who_of_the_two_marked_first() =>
        Prop.ForAll(
                Gen.Zip(Gen.Zip(Gen.Choose(0, 100), Gen.Choose(0, 100)), Gen.Choose(0, 100)).ToArbitrary(),
                marks =>
                {
                    var ((first, second), third) = marks;
                    var score = Assessment.ScoreOf(first, second, third);
                    return score == Assessment.ScoreOf(second, first, third)
                        && score >= Math.Min(third, Math.Min(first, second))
                        && score <= Math.Max(third, Math.Max(first, second))
                        && Assessment.ScoreOf(first, second, null) == Assessment.ScoreOf(second, first, null);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public async Task Two_examiners_mark_blind_and_passing_both_forms_grants_the_certificate()
    {
        await using var service = await BankAsync();
        var (li, wang) = (service.As(Roles.Trainer, id: "li"), service.As(Roles.BranchHead, "B2", id: "wang"));
        var interview = await NameAsync(service, "interview", "li", "wang");

        Assert.Equal(200, (await MarkAsync(li, interview, 30, 40)).Status);
        var seen = (await ExamBank.CallAsync(wang, HttpMethod.Get, $"/assessments/{interview}")).Body;
        Assert.Equal(
            ("marking", "null", "[]", true),
            (
                seen.GetProperty("assessment").GetProperty("state").GetString(),
                seen.GetProperty("examiners")[0].GetProperty("total").GetRawText(),
                seen.GetProperty("examiners")[0].GetProperty("marks").GetRawText(),
                seen.GetProperty("mayMark").GetBoolean()
            )
        );
        Assert.Equal("assessment.already-marked", (await MarkAsync(li, interview, 1, 1)).Code);
        Assert.Equal("assessment.marks-not-valid", (await MarkAsync(wang, interview, 41, 0)).Code);
        var done = (await MarkAsync(wang, interview, 35, 46)).Body;
        Assert.Equal("75.5", done.GetProperty("assessment").GetProperty("score").GetString());
        Assert.Equal(70, done.GetProperty("examiners")[0].GetProperty("total").GetInt32());
        Assert.Empty(await service.AnnouncedAsync<CertificatesChanged>());

        var practical = await NameAsync(service, "practical", "li", "wang");
        await MarkAsync(li, practical, 40, 20);
        await MarkAsync(wang, practical, 30, 30);
        var granted = Assert.Single((await service.AnnouncedAsync<CertificatesChanged>()).SelectMany(e => e.Intervals));
        Assert.Equal(("M1", "CARD-SALES"), (granted.ManagerNo, granted.Certificate));
        Assert.Equal(
            ["interview 75.5", "practical 60"],
            await service.ReadAsync<TrainingDbContext, List<string>>(async db =>
                (await db.ExamResults.AsNoTracking().OrderBy(r => r.Form).ToListAsync()).ConvertAll(r =>
                    $"{r.Form} {r.Score}"
                )
            )
        );
    }

    [Fact]
    public async Task More_than_twenty_marks_apart_a_third_decides()
    {
        await using var service = await BankAsync();
        var (li, wang) = (service.As(Roles.Trainer, id: "li"), service.As(Roles.Hr, id: "wang"));
        var id = await NameAsync(service, "interview", "li", "wang");
        await MarkAsync(li, id, 20, 20);
        Assert.Equal("assessment.no-third-wanted", (await ThirdAsync("zhao")).Code);
        var apart = (await MarkAsync(wang, id, 30, 31)).Body;
        Assert.Equal(("third", "null"), (State(apart), Score(apart)));
        Assert.Equal(0, await service.ReadAsync<TrainingDbContext, int>(db => db.ExamResults.CountAsync()));

        Assert.Equal("assessment.examiners-differ", (await ThirdAsync("li")).Code);
        Assert.Equal(200, (await ThirdAsync("zhao")).Status);
        Assert.Equal(404, (await MarkAsync(service.As(Roles.Trainer, id: "qian"), id, 1, 1)).Status);
        var mine = (
            await ExamBank.CallAsync(service.As(Roles.Hr, id: "zhao"), HttpMethod.Get, "/assessments?mine=true")
        ).Body;
        Assert.Equal(1, mine.GetProperty("items").GetArrayLength());
        var done = (await MarkAsync(service.As(Roles.Hr, id: "zhao"), id, 30, 35)).Body;
        Assert.Equal(("done", "\"63\""), (State(done), Score(done)));

        Task<(int Status, JsonElement Body, string? Code)> ThirdAsync(string examiner) =>
            ExamBank.CallAsync(li, HttpMethod.Post, $"/assessments/{id}/third", $$"""{ "examiner": "{{examiner}}" }""");
    }

    [Fact]
    public async Task Exactly_twenty_apart_is_near_enough_and_nobody_marks_themselves()
    {
        await using var service = await BankAsync();
        var id = await NameAsync(service, "practical", "li", "self");
        await MarkAsync(service.As(Roles.Trainer, id: "li"), id, 20, 40);
        var self = service.As(Roles.AccountManager, managerNo: "M1", id: "self");
        Assert.Equal("assessment.about-yourself", (await MarkAsync(self, id, 40, 40)).Code);

        var other = await NameAsync(service, "practical", "li", "wang");
        await MarkAsync(service.As(Roles.Trainer, id: "li"), other, 20, 40);
        Assert.Equal(
            ("done", "\"70\""),
            (
                State((await MarkAsync(service.As(Roles.Hr, id: "wang"), other, 40, 40)).Body),
                Score((await ExamBank.CallAsync(self, HttpMethod.Get, $"/assessments/{other}")).Body)
            )
        );
    }

    [Fact]
    public async Task A_trainer_names_examiners_for_their_own_part_and_two_of_them()
    {
        await using var service = await BankAsync();
        const string body = """
            { "exam": "SALES", "managerNo": "M1", "form": "interview", "heldOn": "2026-06-14", "examiners": ["li", "li"] }
            """;
        Assert.Equal("assessment.examiners-differ", (await PostAsync(service.As(Roles.Trainer), body)).Code);
        var two = body.Replace("[\"li\", \"li\"]", "[\"li\", \"wang\"]", StringComparison.Ordinal);
        Assert.Equal("manager.not-found", (await PostAsync(service.As(Roles.Trainer, "B2"), two)).Code);
        Assert.Equal(201, (await PostAsync(service.As(Roles.Trainer, "B1"), two)).Status);
        Assert.Equal(403, (await PostAsync(service.As(Roles.Hr), two)).Status);

        static Task<(int Status, JsonElement Body, string? Code)> PostAsync(HttpClient client, string json) =>
            ExamBank.CallAsync(client, HttpMethod.Post, "/assessments", json);
    }

    private static string? State(JsonElement detail) =>
        detail.GetProperty("assessment").GetProperty("state").GetString();

    private static string Score(JsonElement detail) =>
        detail.GetProperty("assessment").GetProperty("score").GetRawText();

    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B2", null)));
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1")));
        await ExamBank.CourseAsync(service);
        Assert.Equal(
            200,
            (await ExamBank.CallAsync(service.As(Roles.Trainer), HttpMethod.Put, "/exams/SALES", Plan)).Status
        );
        return service;
    }

    private static async Task<string> NameAsync(ServiceUnderTest service, string form, string first, string second)
    {
        var named = await ExamBank.CallAsync(
            service.As(Roles.Trainer),
            HttpMethod.Post,
            "/assessments",
            $$"""
            { "exam": "SALES", "managerNo": "M1", "form": "{{form}}", "heldOn": "2026-06-14",
              "examiners": ["{{first}}", "{{second}}"] }
            """
        );
        Assert.Equal(201, named.Status);
        return named.Body.GetProperty("assessment").GetProperty("id").GetString()!;
    }

    private static Task<(int Status, JsonElement Body, string? Code)> MarkAsync(
        HttpClient examiner,
        string id,
        int speech,
        int law
    ) =>
        ExamBank.CallAsync(
            examiner,
            HttpMethod.Put,
            $"/assessments/{id}/marks",
            $$"""{ "marks": [ { "marks": {{speech}}, "reason": "clear" }, { "marks": {{law}}, "reason": "knows it" } ] }"""
        );
}
