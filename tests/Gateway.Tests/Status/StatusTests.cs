using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace CardTeam.Gateway.Tests.Status;

public sealed class StatusTests : IAsyncDisposable
{
    private const string Report = """
        { "status": "degraded", "version": "1.2.3", "commit": "0123456789ab", "dependencies": {
            "database": { "status": "healthy", "file": "/var/lib/secret.db" },
            "messaging": { "status": "degraded", "detail": "no broker at amqp://secret", "waiting": "3", "parked": "1", "oldestSeconds": 12.5 } } }
        """;

    private readonly OwnFolder folder = new();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Shows_each_replica_and_how_far_behind_its_service_is()
    {
        await using var performance = await StandInService.StartAsync(health: Report);
        await using var training = await StandInService.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", performance.Address),
            ("services:performance:http:1", StandInService.Nowhere()),
            ("services:training:http:0", training.Address)
        );
        await Eventually.IsSoAsync(
            async () =>
                State(await StatusAsync(gateway), "performance") == "degraded"
                && !await gateway.UsesAsync("performance", 1),
            "everyone was asked"
        );
        // Kept across a request that calls no service.
        var status = await StatusAsync(gateway);

        Assert.Equal(["at", "gateway", "services"], status.EnumerateObject().Select(p => p.Name));
        Assert.Equal("running", status.GetProperty("gateway").GetProperty("state").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+", status.GetProperty("gateway").GetProperty("version").GetString()!);
        Assert.Equal(ServiceRoutes.Services, status.GetProperty("services").EnumerateObject().Select(p => p.Name));

        var service = status.GetProperty("services").GetProperty("performance");
        var freshness = service.GetProperty("freshness");
        Assert.Equal(3, freshness.GetProperty("waiting").GetInt32());
        Assert.Equal(1, freshness.GetProperty("parked").GetInt32());
        Assert.Equal(12.5m, freshness.GetProperty("oldestSeconds").GetDecimal());
        Assert.Equal(4, freshness.EnumerateObject().Count());
        var now = status.GetProperty("at").GetDateTimeOffset();
        Assert.InRange(freshness.GetProperty("asOf").GetDateTimeOffset(), now.AddSeconds(-30), now);

        var (answers, isGone) = (service.GetProperty("replicas")[0], service.GetProperty("replicas")[1]);
        Assert.Equal(
            ["number", "state", "since", "takesRequests", "lastAnswered", "version", "commit"],
            answers.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal("degraded", answers.GetProperty("state").GetString());
        Assert.Equal("1.2.3", answers.GetProperty("version").GetString());
        Assert.Equal("0123456789ab", answers.GetProperty("commit").GetString());
        Assert.True(answers.GetProperty("takesRequests").GetBoolean());
        Assert.InRange(answers.GetProperty("lastAnswered").GetDateTimeOffset(), now.AddSeconds(-30), now);
        Assert.InRange(answers.GetProperty("since").GetDateTimeOffset(), now.AddSeconds(-30), now);
        Assert.Equal("unreachable", isGone.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, isGone.GetProperty("lastAnswered").ValueKind);

        Assert.Equal("healthy", State(status, "training"));
        Assert.Equal(
            JsonValueKind.Null,
            status.GetProperty("services").GetProperty("training").GetProperty("freshness").ValueKind
        );
        Assert.Equal("unhealthy", State(status, "incentive"));
        Assert.Empty(status.GetProperty("services").GetProperty("incentive").GetProperty("replicas").EnumerateArray());
        // Neither addresses nor reasons: the answer is open to everyone.
        foreach (var secret in new[] { "127.0.0.1", "secret", "detail" })
            Assert.DoesNotContain(secret, status.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remembers_a_service_that_is_gone_and_sees_it_come_back()
    {
        var performance = await StandInService.StartAsync(health: Report);
        var address = performance.Address;
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", address),
            ("Checks:HealthSeconds", "1")
        );
        await Eventually.IsSoAsync(
            async () => State(await StatusAsync(gateway), "performance") == "degraded",
            "it was asked"
        );
        var before = Replica(await StatusAsync(gateway));

        await performance.DisposeAsync();
        await Eventually.IsSoAsync(
            async () => State(await StatusAsync(gateway), "performance") == "unhealthy",
            "it is missed",
            withinSeconds: 15
        );
        var gone = Replica(await StatusAsync(gateway));
        Assert.Equal("unreachable", gone.GetProperty("state").GetString());
        Assert.Equal("1.2.3", gone.GetProperty("version").GetString());
        Assert.True(gone.GetProperty("since").GetDateTimeOffset() > before.GetProperty("since").GetDateTimeOffset());
        Assert.True(
            gone.GetProperty("lastAnswered").GetDateTimeOffset() < gone.GetProperty("since").GetDateTimeOffset()
        );
        Assert.Equal(
            3,
            (await StatusAsync(gateway))
                .GetProperty("services")
                .GetProperty("performance")
                .GetProperty("freshness")
                .GetProperty("waiting")
                .GetInt32()
        );

        await using var back = await StandInService.StartAsync(address);
        await Eventually.IsSoAsync(
            async () => State(await StatusAsync(gateway), "performance") == "healthy",
            "it is seen again",
            withinSeconds: 15
        );

        static JsonElement Replica(JsonElement status) =>
            status.GetProperty("services").GetProperty("performance").GetProperty("replicas")[0];
    }

    [Fact]
    public async Task Answers_at_once_and_always_whatever_hangs_and_however_often_it_is_asked()
    {
        await using var performance = await StandInService.StartAsync();
        (performance.IsDeafToChecks, performance.Behaviour) = (true, StandInService.Hang);
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", performance.Address),
            ("Limits:RequestsPerMinute", "1")
        );
        var asked = Stopwatch.GetTimestamp();
        for (var i = 0; i < 20; i++)
            await StatusAsync(gateway);
        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task Health_of_a_service_is_that_of_its_replicas_together()
    {
        await using var well = await StandInService.StartAsync();
        await using var sick = await StandInService.StartAsync(health: "unhealthy");
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", well.Address),
            ("services:performance:http:1", well.Address),
            ("services:training:http:0", well.Address),
            ("services:training:http:1", StandInService.Nowhere()),
            ("services:feedback:http:0", sick.Address),
            ("services:feedback:http:1", StandInService.Nowhere())
        );
        using var response = await gateway.Http.GetAsync("/health");
        var dependencies = (await response.JsonAsync()).GetProperty("dependencies");
        Assert.Equal("healthy", dependencies.GetProperty("performance").GetProperty("status").GetString());
        Assert.Equal("degraded", dependencies.GetProperty("training").GetProperty("status").GetString());
        Assert.Equal(
            "replica 1 is unreachable",
            dependencies.GetProperty("training").GetProperty("detail").GetString()
        );
        Assert.Equal("unhealthy", dependencies.GetProperty("feedback").GetProperty("status").GetString());
    }

    private static string? State(JsonElement status, string service) =>
        status.GetProperty("services").GetProperty(service).GetProperty("state").GetString();

    private static async Task<JsonElement> StatusAsync(RunningGateway gateway)
    {
        using var response = await gateway.Http.GetAsync("/status");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }
}
