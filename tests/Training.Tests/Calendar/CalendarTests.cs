using System.Text;
using CardTeam.Testing;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Calendar;

/// <summary>A person's own sessions in their calendar programme, by a key of their own.</summary>
public class CalendarTests
{
    [Fact]
    public async Task A_key_shows_the_persons_own_sessions_and_a_new_one_ends_it()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(service, Profile("M1"), Profile("M2"));
        await PutCourseAsync(service, "C1");
        await PutCourseAsync(service, "C2");
        await PutSessionAsync(
            service,
            "S1",
            "C1",
            "2026-07-06",
            """
            "endsOn": "2026-07-07", "startTime": "09:00", "endTime": "16:30", "place": "总行, 301", "teacher": "王老师"
            """
        );
        await PutSessionAsync(service, "S2", "C2", "2026-07-10");
        await EnrolAsync(service, "S1", "M1");
        await EnrolAsync(service, "S2", "M1");
        await EnrolAsync(service, "S2", "M2");
        var first = await KeyAsync(service, "M1");

        var calendar = await service.Anonymous().GetStringAsync(new Uri(first, UriKind.Relative));

        Assert.Contains(
            "DTSTART:20260706T010000Z\r\nDTEND:20260706T083000Z\r\nRRULE:FREQ=DAILY;COUNT=2\r\n",
            calendar,
            StringComparison.Ordinal
        );
        Assert.Contains("LOCATION:总行\\, 301\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains(
            "DTSTART;VALUE=DATE:20260710\r\nDTEND;VALUE=DATE:20260711\r\n",
            calendar,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("M1", calendar, StringComparison.Ordinal);
        Assert.All(calendar.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        var other = await service.Anonymous().GetStringAsync(new Uri(await KeyAsync(service, "M2"), UriKind.Relative));
        Assert.DoesNotContain("S1@cardteam", other, StringComparison.Ordinal);

        var second = await KeyAsync(service, "M1");
        Assert.NotEqual(first, second);
        Assert.Equal(404, (int)(await service.Anonymous().GetAsync(new Uri(first, UriKind.Relative))).StatusCode);
        Assert.Equal(200, (int)(await service.Anonymous().GetAsync(new Uri(second, UriKind.Relative))).StatusCode);
        foreach (var key in new[] { "", "?key=", "?key=short", $"?key={new string('A', 32)}" })
            Assert.Equal(
                404,
                (int)(await service.Anonymous().GetAsync(new Uri($"/calendar.ics{key}", UriKind.Relative))).StatusCode
            );
    }

    private static async Task<string> KeyAsync(ServiceUnderTest service, string managerNo) =>
        (await SendAsync(Manager(service, managerNo), HttpMethod.Post, "/calendar-key", "{}"))
            .GetProperty("address")
            .GetString()!["/training".Length..];
}
