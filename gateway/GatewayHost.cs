using CardTeam.Gateway.Access;
using CardTeam.Gateway.Limits;
using CardTeam.Gateway.People;
using CardTeam.Gateway.Public;
using CardTeam.Gateway.Sessions;
using CardTeam.Gateway.Status;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Cache;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Public;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace CardTeam.Gateway;

/// <summary>The single entry to the suite: sign-in, limits, and routing to the services.</summary>
public static class GatewayHost
{
    /// <summary>
    /// Has a running gateway find the services that started after it. One whose start took longer than the checks wait
    /// would otherwise be unavailable until the next of them.
    /// </summary>
    public static Task FindServicesAsync(WebApplication gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return ServiceRoutes.CheckServicesAsync(gateway.Services);
    }

    /// <summary>Builds the gateway without starting it.</summary>
    /// <param name="args">
    /// Settings as <c>--key value</c>, e.g. <c>--urls http://127.0.0.1:5080</c>; <c>--settings</c> names a json file of
    /// settings.
    /// </param>
    /// <param name="configure">The caller's additions, made before the configuration is read.</param>
    /// <exception cref="StartRefusedException">A setting is missing or wrong.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // The program's folder, not the working directory, which may hold another program's settings.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.AddSettings();
        Drain.Add(builder.Services);
        configure?.Invoke(builder);
        SettingsSource.Check(builder.Configuration);
        Drain.Check(builder.Configuration);
        builder.AddProcessDefaults();
        builder.AddProxies();
        builder.Services.AddSingleton<Hosts>();
        builder.Services.AddSingleton<VersionIsToldTo>(SignedInOnly.TellsVersion);
        builder.AddSharedCache("gateway");
        builder.Services.AddTokens(builder.Configuration);
        builder.Services.AddSessions(builder.Configuration);
        builder.Services.AddValidation();
        builder.AddCallerLimits();
        builder.Services.AddSingleton<PublicDoor>();
        builder.Services.Configure<RateLimiterOptions>(PublicDoor.AddPolicy);
        builder.AddServiceRoutes();
        ServiceHealth.Add(builder.Services);
        builder.AddStatus();
        ApiDescription.Add(builder.Services, "gateway", "/", new Dictionary<Type, TextFormat>());

        var app = builder.Build();
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((http, next) => AddHeaders(http, next, drain));
        app.UseForwardedHeaders();
        app.Use(drain.AnswerAsync);
        app.UseProblems();
        app.Use(app.Services.GetRequiredService<Hosts>().AnswerAsync);
        app.Use(SecureCookies.AnswerAsync);
        app.Use(app.Services.GetRequiredService<PublicDoor>().AnswerAsync);
        app.UseAuthentication();
        // Between authentication and authorisation: callers are identified by their tokens, and calls without one are
        // counted before they are refused.
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseIdentityOfSessions();
        app.UseAntiforgeryOfSessions();
        app.MapHealth();
        app.MapStatus();
        MapDescription(app);
        app.MapTokens();
        app.MapPeople();
        app.MapSessions();
        app.MapGet(PublicPage.Root, PublicDoor.ShowAsync).ExcludeFromDescription().AllowAnonymous();
        app.MapPages();
        app.MapServiceRoutes();
        return app;
    }

    /// <summary>The description of the gateway's own routes, for the same readers as those of the services.</summary>
    private static void MapDescription(WebApplication app)
    {
        var document = app.MapOpenApi("/openapi/{documentName}.json");
        if (SignedInOnly.Of(app.Configuration))
            document.RequireAuthorization();
        else
            document.AllowAnonymous();
    }

    private static Task AddHeaders(HttpContext http, RequestDelegate next, Drain drain)
    {
        // Set when the answer starts, so that neither an error page nor a forwarded answer loses the headers.
        http.Response.OnStarting(
            static state =>
            {
                var (drain, http) = ((Drain, HttpContext))state;
                AnswerHeaders.Add(http);
                drain.EndConnection(http);
                return Task.CompletedTask;
            },
            (drain, http)
        );
        return next(http);
    }
}
