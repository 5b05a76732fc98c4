using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Training.Tests.Enrolments;

public class ImportEnrolmentsTests
{
    [Fact]
    public async Task Managers_are_enrolled_while_there_are_seats_and_only_once()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
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
