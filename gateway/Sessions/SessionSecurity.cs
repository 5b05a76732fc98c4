using System.Globalization;
using System.Security.Claims;
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
/// People in a browser have a session where programs have a token: a cookie no script can read, and here, behind it, the token their calls go on with. The
/// services know nothing of it and check that token as anyone's.
/// </summary>
internal static class SessionSecurity
{
    public const string Scheme = "session",
        Cookie = "cardteam-session",
        AntiforgeryHeader = "X-Antiforgery";

    private const string AccessToken = "access_token",
        RefreshToken = "refresh_token",
        ExpiresAt = "expires_at",
        ByCaller = "caller";

    // More often than once a minute would write the ticket anew with every click.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);

    /// <summary>After the tokens' own security, whose place as the default it takes.</summary>
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
        if (!TokenRoutes.IsDemonstration(configuration))
            IdentityProvider.From(configuration)?.Add(authentication);
        services
            .AddOptions<CookieAuthenticationOptions>(Scheme)
            .Configure<SessionTickets>((options, tickets) => options.SessionStore = tickets);
    }

    /// <summary>Writes of a session need the token of <c>GET /session</c> in a header, which no other site can send. After authentication.</summary>
    public static void UseAntiforgeryOfSessions(this WebApplication app) =>
        app.Use(
            (http, next) =>
                http.User.Identity?.AuthenticationType != Scheme || IsRead(http.Request.Method)
                    ? next(http)
                    : WithAntiforgeryAsync(http, next)
        );

    /// <summary>400 <c>session.antiforgery</c>.</summary>
    public static ProblemHttpResult PageIsOld(HttpContext http)
    {
        var text = new Text("页面已过期,请刷新后重试。", "This page is out of date; reload it and try again.").For(
            http
        );
        return TypedResults.Problem(
            text,
            statusCode: StatusCodes.Status400BadRequest,
            title: text,
            extensions: new Dictionary<string, object?> { ["code"] = "session.antiforgery" }
        );
    }

    /// <summary>Starts the session of whom a valid token names, and makes them the caller of this very request.</summary>
    /// <returns>When it ends if nothing more is called.</returns>
    public static async Task<DateTimeOffset> StartAsync(HttpContext http, string token)
    {
        var properties = new AuthenticationProperties();
        http.User = await TakeTokensAsync(http, properties, new(token, Refresh: null, EndsAt: null));
        await http.SignInAsync(Scheme, http.User, properties);
        return End(properties);
    }

    /// <summary>Checks the access token as that of any caller, and puts the tokens where the session's calls find them.</summary>
    /// <returns>Who it names.</returns>
    /// <exception cref="AuthenticationFailureException">It is not one this suite accepts.</exception>
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
        if (tokens.Refresh is not null)
            all.Add(new() { Name = RefreshToken, Value = tokens.Refresh });
        properties.StoreTokens(all);
        return new(
            new ClaimsIdentity(
                result.ClaimsIdentity.Claims.Where(c => c.Type is "sub" or "name" or "role" or "org" or "manager_no"),
                Scheme,
                "sub",
                "role"
            )
        );
    }

    /// <summary>When it ends if nothing more is called, at the latest with its token; null without one.</summary>
    public static async Task<DateTimeOffset?> EndsAtAsync(HttpContext http)
    {
        var session = await http.AuthenticateAsync(Scheme);
        return session.Succeeded ? End(session.Properties) : null;
    }

    /// <summary>The token a session's calls go on with; null for who brings a token.</summary>
    public static async ValueTask<string?> TokenAsync(HttpContext http) =>
        http.User.Identity?.AuthenticationType == Scheme ? await http.GetTokenAsync(Scheme, AccessToken) : null;

    private static async Task WithAntiforgeryAsync(HttpContext http, RequestDelegate next)
    {
        var isFromOurPage = await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        await (isFromOurPage ? next(http) : PageIsOld(http).ExecuteAsync(http));
    }

    private static bool IsRead(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static DateTimeOffset End(AuthenticationProperties properties)
    {
        var (idle, token) = (properties.ExpiresUtc!.Value, TokenEnd(properties));
        return idle < token || properties.GetTokenValue(RefreshToken) is not null ? idle : token;
    }

    /// <summary>When the session's access token ends.</summary>
    public static DateTimeOffset TokenEnd(AuthenticationProperties properties) =>
        DateTimeOffset.Parse(
            properties.GetTokenValue(ExpiresAt)!,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );

    /// <summary>A session has a token that is good for a while yet, or it is over.</summary>
    private static async Task HaveTokenAsync(CookieValidatePrincipalContext context)
    {
        if (!NeedsToken(context.Properties, context.Options, out var left))
            return;
        var refresh = context.Properties.GetTokenValue(RefreshToken);
        // The page's own question renews nothing, or an idle session would never end.
        if (refresh is not null && AsksOnly(context.Request))
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
                // As if there were none.
            }
        }

        // Another replica may have renewed it in this moment: the next call will see.
        if (left > TimeSpan.Zero)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    /// <summary>Every call puts the end off, but for the page's own question when that is. One that needs a new token writes the session with that, or not at all.</summary>
    private static Task Slide(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew =
            !AsksOnly(context.Request)
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

    private static bool AsksOnly(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path == SessionRoutes.Path;

    private static Task Answer(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
