using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.ServiceDefaults.Security;

/// <summary>
/// Validates a token fully once in a while and remembers the result in between: the signature is most of the cost of a
/// short call. A withdrawn key is accepted for at most <see cref="RememberedFor"/> longer; a token's own expiry is checked
/// every time.
/// </summary>
/// <param name="clock">The machine's clock.</param>
/// <param name="claims">The mapping of the provider's claims; null when tokens use this suite's own claims.</param>
internal sealed class CheckedTokens(TimeProvider clock, ProviderClaims? claims) : JsonWebTokenHandler
{
    public static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(30);

    // Beyond this number of concurrent callers, tokens are validated every time, so that memory does not fill.
    private const int MaxRemembered = 10_000;

    /// <summary>
    /// The types of access tokens (RFC 9068, and the types written by providers that do not follow it).
    /// </summary>
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
        if (known.Count < MaxRemembered)
            known[token] = result;
        return result;
    }

    /// <summary>
    /// The reason why a token is no access token, or null where it is one: it names nobody, or was made to report a
    /// sign-in or sign-out.
    /// </summary>
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

    /// <summary>Copies the identity for each call, so that nobody adds claims to another call's.</summary>
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
            if (clock.GetUtcNow() - _since >= RememberedFor)
                (_known, _since) = (new(StringComparer.Ordinal), clock.GetUtcNow());
            return _known;
        }
    }
}
