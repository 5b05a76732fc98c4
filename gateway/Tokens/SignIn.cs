using System.Globalization;
using CardTeam.Gateway.Limits;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Gateway.Tokens;

/// <summary>A name and a secret for a token, for programs and browsers alike: as many tries as <see cref="SharedSignInLimit"/> lets through, and none that is wrong says why.</summary>
internal sealed class SignIn(
    Accounts accounts,
    SharedSignInLimit limit,
    SignInMetrics metrics,
    SigningKey key,
    TimeProvider time,
    ILogger<SignIn> logger
)
{
    /// <summary>A working day: nothing here renews a token.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private static readonly Text WrongCredentials = new("用户名或密码不正确。", "The name or the password is wrong.");
    private static readonly Text TooManyAttempts = new(
        "登录过于频繁,请稍后再试。",
        "Too many sign-ins; try again later."
    );

    /// <summary>A token, or why there is none: 401 <c>auth.wrong-credentials</c>, 429 <c>auth.too-many-attempts</c>.</summary>
    /// <param name="person">And no machine client.</param>
    public async Task<(string? Token, ProblemHttpResult? Refused)> TryAsync(
        HttpContext http,
        string id,
        string secret,
        bool person
    )
    {
        var address = CallerLimits.Address(http);
        var wait = await limit.EnterAsync((person ? "user " : "client ") + id, address);
        if (wait > TimeSpan.Zero)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return (
                null,
                Refuse(http, StatusCodes.Status429TooManyRequests, "auth.too-many-attempts", TooManyAttempts)
            );
        }

        if (await accounts.FindAsync(id, secret, person, http.RequestAborted) is { } account)
            return (Token(account), null);
        // Not the name as typed: people type their password there.
        logger.LogInformation("A sign-in from {Address} was refused", address);
        return (null, Refuse(http, StatusCodes.Status401Unauthorized, "auth.wrong-credentials", WrongCredentials));
    }

    private string Token(Account account)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = account.Id,
            [JwtRegisteredClaimNames.Name] = account.Name,
            ["role"] = account.Roles is [var only] ? only : account.Roles.ToArray(),
        };
        if (account.Org is not null)
            claims["org"] = account.Org;
        if (account.ManagerNo is not null)
            claims["manager_no"] = account.ManagerNo;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = IssueToken.Issuer,
                Audience = TokenSecurity.Audience,
                IssuedAt = now.UtcDateTime,
                NotBefore = now.UtcDateTime,
                Expires = (now + Lifetime).UtcDateTime,
                Claims = claims,
                SigningCredentials = new(key.Private, SecurityAlgorithms.EcdsaSha256),
            }
        );
    }

    private ProblemHttpResult Refuse(HttpContext http, int status, string code, Text text)
    {
        metrics.Refused(code);
        return TypedResults.Problem(
            title: text.For(http),
            detail: text.For(http),
            statusCode: status,
            extensions: new Dictionary<string, object?> { ["code"] = code }
        );
    }
}
