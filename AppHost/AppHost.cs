// The suite as its parts hang together. UseAspire=true dotnet run --project AppHost, or aspire publish [-- --target kubernetes]. docs/operations/aspire.md says more.
using CardTeam.AppHost;
using Microsoft.Extensions.Configuration;

// What a launch profile would say; this project has none, for it is also the suite in one process.
var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
foreach (
    var (name, value) in new[]
    {
        ("ASPNETCORE_URLS", "http://localhost:18888"),
        ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:18889"),
        ("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"),
    }
)
    if (environment[name] is null)
        Environment.SetEnvironmentVariable(name, value);

var builder = DistributedApplication.CreateBuilder(args);
var isKubernetes = builder.Configuration["target"] == "kubernetes";
if (isKubernetes)
    builder.AddKubernetesEnvironment("kubernetes");
else
    builder.AddDockerComposeEnvironment("compose");

// A trial on one machine trusts its own gateway; everybody else names the bank's identity provider.
const string Trial = "http://localhost:5080";
if (!builder.ExecutionContext.IsPublishMode)
    builder.Configuration["Parameters:authority"] ??= Trial;
var isTrial = builder.Configuration["Parameters:authority"] == Trial;
var authority = builder.AddParameter("authority");

// Servers the bank has already, by ConnectionStrings:messaging, :cache and :performance-db …, or containers with volumes of their own.
var hasServers = builder.Configuration["servers"] == "existing";
IResourceBuilder<IResourceWithConnectionString> messaging = hasServers
    ? builder.AddConnectionString("messaging")
    : builder.AddRabbitMQ("messaging").WithManagementPlugin().WithDataVolume();
IResourceBuilder<IResourceWithConnectionString> cache = hasServers
    ? builder.AddConnectionString("cache")
    : builder.AddRedis("cache");
var sql = hasServers
    ? null
    : builder
        .AddSqlServer("sql", builder.AddParameter("sql-password", secret: true))
        .WithDataVolume()
        .WithLifetime(ContainerLifetime.Persistent);

var performance = AddService<Projects.Performance>("performance", "CardTeam.Performance").WithReference(cache);
var training = AddService<Projects.Training>("training", "CardTeam.Training");
var feedback = AddService<Projects.Feedback>("feedback", "CardTeam.Feedback");
var incentive = AddService<Projects.Incentive>("incentive", "CardTeam.Incentive");

var gateway = builder
    .AddProject<Projects.Gateway>("gateway")
    .WithReference(performance)
    .WithReference(training)
    .WithReference(feedback)
    .WithReference(incentive)
    .WithReference(cache)
    .WaitFor(performance)
    .WaitFor(training)
    .WaitFor(feedback)
    .WaitFor(incentive)
    .WithHttpHealthCheck("/alive") // without a service the others still answer
    .WithExternalHttpEndpoints();
if (isTrial)
    gateway.WithEnvironment("Authentication__Demo", "true");
else
    gateway.WithEnvironment("Authentication__Authority", authority);
if (builder.ExecutionContext.IsPublishMode)
    gateway.WithEnvironment("Sessions__Folder", "/tmp/cardteam/sessions"); // an image's own folders are not to be written to

builder.Build().Run();

// A service, its database, and the step that brings the schema up to date before any of its replicas starts.
IResourceBuilder<ProjectResource> AddService<TProject>(string name, string catalog)
    where TProject : IProjectMetadata, new()
{
    IResourceBuilder<IResourceWithConnectionString> database = sql is null
        ? builder.AddConnectionString($"{name}-db")
        : sql.AddDatabase($"{name}-db", catalog);
    // Without a launch profile it has no port: with one it would take the service's own address, and keep it when it has ended.
    var migration = builder
        .AddProject<TProject>($"{name}-migrate", launchProfileName: null)
        .WithArgs("migrate")
        .WithReference(database, "database")
        .WaitFor(database);
    if (isKubernetes)
        migration.PublishAsKubernetesService(MigrationJob.Publish);
    return builder
        .AddProject<TProject>(name)
        .WithReference(database, "database")
        .WithReference(messaging)
        .WithEnvironment("Authentication__Authority", authority)
        .WaitForCompletion(migration)
        .WaitFor(messaging)
        .WithHttpHealthCheck("/health")
        .WithReplicas(2);
}
