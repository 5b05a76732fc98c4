using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using CardTeam.Gateway.Limits;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Cache;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// Gives people in a browser a session where programs have a token: a cookie that no script can read, and on this side
/// the access token that their calls are forwarded with. The services do not know of sessions and check that token like
/// any other.
/// </summary>
internal static class SessionSecurity
{
    public const string Scheme = "session",
        Cookie = "cardteam-session",
        AntiforgeryHeader = "X-Antiforgery",
        IdentityHeader = "X-Session";

    private const string AccessToken = "access_token",
        RefreshToken = "refresh_token",
        IdToken = "id_token",
        ExpiresAt = "expires_at",
        ByCaller = "caller";

    // Stored with the ticket: the session's id for its owner, its start, and the address and browser it was started
    // from.
    private const string Id = "id",
        StartedAt = "started",
        StartedFrom = "from",
        StartedBy = "by";

    /// <summary>The claim in which the framework's cookie names its ticket.</summary>
    private const string TicketKey = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    private const int LongestBrowserName = 200;

    // Renewing more than once a minute would write the ticket with every click.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);

    /// <summary>Adds sessions after the security of tokens, and becomes the default scheme in its place.</summary>
    public static void AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = SessionSettings.From(configuration);
        services.AddSingleton(settings);
        services.AddSingleton<TicketFolder>();
        services.AddSingleton<TicketCache>();
        services.AddSingleton<SessionTickets>();
        var keys = services.AddDataProtection().SetApplicationName("cardteam-gateway");
        if (settings.Certificate is not null)
            keys.ProtectKeysWithCertificate(settings.Certificate);
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<SharedCache, ILoggerFactory>(
                (options, cache, logs) =>
                    options.XmlRepository = new SharedKeys(
                        new FileSystemXmlRepository(new(Path.Combine(settings.Folder, "keys")), logs),
                        cache,
                        logs.CreateLogger<SharedKeys>()
                    )
            );
        services.AddSingleton<KeysChanged>();
        services.AddSingleton<XmlKeyManager>();
        services.AddSingleton<IKeyManager, KeyManagerOfReplicas>();
        services.AddHostedService<KeySharing>();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = AntiforgeryHeader;
            options.Cookie.Name = "cardteam-antiforgery";
            (options.Cookie.SameSite, options.Cookie.SecurePolicy) = (
                SameSiteMode.Strict,
                CookieSecurePolicy.SameAsRequest
            );
            options.SuppressReadingTokenFromFormBody = options.SuppressXFrameOptionsHeader = true;
        });
        services.AddMemoryCache();
        services.AddSingleton<TokenRenewal>();
        var authentication = services
            .AddAuthentication(ByCaller)
            .AddPolicyScheme(
                ByCaller,
                displayName: null,
                options =>
                    options.ForwardDefaultSelector = static http =>
                        http.Request.Headers.Authorization.Count == 0 && http.Request.Cookies.ContainsKey(Cookie)
                            ? Scheme
                            : JwtBearerDefaults.AuthenticationScheme
            )
            .AddCookie(
                Scheme,
                options =>
                {
                    (options.Cookie.Name, options.Cookie.HttpOnly, options.Cookie.Path) = (Cookie, true, "/");
                    (options.Cookie.SameSite, options.Cookie.SecurePolicy) = (
                        SameSiteMode.Strict,
                        CookieSecurePolicy.SameAsRequest
                    );
                    (options.ExpireTimeSpan, options.SlidingExpiration) = (settings.Idle, true);
                    options.Events = new()
                    {
                        OnRedirectToLogin = context => Answer(context.HttpContext, StatusCodes.Status401Unauthorized),
                        OnRedirectToAccessDenied = context =>
                            Answer(context.HttpContext, StatusCodes.Status403Forbidden),
                        OnValidatePrincipal = HaveTokenAsync,
                        OnCheckSlidingExpiration = Slide,
                    };
                }
            );
        if (!TokenRoutes.IssuesTokens(configuration))
            IdentityProvider.From(configuration)?.Add(authentication);
        services
            .AddOptions<CookieAuthenticationOptions>(Scheme)
            .Configure<SessionTickets>((options, tickets) => options.SessionStore = tickets);
    }

    /// <summary>
    /// Requires the antiforgery token of <c>GET /session</c> in a header for writes of a session, which no other site
    /// can send. Runs after authentication.
    /// </summary>
    public static void UseAntiforgeryOfSessions(this WebApplication app) =>
        app.Use(
            (http, next) =>
                http.User.Identity?.AuthenticationType != Scheme || IsRead(http.Request.Method)
                    ? next(http)
                    : WithAntiforgeryAsync(http, next)
        );

    /// <summary>Answers 400 <c>session.antiforgery</c>.</summary>
    public static ProblemHttpResult PageIsOld(HttpContext http)
    {
        var text = new Text("页面已过期，请刷新后重试。", "This page is out of date; reload it and try again.").For(
            http
        );
        return TypedResults.Problem(
            text,
            statusCode: StatusCodes.Status400BadRequest,
            title: text,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "session.antiforgery" }
        );
    }

    /// <summary>
    /// Tells each page in its answers which session they belong to, and refuses a page's calls after another person has
    /// signed in.
    /// </summary>
    public static void UseIdentityOfSessions(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                if (http.User.Identity?.AuthenticationType != Scheme)
                    return next(http);
                var id = http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties
                    is { } properties
                    ? IdOf(properties)
                    : "";
                http.Response.Headers[IdentityHeader] = id;
                return http.Request.Headers.TryGetValue(IdentityHeader, out var expected) && expected != id
                    ? IsSomebodyElse(http).ExecuteAsync(http)
                    : next(http);
            }
        );

    /// <summary>
    /// Starts a session for the person named by a valid token, and makes them the caller of this request.
    /// </summary>
    /// <returns>The time at which it ends without further calls, and its id.</returns>
    public static async Task<(DateTimeOffset EndsAt, string Id)> StartAsync(HttpContext http, string token)
    {
        var properties = new AuthenticationProperties();
        var user = await TakeTokensAsync(http, properties, new(token, Refresh: null, EndsAt: null));
        await LeaveAsync(http);
        // The handler of this request knows the session that came, and would reuse its key for the new one.
        var services = http.RequestServices;
        var handler = new CookieAuthenticationHandler(
            services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>(),
            services.GetRequiredService<ILoggerFactory>(),
            UrlEncoder.Default
        );
        var scheme = await services.GetRequiredService<IAuthenticationSchemeProvider>().GetSchemeAsync(Scheme);
        await handler.InitializeAsync(scheme!, http);
        await handler.SignInAsync(user, properties);
        http.User = user;
        http.Response.Headers[IdentityHeader] = IdOf(properties);
        return (End(http, properties), IdOf(properties));
    }

    /// <summary>
    /// Ends the browser's existing session before another begins: whoever planted its cookie must not share the new
    /// one.
    /// </summary>
    public static async Task LeaveAsync(HttpContext http)
    {
        var options = http
            .RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(Scheme);
        if (options.CookieManager.GetRequestCookie(http, Cookie) is not { } cookie)
            return;
        if (options.TicketDataFormat.Unprotect(cookie)?.Principal.FindFirst(TicketKey)?.Value is { } key)
            await http.RequestServices.GetRequiredService<SessionTickets>().RemoveAsync(key);
        http.Request.Headers.Cookie = string.Join(
            "; ",
            http.Request.Cookies.Where(c => !c.Key.StartsWith(Cookie, StringComparison.Ordinal))
                .Select(c => $"{c.Key}={c.Value}")
        );
    }

    /// <summary>
    /// Validates the access token like any caller's, and stores the tokens where the session's calls find them.
    /// </summary>
    /// <returns>The person the token names.</returns>
    /// <exception cref="AuthenticationFailureException">The suite does not accept the token.</exception>
    public static async Task<ClaimsPrincipal> TakeTokensAsync(
        HttpContext http,
        AuthenticationProperties properties,
        ProviderTokens tokens
    )
    {
        var bearer = http
            .RequestServices.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>()
            .Get(JwtBearerDefaults.AuthenticationScheme);
        var parameters = bearer.TokenValidationParameters.Clone();
        parameters.ConfigurationManager = bearer.ConfigurationManager as BaseConfigurationManager;
        var result = await bearer.TokenHandlers[0].ValidateTokenAsync(tokens.Access, parameters);
        if (!result.IsValid)
            throw new AuthenticationFailureException(
                "The access token is not one this suite accepts.",
                result.Exception
            );

        (properties.IsPersistent, properties.AllowRefresh) = (false, true);
        // A renewal leaves these unchanged.
        if (!properties.Items.ContainsKey(Id))
        {
            properties.Items[Id] = RandomNumberGenerator.GetHexString(16, lowercase: true);
            properties.Items[StartedAt] = Written(Clock(http).GetUtcNow());
            properties.Items[StartedFrom] = CallerLimits.Address(http);
            var browser = http.Request.Headers.UserAgent.ToString();
            properties.Items[StartedBy] = browser.Length > LongestBrowserName ? browser[..LongestBrowserName] : browser;
        }

        var all = new List<AuthenticationToken>
        {
            new() { Name = AccessToken, Value = tokens.Access },
            new()
            {
                Name = ExpiresAt,
                Value = (tokens.EndsAt ?? new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero)).ToString(
                    "O",
                    CultureInfo.InvariantCulture
                ),
            },
        };
        if ((tokens.Id ?? properties.GetTokenValue(IdToken)) is { } idToken)
            all.Add(new() { Name = IdToken, Value = idToken });
        if (tokens.Refresh is not null)
            all.Add(new() { Name = RefreshToken, Value = tokens.Refresh });
        properties.StoreTokens(all);
        return new(
            new ClaimsIdentity(
                result.ClaimsIdentity.Claims.Where(c =>
                    c.Type is "sub" or "name" or "role" or "org" or "manager_no" or "jti" or SignIn.VersionClaim
                ),
                Scheme,
                "sub",
                "role"
            )
        );
    }

    /// <summary>
    /// The time at which the session ends without further calls, at the latest with its token, and its id; null without
    /// a session.
    /// </summary>
    public static async Task<(DateTimeOffset EndsAt, string Id)?> FindAsync(HttpContext http)
    {
        var session = await http.AuthenticateAsync(Scheme);
        return session.Succeeded ? (End(http, session.Properties), IdOf(session.Properties)) : null;
    }

    /// <summary>The facts of a session that its owner may see: id, start, address and browser.</summary>
    public static (string Id, DateTimeOffset StartedAt, string From, string Browser) Describe(
        AuthenticationProperties properties
    ) =>
        (
            IdOf(properties),
            Read(properties.Items[StartedAt]!),
            properties.Items[StartedFrom] ?? "",
            properties.Items[StartedBy] ?? ""
        );

    public static string IdOf(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(Id, out var id) ? id! : "";

    /// <summary>
    /// The access token that a session's calls are forwarded with; null for callers who bring a token.
    /// </summary>
    public static async ValueTask<string?> TokenAsync(HttpContext http) =>
        http.User.Identity?.AuthenticationType == Scheme ? await http.GetTokenAsync(Scheme, AccessToken) : null;

    private static async Task WithAntiforgeryAsync(HttpContext http, RequestDelegate next)
    {
        var isFromOurPage = await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        await (isFromOurPage ? next(http) : PageIsOld(http).ExecuteAsync(http));
    }

    private static bool IsRead(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static DateTimeOffset End(HttpContext http, AuthenticationProperties properties)
    {
        var end = properties.ExpiresUtc!.Value;
        if (properties.GetTokenValue(RefreshToken) is null && TokenEnd(properties) < end)
            end = TokenEnd(properties);
        var latest = LatestEnd(http, properties);
        return latest < end ? latest : end;
    }

    /// <summary>The time at which a session ends even when it is used all the time.</summary>
    private static DateTimeOffset LatestEnd(HttpContext http, AuthenticationProperties properties) =>
        properties.Items.TryGetValue(StartedAt, out var started)
            ? Read(started!) + http.RequestServices.GetRequiredService<SessionSettings>().Longest
            : DateTimeOffset.MinValue;

    private static TimeProvider Clock(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>();

    private static string Written(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Read(string instant) =>
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Answers 409 <c>session.changed</c>.</summary>
    private static ProblemHttpResult IsSomebodyElse(HttpContext http)
    {
        var text = new Text(
            "此浏览器已由另一次登录接管，请刷新页面。",
            "Another sign-in has taken over in this browser; reload the page."
        ).For(http);
        return TypedResults.Problem(
            text,
            statusCode: StatusCodes.Status409Conflict,
            title: text,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "session.changed" }
        );
    }

    /// <summary>The expiry of the session's access token.</summary>
    public static DateTimeOffset TokenEnd(AuthenticationProperties properties) =>
        DateTimeOffset.Parse(
            properties.GetTokenValue(ExpiresAt)!,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );

    /// <summary>Makes sure that the session has a token with some validity left; otherwise ends the session.</summary>
    private static async Task HaveTokenAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (
            LatestEnd(http, context.Properties) <= Clock(http).GetUtcNow()
            || !LocalTokens.Honours(http.RequestServices, context.Principal!)
        )
        {
            context.RejectPrincipal();
            await http.SignOutAsync(Scheme);
            return;
        }

        if (!NeedsToken(context.Properties, context.Options, out var left))
            return;
        var refresh = context.Properties.GetTokenValue(RefreshToken);
        // The page's own query of the session renews nothing, or an idle session would never end.
        if (refresh is not null && IsAboutTheSession(context.Request))
            return;
        if (
            refresh is not null
            && await context.HttpContext.RequestServices.GetRequiredService<TokenRenewal>().RenewAsync(refresh)
                is { } renewed
        )
        {
            try
            {
                context.ReplacePrincipal(await TakeTokensAsync(context.HttpContext, context.Properties, renewed));
                context.ShouldRenew = true;
                return;
            }
            catch (AuthenticationFailureException)
            {
                // Treated as if there were none.
            }
        }

        // Another replica may have renewed it at this moment: the next call will show.
        if (left > TimeSpan.Zero)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    /// <summary>
    /// Extends the session with every call except the page's own query of it. A call that needs a new token saves the
    /// session with that token, or not at all.
    /// </summary>
    private static Task Slide(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew =
            !IsAboutTheSession(context.Request)
            && context.ElapsedTime > RenewAfter
            && !NeedsToken(context.Properties, context.Options, out _);
        return Task.CompletedTask;
    }

    private static bool NeedsToken(
        AuthenticationProperties properties,
        CookieAuthenticationOptions options,
        out TimeSpan left
    )
    {
        left = TokenEnd(properties) - options.TimeProvider!.GetUtcNow();
        return left <= TokenRenewal.Ahead;
    }

    /// <summary>
    /// True for the page's own query, which extends nothing, and for a sign-in, which must not save the previous
    /// session beside its own.
    /// </summary>
    private static bool IsAboutTheSession(HttpRequest request) => request.Path == SessionRoutes.Path;

    private static Task Answer(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
