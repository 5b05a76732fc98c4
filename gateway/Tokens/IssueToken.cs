using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Gateway.Tokens;

/// <summary>Sign-in: exchanges a name and a secret for a token with the caller's name and roles.</summary>
public static class IssueToken
{
    /// <summary>Claim <c>iss</c> of every token issued here.</summary>
    public const string Issuer = "cardteam-demo";

    private const int LongestId = 128;
    private const int LongestSecret = 1024;

    /// <summary>
    /// A person's <c>user</c> and <c>password</c>, or a machine's <c>client_id</c> and <c>client_secret</c>.
    /// </summary>
    internal sealed record Request(
        string? User,
        string? Password,
        [property: JsonPropertyName("client_id")] string? ClientId,
        [property: JsonPropertyName("client_secret")] string? ClientSecret,
        [property: JsonPropertyName("grant_type")] string? GrantType
    )
    {
        /// <summary>Reads JSON, or the form that a client-credentials library sends (RFC 6749, 4.4).</summary>
        public static async ValueTask<Request?> BindAsync(HttpContext http)
        {
            try
            {
                if (http.Request.HasJsonContentType())
                    return await http.Request.ReadFromJsonAsync<Request>(http.RequestAborted)
                        ?? throw new BadHttpRequestException("The body is null.");
                if (!http.Request.HasFormContentType)
                    throw new BadHttpRequestException(
                        "Neither JSON nor a form.",
                        StatusCodes.Status415UnsupportedMediaType
                    );
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                // Forms have no password grant: a form is what a browser can send across sites.
                return new(
                    User: null,
                    Password: null,
                    form["client_id"],
                    form["client_secret"],
                    (string?)form["grant_type"] ?? ""
                );
            }
            catch (Exception shape) when (shape is JsonException or InvalidDataException)
            {
                throw new BadHttpRequestException("The body cannot be read.", shape);
            }
        }

        internal Dictionary<string, string[]> Errors(HttpContext http)
        {
            var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
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
                if (string.IsNullOrEmpty(value))
                    Add(field, new("必填。", "Required."));
                else if (value.Length > longest)
                    Add(field, new(Invariant($"最多 {longest} 个字符。"), Invariant($"At most {longest} characters.")));
            }

            void Add(string field, Text text) => errors[field] = [text.For(http)];
        }
    }

    /// <summary>The token, with the names of RFC 6749.</summary>
    internal sealed record Response(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn
    );

    internal static async Task<Results<Ok<Response>, ValidationProblem, ProblemHttpResult>> Handle(
        Request request,
        HttpContext http,
        SignIn signIn
    )
    {
        if (request.Errors(http) is { Count: > 0 } errors)
            return TypedResults.ValidationProblem(errors);
        var person = request.User is not null;
        var (token, refused) = await signIn.TryAsync(
            http,
            person ? request.User! : request.ClientId!,
            person ? request.Password! : request.ClientSecret!,
            person
        );
        return refused is null
            ? TypedResults.Ok(new Response(token!, "Bearer", (int)SignIn.Lifetime.TotalSeconds))
            : refused;
    }
}
