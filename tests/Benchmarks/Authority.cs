using System.Security.Cryptography;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Benchmarks;

/// <summary>An identity provider with a key of its own, for thousands of people.</summary>
internal sealed class Authority : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "benchmark" };

    private Authority()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
    }

    public string Address { get; private set; } = "";

    public static async Task<Authority> StartAsync()
    {
        var authority = new Authority();
        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(authority._key);
        authority._app.MapGet(
            "/.well-known/openid-configuration",
            () => Results.Json(new { issuer = authority.Address, jwks_uri = $"{authority.Address}/keys" })
        );
        authority._app.MapGet(
            "/keys",
            () =>
                Results.Json(
                    new
                    {
                        keys = new[]
                        {
                            new
                            {
                                kty = "EC",
                                crv = "P-256",
                                use = "sig",
                                alg = "ES256",
                                kid = key.Kid,
                                x = key.X,
                                y = key.Y,
                            },
                        },
                    }
                )
        );
        await authority._app.StartAsync();
        authority.Address = authority._app.Urls.Single();
        return authority;
    }

    /// <param name="managerNo">The person's number, where they are an account manager.</param>
    public string TokenFor(string role, string? managerNo = null)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = managerNo ?? role,
            ["name"] = managerNo ?? role,
            ["role"] = new[] { role },
        };
        if (managerNo is not null)
            claims["manager_no"] = managerNo;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Address,
                Audience = TokenSecurity.Audience,
                Claims = claims,
                Expires = DateTime.UtcNow.AddHours(4),
                SigningCredentials = new(_key, SecurityAlgorithms.EcdsaSha256),
            }
        );
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
