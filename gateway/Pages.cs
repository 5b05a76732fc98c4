namespace CardTeam.Gateway;

/// <summary>What a person sees who opens the gateway in a browser: a first page, and the API pages at <c>/docs</c>.</summary>
internal static class Pages
{
    public static void MapPages(this WebApplication app)
    {
        // Only there: it compares every path it sees with several expressions, which a request that is forwarded need not pay for.
        app.UseWhen(static http => http.Request.Path.StartsWithSegments("/docs"), docs => docs.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.DocumentTitle = "CardTeam API";
            foreach (var service in ServiceRoutes.Services) options.SwaggerEndpoint($"/{service}/openapi/v1.json", service);
        }));
        app.MapGet("/", () => Results.Stream(
            typeof(Pages).Assembly.GetManifestResourceStream("Welcome.html")!, "text/html; charset=utf-8")).AllowAnonymous();
    }
}
