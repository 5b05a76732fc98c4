using CardTeam.Performance.Data;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Data;

public class PerformanceSchemaTests
{
    [Fact]
    public async Task The_migrations_say_what_the_model_says()
    {
        await using var service = await ServiceUnderTest.StartAsync(PerformanceService.Build);

        Assert.False(await service.ReadAsync<PerformanceDbContext, bool>(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }
}
