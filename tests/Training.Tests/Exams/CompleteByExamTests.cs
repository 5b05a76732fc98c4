using CardTeam.Contracts.Training;
using CardTeam.Testing;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Exams;

/// <summary>A course with an exam is completed by attending and passing, in whatever order.</summary>
public class CompleteByExamTests
{
    private const string Exam = """
        { "course": "C1", "forms": ["interview"], "passMark": "60", "attempts": 3,
          "window": { "from": "2026-06-01", "to": "2026-12-31" } }
        """;

    [Fact]
    public async Task Who_has_attended_completes_the_course_on_the_day_of_the_passed_exam()
    {
        await using var service = await BankAsync();
        // M2 passes before the attendance is confirmed, M3 has passed another year.
        await ResultsAsync(service, "M2,E1,interview,70,2026-06-15\nM3,E1,interview,90,2026-06-01\n");

        var confirmed = await ConfirmAsync(service);

        Assert.Equal(
            ("1", "1", "2"),
            (
                confirmed.GetProperty("completed").ToString(),
                confirmed.GetProperty("notCompleted").ToString(),
                confirmed.GetProperty("awaitExam").ToString()
            )
        );
        Assert.Equal(["M1", "M3"], await AwaitedAsync(service));
        service.Clock.SetTo(new(2026, 6, 20));
        await ResultsAsync(service, "M1,E1,interview,59,2026-06-18\nM3,E1,interview,80,2026-06-19\n");
        Assert.Equal(["M1"], await AwaitedAsync(service));
        // M4 was not there: the exam alone completes nothing.
        await ResultsAsync(service, "M4,E1,interview,90,2026-06-19\nM1,E1,interview,60,2026-06-20\n");
        Assert.Equal([], await AwaitedAsync(service));

        Assert.Equal(
            [
                new CompletedCourse("M2", "C1", 1, "S1", new(2026, 6, 15), new(2027, 6, 14), 1),
                new CompletedCourse("M3", "C1", 1, "S1", new(2026, 6, 19), new(2027, 6, 18), 1),
                new CompletedCourse("M1", "C1", 1, "S1", new(2026, 6, 20), new(2027, 6, 19), 1),
            ],
            (await service.AnnouncedAsync<CourseCompleted>()).SelectMany(e => e.Completions)
        );
    }

    [Fact]
    public async Task A_course_whose_exam_was_over_before_is_completed_by_attending()
    {
        await using var service = await BankAsync(Exam.Replace("2026-12-31", "2026-06-14", StringComparison.Ordinal));
        Assert.Equal("3", (await ConfirmAsync(service)).GetProperty("completed").ToString());
        Assert.Equal([], await AwaitedAsync(service));
    }

    [Fact]
    public async Task An_exam_belongs_to_a_course_of_the_catalogue()
    {
        await using var service = await BankAsync();
        Assert.Equal(
            "exam.unknown-course",
            await RefusalAsync(
                SendAsync(
                    Trainer(service),
                    HttpMethod.Put,
                    "/exams/E2",
                    Exam.Replace("C1", "C9", StringComparison.Ordinal),
                    400
                )
            )
        );
    }

    private static Task<System.Text.Json.JsonElement> ConfirmAsync(ServiceUnderTest service) =>
        SendAsync(Trainer(service), HttpMethod.Post, "/sessions/S1/confirm-attendance", "{}");

    private static Task<ImportOutcome> ResultsAsync(ServiceUnderTest service, string rows) =>
        service.ImportAsync("exam-results", $"manager_no,exam_code,form,score,taken_on\n{rows}", Trainer(service));

    private static async Task<List<string?>> AwaitedAsync(ServiceUnderTest service) =>
        [
            .. (await GetAsync(Trainer(service), "/awaited-exams"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(a => a.GetProperty("managerNo").GetString()),
        ];

    /// <summary>A session of a course with an exam: three were there, M4 was not.</summary>
    private static async Task<ServiceUnderTest> BankAsync(string exam = Exam)
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(service, Enumerable.Range(1, 4).Select(n => Profile($"M{n}")));
        await PutCourseAsync(service, "C1", "\"validMonths\": 12");
        await SendAsync(Trainer(service), HttpMethod.Put, "/exams/E1", exam);
        await PutSessionAsync(service, "S1", "C1", "2026-06-15");
        foreach (var n in Enumerable.Range(1, 4))
            await EnrolAsync(service, "S1", $"M{n}");
        await SendAsync(
            Trainer(service),
            HttpMethod.Put,
            "/sessions/S1/attendance",
            """{ "day": "2026-06-15", "present": [ "M1", "M2", "M3" ] }"""
        );
        return service;
    }
}
