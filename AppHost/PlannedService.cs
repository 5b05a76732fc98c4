using CardTeam.ServiceDefaults;

namespace CardTeam.AppHost;

/// <summary>Holds the place of a service that is not there yet: it is well and has no routes.</summary>
internal static class PlannedService
{
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        builder.AddServiceDefaults();
        var app = builder.Build();
        app.UseServiceDefaults();
        return app;
    }
}
