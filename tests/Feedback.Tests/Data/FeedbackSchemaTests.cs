using CardTeam.Feedback.Data;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Tests.Data;

public class FeedbackSchemaTests
{
    [Fact]
    public async Task The_migrations_say_what_the_model_says()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);

        Assert.False(await service.ReadAsync<FeedbackDbContext, bool>(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }
}
