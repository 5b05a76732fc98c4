using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace CardTeam.ServiceDefaults.Security;

/// <summary>The caller of a request, as named by their token.</summary>
/// <param name="Id">Claim <c>sub</c>.</param>
/// <param name="Org">Claim <c>org</c>: the organisation unit they head or work in; null for the whole bank.</param>
/// <param name="ManagerNo">Claim <c>manager_no</c>: their own number, when they are an account manager.</param>
public sealed record Caller(string Id, IReadOnlyList<string> Roles, string? Org, string? ManagerNo)
{
    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);

    public bool IsAny(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
            if (Is(role))
                return true;
        return false;
    }

    /// <summary>Binds as a parameter of a route's handler.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(From(context.User));
    }

    public static Caller From(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new(
            user.FindFirstValue("sub") ?? "anonymous",
            user.FindAll("role").Select(c => c.Value).Distinct(StringComparer.Ordinal).ToArray(),
            user.FindFirstValue("org"),
            user.FindFirstValue("manager_no")
        );
    }
}
