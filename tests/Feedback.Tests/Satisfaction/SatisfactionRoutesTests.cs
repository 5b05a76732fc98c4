using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Feedback.Tests.Satisfaction;

public class SatisfactionRoutesTests
{
    [Fact]
    public async Task Means_are_shown_by_manager_and_period_within_the_part_of_the_bank()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        service.Clock.SetTo(new(2026, 7, 15));
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B2", null)));
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B2")));
        await service.ImportAsync(
            "satisfaction",
            "manager_no,answered_on,score,customer_ref\nM1,2026-05-31,1,K1\nM1,2026-06-01,4,K1\nM1,2026-06-30,5,K2\nM2,2026-06-10,3,K3\nM9,2026-07-01,2,K4\n"
        );

        Assert.Equal(
            [("M1", "4.5000", 2), ("M2", "3.0000", 1)],
            await SeenAsync(service.As(Roles.ComplaintDesk), "?period=2026-06")
        );
        Assert.Equal(
            [("M1", "3.3333", 3), ("M2", "3.0000", 1), ("M9", "2.0000", 1)],
            await SeenAsync(service.As(Roles.Hr))
        );
        Assert.Equal([("M1", "3.3333", 3)], await SeenAsync(service.As(Roles.Auditor), "?manager=M1&period=2026-Q2"));
        Assert.Equal(
            [("M1", "4.5000", 2)],
            await SeenAsync(service.As(Roles.BranchHead, org: "B1"), "?period=2026-06")
        );
        Assert.Equal(
            [("M2", "3.0000", 1)],
            await SeenAsync(service.As(Roles.AccountManager, managerNo: "M2"), "?period=2026-06")
        );
        Assert.Empty(await SeenAsync(service.As(Roles.AccountManager, managerNo: "M2"), "?manager=M1"));
        Assert.Equal(400, (int)(await service.As(Roles.Hr).GetAsync("/satisfaction?period=June")).StatusCode);
        Assert.Equal(403, (int)(await service.As(Roles.Trainer).GetAsync("/satisfaction")).StatusCode);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.ImportAsync(
            "satisfaction",
            "manager_no,answered_on,score\nM1,2026-06-01,1\nM2,2026-06-01,2\nM3,2026-06-01,3\n"
        );
        var desk = service.As(Roles.ComplaintDesk);
        var first = await desk.GetFromJsonAsync<JsonElement>("/satisfaction?limit=2");

        Assert.Equal(
            [("M3", "3.0000", 1)],
            await SeenAsync(desk, $"?limit=2&after={first.GetProperty("next").GetString()}")
        );
    }

    private static async Task<IReadOnlyList<(string, string, int)>> SeenAsync(HttpClient client, string query = "") =>
        (await client.GetFromJsonAsync<JsonElement>($"/satisfaction{query}"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(i =>
                (
                    i.GetProperty("managerNo").GetString()!,
                    i.GetProperty("mean").GetString()!,
                    i.GetProperty("answers").GetInt32()
                )
            )
            .ToList();
}
