using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Gateway.Tokens;

/// <summary>Sign-in, what others need to verify the tokens it gives, and whose tokens the gateway itself accepts.</summary>
internal static class TokenRoutes
{
    private const string SignInPath = "/auth/token";
    private const string DiscoveryPath = "/.well-known/openid-configuration";
    private const string KeysPath = "/.well-known/jwks.json";

    /// <summary>With <c>Authentication:Demo</c> the gateway issues tokens and accepts those; otherwise <c>Authentication:Authority</c> does.</summary>
    /// <exception cref="StartRefusedException">Neither is set, or what is set is wrong.</exception>
    public static void AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SignInMetrics>();
        if (IsDemonstration(configuration))
        {
            var key = SigningKey.Load(SuiteSettings.KeyFile.Of(configuration) ?? Path.Combine("data", "token-key.pem"));
            services.AddSingleton(key);
            services.AddSingleton(Accounts.From(configuration));
            services.AddSingleton<SignInLimit>();
            services.AddSingleton<SharedSignInLimit>();
            services.AddSingleton<SignIn>();
            services.AddTokenSecurity(IssueToken.Issuer, key.Public);
            return;
        }

        if (string.IsNullOrWhiteSpace(configuration["Authentication:Authority"]))
            throw new StartRefusedException(
                "Nobody could sign in: set Authentication:Authority to the bank's identity provider, or, for a trial, Authentication:Demo=true."
            );
        if (configuration.GetSection("Authentication:Clients").GetChildren().Any())
            throw new StartRefusedException(
                "Authentication:Clients is for a gateway that issues tokens (Authentication:Demo=true). With Authentication:Authority, machines too get theirs there."
            );
        services.AddTokenSecurity(configuration);
    }

    /// <summary>Maps the routes, and says loudly when the whole world knows the passwords.</summary>
    public static void MapTokens(this WebApplication app)
    {
        if (!IsDemonstration(app.Configuration))
        {
            app.MapPost(
                    SignInPath,
                    (HttpContext http, IConfiguration configuration) =>
                        Elsewhere(http, configuration["Authentication:Authority"]!)
                )
                .AllowAnonymous();
            return;
        }

        app.Logger.LogWarning(
            "Authentication:Demo is on: {Users} and the machine client {Client} sign in with the password everyone knows. For trials only, never with a bank's real data",
            string.Join(", ", DemonstrationUsers.People.Select(u => u.Id)),
            DemonstrationUsers.NightlyFeed.Id
        );
        if (app.Services.GetRequiredService<SigningKey>().IsExposed)
            app.Logger.LogWarning("The file with the signing key may be read by others than its owner (chmod 600)");

        app.MapPost(SignInPath, IssueToken.Handle).AllowAnonymous();
        app.MapGet(DiscoveryPath, Discovery).AllowAnonymous();
        app.MapGet(KeysPath, (SigningKey key) => PublicKeys(key)).AllowAnonymous();
    }

    public static bool IsDemonstration(IConfiguration configuration) => SuiteSettings.Demo.Of(configuration) ?? false;

    private static IResult Elsewhere(HttpContext http, string authority)
    {
        var text = new Text(
            $"本网关不签发令牌,请向 {authority} 登录。",
            $"This gateway issues no tokens; sign in at {authority}."
        );
        return Results.Problem(
            title: text.For(http),
            detail: text.For(http),
            statusCode: StatusCodes.Status404NotFound,
            extensions: new Dictionary<string, object?> { ["code"] = "auth.issued-elsewhere" }
        );
    }

    private static Dictionary<string, object> Discovery(HttpContext http)
    {
        var here = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        return new()
        {
            ["issuer"] = IssueToken.Issuer,
            ["token_endpoint"] = here + SignInPath,
            ["jwks_uri"] = here + KeysPath,
            ["grant_types_supported"] = new[] { "client_credentials" },
            ["token_endpoint_auth_methods_supported"] = new[] { "client_secret_post" },
            ["response_types_supported"] = new[] { "token" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { SecurityAlgorithms.EcdsaSha256 },
        };
    }

    private static Dictionary<string, object> PublicKeys(SigningKey key) =>
        new()
        {
            ["keys"] = new[]
            {
                new Dictionary<string, string>
                {
                    ["kty"] = key.Public.Kty,
                    ["use"] = key.Public.Use,
                    ["alg"] = key.Public.Alg,
                    ["kid"] = key.Public.Kid,
                    ["crv"] = key.Public.Crv,
                    ["x"] = key.Public.X,
                    ["y"] = key.Public.Y,
                },
            },
        };
}
