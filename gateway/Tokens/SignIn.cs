using System.Globalization;
using CardTeam.Gateway.Limits;
using CardTeam.Gateway.People;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Gateway.Tokens;

/// <summary>
/// Exchanges a name and a secret for a token, for programs and browsers alike. <see cref="SharedSignInLimit"/> and
/// <see cref="SharedSprayLimit"/> limit the attempts, and a refusal does not say what was wrong.
/// </summary>
internal sealed class SignIn(
    Accounts accounts,
    SharedSignInLimit limit,
    SharedSprayLimit spray,
    SecretWork work,
    SignInMetrics metrics,
    SignInJournal journal,
    SigningKey key,
    TimeProvider time,
    PeopleFile? people = null
)
{
    /// <summary>The lifetime of a token: a working day, because nothing here renews a token.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>The claim with the number of changes to a local account: an older token is refused.</summary>
    public const string VersionClaim = "account_version";

    // The same sentence for a wrong password, an unknown name, and an account that is locked or inactive.
    private static readonly Text WrongCredentials = new(
        "用户名或密码不正确，或该账户已停用或暂时锁定。",
        "The name or the password is wrong, or the account is not active or locked for a while."
    );
    private static readonly Text TooManyAttempts = new(
        "登录过于频繁，请稍后再试。",
        "Too many sign-ins; try again later."
    );
    private static readonly Text ChangeFirst = new(
        "请先更换初始密码，再登录。",
        "Choose a password of your own first, then sign in."
    );

    /// <summary>
    /// Returns a token, or the reason why there is none: 401 <c>auth.wrong-credentials</c>, 403
    /// <c>auth.password-must-change</c>, 429 <c>auth.too-many-attempts</c>.
    /// </summary>
    /// <param name="person">False for a machine client.</param>
    public async Task<(string? Token, ProblemHttpResult? Refused)> TryAsync(
        HttpContext http,
        string id,
        string secret,
        bool person
    )
    {
        var (account, local, refused) = await CheckAsync(http, id, secret, person);
        if (refused is not null)
            return (null, refused);
        var address = CallerLimits.Address(http);
        if (local is { MustChangePassword: true })
        {
            journal.Write("refused", id, address, "auth.password-must-change");
            return (null, Refuse(http, StatusCodes.Status403Forbidden, "auth.password-must-change", ChangeFirst));
        }

        journal.Write("sign-in", id, address, person ? "person" : "program");
        if (local is null)
            return (
                Token(account!.Id, account.Name, account.Roles, account.Org, account.ManagerNo, version: null),
                null
            );
        people!.Change(id, known => known?.SignedIn(time.GetUtcNow()));
        return (Token(local.User, local.Name, local.Roles, local.Org, local.ManagerNo, local.Version), null);
    }

    /// <summary>Checks whether the secret is the account's own, within the limits.</summary>
    public async Task<(Account? Account, LocalPerson? Local, ProblemHttpResult? Refused)> CheckAsync(
        HttpContext http,
        string id,
        string secret,
        bool person
    )
    {
        var address = CallerLimits.Address(http);
        var name = (person ? "user " : "client ") + id;
        var account = accounts.Find(id, person);
        var local = account is null && person ? people?.Find(id) : null;
        // Not the name as typed: people type their password there.
        var known = account is null && local is null ? null : id;
        var wait = await limit.EnterAsync(name, address);
        if (wait == TimeSpan.Zero)
            wait = await spray.EnterAsync(name, secret, address);
        if (wait > TimeSpan.Zero)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
            journal.Write("refused", known, address, "auth.too-many-attempts");
            return (
                null,
                null,
                Refuse(http, StatusCodes.Status429TooManyRequests, "auth.too-many-attempts", TooManyAttempts)
            );
        }

        var fits =
            account is not null ? await work.CheckAsync(() => account.Secret.Fits(secret), http.RequestAborted)
            : local is not null && local.MayTry(time.GetUtcNow())
                ? await work.CheckAsync(() => Passwords.Fits(local, secret), http.RequestAborted)
            : await work.PretendAsync(http.RequestAborted);
        if (fits)
        {
            await spray.SucceededAsync(name, secret, address);
            return (account, local, null);
        }

        var now = time.GetUtcNow();
        if (
            local is not null
            && local.MayTry(now)
            && people!.Change(id, k => k is not null && k.MayTry(now) ? k.Failed(now) : null).After
                is { LockedUntil: not null }
        )
            journal.Write("account", id, address, "locked");
        journal.Write("refused", known, address, "auth.wrong-credentials");
        return (
            null,
            null,
            Refuse(http, StatusCodes.Status401Unauthorized, "auth.wrong-credentials", WrongCredentials)
        );
    }

    private string Token(
        string id,
        string name,
        IReadOnlyList<string> roles,
        string? org,
        string? managerNo,
        int? version
    )
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Sub] = id,
            [JwtRegisteredClaimNames.Name] = name,
            [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("n"),
            ["role"] = roles is [var only] ? only : roles.ToArray(),
        };
        if (org is not null)
            claims["org"] = org;
        if (managerNo is not null)
            claims["manager_no"] = managerNo;
        if (version is not null)
            claims[VersionClaim] = version;
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
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code }
        );
    }
}
