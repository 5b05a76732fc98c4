using CardTeam.Testing;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Tests.Data;

public class TrainingSchemaTests
{
    [Fact]
    public async Task The_migrations_say_what_the_model_says()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);

        Assert.False(await service.ReadAsync<TrainingDbContext, bool>(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public async Task What_was_taken_in_outlives_a_restart()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Closed(1, "2026-05"));
        await service.ImportAsync("certificates", "manager_no,certificate,valid_from\nM1,A,2026-01-01\n");

        await service.RestartAsync();

        Assert.Equal(2, (await service.OutboxAsync()).Count);
        await service.ImportAsync("certificates", "manager_no,certificate,valid_from\nM2,A,2026-01-01\n");
        Assert.Equal([2, 2], (await service.AnnouncedAsync<Contracts.Training.CertificatesChanged>()).SelectMany(c => c.Intervals).Select(i => i.KnownFrom));
    }
}
