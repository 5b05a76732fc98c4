using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// Gets a session a new token from the identity provider shortly before its own ends. A page asks several things at once, and a provider may take a refresh token
/// only once: those who come with the same one share the answer.
/// </summary>
internal sealed class TokenRenewal(
    IOptionsMonitor<OAuthOptions> options,
    IMemoryCache shared,
    TimeProvider time,
    ILogger<TokenRenewal> logger
)
{
    /// <summary>So long before its end a token is renewed.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();

    /// <summary>Null when the provider gives none: the person has to sign in again.</summary>
    public Task<ProviderTokens?> RenewAsync(string refreshToken)
    {
        // The cache alone would let two who come at once both ask.
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
