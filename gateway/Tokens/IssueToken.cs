using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Gateway.Tokens;

/// <summary>Sign-in: a name and a secret for a token that names the caller and their roles.</summary>
public static class IssueToken
{
    /// <summary>Claim <c>iss</c> of every token issued here.</summary>
    public const string Issuer = "cardteam-demo";

    // A working day: nothing here renews a token.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);
    private const int LongestId = 128;
    private const int LongestSecret = 1024;

    private static readonly Text WrongCredentials = new("用户名或密码不正确。", "The name or the password is wrong.");
    private static readonly Text TooManyAttempts = new("登录过于频繁,请稍后再试。", "Too many sign-ins; try again later.");

    /// <summary>A person's <c>user</c> and <c>password</c>, or a machine's <c>client_id</c> and <c>client_secret</c>.</summary>
    internal sealed record Request(
        string? User,
        string? Password,
        [property: JsonPropertyName("client_id")] string? ClientId,
        [property: JsonPropertyName("client_secret")] string? ClientSecret,
        [property: JsonPropertyName("grant_type")] string? GrantType)
    {
        /// <summary>JSON, or the form a client-credentials library sends (RFC 6749, 4.4).</summary>
        public static async ValueTask<Request?> BindAsync(HttpContext http)
        {
            try
            {
                if (http.Request.HasJsonContentType())
                    return await http.Request.ReadFromJsonAsync<Request>(http.RequestAborted)
                        ?? throw new BadHttpRequestException("The body is null.");
                if (!http.Request.HasFormContentType)
                    throw new BadHttpRequestException("Neither JSON nor a form.", StatusCodes.Status415UnsupportedMediaType);
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                // No password grant in a form: what a browser sends across sites is a form.
                return new(User: null, Password: null, form["client_id"], form["client_secret"], (string?)form["grant_type"] ?? "");
            }
            catch (Exception shape) when (shape is JsonException or InvalidDataException)
            {
                throw new BadHttpRequestException("The body cannot be read.", shape);
            }
        }

        internal Dictionary<string, string[]> Errors(HttpContext http)
        {
            var errors = new Dictionary<string, string[]>();
            var machine = ClientId is not null || ClientSecret is not null || GrantType is not null;
            if (machine && (User is not null || Password is not null))
                Add("user", new("不能与 client_id 同时使用。", "Not together with client_id."));
            if (GrantType is not (null or "client_credentials"))
                Add("grant_type", new("只支持 client_credentials。", "Only client_credentials is supported."));
            Length(machine ? "client_id" : "user", machine ? ClientId : User, LongestId);
            Length(machine ? "client_secret" : "password", machine ? ClientSecret : Password, LongestSecret);
            return errors;

            void Length(string field, string? value, int longest)
            {
                if (string.IsNullOrEmpty(value)) Add(field, new("必填。", "Required."));
                else if (value.Length > longest) Add(field, new($"最多 {longest} 个字符。", $"At most {longest} characters."));
            }

            void Add(string field, Text text) => errors[field] = [text.For(http)];
        }
    }

    /// <summary>As RFC 6749 names them.</summary>
    internal sealed record Response(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);

    internal static async Task<Results<Ok<Response>, ValidationProblem, ProblemHttpResult>> Handle(
        Request request, HttpContext http, Accounts accounts, SignInLimit limit, SignInMetrics metrics, SigningKey key, TimeProvider time, ILogger<Accounts> logger)
    {
        if (request.Errors(http) is { Count: > 0 } errors) return TypedResults.ValidationProblem(errors);
        var person = request.User is not null;
        var (id, secret) = person ? (request.User!, request.Password!) : (request.ClientId!, request.ClientSecret!);
        var address = CallerLimits.Address(http);

        if (!limit.TryEnter((person ? "user " : "client ") + id, address, out var wait))
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            metrics.Refused("auth.too-many-attempts");
            return Refused(http, StatusCodes.Status429TooManyRequests, "auth.too-many-attempts", TooManyAttempts);
        }

        if (await accounts.FindAsync(id, secret, person, http.RequestAborted) is not { } account)
        {
            // Not the name as typed: people type their password there.
            logger.LogInformation("A sign-in from {Address} was refused", address);
            metrics.Refused("auth.wrong-credentials");
            return Refused(http, StatusCodes.Status401Unauthorized, "auth.wrong-credentials", WrongCredentials);
        }

        return TypedResults.Ok(new Response(Token(account, key, time.GetUtcNow()), "Bearer", (int)Lifetime.TotalSeconds));
    }

    private static string Token(Account account, SigningKey key, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = account.Id,
            [JwtRegisteredClaimNames.Name] = account.Name,
            ["role"] = account.Roles is [var only] ? only : account.Roles.ToArray(),
        };
        if (account.Org is not null) claims["org"] = account.Org;
        if (account.ManagerNo is not null) claims["manager_no"] = account.ManagerNo;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = TokenSecurity.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = new(key.Private, SecurityAlgorithms.EcdsaSha256),
        });
    }

    private static ProblemHttpResult Refused(HttpContext http, int status, string code, Text text) => TypedResults.Problem(
        title: text.For(http), detail: text.For(http), statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
