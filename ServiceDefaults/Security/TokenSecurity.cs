using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.ServiceDefaults.Security;

/// <summary>
/// Authenticates callers in every process: signed tokens are checked by each service and not only by the gateway.
/// </summary>
public static class TokenSecurity
{
    /// <summary>The audience a token must name.</summary>
    public const string Audience = "cardteam";

    /// <summary>
    /// Accepts ES256 tokens of <c>Authentication:Authority</c>; a route without a policy of its own is closed to
    /// everyone.
    /// </summary>
    /// <exception cref="StartRefusedException">
    /// No authority is set, it is plain http beyond loopback, or a setting gives a group an unknown role.
    /// </exception>
    public static void AddTokenSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var setting = SuiteSettings.Authority.Of(configuration);
        if (string.IsNullOrWhiteSpace(setting))
            throw new StartRefusedException(
                "Authentication:Authority is not set. Name the bank's identity provider, or, for a trial, a "
                    + "gateway started with Authentication:Demo=true."
            );
        if (!Uri.TryCreate(setting, UriKind.Absolute, out var authority) || authority.Scheme is not ("http" or "https"))
            throw new StartRefusedException($"Authentication:Authority is not an http(s) address: '{setting}'.");
        if (authority.Scheme == "http" && !authority.IsLoopback)
            throw new StartRefusedException($"Authentication:Authority must be https beyond loopback: '{setting}'.");

        var claims = ProviderClaims.From(configuration);
        services.AddSingleton(claims);
        services.AddBearer(
            claims,
            options =>
            {
                options.Authority = setting;
                options.RequireHttpsMetadata = authority.Scheme == "https";
                // A proxy named by the environment cannot reach this machine's loopback.
                if (authority.IsLoopback)
                    options.BackchannelHttpHandler = new SocketsHttpHandler { UseProxy = false };
                options.TokenValidationParameters = Parameters();
            }
        );
    }

    /// <summary>
    /// Accepts the tokens of one issuer with a known key, so that the issuer need not call itself for its own key.
    /// </summary>
    public static void AddTokenSecurity(this IServiceCollection services, string issuer, SecurityKey key) =>
        services.AddBearer(
            claims: null,
            options =>
            {
                options.TokenValidationParameters = Parameters();
                options.TokenValidationParameters.ValidIssuer = issuer;
                options.TokenValidationParameters.IssuerSigningKey = key;
            }
        );

    private static void AddBearer(
        this IServiceCollection services,
        ProviderClaims? claims,
        Action<JwtBearerOptions> configure
    )
    {
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                configure(options);
            });
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TimeProvider>(
                (options, clock) =>
                {
                    options.TokenHandlers.Clear();
                    options.TokenHandlers.Add(new CheckedTokens(clock, claims) { MapInboundClaims = false });
                }
            );
        // Where routing found nothing, the answer is 404 or 405; only an existing route can be closed.
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder()
                    .RequireAssertion(context =>
                        context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint
                    )
                    .Build()
            );
    }

    /// <summary>The conditions that a token must satisfy everywhere.</summary>
    public static TokenValidationParameters Parameters() =>
        new()
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidAudience = Audience,
            NameClaimType = "sub",
            RoleClaimType = "role",
            ClockSkew = TimeSpan.FromSeconds(30),
        };

    /// <summary>Admits only these roles to the route.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder builder, params string[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.RequireRole(roles)).WithMetadata(new AllowedRoles(roles));
}

/// <summary>
/// The roles that a route's policy admits; those of them the caller holds determine what the caller sees.
/// </summary>
public sealed record AllowedRoles(IReadOnlyList<string> Roles);
