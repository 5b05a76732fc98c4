using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// Gets a new token for a session from the identity provider shortly before its own expires. A page sends several
/// requests at once, and a provider may accept a refresh token only once: requests with the same refresh token share
/// the answer.
/// </summary>
internal sealed class TokenRenewal(
    IOptionsMonitor<OAuthOptions> options,
    IMemoryCache shared,
    TimeProvider time,
    ILogger<TokenRenewal> logger
)
{
    /// <summary>The time before its expiry at which a token is renewed.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();

    /// <summary>The new tokens; null when the provider refuses: the person has to sign in again.</summary>
    public Task<ProviderTokens?> RenewAsync(string refreshToken)
    {
        // Without the lock two simultaneous callers could both miss the cache and both ask.
        lock (_turn)
        {
            return shared.GetOrCreate(
                ("renewal", refreshToken),
                entry =>
                {
                    entry.AbsoluteExpirationRelativeToNow = Ahead;
                    return AskAsync(refreshToken);
                }
            )!;
        }
    }

    private async Task<ProviderTokens?> AskAsync(string refreshToken)
    {
        var provider = options.Get(IdentityProvider.Scheme);
        try
        {
            using var form = new FormUrlEncodedContent(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["grant_type"] = "refresh_token",
                    ["refresh_token"] = refreshToken,
                    ["client_id"] = provider.ClientId,
                    ["client_secret"] = provider.ClientSecret,
                }
            );
            using var answer = await provider.Backchannel.PostAsync(provider.TokenEndpoint, form);
            if (answer.IsSuccessStatusCode)
            {
                using var response = OAuthTokenResponse.Success(
                    await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync())
                );
                return ProviderTokens.From(response, refreshToken, time.GetUtcNow());
            }

            logger.LogInformation(
                "The identity provider did not renew a session's token ({Status})",
                (int)answer.StatusCode
            );
        }
        catch (Exception failure)
            when (failure
                    is HttpRequestException
                        or TaskCanceledException
                        or JsonException
                        or AuthenticationFailureException
            )
        {
            logger.LogWarning(
                "The identity provider did not renew a session's token ({Error})",
                failure.GetType().Name
            );
        }

        return null;
    }
}
