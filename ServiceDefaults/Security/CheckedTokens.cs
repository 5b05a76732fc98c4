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

    /// <summary>The types of tokens that calls are made with (RFC 9068, and what providers write who do not know it).</summary>
    private static readonly string[] Calling = ["JWT", "at+jwt", "application/at+jwt", "Bearer"];

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
        if ((KindRefused(result) ?? claims?.Complete(result.ClaimsIdentity)) is { } reason)
            return new() { IsValid = false, Exception = new SecurityTokenValidationException(reason) };
        if (known.Count < Most)
            known[token] = result;
        return result;
    }

    /// <summary>Why a token is not one that lets its bearer call, or null where it is: it names nobody, or was made to tell who signed in or out.</summary>
    private static string? KindRefused(TokenValidationResult result)
    {
        var token = (JsonWebToken)result.SecurityToken;
        if (string.IsNullOrWhiteSpace(token.Subject))
            return "The token names nobody (sub).";
        if (token.Typ is { Length: > 0 } type && !Calling.Contains(type, StringComparer.OrdinalIgnoreCase))
            return $"The token is of type {type}.";
        if (Text("typ") is { } kind && !Calling.Contains(kind, StringComparer.OrdinalIgnoreCase))
            return $"The token is of type {kind}.";
        if (Text("token_use") is { } use && use != "access")
            return $"The token is for use as {use}.";
        var tellsOfSignIn =
            Has("at_hash") || Has("c_hash") || Has("events") || (Has("nonce") && !Has("scope") && !Has("scp"));
        return tellsOfSignIn ? "The token is an identity or logout token." : null;

        string? Text(string claim) => token.TryGetPayloadValue<string>(claim, out var text) ? text : null;

        bool Has(string claim) => token.TryGetPayloadValue<object>(claim, out _);
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
