using Microsoft.Extensions.Configuration;

namespace CardTeam.AppHost;

/// <summary>The suite's parts and their connections: <c>dotnet run --project AppHost -- aspire</c>.</summary>
internal static class Diagram
{
    /// <summary>Runs or publishes the diagram.</summary>
    /// <returns>The exit code: 1 when no container engine answers and no other servers were chosen.</returns>
    public static int Run(string[] args)
    {
        // The addresses a launch profile would set; set here, the same command works from any folder and any tool.
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        Default("ASPNETCORE_URLS", "http://localhost:18888");
        Default("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:18889");
        Default("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true");
        var builder = DistributedApplication.CreateBuilder(args);
        if (ContainerEngine.Refusal(builder) is { } refusal)
        {
            Console.Error.WriteLine(refusal);
            return 1;
        }

        Add(builder);
        builder.Build().Run();
        return 0;

        void Default(string name, string value)
        {
            if (environment[name] is null)
                Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>Adds the servers, the four services with their migrations, and the gateway.</summary>
    public static void Add(IDistributedApplicationBuilder builder)
    {
        var isPublished = builder.ExecutionContext.IsPublishMode;
        var replicas = builder.Configuration.GetValue("replicas", 2);
        var servers = Servers.Add(builder, builder.Configuration["servers"] ?? Servers.Containers);

        var gateway = builder
            .AddProject<Projects.Gateway>("gateway")
            .DisableForwardedHeaders() // The gateway believes the proxies of Access:Proxies, and not whoever calls.
            .WithReference(servers.Cache)
            .WithHttpHealthCheck("/alive") // Without one service the others still answer.
            .WithExternalHttpEndpoints()
            .WithEnvironment("Sessions__Folder", isPublished ? "/tmp/cardteam/sessions" : servers.PathOf("sessions"));

        // A trial on one machine trusts its own gateway; every other installation names the bank's identity provider.
        var authority =
            isPublished || builder.Configuration["Parameters:authority"] is not null
                ? builder.AddParameter("authority")
                : null;
        if (authority is null)
            gateway
                .WithEnvironment("Authentication__Demo", "true")
                .WithEnvironment("Authentication__KeyFile", servers.PathOf("token-key.pem"));
        else
            gateway.WithEnvironment("Authentication__Authority", authority);
        if (isPublished)
            gateway.WithEnvironment("Access__Address", builder.AddParameter("address"));

        AddService<Projects.Performance>("performance", "CardTeam.Performance").WithReference(servers.Cache);
        AddService<Projects.Training>("training", "CardTeam.Training");
        AddService<Projects.Feedback>("feedback", "CardTeam.Feedback");
        AddService<Projects.Incentive>("incentive", "CardTeam.Incentive");

        // A service, its database, and the step that brings the schema up to date before any of its replicas starts.
        IResourceBuilder<ProjectResource> AddService<TProject>(string name, string catalog)
            where TProject : IProjectMetadata, new()
        {
            var database = servers.Database($"{name}-db", catalog);
            // With a launch profile the migration would take the service's own address and keep it after its end.
            var migration = builder
                .AddProject<TProject>($"{name}-migrate", launchProfileName: null)
                .WithArgs("migrate")
                .WithReference(database, "database")
                .WaitFor(database);
            var service = builder
                .AddProject<TProject>(name)
                .WithReference(database, "database")
                .WithReference(servers.Messaging)
                .WaitForCompletion(migration)
                .WaitFor(servers.Messaging)
                .WithHttpHealthCheck("/health")
                .WithReplicas(replicas);
            if (authority is null)
                service.WithEnvironment("Authentication__Authority", gateway.GetEndpoint("http"));
            else
                service.WithEnvironment("Authentication__Authority", authority);
            if (!isPublished)
                service.WithEnvironment("Imports__Folder", servers.PathOf($"{name}-imports"));
            gateway.WithReference(service).WaitFor(service);
            return service;
        }
    }
}
