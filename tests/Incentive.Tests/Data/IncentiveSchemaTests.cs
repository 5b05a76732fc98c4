using CardTeam.Incentive.Data;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Data;

public class IncentiveSchemaTests
{
    [Fact]
    public async Task The_migrations_say_what_the_model_says()
    {
        await using var service = await ServiceUnderTest.StartAsync(IncentiveService.Build);

        Assert.False(await service.ReadAsync<IncentiveDbContext, bool>(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }
}
