using System.Globalization;
using CardTeam.Gateway.Limits;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// The bank's identity provider as the console uses it: OAuth 2 with code and PKCE. The claims of its access token
/// apply in the whole suite.
/// </summary>
/// <param name="ClientId"><c>Authentication:Console:ClientId</c>, the console's id at the provider.</param>
/// <param name="ClientSecret"><c>Authentication:Console:ClientSecret</c>; set it in the environment.</param>
/// <param name="AuthorizationEndpoint">
/// <c>Authentication:Console:AuthorizationEndpoint</c>: the page for signing in.
/// </param>
/// <param name="TokenEndpoint">
/// <c>Authentication:Console:TokenEndpoint</c>: the endpoint that exchanges the code for a token.
/// </param>
/// <param name="Scope">
/// <c>Authentication:Console:Scope</c>: the requested scopes, separated by spaces, e.g. the one that sets the audience
/// <c>cardteam</c>; <c>offline_access</c> for a token that can be renewed.
/// </param>
internal sealed record IdentityProvider(
    string ClientId,
    string ClientSecret,
    Uri AuthorizationEndpoint,
    Uri TokenEndpoint,
    string Scope
)
{
    public const string Scheme = "provider",
        SignInPath = "/session/sign-in",
        CallbackPath = "/session/callback";

    private const string Section = "Authentication:Console",
        Failed = "/?sign-in=failed";

    /// <summary>
    /// Reads the settings; null when no console setting exists: then only programs with tokens of their own can call.
    /// </summary>
    /// <exception cref="StartRefusedException">A setting is missing or wrong.</exception>
    public static IdentityProvider? From(IConfiguration configuration)
    {
        if (!configuration.GetSection(Section).GetChildren().Any())
            return null;
        return new(
            Required("ClientId"),
            Required("ClientSecret"),
            Address("AuthorizationEndpoint"),
            Address("TokenEndpoint"),
            configuration[$"{Section}:Scope"] ?? ""
        );

        string Required(string key) =>
            configuration[$"{Section}:{key}"] is { Length: > 0 } setting
                ? setting
                : throw new StartRefusedException($"{Section}:{key} is not set, and other settings of {Section} are.");

        Uri Address(string key) =>
            Uri.TryCreate(Required(key), UriKind.Absolute, out var address)
            && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
                ? address
                : throw new StartRefusedException($"{Section}:{key} must be an https address.");
    }

    public void Add(AuthenticationBuilder authentication) =>
        authentication.AddOAuth(
            Scheme,
            options =>
            {
                (options.ClientId, options.ClientSecret, options.UsePkce) = (ClientId, ClientSecret, true);
                (options.AuthorizationEndpoint, options.TokenEndpoint) = (
                    AuthorizationEndpoint.ToString(),
                    TokenEndpoint.ToString()
                );
                foreach (var scope in Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    options.Scope.Add(scope);
                (options.CallbackPath, options.SignInScheme) = (CallbackPath, SessionSecurity.Scheme);
                options.CorrelationCookie.Name = "cardteam-sign-in.";
                options.CorrelationCookie.SameSite = SameSiteMode.Lax;
                options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                // A proxy named by the environment cannot reach this machine's loopback.
                if (TokenEndpoint.IsLoopback)
                    options.BackchannelHttpHandler = new SocketsHttpHandler { UseProxy = false };
                options.Events = new()
                {
                    OnCreatingTicket = async context =>
                    {
                        var end = context.ExpiresIn is { } lasts
                            ? context.Options.TimeProvider!.GetUtcNow() + lasts
                            : (DateTimeOffset?)null;
                        context.Principal = await SessionSecurity.TakeTokensAsync(
                            context.HttpContext,
                            context.Properties,
                            new(context.AccessToken!, context.RefreshToken, end)
                            {
                                Id = ProviderTokens.IdIn(context.TokenResponse),
                            }
                        );
                    },
                    OnTicketReceived = async context =>
                    {
                        var http = context.HttpContext;
                        await SessionSecurity.LeaveAsync(http);
                        http.RequestServices.GetRequiredService<SignInJournal>()
                            .Write(
                                "sign-in",
                                context.Principal?.FindFirst("sub")?.Value,
                                CallerLimits.Address(http),
                                "provider"
                            );
                    },
                    OnRemoteFailure = context =>
                    {
                        var services = context.HttpContext.RequestServices;
                        services.GetRequiredService<SignInMetrics>().Refused("auth.provider");
                        services
                            .GetRequiredService<SignInJournal>()
                            .Write("refused", null, CallerLimits.Address(context.HttpContext), "auth.provider");
                        // The exception's message may repeat what the provider said about a person.
                        services
                            .GetRequiredService<ILogger<IdentityProvider>>()
                            .LogWarning(
                                "A sign-in by the identity provider failed ({Error})",
                                context.Failure?.GetType().Name
                            );
                        context.Response.Redirect(Failed);
                        context.HandleResponse();
                        return Task.CompletedTask;
                    },
                };
            }
        );

    /// <summary>
    /// The provider's address for ending its own session, with the parameters it needs; null where its discovery
    /// document names no such endpoint.
    /// </summary>
    public static async Task<string?> EndSessionAsync(HttpContext http)
    {
        var services = http.RequestServices;
        if (TokenRoutes.IssuesTokens(services.GetRequiredService<IConfiguration>()))
            return null;
        var bearer = services
            .GetRequiredService<IOptionsMonitor<JwtBearerOptions>>()
            .Get(JwtBearerDefaults.AuthenticationScheme);
        if (
            From(services.GetRequiredService<IConfiguration>()) is not { } provider
            || bearer.ConfigurationManager is null
        )
            return null;
        try
        {
            var document = await bearer.ConfigurationManager.GetConfigurationAsync(http.RequestAborted);
            if (
                !Uri.TryCreate(document.EndSessionEndpoint, UriKind.Absolute, out var address)
                || !(address.Scheme == "https" || address.IsLoopback)
            )
                return null;
            var query = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["client_id"] = provider.ClientId,
                ["post_logout_redirect_uri"] = $"{http.Request.Scheme}://{http.Request.Host}/",
                ["id_token_hint"] = await http.GetTokenAsync(SessionSecurity.Scheme, "id_token"),
            };
            return QueryHelpers.AddQueryString(address.ToString(), query.Where(q => q.Value is not null));
        }
        catch (InvalidOperationException)
        {
            // The provider does not answer; the session here ends all the same.
            return null;
        }
    }

    /// <summary>
    /// Redirects to the provider; after the sign-in the browser returns to a page of this console only.
    /// </summary>
    public static ChallengeHttpResult SignIn(string? @return) =>
        TypedResults.Challenge(
            new() { RedirectUri = @return is ['/', ..] && RedirectHttpResult.IsLocalUrl(@return) ? @return : "/" },
            [Scheme]
        );
}

/// <summary>The tokens the provider issued for a code or a refresh token.</summary>
/// <param name="EndsAt">The expiry given beside the token; null when only the token itself has one.</param>
internal sealed record ProviderTokens(string Access, string? Refresh, DateTimeOffset? EndsAt)
{
    /// <summary>The identity token, which the provider requires at the sign-out; null where it issued none.</summary>
    public string? Id { get; init; }

    public static string? IdIn(OAuthTokenResponse response) =>
        response.Response?.RootElement.TryGetProperty("id_token", out var token) == true ? token.GetString() : null;

    public static ProviderTokens From(OAuthTokenResponse response, string? refreshBefore, DateTimeOffset now) =>
        new(
            response.AccessToken
                ?? throw new AuthenticationFailureException("The provider's answer holds no access token."),
            response.RefreshToken ?? refreshBefore,
            int.TryParse(response.ExpiresIn, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? now.AddSeconds(seconds)
                : null
        )
        {
            Id = IdIn(response),
        };
}
