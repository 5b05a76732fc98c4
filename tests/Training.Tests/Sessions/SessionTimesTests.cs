using CardTeam.Testing;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Sessions;

public sealed class SessionTimesTests
{
    private const string Morning = "\"startTime\": \"09:00\", \"endTime\": \"12:00\"",
        Noon = "\"startTime\": \"11:30\", \"endTime\": \"13:00\"",
        Afternoon = "\"startTime\": \"12:00\", \"endTime\": \"17:00\"";

    [Fact]
    public async Task A_session_of_a_course_has_its_title_days_times_and_place()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await PutCourseAsync(service, "C1");
        await service.DeliverAsync(BankEvents.Units(("B1", null)));

        var session = await PutSessionAsync(
            service,
            "S1",
            "C1",
            more: $"{Morning}, \"endsOn\": \"2026-07-08\", \"place\": \"301\", \"teacher\": \"王老师\", \"branch\": \"B1\", \"waitingList\": true"
        );

        Assert.Equal("课程C1", session.GetProperty("course").GetString());
        Assert.Equal("2026-07-08", session.GetProperty("endsOn").GetString());
        Assert.Equal("09:00", session.GetProperty("startTime").GetString());
        Assert.True(session.GetProperty("waitingList").GetBoolean());
        Assert.Equal(session.ToString(), (await GetAsync(Trainer(service), "/sessions/S1")).ToString());
        Assert.Single(
            (await GetAsync(Trainer(service), "/sessions?course=C1&on=2026-07-07"))
                .GetProperty("items")
                .EnumerateArray()
        );
        Assert.Empty(
            (await GetAsync(Trainer(service), "/sessions?on=2026-07-09")).GetProperty("items").EnumerateArray()
        );
    }

    [Theory]
    [InlineData("\"courseCode\": \"C9\"", "session.unknown-course")]
    [InlineData("\"branch\": \"B9\"", "session.unknown-branch")]
    [InlineData("\"startTime\": \"09:00\"", "session.time-missing")]
    [InlineData("\"startTime\": \"9 am\", \"endTime\": \"10:00\"", "session.invalid-time")]
    [InlineData("\"startTime\": \"10:00\", \"endTime\": \"10:00\"", "session.ends-before-start")]
    [InlineData("\"endsOn\": \"2026-07-05\"", "session.ends-before-start")]
    [InlineData("\"endsOn\": \"2026-09-04\"", "session.too-long")]
    public async Task What_cannot_be_is_refused(string member, string code)
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await PutCourseAsync(service, "C1");
        Assert.Equal(code, await RefusalAsync(PutSessionAsync(service, "S1", "C1", more: member, status: 400)));
    }

    [Fact]
    public async Task Neither_a_teacher_nor_a_room_is_in_two_sessions_at_once()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await PutCourseAsync(service, "C1");
        await PutSessionAsync(
            service,
            "S1",
            "C1",
            more: $"{Morning}, \"endsOn\": \"2026-07-10\", \"teacher\": \"王\", \"place\": \"301\""
        );

        Assert.Equal(
            "session.teacher-elsewhere",
            await RefusalAsync(PutSessionAsync(service, "S2", "C1", "2026-07-09", $"{Noon}, \"teacher\": \"王\"", 409))
        );
        Assert.Equal(
            "session.place-taken",
            await RefusalAsync(PutSessionAsync(service, "S2", "C1", "2026-07-09", $"{Noon}, \"place\": \"301\"", 409))
        );
        // One ends as the other begins; another day; no time that is known.
        await PutSessionAsync(
            service,
            "S3",
            "C1",
            "2026-07-09",
            $"{Afternoon}, \"teacher\": \"王\", \"place\": \"301\""
        );
        await PutSessionAsync(service, "S4", "C1", "2026-07-11", $"{Morning}, \"teacher\": \"王\", \"place\": \"301\"");
        await PutSessionAsync(service, "S5", "C1", "2026-07-09", "\"teacher\": \"王\", \"place\": \"301\"");
        // The same plan again conflicts with nothing, itself included.
        await PutSessionAsync(
            service,
            "S3",
            "C1",
            "2026-07-09",
            $"{Afternoon}, \"teacher\": \"王\", \"place\": \"301\""
        );
    }

    [Fact]
    public async Task A_session_is_not_moved_to_where_its_participants_are_elsewhere()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(service, Profile("M1"));
        await PutCourseAsync(service, "C1");
        await PutCourseAsync(service, "C2");
        await PutSessionAsync(service, "S1", "C1", more: Morning);
        await PutSessionAsync(service, "S2", "C2", more: Afternoon);
        await EnrolAsync(service, "S1", "M1");
        await EnrolAsync(service, "S2", "M1");

        var refused = await PutSessionAsync(service, "S2", "C2", more: Noon, status: 409);

        Assert.Equal("session.participants-elsewhere", refused.GetProperty("code").GetString());
        Assert.Equal("M1", refused.GetProperty("details")[0].GetProperty("managerNo").GetString());
    }
}
