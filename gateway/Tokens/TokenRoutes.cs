using System.ComponentModel.DataAnnotations;
using CardTeam.Gateway.Access;
using CardTeam.Gateway.People;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Gateway.Tokens;

/// <summary>Routes for sign-in and for verifying its tokens, and the choice of accepted tokens.</summary>
internal static class TokenRoutes
{
    private const string SignInPath = "/auth/token";
    private const string JournalPath = "/auth/journal";
    private const string DiscoveryPath = "/.well-known/openid-configuration";
    private const string KeysPath = "/.well-known/jwks.json";

    /// <summary>
    /// Issues and accepts the gateway's own tokens with <c>Authentication:Demo</c> or <c>Authentication:PeopleFile</c>;
    /// otherwise accepts those of <c>Authentication:Authority</c>.
    /// </summary>
    /// <exception cref="StartRefusedException">
    /// None of them is set, nobody could sign in, or a setting is wrong.
    /// </exception>
    public static void AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SignInMetrics>();
        services.AddSingleton<SignInJournal>();
        if (IssuesTokens(configuration))
        {
            if (IsDemonstration(configuration))
                StayOnThisMachine(configuration);
            if (PeopleFile.From(configuration) is { } people)
            {
                if (!people.HasAdministrator && !IsDemonstration(configuration))
                    throw new StartRefusedException(
                        "没有可登录的管理员 · nobody could sign in: Authentication:PeopleFile holds no active administrator. "
                            + "Make the first: dotnet CardTeam.Gateway.dll add-administrator NAME PEOPLE-FILE "
                            + "[PASSWORD-FILE]"
                    );
                services.AddSingleton(people);
            }

            var key = SigningKey.Load(SuiteSettings.KeyFile.Of(configuration) ?? Path.Combine("data", "token-key.pem"));
            services.AddSingleton(key);
            services.AddSingleton(Accounts.From(configuration));
            services.AddSingleton<SignInLimit>();
            services.AddSingleton<SharedSignInLimit>();
            services.AddSingleton<SprayLimit>();
            services.AddSingleton<SharedSprayLimit>();
            services.AddSingleton<SecretWork>();
            services.AddSingleton<SignIn>();
            services.AddTokenSecurity(IssueToken.Issuer, key.Public);
            services.AddRevocation();
            return;
        }

        if (string.IsNullOrWhiteSpace(configuration["Authentication:Authority"]))
            throw new StartRefusedException(
                "无人可以登录 · "
                    + "Nobody could sign in: set Authentication:Authority to the bank's identity provider, or "
                    + "Authentication:PeopleFile for accounts kept here, or, for a trial, Authentication:Demo=true."
            );
        if (configuration.GetSection("Authentication:Clients").GetChildren().Any())
            throw new StartRefusedException(
                "Authentication:Clients is for a gateway that issues tokens (Authentication:PeopleFile or "
                    + "Authentication:Demo=true). With Authentication:Authority, machines too get theirs there."
            );
        services.AddTokenSecurity(configuration);
    }

    /// <summary>Maps the routes, and warns when the passwords are publicly known.</summary>
    public static void MapTokens(this WebApplication app)
    {
        app.MapGet(JournalPath, ShowJournal)
            .Describe("Lists sign-ins, sign-outs, refusals and changes of accounts, the newest first.")
            .WithTags("Accounts")
            .RequireRoles(Roles.Auditor, Roles.Administrator);
        if (!IssuesTokens(app.Configuration))
        {
            app.MapPost(
                    SignInPath,
                    (HttpContext http, IConfiguration configuration) =>
                        Elsewhere(http, configuration["Authentication:Authority"]!)
                )
                .Describe("Says where tokens are issued.", "404 auth.issued-elsewhere")
                .WithTags("Sign-in")
                .AllowAnonymous();
            return;
        }

        if (IsDemonstration(app.Configuration))
            app.Logger.LogWarning(
                "Authentication:Demo is on: {Users} and the machine client {Client} sign in with the password "
                    + "everyone knows. For trials only, never with a bank's real data",
                string.Join(", ", DemonstrationUsers.People.Select(u => u.Id)),
                DemonstrationUsers.NightlyFeed.Id
            );
        if (app.Services.GetRequiredService<SigningKey>().IsExposed)
            app.Logger.LogWarning("The file with the signing key may be read by others than its owner (chmod 600)");

        app.MapPost(SignInPath, IssueToken.Handle)
            .Describe(
                "Issues a token to a person by user and password, or to a program by client_id and client_secret.",
                "401 auth.wrong-credentials",
                "403 auth.password-must-change",
                "429 auth.too-many-attempts"
            )
            .Accepts<IssueToken.Request>("application/json", "application/x-www-form-urlencoded")
            .RequestExample("""{ "user": "hr", "password": "demo" }""")
            .WithTags("Sign-in")
            .AllowAnonymous();
        app.MapGet(DiscoveryPath, Discovery)
            .Describe("Describes the issuer of the tokens, for services and programs (OpenID Connect Discovery).")
            .WithTags("Sign-in")
            .AllowAnonymous();
        app.MapGet(KeysPath, (SigningKey key) => PublicKeys(key))
            .Describe("Lists the public keys that the tokens are checked with.")
            .WithTags("Sign-in")
            .AllowAnonymous();
    }

    public static bool IsDemonstration(IConfiguration configuration) => SuiteSettings.Demo.Of(configuration) ?? false;

    /// <summary>True when people and programs sign in here instead of at the bank's identity provider.</summary>
    public static bool IssuesTokens(IConfiguration configuration) =>
        IsDemonstration(configuration) || SuiteSettings.PeopleFile.Of(configuration) is not null;

    /// <summary>The newest sign-ins, sign-outs, refusals and changes of accounts.</summary>
    /// <param name="FirstBroken">The first entry that does not follow from the one before; null where all do.</param>
    internal sealed record Journal(IReadOnlyList<SignInJournal.Entry> Items, bool HasMore, long? FirstBroken);

    /// <param name="user">An account's name, to list only entries about it or by it; null for all.</param>
    /// <param name="before">
    /// The last entry of the previous page, to list only earlier entries; null for the newest.
    /// </param>
    private static Journal ShowJournal(
        SignInJournal journal,
        string? user,
        [Range(1, long.MaxValue)] long? before,
        [Range(1, 500)] int? limit
    )
    {
        var most = limit ?? 50;
        var found = journal
            .Newest()
            .Where(e => (before is null || e.Sequence < before) && (user is null || e.User == user || e.Actor == user))
            .Take(most + 1)
            .ToList();
        return new(found.Take(most).ToList(), found.Count > most, journal.FirstBroken());
    }

    private static void StayOnThisMachine(IConfiguration configuration)
    {
        var beyond = Hosts
            .ListenedAt(configuration)
            .FirstOrDefault(url => !Hosts.IsLoopback(new(BindingAddress.Parse(url).Host)));
        if (beyond is not null)
            throw new StartRefusedException(
                "演示用户的密码人人皆知，只能在本机使用 · "
                    + "Authentication:Demo is for this machine alone: everybody knows the passwords. "
                    + $"Listen on 127.0.0.1 instead of {beyond}, or set Authentication:PeopleFile or "
                    + "Authentication:Authority."
            );
    }

    private static IResult Elsewhere(HttpContext http, string authority)
    {
        var text = new Text(
            $"本网关不签发令牌，请向 {authority} 登录。",
            $"This gateway issues no tokens; sign in at {authority}."
        );
        return Results.Problem(
            title: text.For(http),
            detail: text.For(http),
            statusCode: StatusCodes.Status404NotFound,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "auth.issued-elsewhere" }
        );
    }

    private static Dictionary<string, object> Discovery(HttpContext http, Hosts hosts)
    {
        var here = hosts.AddressFor(http);
        return new(StringComparer.Ordinal)
        {
            ["issuer"] = IssueToken.Issuer,
            ["token_endpoint"] = here + SignInPath,
            ["jwks_uri"] = here + KeysPath,
            ["grant_types_supported"] = new[] { "client_credentials" },
            ["token_endpoint_auth_methods_supported"] = new[] { "client_secret_post" },
            ["response_types_supported"] = new[] { "token" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { SecurityAlgorithms.EcdsaSha256 },
        };
    }

    private static Dictionary<string, object> PublicKeys(SigningKey key) =>
        new(StringComparer.Ordinal)
        {
            ["keys"] = new[]
            {
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["kty"] = key.Public.Kty,
                    ["use"] = key.Public.Use,
                    ["alg"] = key.Public.Alg,
                    ["kid"] = key.Public.Kid,
                    ["crv"] = key.Public.Crv,
                    ["x"] = key.Public.X,
                    ["y"] = key.Public.Y,
                },
            },
        };
}
