using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway;

/// <summary>
/// How the gateway goes. Told to stop, it says so at once at <c>/health</c> and <c>/status</c>; takes requests for
/// <c>Shutdown:NoticeSeconds</c> more, so that a load balancer has time to hear it; then takes no new connection and lets what is under
/// way finish, for <c>Shutdown:DrainSeconds</c> at most.
/// </summary>
internal sealed class Drain(IConfiguration configuration, TimeProvider time) : IHostedLifecycleService
{
    private volatile bool hasBegun;

    public bool HasBegun => hasBegun;

    /// <summary>Before the caller adds anything: whoever has the gateway among other hosts sets its own time for all of them, and the last word counts.</summary>
    public static void Add(IServiceCollection services)
    {
        services
            .AddOptions<HostOptions>()
            .Configure<IConfiguration>(
                (host, configuration) => host.ShutdownTimeout = Notice(configuration) + Patience(configuration)
            );
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
    }

    /// <exception cref="StartRefusedException">A setting is no whole number, or outside its bounds.</exception>
    public static void Check(IConfiguration configuration) => _ = Notice(configuration) + Patience(configuration);

    /// <summary>Once the gateway is going, every answer is the last of its connection, so that who keeps one moves to another gateway without a failed call.</summary>
    public void SayGoodbye(HttpContext http)
    {
        if (hasBegun && HttpProtocol.IsHttp11(http.Request.Protocol))
            http.Response.Headers.Connection = "close";
    }

    /// <summary>Answers <c>/health</c> once the gateway is going: what the services are like is then no longer the question.</summary>
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

    private static TimeSpan Patience(IConfiguration configuration) =>
        SuiteSettings.ShutdownDrain.Seconds(configuration);
}
