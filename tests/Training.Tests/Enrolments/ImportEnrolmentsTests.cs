using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Training.Tests.Enrolments;

public class ImportEnrolmentsTests
{
    [Fact]
    public async Task Who_is_not_known_waits_without_a_seat_until_somebody_tells_of_them()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1")));
        await PlanAsync(service, "S1", seats: 2);

        var outcome = await service.ImportAsync(
            "enrolments",
            "manager_no,session_code\nX1,S1\nX2,S1\nX3,S1\nM1,S1\n#N/A,S1\n安澜,S1\nm1,S1\n",
            service.As(Roles.Trainer)
        );

        Assert.Equal((4L, 0L, 3L), outcome.Rows);
        Assert.Equal(
            ["manager.number-not-valid", "manager.number-not-valid", "manager.number-differs-in-case-only"],
            outcome.Errors.Select(e => e.Code)
        );
        Assert.Equal((1, 3, 0), await SeatsAsync(service));

        // One seat is free for the two who become known; the other one is without a seat until there is another.
        await service.DeliverAsync(BankEvents.Managers(("X2", "B1"), ("X1", "B1")));
        Assert.Equal((2, 1, 1), await SeatsAsync(service));
        Assert.Equal(
            [("M1", "enrolled"), ("X1", "enrolled"), ("X2", "without-seat"), ("X3", "waiting")],
            await StatesAsync(service)
        );
        await PlanAsync(service, "S1", seats: 3);
        Assert.Equal((3, 1, 0), await SeatsAsync(service));
        Assert.Equal(
            (0L, 4L, 0L),
            (await service.ImportAsync("enrolments", "manager_no,session_code\nX1,S1\nX2,S1\nX3,S1\nM1,S1\n")).Rows
        );
    }

    [Fact]
    public async Task Those_who_wait_and_those_without_a_seat_are_listed_over_all_sessions_and_exported()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1")));
        await PlanAsync(service, "S1", seats: 1);
        await PlanAsync(service, "S2", seats: 9);
        await service.ImportAsync("enrolments", "manager_no,session_code\nM1,S1\nX2,S1\nX3,S2\nM1,S2\n");
        await service.DeliverAsync(BankEvents.Managers(("X2", "B2")));
        var trainer = service.As(Roles.Trainer);

        Assert.Equal(
            ["4", "M1 S1 enrolled", "M1 S2 enrolled", "X2 S1 without-seat", "X3 S2 waiting"],
            await ListAsync(trainer, "")
        );
        Assert.Equal(["1", "X3 S2 waiting"], await ListAsync(trainer, "&state=waiting"));
        Assert.Equal(["1", "X2 S1 without-seat"], await ListAsync(trainer, "&state=without-seat"));
        Assert.Equal(["2", "M1 S2 enrolled", "X3 S2 waiting"], await ListAsync(trainer, "&session=S2"));
        Assert.Equal(["2", "M1 S1 enrolled", "M1 S2 enrolled"], await ListAsync(trainer, "&limit=1&search=M1"));
        // Nobody knows yet to which part of the bank a manager not announced belongs.
        Assert.Equal(
            ["2", "M1 S1 enrolled", "M1 S2 enrolled"],
            await ListAsync(service.As(Roles.BranchHead, org: "B1"), "")
        );
        Assert.Equal(400, (int)(await trainer.GetAsync("/enrolments?state=lost")).StatusCode);
        Assert.Equal(
            ["managerNo,name,sessionCode,course,startsOn,enrolledAt,state", "X3,,S2"],
            (await trainer.GetStringAsync("/enrolments.csv?state=waiting"))
                .TrimEnd()
                .Split('\n')
                .Select((line, number) => number == 0 ? line.TrimEnd('\r') : line[..6])
        );
    }

    /// <summary>The total of the list and then its rows, page by page.</summary>
    private static async Task<List<string>> ListAsync(HttpClient client, string filter)
    {
        var rows = new List<string>();
        var (total, after) = ("", "");
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/enrolments?total=true{filter}&after={after}");
            total = page.GetProperty("total").ToString();
            rows.AddRange(
                page.GetProperty("items")
                    .EnumerateArray()
                    .Select(e =>
                        $"{e.GetProperty("managerNo")} {e.GetProperty("sessionCode")} {e.GetProperty("state")}"
                    )
            );
            after = page.GetProperty("next").GetString() ?? "";
        } while (after.Length > 0);
        return [total, .. rows];
    }

    [Fact]
    public async Task The_check_of_a_file_names_the_managers_nobody_knows()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Managers(("M0103", "B1")));
        await PlanAsync(service, "S1", seats: 9);
        var trainer = service.As(Roles.Trainer);
        using var body = new StringContent(
            "manager_no,session_code\nM0103,S1\n106,S1\n106,S9\n0107,S1\n",
            System.Text.Encoding.UTF8,
            "text/csv"
        );
        using var sent = await trainer.PostAsync("/imports/enrolments?dryRun=true", body);
        var address = sent.Headers.Location!.ToString()["/training".Length..];
        JsonElement state = default;
        await ServiceUnderTest.UntilAsync(
            async () =>
                (state = await trainer.GetFromJsonAsync<JsonElement>(address)).GetProperty("status").GetString()
                == "completed",
            "the check to end"
        );

        Assert.Equal(2, state.GetProperty("rowsWaiting").GetInt32());
        var preview = await trainer.GetFromJsonAsync<JsonElement>($"{address}/preview");
        Assert.Equal(["0107", "106"], preview.GetProperty("unknown").EnumerateArray().Select(no => no.GetString()!));
    }

    [Fact]
    public async Task A_bank_may_have_unknown_managers_refused()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            TrainingService.Build,
            builder => builder.Configuration["Enrolments:RefuseUnknown"] = "true"
        );
        await PlanAsync(service, "S1", seats: 2);

        var outcome = await service.ImportAsync("enrolments", "manager_no,session_code\nX1,S1\n");

        Assert.Equal("manager.unknown", Assert.Single(outcome.Errors).Code);
        Assert.Equal((0, 0, 0), await SeatsAsync(service));
    }

    private static async Task<(int, int, int)> SeatsAsync(ServiceUnderTest service)
    {
        var page = await service.As(Roles.Trainer).GetFromJsonAsync<JsonElement>("/sessions");
        var session = page.GetProperty("items")[0];
        return (
            session.GetProperty("enrolled").GetInt32(),
            session.GetProperty("waiting").GetInt32(),
            session.GetProperty("withoutSeat").GetInt32()
        );
    }

    private static async Task<List<(string?, string?)>> StatesAsync(ServiceUnderTest service) =>
        (await service.As(Roles.Trainer).GetFromJsonAsync<JsonElement>("/sessions/S1/enrolments"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(e => (e.GetProperty("managerNo").GetString(), e.GetProperty("state").GetString()))
            .ToList();

    [Fact]
    public async Task Managers_are_enrolled_while_there_are_seats_and_only_once()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B1"), ("M3", "B1")));
        await PlanAsync(service, "S1", seats: 2);

        var outcome = await service.ImportAsync(
            "enrolments",
            "manager_no,session_code\nM1,S1\nM1,S1\nM2,S1\nM3,S1\nM1,S9\n",
            service.As(Roles.Trainer)
        );

        Assert.Equal((2L, 1L, 2L), outcome.Rows);
        Assert.Equal(
            [(5L, "session_code", "session.full"), (6L, "session_code", "session.unknown")],
            outcome.Errors.Select(e => (e.Row, e.Column, e.Code))
        );
        Assert.Equal(
            (0L, 2L, 1L),
            (await service.ImportAsync("enrolments", "manager_no,session_code\nM1,S1\nM2,S1\nM3,S1\n")).Rows
        );
        await PlanAsync(service, "S1", seats: 3);
        Assert.Equal((1L, 0L, 0L), (await service.ImportAsync("enrolments", "manager_no,session_code\nM3,S1\n")).Rows);
        var fewer = await service
            .As(Roles.Trainer)
            .PutAsJsonAsync(
                "/sessions/S1",
                new
                {
                    course = "课程",
                    startsOn = "2026-07-01",
                    seats = 2,
                }
            );
        Assert.Equal(
            "session.more-enrolled-than-seats",
            (await fewer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
        );
    }

    [Fact]
    public async Task An_import_taken_back_takes_no_seat()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B1"), ("M3", "B1")));
        await PlanAsync(service, "S1", seats: 1);

        await service.ImportAsync("enrolments", "manager_no,session_code\nM1,S1\nM2,S1\n", atomic: true);
        await service.ImportAsync("enrolments", "manager_no,session_code\nM1,S1\n", dryRun: true);

        Assert.Equal((1L, 0L, 0L), (await service.ImportAsync("enrolments", "manager_no,session_code\nM2,S1\n")).Rows);
    }

    [Fact]
    public async Task A_branch_head_sees_who_of_theirs_is_enrolled_and_a_manager_themselves()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B2", null)));
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B2")));
        await PlanAsync(service, "S1");
        await service.ImportAsync("enrolments", "manager_no,session_code\nM1,S1\nM2,S1\nM9,S1\n");

        Assert.Equal(["M1", "M2", "M9"], await SeenAsync(service.As(Roles.Trainer)));
        Assert.Equal(["M1"], await SeenAsync(service.As(Roles.BranchHead, org: "B1")));
        Assert.Equal(["M2"], await SeenAsync(service.As(Roles.AccountManager, managerNo: "M2")));
        var none = await service.As(Roles.Trainer).GetAsync("/sessions/S9/enrolments");
        Assert.Equal(
            "session.not-found",
            (await none.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
        );
    }

    private static async Task PlanAsync(ServiceUnderTest service, string code, int? seats = null)
    {
        using var response = await service
            .As(Roles.Trainer)
            .PutAsJsonAsync(
                $"/sessions/{code}",
                new
                {
                    course = "课程",
                    startsOn = "2026-07-01",
                    seats,
                }
            );
        Assert.Equal(200, (int)response.StatusCode);
    }

    private static async Task<IReadOnlyList<string>> SeenAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/sessions/S1/enrolments"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(i => i.GetProperty("managerNo").GetString()!)
            .ToList();
}
