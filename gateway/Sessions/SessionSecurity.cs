using System.Globalization;
using System.Security.Claims;
using CardTeam.ServiceDefaults;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// People in a browser have a session where programs have a token: a cookie no script can read, and here, behind it, the token their calls go on with. The
/// services know nothing of it and check that token as anyone's.
/// </summary>
internal static class SessionSecurity
{
    public const string Scheme = "session", Cookie = "cardteam-session", AntiforgeryHeader = "X-Antiforgery";

    private const string AccessToken = "access_token", ExpiresAt = "expires_at", ByCaller = "caller";

    // More often than once a minute would write the ticket anew with every click.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);

    /// <summary>After the tokens' own security, whose place as the default it takes.</summary>
    public static void AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = SessionSettings.From(configuration);
        services.AddSingleton(settings);
        services.AddSingleton<SessionTickets>();
        services.AddDataProtection().SetApplicationName("cardteam-gateway").PersistKeysToFileSystem(new(Path.Combine(settings.Folder, "keys")));
        services.AddAntiforgery(options =>
        {
            options.HeaderName = AntiforgeryHeader;
            options.Cookie.Name = "cardteam-antiforgery";
            (options.Cookie.SameSite, options.Cookie.SecurePolicy) = (SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest);
            options.SuppressReadingTokenFromFormBody = options.SuppressXFrameOptionsHeader = true;
        });
        services.AddAuthentication(ByCaller)
            .AddPolicyScheme(ByCaller, displayName: null, options => options.ForwardDefaultSelector = static http =>
                http.Request.Headers.Authorization.Count == 0 && http.Request.Cookies.ContainsKey(Cookie) ? Scheme : JwtBearerDefaults.AuthenticationScheme)
            .AddCookie(Scheme, options =>
            {
                (options.Cookie.Name, options.Cookie.HttpOnly, options.Cookie.Path) = (Cookie, true, "/");
                (options.Cookie.SameSite, options.Cookie.SecurePolicy) = (SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest);
                (options.ExpireTimeSpan, options.SlidingExpiration) = (settings.Idle, true);
                options.Events = new()
                {
                    OnRedirectToLogin = context => Answer(context.HttpContext, StatusCodes.Status401Unauthorized),
                    OnRedirectToAccessDenied = context => Answer(context.HttpContext, StatusCodes.Status403Forbidden),
                    OnValidatePrincipal = EndWithTokenAsync,
                    OnCheckSlidingExpiration = Slide,
                };
            });
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<SessionTickets>((options, tickets) => options.SessionStore = tickets);
    }

    /// <summary>Writes of a session need the token of <c>GET /session</c> in a header, which no other site can send. After authentication.</summary>
    public static void UseAntiforgeryOfSessions(this WebApplication app) => app.Use(async (http, next) =>
    {
        var isAllowed = http.User.Identity?.AuthenticationType != Scheme || IsRead(http.Request.Method) || await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        await (isAllowed ? next(http) : PageIsOld(http).ExecuteAsync(http));
    });

    /// <summary>400 <c>session.antiforgery</c>.</summary>
    public static ProblemHttpResult PageIsOld(HttpContext http)
    {
        var text = new Text("页面已过期,请刷新后重试。", "This page is out of date; reload it and try again.").For(http);
        return TypedResults.Problem(text, statusCode: StatusCodes.Status400BadRequest, title: text, extensions: new Dictionary<string, object?> { ["code"] = "session.antiforgery" });
    }

    /// <summary>Starts the session of whom a valid token names, and makes them the caller of this very request.</summary>
    /// <returns>When it ends if nothing more is called.</returns>
    public static async Task<DateTimeOffset> StartAsync(HttpContext http, string token)
    {
        var jwt = new JsonWebToken(token);
        var properties = new AuthenticationProperties { IsPersistent = false, AllowRefresh = true };
        properties.StoreTokens(
        [
            new() { Name = AccessToken, Value = token },
            new() { Name = ExpiresAt, Value = jwt.ValidTo.ToString("O", CultureInfo.InvariantCulture) },
        ]);
        var principal = new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims.Where(c => c.Type is "sub" or "name" or "role" or "org" or "manager_no"), Scheme, "sub", "role"));
        await http.SignInAsync(Scheme, principal, properties);
        http.User = principal;
        return End(properties);
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

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static DateTimeOffset End(AuthenticationProperties properties)
    {
        var (idle, token) = (properties.ExpiresUtc!.Value, TokenEnd(properties));
        return idle < token ? idle : token;
    }

    private static DateTimeOffset TokenEnd(AuthenticationProperties properties) =>
        DateTimeOffset.Parse(properties.GetTokenValue(ExpiresAt)!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static async Task EndWithTokenAsync(CookieValidatePrincipalContext context)
    {
        if (TokenEnd(context.Properties) > context.Options.TimeProvider!.GetUtcNow()) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    /// <summary>Every call puts the end off, but for the page's own question when that is.</summary>
    private static Task Slide(CookieSlidingExpirationContext context)
    {
        var asksOnly = HttpMethods.IsGet(context.Request.Method) && context.Request.Path == SessionRoutes.Path;
        context.ShouldRenew = !asksOnly && context.ElapsedTime > RenewAfter;
        return Task.CompletedTask;
    }

    private static Task Answer(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
