using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Training.Tests.Certificates;

public class CertificateRoutesTests
{
    [Fact]
    public async Task Everybody_sees_their_part_of_the_bank()
    {
        await using var service = await BankAsync();

        Assert.Equal(["M1", "M2", "M3", "M9"], await SeenAsync(service.As(Roles.Trainer)));
        Assert.Equal(["M1", "M2"], await SeenAsync(service.As(Roles.BranchHead, org: "B1")));
        Assert.Equal(["M3"], await SeenAsync(service.As(Roles.BranchHead, org: "B2")));
        Assert.Equal(["M2"], await SeenAsync(service.As(Roles.AccountManager, managerNo: "M2")));
        Assert.Equal(["M9"], await SeenAsync(service.As(Roles.AccountManager, managerNo: "M9")));
        Assert.Equal(["M3"], await SeenAsync(service.As(Roles.Hr), "?manager=M3"));
        Assert.Empty(await SeenAsync(service.As(Roles.BranchHead, org: "B1"), "?manager=M3"));
        Assert.Equal(403, (int)(await service.As(Roles.Payroll).GetAsync("/certificates")).StatusCode);
        Assert.Equal(403, (int)(await service.As(Roles.BranchHead).GetAsync("/certificates")).StatusCode);
    }

    [Fact]
    public async Task A_manager_who_moves_is_seen_where_they_work_today()
    {
        await using var service = await BankAsync();
        await service.DeliverAsync(BankEvents.Manager("M1", 3, (new(2020, 1, 1), "B1"), (new(2026, 7, 1), "B2")));
        await service.DeliverAsync(BankEvents.Manager("M1", 2, (new(2020, 1, 1), "B2")));

        Assert.Equal(["M1", "M2"], await SeenAsync(service.As(Roles.BranchHead, org: "B1")));
        service.Clock.SetTo(new(2026, 7, 1));
        Assert.Equal(["M2"], await SeenAsync(service.As(Roles.BranchHead, org: "B1")));
        Assert.Equal(["M1", "M3"], await SeenAsync(service.As(Roles.BranchHead, org: "B2")));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from\nM1,A,2026-01-01\nM1,A,2026-02-01\nM1,A B,2026-01-01\nM2,A,2026-01-01\nM1-0,A,2026-01-01\n"
        );
        var trainer = service.As(Roles.Trainer);
        var seen = new List<string>();
        var next = "";
        do
        {
            var page = await trainer.GetFromJsonAsync<JsonElement>($"/certificates?limit=2&after={next}");
            seen.AddRange(
                page.GetProperty("items")
                    .EnumerateArray()
                    .Select(i =>
                        $"{i.GetProperty("managerNo")} {i.GetProperty("certificate")} {i.GetProperty("validFrom")}"
                    )
            );
            next = page.GetProperty("next").GetString();
        } while (next is not null);

        Assert.Equal(
            ["M1 A 2026-01-01", "M1 A 2026-02-01", "M1 A B 2026-01-01", "M1-0 A 2026-01-01", "M2 A 2026-01-01"],
            seen
        );
        var odd = await trainer.GetAsync("/certificates?after=TTE%3D");
        Assert.Equal(
            "request.invalid-cursor",
            (await odd.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
        );
    }

    [Fact]
    public async Task Only_the_current_version_is_shown_and_whether_it_holds_today()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.ImportAsync("certificates", "manager_no,certificate,valid_from,valid_to\nM1,A,2026-01-01,\n");
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM1,A,2026-01-01,2026-06-15\n"
        );

        var shown = (await service.As(Roles.Auditor).GetFromJsonAsync<JsonElement>("/certificates")).GetProperty(
            "items"
        );
        Assert.Equal(1, shown.GetArrayLength());
        Assert.Equal("2026-06-15", shown[0].GetProperty("validTo").GetString());
        Assert.Equal(2, shown[0].GetProperty("version").GetInt32());
        Assert.True(shown[0].GetProperty("validToday").GetBoolean());
        service.Clock.SetTo(new(2026, 6, 16));
        Assert.False(
            (await service.As(Roles.Auditor).GetFromJsonAsync<JsonElement>("/certificates"))
                .GetProperty("items")[0]
                .GetProperty("validToday")
                .GetBoolean()
        );
    }

    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ"), ("B11", "B1"), ("B2", "HQ")));
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B11"), ("M3", "B2")));
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from\nM1,A,2026-01-01\nM2,A,2026-01-01\nM3,A,2026-01-01\nM9,A,2026-01-01\n"
        );
        return service;
    }

    private static async Task<IReadOnlyList<string>> SeenAsync(HttpClient client, string query = "") =>
        (await client.GetFromJsonAsync<JsonElement>($"/certificates{query}"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(i => i.GetProperty("managerNo").GetString()!)
            .ToList();

    [Fact]
    public async Task They_are_sorted_filtered_and_exported()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        service.Clock.SetTo(new(2026, 6, 15));
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM1,A,2026-01-01,2026-06-15\nM2,B,2026-01-01,\nM3,A,2025-01-01,2026-06-14\nM4,B,2026-06-16,2027-06-15\n"
        );
        var trainer = service.As(Roles.Trainer);

        Assert.Equal(["M3", "M1", "M4", "M2"], await trainer.WalkAsync("/certificates?sort=validTo", "managerNo"));
        Assert.Equal(["M4", "M1", "M3", "M2"], await trainer.WalkAsync("/certificates?sort=-validTo", "managerNo"));
        Assert.Equal(
            ["M2", "M4", "M1", "M3"],
            await trainer.WalkAsync("/certificates?sort=-certificate", "managerNo", 3)
        );
        Assert.Equal(["M1", "M3"], await trainer.WalkAsync("/certificates?certificate=A", "managerNo"));
        Assert.Equal(["M1", "M2"], await trainer.WalkAsync("/certificates?valid=today", "managerNo"));
        Assert.Equal(["M3"], await trainer.WalkAsync("/certificates?valid=past", "managerNo"));
        Assert.Equal(["M4"], await trainer.WalkAsync("/certificates?valid=future", "managerNo"));
        Assert.Equal(["M1", "M3"], await trainer.WalkAsync("/certificates?expiresBefore=2026-06-16", "managerNo"));
        Assert.Equal(
            ["M1"],
            await trainer.ColumnAsync("/certificates.csv?valid=today&expiresBefore=2026-06-16", "managerNo")
        );
        var odd = await trainer.GetAsync("/certificates?valid=tomorrow");
        Assert.Equal(
            "certificate.unknown-valid",
            (await odd.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
        );
        Assert.Equal(400, (int)(await trainer.GetAsync("/certificates?expiresBefore=soon")).StatusCode);
    }
}
