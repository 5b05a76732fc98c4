using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Training.Tests.Sessions;

public class PutSessionTests
{
    private static readonly object Plan = new
    {
        course = "合规销售",
        startsOn = "2026-07-06",
        seats = 2,
    };

    [Fact]
    public async Task A_session_is_planned_listed_and_planned_anew()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var trainer = service.As(Roles.Trainer, id: "zhang");

        using var first = await trainer.PutAsJsonAsync("/sessions/CARD-1", Plan);
        Assert.Equal(200, (int)first.StatusCode);
        using var second = await trainer.PutAsJsonAsync(
            "/sessions/CARD-1",
            new { course = "合规销售", startsOn = "2026-07-07" }
        );
        Assert.Equal(200, (int)second.StatusCode);

        var session = (
            await service.As(Roles.AccountManager, managerNo: "M1").GetFromJsonAsync<JsonElement>("/sessions")
        ).GetProperty("items")[0];
        Assert.Equal("2026-07-07", session.GetProperty("startsOn").GetString());
        Assert.Equal(JsonValueKind.Null, session.GetProperty("seats").ValueKind);
        Assert.Equal(
            ["zhang", "zhang"],
            await service.ReadAsync(db =>
                db.Audit.Where(a => a.Action == "PUT /sessions/{code}" && a.Subject == "CARD-1")
                    .Select(a => a.Actor)
                    .ToListAsync()
            )
        );
    }

    [Fact]
    public async Task The_session_and_its_audit_entry_are_kept_together_or_not_at_all()
    {
        var saves = new FailingSaves(entity => entity is Session);
        await using var service = await ServiceUnderTest.StartAsync(
            TrainingService.Build,
            builder => builder.Services.ConfigureDbContext<TrainingDbContext>(options => options.AddInterceptors(saves))
        );

        using var failed = await service.As(Roles.Trainer).PutAsJsonAsync("/sessions/CARD-1", Plan);
        Assert.Equal(500, (int)failed.StatusCode);
        Assert.Equal(
            (0, 0),
            await service.ReadAsync<TrainingDbContext, (int, int)>(async db =>
                (await db.Sessions.CountAsync(), await db.Audit.CountAsync())
            )
        );

        saves.Failing = false;
        using var kept = await service.As(Roles.Trainer).PutAsJsonAsync("/sessions/CARD-1", Plan);
        Assert.Equal(
            (1, 1),
            await service.ReadAsync<TrainingDbContext, (int, int)>(async db =>
                (await db.Sessions.CountAsync(), await db.Audit.CountAsync())
            )
        );
    }

    [Theory]
    [InlineData("/sessions/CARD-1", """{ "startsOn": "2026-07-06" }""", "Course")]
    [InlineData("/sessions/CARD-1", """{ "course": "x" }""", "StartsOn")]
    [InlineData("/sessions/CARD-1", """{ "course": "x", "startsOn": "2026-07-06", "seats": 0 }""", "Seats")]
    [InlineData("/sessions/-", """{ "course": "x", "startsOn": "2026-07-06" }""", "code")]
    public async Task A_shape_that_is_wrong_names_its_field(string path, string body, string field)
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await service.As(Roles.Trainer).PutAsync(path, content);

        Assert.Equal(400, (int)response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("errors")
            .EnumerateObject()
            .Select(e => e.Name);
        Assert.Contains(errors, e => e.Equals(field, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(Roles.Hr)]
    [InlineData(Roles.BranchHead)]
    [InlineData(Roles.Administrator)]
    public async Task Only_the_training_team_plans(string role)
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        using var response = await service.As(role, org: "B1").PutAsJsonAsync("/sessions/CARD-1", Plan);

        Assert.Equal(403, (int)response.StatusCode);
    }
}
