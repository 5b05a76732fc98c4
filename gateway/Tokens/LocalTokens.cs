using System.Globalization;
using System.Security.Claims;
using CardTeam.Gateway.People;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace CardTeam.Gateway.Tokens;

/// <summary>
/// Revokes the gateway's own tokens: after a deactivation, another password, another part of the bank, or a sign-out.
/// </summary>
internal static class LocalTokens
{
    /// <summary>Checks every token that a program brings for revocation.</summary>
    public static void AddRevocation(this IServiceCollection services) =>
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure(options =>
            {
                options.Events ??= new();
                options.Events.OnTokenValidated = context =>
                {
                    if (!Honours(context.HttpContext.RequestServices, context.Principal!))
                        context.Fail("The token was taken back.");
                    return Task.CompletedTask;
                };
            });

    /// <summary>
    /// False for a revoked token. Tokens of other issuers and of the demonstration cannot be revoked.
    /// </summary>
    public static bool Honours(IServiceProvider services, ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var people = services.GetService<PeopleFile>();
        var id = user.FindFirst("jti")?.Value;
        if (user.FindFirst(SignIn.VersionClaim) is not { } version)
            return true;
        return people is not null
            && int.TryParse(version.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && people.Honours(user.FindFirst("sub")?.Value ?? "", number, id);
    }

    /// <summary>Revokes the caller's token, where it belongs to an account kept here.</summary>
    public static void SignOut(IServiceProvider services, ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        // The longest validity of a token: a session does not store its token's expiry beside the claims.
        if (
            user.FindFirst(SignIn.VersionClaim) is not null
            && services.GetService<PeopleFile>() is { } people
            && user.FindFirst("jti")?.Value is { } id
        )
            people.SignOut(id, now + SignIn.Lifetime, now);
    }
}
