using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.EndToEnd.Tests.Separate;
using Testcontainers.MsSql;
using Testcontainers.RabbitMq;
using Testcontainers.Redis;

namespace CardTeam.Containers.Tests;

/// <summary>
/// SQL Server, RabbitMQ and Redis as a bank runs them, each in a container that is removed with the tests.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly MsSqlContainer _sql = new MsSqlBuilder("mcr.microsoft.com/mssql/server:2022-latest").Build();
    private readonly RabbitMqContainer _messaging = new RabbitMqBuilder("rabbitmq:4").Build();
    private readonly RedisContainer _cache = new RedisBuilder("redis:7").Build();

    public string Messaging => _messaging.GetConnectionString();

    /// <summary>Settings of every process: the first one creates the schema.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__cache"] = _cache.GetConnectionString(),
            ["Database__MigrateAtStart"] = "true",
        };

    /// <summary>A database of its own for each service of each test.</summary>
    public Func<string, string> Databases(string test) =>
        service => $"{_sql.GetConnectionString().TrimEnd(';')};Initial Catalog=CardTeam.{test}.{service}";

    public Task InitializeAsync() => Task.WhenAll(_sql.StartAsync(), _messaging.StartAsync(), _cache.StartAsync());

    public async Task DisposeAsync()
    {
        await _sql.DisposeAsync();
        await _messaging.DisposeAsync();
        await _cache.DisposeAsync();
    }
}

/// <summary>
/// Month ends of separate processes on these servers have the same result as in one process on SQLite.
/// </summary>
public sealed class SuiteInContainers(Servers servers) : IClassFixture<Servers>
{
    private const int Seed = 20260731;

    [FactWithDocker]
    public async Task Three_month_ends_come_to_what_they_come_to_on_sqlite()
    {
        var bank = new RandomBank(Seed);
        await using var suite = await SeparateSuite.StartAsync(
            servers.Messaging,
            settings: servers.Settings,
            databases: servers.Databases("monthends")
        );
        foreach (var step in Step.Of(bank))
            await step.DoAsync(suite.People);
        await Aftermath.CheckAsync(suite, await InProcessBank.ResultAsync(bank));
    }

    [FactWithDocker]
    public async Task Two_replicas_of_every_service_killed_at_random_do_nothing_twice()
    {
        var bank = new RandomBank(Seed, moreFacts: 1000);
        await using var suite = await SeparateSuite.StartAsync(
            servers.Messaging,
            replicas: 2,
            settings: servers.Settings,
            databases: servers.Databases("replicas")
        );
        var killer = new RandomKiller(suite, Seed);
        await killer.DuringAsync(async () =>
        {
            foreach (var step in Step.Of(bank))
                await step.DoAsync(suite.People);
        });
        Assert.InRange(killer.Kills, 5, int.MaxValue);
        await Aftermath.CheckAsync(suite, await InProcessBank.ResultAsync(bank));
    }
}
