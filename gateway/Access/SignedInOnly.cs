using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway.Access;

/// <summary>Whether the API's description, the services' health in detail and versions are for people who are signed in.</summary>
internal static class SignedInOnly
{
    public static bool Of(IConfiguration configuration) =>
        SuiteSettings.SignedInOnly.Of(configuration) ?? !TokenRoutes.IsDemonstration(configuration);

    /// <summary>Whether this caller is told which version runs.</summary>
    public static bool TellsVersion(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.User.Identity?.IsAuthenticated == true
            || !Of(http.RequestServices.GetRequiredService<IConfiguration>());
    }
}
