using Microsoft.Data.SqlClient;

namespace CardTeam.AppHost;

/// <summary>SQL Server in a container, as in Aspire.Hosting.SqlServer, which not every registry serves.</summary>
internal sealed class SqlServer(string name, ParameterResource password)
    : ContainerResource(name),
        IResourceWithConnectionString
{
    public const string Endpoint = "tcp";

    public ReferenceExpression ConnectionStringExpression
    {
        get
        {
            var at = new EndpointReference(this, Endpoint);
            var address = ReferenceExpression.Create(
                $"{at.Property(EndpointProperty.IPV4Host)},{at.Property(EndpointProperty.Port)}"
            );
            return ReferenceExpression.Create(
                $"Server={address};User ID=sa;Password={password};TrustServerCertificate=true"
            );
        }
    }
}

/// <summary>A database on the server, created by the service's migration.</summary>
internal sealed class SqlDatabase(string name, string catalog, SqlServer server)
    : Resource(name),
        IResourceWithParent<SqlServer>,
        IResourceWithConnectionString
{
    public SqlServer Parent => server;

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{server};Initial Catalog={catalog}");
}

internal static class SqlServers
{
    public static IResourceBuilder<SqlServer> AddSqlServer(this IDistributedApplicationBuilder builder, string name)
    {
        // Parameters:sql-password, or a generated one kept in the user's secrets: the volume accepts only the first
        // password.
        var password = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(
            builder,
            $"{name}-password",
            minLower: 1,
            minUpper: 1,
            minNumeric: 1
        );
        return builder
            .AddResource(new SqlServer(name, password))
            .WithImage("mssql/server", "2022-latest")
            .WithImageRegistry("mcr.microsoft.com")
            .WithEndpoint(targetPort: 1433, name: SqlServer.Endpoint, scheme: "tcp")
            .WithEnvironment("ACCEPT_EULA", "Y")
            .WithEnvironment("MSSQL_SA_PASSWORD", password)
            .WithConnectionCheck(
                async (connection, cancel) =>
                {
                    await using var client = new SqlConnection(connection);
                    await client.OpenAsync(cancel);
                }
            );
    }

    public static IResourceBuilder<SqlServer> WithDataVolume(this IResourceBuilder<SqlServer> server) =>
        server.WithVolume(VolumeNameGenerator.Generate(server, "data"), "/var/opt/mssql");

    public static IResourceBuilder<SqlDatabase> AddDatabase(
        this IResourceBuilder<SqlServer> server,
        string name,
        string catalog
    ) =>
        server
            .ApplicationBuilder.AddResource(new SqlDatabase(name, catalog, server.Resource))
            .WithParentRelationship(server);
}
