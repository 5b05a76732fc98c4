using System.Text;
using System.Text.Json;
using CardTeam.Contracts.Training;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Attendance;

public sealed class AttendanceTests
{
    private const string Today = "2026-06-15";

    [Fact]
    public async Task Who_is_in_the_room_checks_in_by_its_code()
    {
        await using var service = await BankAsync();
        var shown = await SendAsync(Trainer(service), HttpMethod.Post, "/sessions/S1/attendance-code", "{}");
        var code = shown.GetProperty("code").GetString()!;
        Assert.Matches("^[0-9]{6}$", code);

        var checkedIn = await CheckInAsync(service, "M1", $" {code[..3]} {code[3..]} ");
        Assert.Equal("S1", checkedIn.GetProperty("sessionCode").GetString());
        await CheckInAsync(service, "M1", code);
        // M3 has no seat in it.
        Assert.Equal("attendance.not-enrolled", Code(await CheckInAsync(service, "M3", code, 409)));
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("attendance.wrong-code", Code(await CheckInAsync(service, "M2", code, 409)));

        Assert.Equal(
            ["M1 1 code", "M2 0 "],
            (await GetAsync(Trainer(service), "/sessions/S1/attendance"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(r =>
                    $"{r.GetProperty("managerNo")} {r.GetProperty("present")} "
                    + string.Join(
                        ' ',
                        r.GetProperty("days").EnumerateArray().Select(d => d.GetProperty("by").GetString())
                    )
                )
        );
    }

    [Fact]
    public async Task A_new_code_ends_the_one_before_and_codes_are_not_tried_out()
    {
        await using var service = await BankAsync();
        var first = await ShowAsync();
        string second;
        do second = await ShowAsync();
        while (second == first);
        Assert.Equal("attendance.wrong-code", Code(await CheckInAsync(service, "M1", first, 409)));
        for (var i = 0; i < 4; i++)
            Assert.Equal("attendance.wrong-code", Code(await CheckInAsync(service, "M1", "no", 409)));

        // After five wrong ones even the right one waits; a key of one's own does not help, and others are not kept out.
        Assert.Equal("attendance.too-many-tries", Code(await CheckInAsync(service, "M1", second, 429)));
        await CheckInAsync(service, "M2", second);
        service.Clock.Advance(TimeSpan.FromMinutes(16));
        await CheckInAsync(service, "M1", await ShowAsync());

        async Task<string> ShowAsync() =>
            (await SendAsync(Trainer(service), HttpMethod.Post, "/sessions/S1/attendance-code", "{}"))
                .GetProperty("code")
                .GetString()!;
    }

    [Fact]
    public async Task A_code_is_shown_on_the_days_of_a_session_only()
    {
        await using var service = await BankAsync();
        await PutSessionAsync(service, "LATER", "C1", "2026-06-16");
        Assert.Equal(
            "session.not-today",
            Code(await SendAsync(Trainer(service), HttpMethod.Post, "/sessions/LATER/attendance-code", "{}", 409))
        );
    }

    [Fact]
    public async Task A_list_and_a_file_mark_days_and_correct_them()
    {
        await using var service = await BankAsync();
        Assert.Equal(
            2,
            (await MarkAsync(service, $$"""{ "day": "{{Today}}", "present": [ "M1" ], "absent": [ "M2" ] }"""))
                .GetProperty("changed")
                .GetInt32()
        );
        Assert.Equal(
            0,
            (await MarkAsync(service, $$"""{ "day": "{{Today}}", "present": [ "M1" ] }"""))
                .GetProperty("changed")
                .GetInt32()
        );
        Assert.Equal(
            "attendance.not-enrolled",
            Code(await MarkAsync(service, $$"""{ "day": "{{Today}}", "present": [ "M3" ] }""", 404))
        );
        Assert.Equal(
            "attendance.day-outside",
            Code(await MarkAsync(service, """{ "day": "2026-06-14", "present": [ "M1" ] }""", 409))
        );

        var outcome = await service.ImportAsync(
            "attendance",
            $"客户经理编号,场次,日期,出勤\nM1,S1,{Today},是\nM2,S1,{Today},是\nM3,S1,{Today},是\nM1,S1,2026-06-14,是\nM1,S9,{Today},否\n",
            Trainer(service)
        );

        Assert.Equal((1L, 1L, 3L), outcome.Rows);
        Assert.Equal(
            ["attendance.not-enrolled", "attendance.day-outside", "session.unknown"],
            outcome.Errors.Select(e => e.Code)
        );
    }

    [Fact]
    public async Task Four_days_of_five_complete_the_course_in_the_version_of_its_last_day()
    {
        await using var service = await BankAsync();
        await PutSessionAsync(service, "WEEK", "C1", "2026-06-22", "\"endsOn\": \"2026-06-26\"");
        foreach (var no in new[] { "M4", "M5" })
            await EnrolAsync(service, "WEEK", no);
        service.Clock.SetTo(new(2026, 6, 26));
        var days = Enumerable.Range(22, 5).Select(d => $"2026-06-{d}").ToList();
        await service.ImportAsync(
            "attendance",
            "manager_no,session_code,day\n"
                + string.Concat(days.Take(4).Select(d => $"M4,WEEK,{d}\n"))
                + string.Concat(days.Take(3).Select(d => $"M5,WEEK,{d}\n"))
        );
        service.Clock.SetTo(new(2026, 6, 27));
        // A version written after the session is not the one that was taught.
        await PutCourseAsync(service, "C1", "\"validMonths\": 3");
        Assert.Equal(["S1", "WEEK"], await ToConfirmAsync(service));

        var confirmed = await SendAsync(Trainer(service), HttpMethod.Post, "/sessions/WEEK/confirm-attendance", "{}");

        Assert.Equal(
            (1, 1),
            (confirmed.GetProperty("completed").GetInt32(), confirmed.GetProperty("notCompleted").GetInt32())
        );
        Assert.Equal(
            [new CompletedCourse("M4", "C1", 1, "WEEK", new(2026, 6, 26), new(2027, 6, 25), KnownFrom: 1)],
            (await service.AnnouncedAsync<CourseCompleted>()).SelectMany(e => e.Completions)
        );
        var listed = (await GetAsync(Manager(service, "M4"), "/completions")).GetProperty("items");
        Assert.Equal("80", listed[0].GetProperty("attendedPercent").ToString());
        Assert.Equal(0, (await GetAsync(Manager(service, "M5"), "/completions")).GetProperty("items").GetArrayLength());
        Assert.Equal(["S1"], await ToConfirmAsync(service));
        Assert.Equal(
            "session.confirmed",
            Code(await SendAsync(Trainer(service), HttpMethod.Post, "/sessions/WEEK/confirm-attendance", "{}", 409))
        );
        Assert.Equal(
            "session.confirmed",
            Code(
                await SendAsync(
                    Trainer(service),
                    HttpMethod.Put,
                    "/sessions/WEEK/attendance",
                    """{ "day": "2026-06-26", "present": [ "M5" ] }""",
                    409
                )
            )
        );
        Assert.Equal(
            "session.confirmed",
            await RefusalAsync(PutSessionAsync(service, "WEEK", "C1", "2026-06-22", status: 409))
        );
        // Whoever holds the course does not need it again; the others do.
        await PutSessionAsync(service, "AGAIN", "C1", "2026-08-03");
        Assert.Equal(
            "enrolment.already-completed",
            await RefusalAsync(EnrolAsync(service, "AGAIN", "M4", status: 409))
        );
        await EnrolAsync(service, "AGAIN", "M5");
    }

    [Fact]
    public async Task Nothing_is_confirmed_before_the_last_day_and_less_may_be_asked_for()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            TrainingService.Build,
            builder => builder.Configuration["Training:AttendancePercent"] = "50"
        );
        await FillAsync(service);
        await PutSessionAsync(service, "TWO", "C1", Today, "\"endsOn\": \"2026-06-16\"");
        await EnrolAsync(service, "TWO", "M4");
        await SendAsync(
            Trainer(service),
            HttpMethod.Put,
            "/sessions/TWO/attendance",
            $$"""{ "day": "{{Today}}", "present": [ "M4" ] }"""
        );
        Assert.Equal(
            "attendance.day-to-come",
            Code(
                await SendAsync(
                    Trainer(service),
                    HttpMethod.Put,
                    "/sessions/TWO/attendance",
                    """{ "day": "2026-06-16", "present": [ "M4" ] }""",
                    409
                )
            )
        );
        Assert.Equal(
            "session.not-over",
            Code(await SendAsync(Trainer(service), HttpMethod.Post, "/sessions/TWO/confirm-attendance", "{}", 409))
        );
        service.Clock.SetTo(new(2026, 6, 16));
        Assert.Equal(
            1,
            (await SendAsync(Trainer(service), HttpMethod.Post, "/sessions/TWO/confirm-attendance", "{}"))
                .GetProperty("completed")
                .GetInt32()
        );
        Assert.Equal(1, await service.ReadAsync<TrainingDbContext, int>(db => db.Completions.CountAsync()));
    }

    private static async Task<List<string?>> ToConfirmAsync(ServiceUnderTest service) =>
        [
            .. (await GetAsync(Trainer(service), "/sessions?toConfirm=true"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(s => s.GetProperty("code").GetString()),
        ];

    private static Task<JsonElement> MarkAsync(ServiceUnderTest service, string body, int status = 200) =>
        SendAsync(Trainer(service), HttpMethod.Put, "/sessions/S1/attendance", body, status);

    private static async Task<JsonElement> CheckInAsync(
        ServiceUnderTest service,
        string managerNo,
        string code,
        int status = 200
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/attendance/check-in", UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(new { code }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await Manager(service, managerNo).SendAsync(request);
        var said = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} {said}");
        Assert.Equal(status == 429, response.Headers.RetryAfter is not null);
        return JsonSerializer.Deserialize<JsonElement>(said);
    }

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();

    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await FillAsync(service);
        return service;
    }

    /// <summary>A session that takes place today, with seats for M1 and M2.</summary>
    private static async Task FillAsync(ServiceUnderTest service)
    {
        await RosterAsync(service, Enumerable.Range(1, 5).Select(i => Profile($"M{i}")));
        await PutCourseAsync(service, "C1", "\"validMonths\": 12");
        await PutSessionAsync(service, "S1", "C1", Today, "\"seats\": 2");
        await EnrolAsync(service, "S1", "M1");
        await EnrolAsync(service, "S1", "M2");
    }
}
