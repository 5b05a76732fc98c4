using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.ServiceDefaults.Security;

/// <summary>
/// Checks a token in earnest once in a while and remembers it in between: the signature is most of what a short call costs. A key that is withdrawn is honoured for at
/// most <see cref="Memory"/> longer; a token's own end is looked at every time.
/// </summary>
/// <param name="clock">The machine's.</param>
/// <param name="claims">Null: tokens speak this suite's own words.</param>
internal sealed class CheckedTokens(TimeProvider clock, ProviderClaims? claims) : JsonWebTokenHandler
{
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    // More callers than that at once are checked every time, rather than that memory fills.
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private ConcurrentDictionary<string, TokenValidationResult> _known = new(StringComparer.Ordinal);
    private DateTimeOffset _since = clock.GetUtcNow();

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token,
        TokenValidationParameters validationParameters
    )
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(validationParameters);
        var known = Known();
        if (
            known.TryGetValue(token, out var before)
            && before.SecurityToken.ValidTo + validationParameters.ClockSkew > clock.GetUtcNow().UtcDateTime
        )
            return Again(before);
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid)
            return result;
        claims?.Complete(result.ClaimsIdentity);
        if (known.Count < Most)
            known[token] = result;
        return result;
    }

    /// <summary>An identity of its own for each call: nobody adds to another's claims.</summary>
    private static TokenValidationResult Again(TokenValidationResult before) =>
        new()
        {
            IsValid = true,
            Issuer = before.Issuer,
            SecurityToken = before.SecurityToken,
            TokenType = before.TokenType,
            ClaimsIdentity = before.ClaimsIdentity.Clone(),
        };

    private ConcurrentDictionary<string, TokenValidationResult> Known()
    {
        lock (_gate)
        {
            if (clock.GetUtcNow() - _since >= Memory)
                (_known, _since) = (new(StringComparer.Ordinal), clock.GetUtcNow());
            return _known;
        }
    }
}
