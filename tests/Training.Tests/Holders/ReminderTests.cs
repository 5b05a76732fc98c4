using CardTeam.Contracts.Training;
using CardTeam.Testing;
using CardTeam.Training.Holders;
using Microsoft.Extensions.DependencyInjection;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Holders;

/// <summary>Reminders of certificates that end soon, each once.</summary>
public class ReminderTests
{
    [Theory]
    [InlineData(91, null)]
    [InlineData(90, 90)]
    [InlineData(31, 90)]
    [InlineData(30, 30)]
    [InlineData(8, 30)]
    [InlineData(7, 7)]
    [InlineData(0, 7)]
    [InlineData(-1, null)]
    public void A_step_is_reached_so_many_days_before_the_last_one(int left, int? step)
    {
        var today = new DateOnly(2026, 6, 15);
        Assert.Equal(step, Reminder.StepOf(today.AddDays(left), today));
    }

    [Fact]
    public async Task Every_step_is_reminded_of_once_and_a_renewed_certificate_not_at_all()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(service, Profile("M1"), Profile("M2"), Profile("M3"), Profile("M4", leftOn: "2026-06-01"));
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\n"
                + "M1,SALES,2025-01-01,2026-07-20\n"
                + "M2,SALES,2025-01-01,2026-07-20\nM2,SALES,2026-07-21,2027-07-20\n"
                + "M3,SALES,2025-01-01,2026-12-31\nM4,SALES,2025-01-01,2026-07-20\n"
        );

        await RunAsync(service);
        await RunAsync(service);
        Assert.Equal(["M1 90"], await AnnouncedAsync(service));
        service.Clock.SetTo(new(2026, 6, 20));
        await RunAsync(service);
        service.Clock.SetTo(new(2026, 7, 13));
        await RunAsync(service);
        Assert.Equal(["M1 90", "M1 30", "M1 7"], await AnnouncedAsync(service));

        var listed = (await GetAsync(Manager(service, "M1"), "/certificate-reminders?renewed=false")).GetProperty(
            "items"
        );
        Assert.Equal(3, listed.GetArrayLength());
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM1,SALES,2026-07-21,2027-07-20\n"
        );
        Assert.Equal(
            0,
            (await GetAsync(Trainer(service), "/certificate-reminders?renewed=false"))
                .GetProperty("items")
                .GetArrayLength()
        );
    }

    private static async Task RunAsync(ServiceUnderTest service)
    {
        await using var scope = service.App.Services.CreateAsyncScope();
        await RemindOfExpiry.RunAsync(scope.ServiceProvider, service.Clock, CancellationToken.None);
    }

    private static async Task<List<string>> AnnouncedAsync(ServiceUnderTest service) =>
        [
            .. (await service.AnnouncedAsync<CertificatesExpiring>())
                .SelectMany(e => e.Certificates)
                .Select(c => $"{c.ManagerNo} {c.Days}"),
        ];
}
