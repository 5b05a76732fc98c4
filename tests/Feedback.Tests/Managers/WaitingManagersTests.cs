using System.Net.Http.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Feedback.Tests.Managers;

public class WaitingManagersTests
{
    private sealed record Waiting(string ManagerNo, Dictionary<string, int> Rows);

    private sealed record Page(List<Waiting> Items, string? Next);

    [Fact]
    public async Task Rows_of_managers_not_heard_of_are_taken_and_listed_until_they_are()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.ImportAsync(
            "complaints",
            "complaint_ref,manager_no,received_on,channel,category\nC1,M1,2026-06-01,phone,x\nC1,M1,2026-06-01,phone,y\nC2,M2,2026-06-01,phone,x\n"
        );
        await service.ImportAsync(
            "satisfaction",
            "manager_no,answered_on,score,customer_ref\nM1,2026-06-01,3,K1\nM1,2026-06-01,4,K2\n"
        );

        var waiting = await ListAsync(service.As(Roles.ComplaintDesk));
        Assert.Equal(["M1", "M2"], waiting.Items.Select(w => w.ManagerNo));
        Assert.Equal(new Dictionary<string, int> { ["complaints"] = 1, ["satisfaction"] = 2 }, waiting.Items[0].Rows);
        Assert.Equal(new Dictionary<string, int> { ["complaints"] = 1 }, waiting.Items[1].Rows);

        await service.DeliverAsync(BankEvents.Managers(("M1", "B1")));
        Assert.Equal("M2", Assert.Single((await ListAsync(service.As(Roles.Administrator))).Items).ManagerNo);
        Assert.Equal(403, (int)(await service.As(Roles.BranchHead, org: "B1").GetAsync("/waiting")).StatusCode);
    }

    private static async Task<Page> ListAsync(HttpClient client) => (await client.GetFromJsonAsync<Page>("/waiting"))!;
}
