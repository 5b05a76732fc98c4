using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway;

/// <summary>
/// Stops the gateway gracefully. Told to stop, it reports so at once at <c>/health</c> and <c>/status</c>; accepts
/// requests for <c>Shutdown:NoticeSeconds</c> more, so that a load balancer has time to notice; then refuses new
/// connections and lets running requests finish, for <c>Shutdown:DrainSeconds</c> at most.
/// </summary>
internal sealed class Drain(IConfiguration configuration, TimeProvider time) : IHostedLifecycleService
{
    private volatile bool hasBegun;

    public bool HasBegun => hasBegun;

    /// <summary>
    /// Registered before the caller's own registrations: a process with several hosts sets one time for all of them,
    /// and the last registration counts.
    /// </summary>
    public static void Add(IServiceCollection services)
    {
        services
            .AddOptions<HostOptions>()
            .Configure<IConfiguration>(
                (host, configuration) => host.ShutdownTimeout = Notice(configuration) + Timeout(configuration)
            );
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
    }

    /// <exception cref="StartRefusedException">A setting is not a whole number, or is outside its bounds.</exception>
    public static void Check(IConfiguration configuration) => _ = Notice(configuration) + Timeout(configuration);

    /// <summary>
    /// Closes the connection after every answer while the gateway is stopping, so that a client with a kept connection
    /// moves to another gateway without a failed call.
    /// </summary>
    public void EndConnection(HttpContext http)
    {
        if (hasBegun && HttpProtocol.IsHttp11(http.Request.Protocol))
            http.Response.Headers.Connection = "close";
    }

    /// <summary>
    /// Answers <c>/health</c> while the gateway is stopping: the state of the services no longer matters then.
    /// </summary>
    public Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (!hasBegun || http.Request.Path != "/health")
            return next(http);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsJsonAsync(
            new
            {
                status = "unhealthy",
                dependencies = new { gateway = new { status = "unhealthy", detail = "draining" } },
            },
            http.RequestAborted
        );
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        hasBegun = true;
        if (Notice(configuration) is var notice && notice > TimeSpan.Zero)
            await Task.Delay(notice, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static TimeSpan Notice(IConfiguration configuration) => SuiteSettings.ShutdownNotice.Seconds(configuration);

    private static TimeSpan Timeout(IConfiguration configuration) => SuiteSettings.ShutdownDrain.Seconds(configuration);
}
