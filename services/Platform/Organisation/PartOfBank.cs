using System.Linq.Expressions;
using CardTeam.Platform.Data;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Organisation;

/// <summary>
/// The part of the bank a caller may see on a route: all of it, their own unit and those below it, or themselves.
/// </summary>
/// <param name="Orgs">Codes of the units; null for the whole bank.</param>
/// <param name="ManagerNo">The caller's manager number when they may see only their own data; otherwise null.</param>
public sealed record PartOfBank(IReadOnlyCollection<string>? Orgs, string? ManagerNo)
{
    public static readonly PartOfBank Whole = new(null, null);
    private static readonly PartOfBank Nothing = new([], null);

    public bool IsWhole => Orgs is null && ManagerNo is null;

    /// <summary>True for a caller whose token names neither a unit nor a manager where their role needs one.</summary>
    public bool IsNothing => Orgs is { Count: 0 } && ManagerNo is null;

    public bool Includes(string? org, string managerNo) =>
        ManagerNo is not null
            ? ManagerNo == managerNo
            : Orgs is null || (org is not null && Orgs.Contains(org, StringComparer.Ordinal));

    /// <summary>The part of the bank the caller may see, given the roles this route accepts.</summary>
    internal static async Task<PartOfBank> OfAsync(
        Caller caller,
        IReadOnlyList<string> routeRoles,
        ServiceDbContext db,
        CancellationToken ct
    )
    {
        var held = caller.Roles.Intersect(routeRoles, StringComparer.Ordinal).ToList();
        if (held.Exists(r => r is not (Roles.AccountManager or Roles.BranchHead)))
            return caller.Org is null ? Whole : new(await BelowAsync(caller.Org, db, ct), null);
        if (held.Contains(Roles.BranchHead) && caller.Org is not null)
            return new(await BelowAsync(caller.Org, db, ct), null);
        return held.Contains(Roles.AccountManager) && caller.ManagerNo is not null
            ? new(null, caller.ManagerNo)
            : Nothing;
    }

    /// <summary>A unit and all below it.</summary>
    public static async Task<IReadOnlyCollection<string>> BelowAsync(
        string org,
        ServiceDbContext db,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        return Below(
            org,
            (await db.OrgUnits.AsNoTracking().Select(u => new { u.Code, u.Parent }).ToListAsync(ct)).ToLookup(
                u => u.Parent,
                u => u.Code,
                StringComparer.Ordinal
            )
        );
    }

    /// <inheritdoc cref="BelowAsync"/>
    /// <param name="children">The bank's units by their parent.</param>
    public static IReadOnlyCollection<string> Below(string org, ILookup<string?, string> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        var below = new HashSet<string>(StringComparer.Ordinal) { org };
        var open = new Stack<string>(below);
        while (open.TryPop(out var unit))
            foreach (var child in children[unit])
                if (below.Add(child))
                    open.Push(child);
        return below;
    }
}

/// <summary>Finds the caller's part of the bank for the current request.</summary>
public sealed class PartOfBankFinder(IHttpContextAccessor http, ServiceDbContext db)
{
    public Task<PartOfBank> FindAsync(CancellationToken ct)
    {
        var context = http.HttpContext ?? throw new InvalidOperationException("There is no request.");
        var allowed =
            context.GetEndpoint()?.Metadata.GetOrderedMetadata<AllowedRoles>().SelectMany(a => a.Roles).ToList() ?? [];
        return PartOfBank.OfAsync(Caller.From(context.User), allowed, db, ct);
    }
}

/// <summary>Restricts a query to a part of the bank.</summary>
public static class PartOfBankQueries
{
    /// <summary>Keeps only rows within the caller's part.</summary>
    public static IQueryable<T> Within<T>(
        this IQueryable<T> query,
        PartOfBank part,
        Expression<Func<T, string>> org,
        Expression<Func<T, string>> managerNo
    )
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(org);
        ArgumentNullException.ThrowIfNull(managerNo);
        if (part.ManagerNo is { } own)
            return query.Where(
                Expression.Lambda<Func<T, bool>>(
                    Expression.Equal(managerNo.Body, Expression.Constant(own)),
                    managerNo.Parameters
                )
            );
        if (part.Orgs is null)
            return query;
        var orgs = part.Orgs.ToList();
        Expression<Func<string, bool>> contains = code => orgs.Contains(code);
        var body = new Replaced(contains.Parameters[0], org.Body).Visit(contains.Body);
        return query.Where(Expression.Lambda<Func<T, bool>>(body, org.Parameters));
    }
}
