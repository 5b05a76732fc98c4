using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using StackExchange.Redis;

namespace CardTeam.AppHost;

/// <summary>The servers the suite needs: a broker, a cache, and a database for each service.</summary>
/// <param name="Folder">The folder for everything that runs on this machine and is to outlive a stop.</param>
/// <param name="Messaging">RabbitMQ.</param>
/// <param name="Cache">Redis.</param>
/// <param name="Database">Adds a database by its resource name and its catalog on SQL Server.</param>
internal sealed record Servers(
    string Folder,
    IResourceBuilder<IResourceWithConnectionString> Messaging,
    IResourceBuilder<IResourceWithConnectionString> Cache,
    Func<string, string, IResourceBuilder<IResourceWithConnectionString>> Database
)
{
    public const string Containers = "containers";

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <param name="builder">The application they are added to.</param>
    /// <param name="kind">
    /// <c>containers</c>; <c>programs</c> of this machine (Debian's RabbitMQ and Redis) with SQLite; or <c>existing</c>
    /// servers, by connection strings.
    /// </param>
    /// <exception cref="ArgumentException">The kind is none of the three.</exception>
    public static Servers Add(IDistributedApplicationBuilder builder, string kind)
    {
        var folder = Path.GetFullPath(builder.Configuration["data"] ?? Path.Combine("data", "aspire"));
        if (!builder.ExecutionContext.IsPublishMode)
            Directory.CreateDirectory(folder);
        switch (kind)
        {
            case "existing":
                return new(
                    folder,
                    builder.AddConnectionString("messaging"),
                    builder.AddConnectionString("cache"),
                    (name, _) => builder.AddConnectionString(name)
                );
            case "programs":
                return new(folder, AddRabbitMQProgram(builder, folder), AddRedisProgram(builder), SqliteFile);
            case Containers:
                var sql = builder.AddSqlServer("sql").WithDataVolume();
                return new(
                    folder,
                    builder.AddRabbitMQ("messaging").WithManagementPlugin().WithDataVolume(),
                    builder.AddRedis("cache"),
                    sql.AddDatabase
                );
            default:
                throw new ArgumentException(
                    $"--servers is containers, programs or existing, not '{kind}'",
                    nameof(kind)
                );
        }

        IResourceBuilder<IResourceWithConnectionString> SqliteFile(string name, string catalog) =>
            builder.AddConnectionString(
                name,
                ReferenceExpression.Create($"Data Source={Path.Combine(folder, name)}.sqlite")
            );
    }

    private static IResourceBuilder<ProgramServer> AddRedisProgram(IDistributedApplicationBuilder builder)
    {
        var redis = builder
            .AddResource(
                new ProgramServer(
                    "cache",
                    "/usr/bin/redis-server",
                    workingDirectory: ".",
                    address => ReferenceExpression.Create($"{address}")
                )
            )
            .WithEndpoint(name: "tcp", scheme: "tcp");
        return redis
            .WithArgs("--port", redis.Resource.Port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
            .WithConnectionCheck(
                async (connection, cancel) =>
                {
                    await using var client = await ConnectionMultiplexer.ConnectAsync(connection);
                    await client.GetDatabase().PingAsync();
                }
            );
    }

    private static IResourceBuilder<ProgramServer> AddRabbitMQProgram(
        IDistributedApplicationBuilder builder,
        string folder
    )
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, "rabbitmq")).FullName;
        File.WriteAllText(Path.Combine(home, "plugins"), "[].");
        File.WriteAllText(
            Path.Combine(home, "rabbitmq.conf"),
            """
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 50MB
            log.console = true
            log.file = false

            """
        );
        var portMapper = ErlangPortMapper.Add(builder);
        var broker = builder
            .AddResource(
                new ProgramServer(
                    "messaging",
                    "/usr/lib/rabbitmq/bin/rabbitmq-server",
                    home,
                    address => ReferenceExpression.Create($"amqp://guest:guest@{address}/")
                )
            )
            .WithEndpoint(name: "tcp", scheme: "tcp");
        return broker
            .WithEnvironment("HOME", home)
            .WithEnvironment("LANG", "C.UTF-8")
            .WithEnvironment("ERL_EPMD_PORT", Number(portMapper.Port))
            .WithEnvironment("ERL_EPMD_ADDRESS", "127.0.0.1")
            .WithEnvironment("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
            .WithEnvironment("RABBITMQ_NODE_PORT", broker.Resource.Port)
            .WithEnvironment("RABBITMQ_NODENAME", ErlangPortMapper.NodeName + "@localhost")
            .WithEnvironment("RABBITMQ_DIST_PORT", Number(FreePort.Take()))
            .WithEnvironment("RABBITMQ_MNESIA_BASE", Path.Combine(home, "mnesia"))
            .WithEnvironment("RABBITMQ_LOG_BASE", Path.Combine(home, "log"))
            .WithEnvironment("RABBITMQ_LOGS", "-")
            .WithEnvironment("RABBITMQ_CONFIG_FILE", Path.Combine(home, "rabbitmq.conf"))
            .WithEnvironment("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(home, "plugins"))
            .WithEnvironment("RABBITMQ_CONF_ENV_FILE", "/dev/null")
            .WithEnvironment("RABBITMQ_GENERATED_CONFIG_DIR", Path.Combine(home, "generated"))
            .WithEnvironment("RABBITMQ_FEATURE_FLAGS_FILE", Path.Combine(home, "feature_flags"))
            .WithEnvironment(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}"
            )
            // The started process is the broker itself, not a script that has it as a child.
            .WithEnvironment("detached", "1")
            .WithConnectionCheck(
                async (connection, cancel) =>
                {
                    var factory = new ConnectionFactory { Uri = new(connection) };
                    await using var client = await factory.CreateConnectionAsync(cancel);
                }
            );
    }

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}
