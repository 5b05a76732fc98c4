using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Gateway.Tests.Sessions;

/// <summary>
/// A bank's identity provider, small and strict: discovery, the code flow with PKCE (RFC 7636, S256), a code good for
/// once, and refresh tokens that change with each use (RFC 9700). The person is signed in there already and agrees to
/// everything.
/// </summary>
internal sealed class StandInProvider : IAsyncDisposable
{
    public const string ClientId = "cardteam-console",
        ClientSecret = "a secret of the tests";

    private readonly WebApplication app;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, (string Challenge, string RedirectUri)> codes = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, bool> refreshTokens = new(StringComparer.Ordinal);
    private int refreshes;

    private StandInProvider(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    /// <summary>The claims of its tokens, in addition to issuer and expiry.</summary>
    public Dictionary<string, object> Claims { get; } =
        new(StringComparer.Ordinal)
        {
            ["sub"] = "u4711",
            ["name"] = "王敏",
            ["aud"] = TokenSecurity.Audience,
        };

    public TimeSpan TokensLast { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>True when the person does not consent.</summary>
    public bool IsRefused { get; set; }

    public bool GivesRefreshTokens { get; set; } = true;

    /// <summary>True when it accepts no refresh token any more: the person was locked out.</summary>
    public bool IsLocked { get; set; }

    /// <summary>True to sign with a key that it does not publish.</summary>
    public bool IsForged { get; set; }

    /// <summary>True to offer to end its own session, and to issue identity tokens.</summary>
    public bool EndsSessions { get; set; }

    /// <summary>The number of renewed tokens.</summary>
    public int Refreshes => refreshes;

    /// <summary>The query of the gateway's last authorisation request; null before it.</summary>
    public IQueryCollection? LastAsked { get; private set; }

    public static async Task<StandInProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new StandInProvider(builder.Build());
        provider.app.MapGet(
            "/.well-known/openid-configuration",
            () =>
            {
                var document = new Dictionary<string, object>
                {
                    ["issuer"] = provider.Address.ToString(),
                    ["jwks_uri"] = new Uri(provider.Address, "keys"),
                    ["authorization_endpoint"] = new Uri(provider.Address, "authorize"),
                    ["token_endpoint"] = new Uri(provider.Address, "token"),
                };
                if (provider.EndsSessions)
                    document["end_session_endpoint"] = new Uri(provider.Address, "logout");
                return document;
            }
        );
        provider.app.MapGet(
            "/keys",
            () =>
            {
                var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new(provider.key));
                return new
                {
                    keys = new[]
                    {
                        new
                        {
                            kty = jwk.Kty,
                            crv = jwk.Crv,
                            x = jwk.X,
                            y = jwk.Y,
                            use = "sig",
                            alg = "ES256",
                        },
                    },
                };
            }
        );
        provider.app.MapGet("/authorize", provider.Authorize);
        provider.app.MapPost("/token", provider.TokenAsync);
        await provider.app.StartAsync();
        return provider;
    }

    /// <summary>The gateway's settings for this provider.</summary>
    public (string, string?)[] Settings(params (string, string?)[] more) =>
        [
            ("Authentication:Demo", "false"),
            ("Authentication:Authority", Address.ToString()),
            ("Authentication:Console:ClientId", ClientId),
            ("Authentication:Console:ClientSecret", ClientSecret),
            ("Authentication:Console:AuthorizationEndpoint", new Uri(Address, "authorize").ToString()),
            ("Authentication:Console:TokenEndpoint", new Uri(Address, "token").ToString()),
            ("Authentication:Console:Scope", "openid cardteam offline_access"),
            .. more,
        ];

    /// <param name="type">The type in the token's header; null for none.</param>
    public string AccessToken(string? type = null)
    {
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Address.ToString(),
                TokenType = type,
                IssuedAt = now,
                NotBefore = now,
                Expires = now + TokensLast,
                Claims = Claims.Append(new("jti", Guid.NewGuid().ToString())).ToDictionary(),
                SigningCredentials = new(
                    new ECDsaSecurityKey(IsForged ? another : key)
                    {
                        CryptoProviderFactory = new() { CacheSignatureProviders = false },
                    },
                    SecurityAlgorithms.EcdsaSha256
                ),
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = LastAsked = request.Query;
        if (
            asked["client_id"] != ClientId
            || asked["response_type"] != "code"
            || asked["code_challenge_method"] != "S256"
            || asked["code_challenge"].ToString().Length != 43
        )
            return Results.BadRequest();
        var back = new Dictionary<string, string?> { ["state"] = asked["state"] };
        if (IsRefused)
            return Results.Redirect(
                QueryHelpers.AddQueryString(
                    asked["redirect_uri"]!,
                    new Dictionary<string, string?>(back) { ["error"] = "access_denied" }
                )
            );
        var code = Guid.NewGuid().ToString("n");
        codes[code] = (asked["code_challenge"]!, asked["redirect_uri"]!);
        return Results.Redirect(
            QueryHelpers.AddQueryString(
                asked["redirect_uri"]!,
                new Dictionary<string, string?>(back) { ["code"] = code }
            )
        );
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
            return Refuse("invalid_client");
        switch (form["grant_type"])
        {
            case "authorization_code":
                if (!codes.TryRemove(form["code"].ToString(), out var code) || code.RedirectUri != form["redirect_uri"])
                    return Refuse("invalid_grant");
                if (
                    Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
                    != code.Challenge
                )
                    return Refuse("invalid_grant");
                break;
            case "refresh_token":
                if (IsLocked || !refreshTokens.TryRemove(form["refresh_token"].ToString(), out _))
                    return Refuse("invalid_grant");
                Interlocked.Increment(ref refreshes);
                break;
            default:
                return Refuse("unsupported_grant_type");
        }

        var answer = new Dictionary<string, object>
        {
            ["access_token"] = AccessToken(),
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)TokensLast.TotalSeconds,
        };
        if (EndsSessions)
            answer["id_token"] = "the identity token";
        if (GivesRefreshTokens)
            refreshTokens[(string)(answer["refresh_token"] = Guid.NewGuid().ToString("n"))] = true;
        return Results.Json(answer);

        static IResult Refuse(string error) => Results.Json(new { error }, statusCode: StatusCodes.Status400BadRequest);
    }
}
