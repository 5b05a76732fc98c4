using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway.Access;

/// <summary>
/// Decides whether the API's description, detailed health and versions are shown only to people who are signed in.
/// </summary>
internal static class SignedInOnly
{
    public static bool Of(IConfiguration configuration) =>
        SuiteSettings.SignedInOnly.Of(configuration) ?? !TokenRoutes.IsDemonstration(configuration);

    /// <summary>True when this caller is told the running version.</summary>
    public static bool TellsVersion(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.User.Identity?.IsAuthenticated == true
            || !Of(http.RequestServices.GetRequiredService<IConfiguration>());
    }
}
