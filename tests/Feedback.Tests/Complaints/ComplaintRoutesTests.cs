using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Feedback.Tests.Complaints;

public class ComplaintRoutesTests
{
    [Fact]
    public async Task Everybody_sees_their_part_of_the_bank()
    {
        await using var service = await BankAsync();

        Assert.Equal(["C1", "C2", "C3", "C4"], await SeenAsync(service.As(Roles.ComplaintDesk)));
        Assert.Equal(["C1", "C2"], await SeenAsync(service.As(Roles.BranchHead, org: "B1")));
        Assert.Equal(["C3"], await SeenAsync(service.As(Roles.AccountManager, managerNo: "M3")));
        Assert.Equal(["C3"], await SeenAsync(service.As(Roles.Hr), "?manager=M3"));
        Assert.Empty(await SeenAsync(service.As(Roles.BranchHead, org: "B1"), "?manager=M3"));
        foreach (var role in new[] { Roles.Trainer, Roles.Payroll, Roles.Administrator, Roles.Counsellor })
            Assert.Equal(403, (int)(await service.As(role).GetAsync("/complaints")).StatusCode);
        Assert.Equal(401, (int)(await service.Anonymous().GetAsync("/complaints")).StatusCode);
    }

    [Fact]
    public async Task They_are_filtered_by_status()
    {
        await using var service = await BankAsync();
        var auditor = service.As(Roles.Auditor);

        Assert.Equal(["C1", "C4"], await SeenAsync(auditor, "?status=open"));
        Assert.Equal(["C2", "C3"], await SeenAsync(auditor, "?status=decided"));
        Assert.Equal(["C2"], await SeenAsync(auditor, "?status=upheld"));
        Assert.Equal(["C3"], await SeenAsync(auditor, "?status=rejected"));
        var odd = await auditor.GetAsync("/complaints?status=lost");
        Assert.Equal(
            (400, "complaint.unknown-status"),
            ((int)odd.StatusCode, (await odd.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString())
        );
    }

    [Fact]
    public async Task The_statutory_clock_shows_until_the_decision()
    {
        await using var service = await BankAsync();
        var items = (await service.As(Roles.ComplaintDesk).GetFromJsonAsync<JsonElement>("/complaints")).GetProperty(
            "items"
        );

        Assert.Equal("2026-06-16", items[0].GetProperty("dueOn").GetString());
        Assert.Equal(JsonValueKind.Null, items[1].GetProperty("dueOn").ValueKind);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        await using var service = await BankAsync();
        var desk = service.As(Roles.ComplaintDesk);
        var first = await desk.GetFromJsonAsync<JsonElement>("/complaints?limit=3");

        Assert.Equal(["C4"], await SeenAsync(desk, $"?limit=3&after={first.GetProperty("next").GetString()}"));
    }

    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ"), ("B11", "B1"), ("B2", "HQ")));
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B11"), ("M3", "B2")));
        await service.ImportAsync(
            "complaints",
            "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on\nC1,M1,2026-06-01,phone,x,,,\nC2,M2,2026-06-01,phone,x,,upheld,2026-06-02\nC3,M3,2026-06-01,phone,x,,rejected,2026-06-02\nC4,M9,2026-06-01,phone,x,,,\n"
        );
        await service.ImportAsync(
            "complaints",
            "complaint_ref,manager_no,received_on,channel,category,severity\nC1,M1,2026-06-01,phone,x,major\n"
        );
        return service;
    }

    private static async Task<IReadOnlyList<string>> SeenAsync(HttpClient client, string query = "") =>
        (await client.GetFromJsonAsync<JsonElement>($"/complaints{query}"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(i => i.GetProperty("complaintRef").GetString()!)
            .ToList();

    [Fact]
    public async Task They_are_sorted_and_exported()
    {
        await using var service = await BankAsync();
        await service.ImportAsync(
            "complaints",
            "complaint_ref,manager_no,received_on,channel,category,severity\nC0,M1,2026-06-03,phone,x,severe\nC5,M2,2026-05-30,phone,x,minor\n"
        );
        var desk = service.As(Roles.ComplaintDesk);

        Assert.Equal(
            ["C5", "C1", "C4", "C0", "C2", "C3"],
            await desk.WalkAsync("/complaints?sort=dueOn", "complaintRef")
        );
        Assert.Equal(
            ["C0", "C1", "C4", "C5", "C2", "C3"],
            await desk.WalkAsync("/complaints?sort=-dueOn", "complaintRef", 2)
        );
        Assert.Equal(
            ["C0", "C1", "C2", "C3", "C4", "C5"],
            await desk.WalkAsync("/complaints?sort=-receivedOn", "complaintRef")
        );
        Assert.Equal(["C0", "C1"], (await desk.WalkAsync("/complaints?sort=-severity", "complaintRef")).Take(2));
        Assert.Equal(
            ["C5", "C4", "C3", "C2", "C1", "C0"],
            await desk.WalkAsync("/complaints?sort=-complaintRef", "complaintRef", 4)
        );
        Assert.Equal(
            ["C5", "C1", "C0"],
            await service
                .As(Roles.BranchHead, org: "B1")
                .ColumnAsync("/complaints.csv?status=open&sort=dueOn", "complaintRef")
        );
    }
}
