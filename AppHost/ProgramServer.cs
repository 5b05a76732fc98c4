using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.AppHost;

/// <summary>A server installed on this machine as a program, used where there is no container engine.</summary>
/// <param name="connection">Makes the connection string of <c>host:port</c>.</param>
internal sealed class ProgramServer(
    string name,
    string command,
    string workingDirectory,
    Func<ReferenceExpression, ReferenceExpression> connection
) : ExecutableResource(name, command, workingDirectory), IResourceWithConnectionString
{
    private EndpointReference Endpoint => field ??= new(this, "tcp");

    /// <summary>The port the program itself listens on; its clients connect to Aspire's proxy before it.</summary>
    public EndpointReferenceExpression Port => Endpoint.Property(EndpointProperty.TargetPort);

    public ReferenceExpression ConnectionStringExpression =>
        connection(
            ReferenceExpression.Create(
                $"{Endpoint.Property(EndpointProperty.Host)}:{Endpoint.Property(EndpointProperty.Port)}"
            )
        );
}

internal static class ConnectionChecks
{
    /// <summary>
    /// Makes the resource healthy once <paramref name="connect"/> succeeds with its connection string.
    /// </summary>
    public static IResourceBuilder<TServer> WithConnectionCheck<TServer>(
        this IResourceBuilder<TServer> server,
        Func<string, CancellationToken, Task> connect
    )
        where TServer : IResourceWithConnectionString
    {
        var check = $"{server.Resource.Name}-answers";
        server
            .ApplicationBuilder.Services.AddHealthChecks()
            .AddAsyncCheck(
                check,
                async cancel =>
                {
                    try
                    {
                        await connect((await server.Resource.GetConnectionStringAsync(cancel))!, cancel);
                        return HealthCheckResult.Healthy();
                    }
                    catch (Exception notYet)
                    {
                        return HealthCheckResult.Unhealthy(notYet.Message, notYet);
                    }
                }
            );
        return server.WithHealthCheck(check);
    }
}
