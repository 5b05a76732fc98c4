using System.Net.Http.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Training.Tests.Managers;

public class WaitingManagersTests
{
    private sealed record Waiting(string ManagerNo, Dictionary<string, int> Rows);

    private sealed record Page(List<Waiting> Items, string? Next);

    [Fact]
    public async Task Rows_of_managers_not_heard_of_are_taken_and_listed_until_they_are()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1")));
        using var session = await service
            .As(Roles.Trainer)
            .PutAsJsonAsync("/sessions/S1", new { course = "课程", startsOn = "2026-07-01" });
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM1,A,2026-01-01,\nM2,A,2026-01-01,\nM2,B,2026-01-01,\nM2,B,2026-01-01,2026-12-31\nM3,A,2026-01-01,\n"
        );
        await service.ImportAsync(
            "exam-results",
            "manager_no,exam_code,form,score,taken_on\nM2,E,written,80,2026-01-01\n"
        );
        await service.ImportAsync("enrolments", "manager_no,session_code\nM1,S1\nM3,S1\n");

        var waiting = await ListAsync(service.As(Roles.Trainer));
        Assert.Equal(["M2", "M3"], waiting.Items.Select(w => w.ManagerNo));
        Assert.Equal(new Dictionary<string, int> { ["certificates"] = 2, ["exam-results"] = 1 }, waiting.Items[0].Rows);
        Assert.Equal(new Dictionary<string, int> { ["certificates"] = 1, ["enrolments"] = 1 }, waiting.Items[1].Rows);

        await service.DeliverAsync(BankEvents.Managers(("M2", "B1")));
        Assert.Equal("M3", Assert.Single((await ListAsync(service.As(Roles.Administrator))).Items).ManagerNo);
        await service.DeliverAsync(BankEvents.Managers(("M3", "B1")));
        Assert.Empty((await ListAsync(service.As(Roles.Auditor))).Items);
    }

    [Fact]
    public async Task The_list_is_paged_and_shows_nothing_to_one_who_speaks_for_a_unit()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from\nM1,A,2026-01-01\nM2,A,2026-01-01\nM3,A,2026-01-01\n"
        );

        var first = await ListAsync(service.As(Roles.Trainer), "?limit=2");
        Assert.Equal(["M1", "M2"], first.Items.Select(w => w.ManagerNo));
        Assert.Equal(
            ["M3"],
            (await ListAsync(service.As(Roles.Trainer), $"?limit=2&after={first.Next}")).Items.Select(w => w.ManagerNo)
        );
        Assert.Empty((await ListAsync(service.As(Roles.Trainer, org: "B1"))).Items);
        Assert.Equal(
            403,
            (int)(await service.As(Roles.AccountManager, managerNo: "M1").GetAsync("/waiting")).StatusCode
        );
    }

    [Fact]
    public async Task Who_speaks_for_a_unit_brings_rows_of_its_managers_and_of_nobody_else()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B11", "B1"), ("B2", null)));
        await service.DeliverAsync(BankEvents.Managers(("M1", "B11"), ("M2", "B2")));

        var outcome = await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from\nM1,A,2026-01-01\nM2,A,2026-01-01\nM9,A,2026-01-01\n",
            service.As(Roles.Trainer, org: "B1")
        );

        Assert.Equal((1L, 0L, 2L), outcome.Rows);
        Assert.Equal(
            [(3L, "import.outside-your-part"), (4L, "import.outside-your-part")],
            outcome.Errors.Select(e => (e.Row, e.Code))
        );
    }

    private static async Task<Page> ListAsync(HttpClient client, string query = "") =>
        (await client.GetFromJsonAsync<Page>($"/waiting{query}"))!;
}
