using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace CardTeam.ServiceDefaults.Telemetry;

/// <summary>Adds route and outcome to a request's span, which .NET 10 adds to metrics only.</summary>
internal sealed class RequestSpans : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                async (http, rest) =>
                {
                    await rest(http);
                    if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
                        return;
                    var endpoint = http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
                    var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
                    span.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
                    if (route is not null)
                        span.SetTag("http.route", route);
                    span.SetTag("http.response.status_code", http.Response.StatusCode);
                    if (http.Response.StatusCode >= 500)
                        span.SetTag("error.type", http.Response.StatusCode.ToString(CultureInfo.InvariantCulture))
                            .SetStatus(System.Diagnostics.ActivityStatusCode.Error);
                }
            );
            next(app);
        };
}
