using System.Security.Cryptography;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Testing;

/// <summary>
/// Tokens like those of an identity provider, signed with a key made for this run and known to nobody else.
/// </summary>
public static class TestTokens
{
    /// <summary>The issuer named in the tokens. It does not exist: no service under test may call it.</summary>
    public const string Issuer = "https://identity.test.invalid";

    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };
    private static readonly ECDsaSecurityKey OtherKey = new(ECDsa.Create(ECCurve.NamedCurves.nistP256))
    {
        KeyId = "test",
    };

    /// <summary>
    /// Signs a token (ES256). It is valid from 2000 to 2100, because a service's clock may be set to any day.
    /// </summary>
    /// <param name="roles">The roles, separated by blanks.</param>
    /// <param name="org">Claim <c>org</c>.</param>
    /// <param name="managerNo">Claim <c>manager_no</c>.</param>
    /// <param name="id">Claim <c>sub</c>; the first role by default.</param>
    /// <param name="until">The expiry; 2100 by default.</param>
    /// <param name="forged">True to sign with another key under the right key's name.</param>
    public static string For(
        string roles,
        string? org = null,
        string? managerNo = null,
        string? id = null,
        DateTime? until = null,
        bool forged = false
    )
    {
        ArgumentNullException.ThrowIfNull(roles);
        var held = roles.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = id ?? held[0],
            ["name"] = id ?? held[0],
            ["role"] = held,
        };
        if (org is not null)
            claims["org"] = org;
        if (managerNo is not null)
            claims["manager_no"] = managerNo;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = TokenSecurity.Audience,
                Claims = claims,
                NotBefore = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                Expires = until ?? new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                SigningCredentials = new(forged ? OtherKey : Key, SecurityAlgorithms.EcdsaSha256),
            }
        );
    }

    /// <summary>
    /// Makes a process trust these tokens, and only these, without calling an authority. All other checks stay.
    /// </summary>
    public static void TrustTestTokens(this IServiceCollection services) =>
        services.PostConfigure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            options =>
            {
                var provider = new OpenIdConnectConfiguration { Issuer = Issuer };
                provider.SigningKeys.Add(Key);
                options.Configuration = provider;
            }
        );
}
