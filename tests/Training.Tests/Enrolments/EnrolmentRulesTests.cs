using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Enrolments;

public sealed class EnrolmentRulesTests
{
    private const string Morning = "\"startTime\": \"09:00\", \"endTime\": \"12:00\"";

    [Fact]
    public async Task Every_refusal_has_its_code()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(
            service,
            Profile("M1"),
            Profile("M2"),
            Profile("LEFT", leftOn: "2026-06-30"),
            Profile("NEW", hiredOn: "2026-08-01"),
            Profile("RURAL", area: "rural"),
            Profile("OLD", hiredOn: "2019-01-01", level: "senior")
        );
        await PutCourseAsync(service, "BASE");
        await PutCourseAsync(service, "C1");
        await PutCourseAsync(service, "NEXT", "\"prerequisites\": [ \"BASE\" ]");
        await PutCourseAsync(
            service,
            "CITY",
            "\"audience\": { \"areas\": [ \"urban\" ], \"levels\": [ \"junior\" ], \"hiredWithinDays\": 3650 }"
        );
        await PutSessionAsync(service, "OVER", "C1", "2026-06-14");
        await PutSessionAsync(service, "S1", "C1", more: $"\"seats\": 1, {Morning}");
        await PutSessionAsync(service, "SNEXT", "NEXT", more: Morning);
        await PutSessionAsync(service, "SCITY", "CITY", more: Morning);

        Assert.Equal("session.not-found", await RefusedAsync("S9", "M1", 404));
        Assert.Equal("manager.not-found", await RefusedAsync("S1", "M9", 404));
        Assert.Equal("session.over", await RefusedAsync("OVER", "M1"));
        Assert.Equal("manager.left-bank", await RefusedAsync("S1", "LEFT"));
        Assert.Equal("manager.not-yet-hired", await RefusedAsync("S1", "NEW"));
        Assert.Equal("course.prerequisite-missing", await RefusedAsync("SNEXT", "M1"));
        Assert.Equal("course.outside-audience", await RefusedAsync("SCITY", "RURAL"));
        Assert.Equal("course.outside-audience", await RefusedAsync("SCITY", "OLD"));
        await EnrolAsync(service, "S1", "M1");
        Assert.Equal("enrolment.other-session-then", await RefusedAsync("SCITY", "M1"));
        Assert.Equal("session.full", await RefusedAsync("S1", "M2"));
        Assert.Equal("session.no-waiting-list", await RefusedAsync("S1", "M2", wait: true));

        async Task<string?> RefusedAsync(string session, string no, int status = 409, bool wait = false) =>
            await RefusalAsync(EnrolAsync(service, session, no, wait, status));
    }

    [Fact]
    public async Task A_grade_assessed_later_than_the_roster_counts_for_the_audience()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(service, Profile("M1"), Profile("M2"));
        await service.DeliverAsync(
            new GradesAssigned([
                new("M1", new(2026, 7, 1), 1, "senior", null, "senior", null, "G", Period.Parse("2026-H1")),
            ])
        );
        await PutCourseAsync(service, "C1", "\"audience\": { \"levels\": [ \"senior\" ] }");
        await PutSessionAsync(service, "S1", "C1");

        await EnrolAsync(service, "S1", "M1");
        Assert.Equal("course.outside-audience", await RefusalAsync(EnrolAsync(service, "S1", "M2", status: 409)));
    }

    [Fact]
    public async Task A_seat_given_back_goes_to_whoever_has_waited_longest()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(service, Profile("M1"), Profile("M2"), Profile("M3"));
        await PutCourseAsync(service, "C1");
        await PutSessionAsync(service, "S1", "C1", more: "\"seats\": 1, \"waitingList\": true");
        await EnrolAsync(service, "S1", "M1");
        Assert.Equal(
            "without-seat",
            (await EnrolAsync(service, "S1", "M3", wait: true)).GetProperty("state").GetString()
        );
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await EnrolAsync(service, "S1", "M2", wait: true);

        await SendAsync(Manager(service, "M1"), HttpMethod.Post, "/sessions/S1/enrolments/M1/withdraw", null);

        Assert.Equal(["M2 without-seat", "M3 enrolled"], await StatesAsync(service, "S1"));
        Assert.Equal(
            ["M1"],
            (await GetAsync(Trainer(service), "/enrolments?state=withdrawn"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(e => e.GetProperty("managerNo").GetString())
        );
        // More seats move the list up, too.
        await PutSessionAsync(service, "S1", "C1", more: "\"seats\": 2, \"waitingList\": true");
        Assert.Equal(["M2 enrolled", "M3 enrolled"], await StatesAsync(service, "S1"));
        // Whoever was taken off may come back.
        await PutSessionAsync(service, "S1", "C1", more: "\"seats\": 3, \"waitingList\": true");
        await EnrolAsync(service, "S1", "M1");
        Assert.Equal(3, (await StatesAsync(service, "S1")).Count);
    }

    [Fact]
    public async Task Another_session_of_the_same_course_takes_the_place_of_the_first()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(service, Profile("M1"));
        await PutCourseAsync(service, "C1");
        await PutSessionAsync(service, "S1", "C1", more: Morning);
        await PutSessionAsync(service, "S2", "C1", more: Morning);
        await EnrolAsync(service, "S1", "M1");

        Assert.Equal("S1", (await EnrolAsync(service, "S2", "M1")).GetProperty("movedFrom").GetString());

        Assert.Empty(await StatesAsync(service, "S1"));
        Assert.Equal(["M1 enrolled"], await StatesAsync(service, "S2"));
    }

    [Fact]
    public async Task A_manager_asks_and_the_head_of_their_unit_decides()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B2", null)));
        await RosterAsync(service, Profile("M1"), Profile("M2"));
        await PutCourseAsync(service, "C1");
        await PutSessionAsync(service, "S1", "C1", more: "\"seats\": 1, \"waitingList\": true");
        var (own, head) = (Manager(service, "M1"), service.As(Roles.BranchHead, org: "B1", id: "head"));

        var asked = await SendAsync(own, HttpMethod.Post, "/sessions/S1/requests", "{ \"note\": \"想参加\" }");
        var id = asked.GetProperty("id").GetGuid();
        Assert.Equal(
            "enrolment-request.already",
            await RefusalAsync(SendAsync(own, HttpMethod.Post, "/sessions/S1/requests", "{}", 409))
        );
        Assert.Empty(await StatesAsync(service, "S1"));
        await SendAsync(
            service.As(Roles.BranchHead, org: "B2"),
            HttpMethod.Post,
            $"/enrolment-requests/{id}/approve",
            "{}",
            404
        );
        Assert.Equal(
            "想参加",
            (await GetAsync(head, "/enrolment-requests?state=open"))
                .GetProperty("items")[0]
                .GetProperty("note")
                .GetString()
        );
        await SendAsync(head, HttpMethod.Post, $"/enrolment-requests/{id}/approve", "{}");
        Assert.Equal(["M1 enrolled"], await StatesAsync(service, "S1"));
        Assert.Equal(
            "enrolment-request.wrong-state",
            await RefusalAsync(SendAsync(head, HttpMethod.Post, $"/enrolment-requests/{id}/approve", "{}", 409))
        );

        var second = (await SendAsync(Manager(service, "M2"), HttpMethod.Post, "/sessions/S1/requests", "{}"))
            .GetProperty("id")
            .GetGuid();
        Assert.Equal(
            "request.invalid",
            await RefusalAsync(
                SendAsync(head, HttpMethod.Post, $"/enrolment-requests/{second}/refuse", "{ \"reason\": \" \" }", 400)
            )
        );
        await SendAsync(head, HttpMethod.Post, $"/enrolment-requests/{second}/refuse", "{ \"reason\": \"下次\" }");
        var third = (await SendAsync(Manager(service, "M2"), HttpMethod.Post, "/sessions/S1/requests", "{}"))
            .GetProperty("id")
            .GetGuid();
        await SendAsync(own, HttpMethod.Post, $"/enrolment-requests/{third}/take-back", "{}", 404);
        await SendAsync(Manager(service, "M2"), HttpMethod.Post, $"/enrolment-requests/{third}/take-back", "{}");
        Assert.Equal(["M1 enrolled"], await StatesAsync(service, "S1"));
    }

    [Fact]
    public async Task Who_has_asked_does_not_approve()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null)));
        await RosterAsync(service, Profile("M1"));
        await PutCourseAsync(service, "C1");
        await PutSessionAsync(service, "S1", "C1");
        var both = service.As($"{Roles.AccountManager} {Roles.BranchHead}", org: "B1", managerNo: "M1", id: "M1");

        var id = (await SendAsync(both, HttpMethod.Post, "/sessions/S1/requests", "{}")).GetProperty("id").GetGuid();

        Assert.Equal(
            "enrolment-request.maker-cannot-check",
            await RefusalAsync(SendAsync(both, HttpMethod.Post, $"/enrolment-requests/{id}/approve", "{}", 409))
        );
    }

    [Fact]
    public async Task A_head_enrols_their_own_people_only()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B2", null)));
        await RosterAsync(service, Profile("M1"));
        await PutCourseAsync(service, "C1");
        await PutSessionAsync(service, "S1", "C1");
        const string body = "{ \"managerNo\": \"M1\" }";

        await SendAsync(service.As(Roles.BranchHead, org: "B2"), HttpMethod.Post, "/sessions/S1/enrolments", body, 404);
        await SendAsync(service.As(Roles.BranchHead, org: "B1"), HttpMethod.Post, "/sessions/S1/enrolments", body);
        await SendAsync(Manager(service, "M2"), HttpMethod.Post, "/sessions/S1/enrolments/M1/withdraw", null, 404);
        Assert.Equal(["M1 enrolled"], await StatesAsync(service, "S1"));
    }

    [Fact]
    public async Task The_audience_is_enrolled_while_there_are_seats_each_part_by_its_own_head()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B2", null)));
        await RosterAsync(
            service,
            Profile("M1"),
            Profile("M2"),
            Profile("M3"),
            Profile("LEFT", leftOn: "2026-06-30"),
            Profile("RURAL", area: "rural")
        );
        await service.DeliverAsync(BankEvents.Managers(("OTHER", "B2")));
        await PutCourseAsync(service, "C1", "\"audience\": { \"areas\": [ \"urban\" ] }");
        await PutSessionAsync(service, "S1", "C1", more: "\"seats\": 2, \"waitingList\": true");
        var head = service.As(Roles.BranchHead, org: "B1");
        await EnrolAsync(service, "S1", "M2");

        Assert.Equal("1 0 1 session.full 1", await ComesToAsync("{ \"dryRun\": true }"));
        Assert.Equal(["M2 enrolled"], await StatesAsync(service, "S1"));
        Assert.Equal("1 1 1", await ComesToAsync("{ \"wait\": true }"));
        Assert.Equal(["M1 enrolled", "M2 enrolled", "M3 without-seat"], await StatesAsync(service, "S1"));
        Assert.Equal("0 0 3", await ComesToAsync("{ \"wait\": true }"));
        await SendAsync(
            Trainer(service),
            HttpMethod.Put,
            "/sessions/OLD",
            "{ \"course\": \"x\", \"startsOn\": \"2026-07-06\" }"
        );
        Assert.Equal(
            "session.no-course",
            await RefusalAsync(SendAsync(head, HttpMethod.Post, "/sessions/OLD/enrol-audience", "{}", 409))
        );

        async Task<string> ComesToAsync(string body)
        {
            var told = await SendAsync(head, HttpMethod.Post, "/sessions/S1/enrol-audience", body);
            return string.Join(
                ' ',
                [
                    told.GetProperty("enrolled").ToString(),
                    told.GetProperty("waiting").ToString(),
                    told.GetProperty("already").ToString(),
                    .. told.GetProperty("refused")
                        .EnumerateArray()
                        .Select(r => $"{r.GetProperty("code")} {r.GetProperty("people")}"),
                ]
            );
        }
    }

    [Fact]
    public async Task Two_hundred_at_once_for_ten_seats_are_ten()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var numbers = Enumerable.Range(1, 200).Select(i => $"M{i:0000}").ToList();
        await RosterAsync(service, numbers.Select(no => Profile(no)));
        await PutCourseAsync(service, "C1");
        await PutSessionAsync(service, "S1", "C1", more: "\"seats\": 15");
        foreach (var no in numbers.Take(5))
            await EnrolAsync(service, "S1", no);

        var client = Trainer(service);
        var answers = await Task.WhenAll(
            numbers
                .Skip(5)
                .Concat(["M0006", "M0007", "M0008", "M0009", "M0010"])
                .Select(async no =>
                {
                    using var body = new StringContent(
                        $"{{ \"managerNo\": \"{no}\" }}",
                        System.Text.Encoding.UTF8,
                        "application/json"
                    );
                    using var response = await client.PostAsync(
                        new Uri("/sessions/S1/enrolments", UriKind.Relative),
                        body
                    );
                    return (No: no, Status: (int)response.StatusCode);
                })
        );

        Assert.Equal(200, answers.Length);
        Assert.Equal(10, answers.Where(a => a.Status == 200).Select(a => a.No).Distinct().Count());
        Assert.All(answers, a => Assert.True(a.Status is 200 or 409, $"{a.No} {a.Status}"));
        Assert.Equal(15, (await StatesAsync(service, "S1")).Count);
        Assert.Equal(15, (await GetAsync(client, "/sessions/S1")).GetProperty("enrolled").GetInt32());
    }
}
