using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>Sets up a payroll group: the units whose entries go to a queue of their own as well.</summary>
internal static class PutPayrollGroup
{
    /// <summary>The most units of one group; those below a unit need not be listed.</summary>
    private const int MostUnits = 1000;

    /// <param name="Orgs">Codes of the units, each with those below it; none ends the group.</param>
    /// <param name="Queue">The name of the queue: <c>payroll.bonuses.B1</c>.</param>
    public sealed record Request(
        [property: Required, MaxLength(MostUnits)] IReadOnlyList<string?>? Orgs,
        [property: Required, MaxLength(100)] string? Queue
    );

    /// <param name="Entries">The number of entries of the group so far, which is its last sequence number.</param>
    public sealed record Answer(
        string Code,
        IReadOnlyList<string> Orgs,
        string Queue,
        long Entries,
        string ChangedBy,
        DateTimeOffset ChangedAt
    );

    public static async Task<Ok<Answer>> Handle(
        string code,
        Request request,
        Caller caller,
        AuditTrail trail,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var name = ReadCode(code);
        var queue = Codes.Read(request.Queue, 100, "queue") ?? "";
        var orgs = ReadOrgs(request.Orgs!);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var group = await db.PayrollGroups.FirstOrDefaultAsync(g => g.Code == name, ct);
                    var others = await db.PayrollGroups.AsNoTracking().Where(g => g.Code != name).ToListAsync(ct);
                    if (group is null)
                        CheckNew(name, others);
                    if (others.Find(g => g.Queue == queue) is { } taken)
                        throw new RuleBrokenException(
                            "payroll-group.queue-taken",
                            new(
                                $"queue：队列 {queue} 已属于组 {taken.Code}。",
                                $"queue: {queue} is the queue of group {taken.Code}."
                            )
                        );
                    await CheckUnitsAsync(orgs, others, db, ct);
                    var entries =
                        await db.PayrollEntries.Where(e => e.GroupCode == name).MaxAsync(e => e.GroupSequence, ct) ?? 0;
                    trail.Change("orgs", group is null ? null : Shown(group), string.Join(' ', orgs));
                    trail.Change("queue", group?.Queue, queue);
                    if (group is null)
                        db.PayrollGroups.Add(group = new(name));
                    group.Set(orgs, queue, entries > 0, caller.Id, clock.GetUtcNow());
                    await db.SaveChangesAsync(ct);
                    return new Answer(name, orgs, queue, entries, group.ChangedBy, group.ChangedAt);
                },
                ct
            )
        );
    }

    private static string Shown(PayrollGroup group) =>
        string.Join(' ', group.Units.Select(u => u.Org).Order(StringComparer.Ordinal));

    private static string ReadCode(string given)
    {
        var code = Codes.Read(given, PayrollGroup.LongestCode, "code") ?? "";
        return code.Length > 0 && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? code
            : throw new RuleBrokenException(
                "payroll-group.code-not-valid",
                new(
                    "code：组的编号只能含字母、数字、横线和下划线。",
                    "code: a group's code has letters, digits, hyphens and underscores only."
                ),
                status: 400
            );
    }

    private static List<string> ReadOrgs(IReadOnlyList<string?> given)
    {
        var orgs = new List<string>();
        for (var i = 0; i < given.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"orgs[{i}]");
            var org =
                Codes.Read(given[i], Lengths.OrgCode, field)
                ?? throw new RuleBrokenException(
                    "payroll-group.unit-missing",
                    new($"{field}：缺少机构编号。", $"{field}: the unit's code is missing."),
                    status: 400
                );
            if (orgs.Contains(org, StringComparer.Ordinal))
                throw new RuleBrokenException(
                    "payroll-group.unit-twice",
                    new($"{field}：机构 {org} 出现了两次。", $"{field}: unit {org} is listed twice."),
                    status: 400
                );
            orgs.Add(org);
        }

        orgs.Sort(StringComparer.Ordinal);
        return orgs;
    }

    private static void CheckNew(string code, List<PayrollGroup> others)
    {
        if (AlikeCodes.Among(others.Select(g => g.Code)).Of(code) is { } alike)
            throw AlikeCodes.Broken(code, alike);
        if (others.Count >= PayrollGroup.Most)
            throw new RuleBrokenException(
                "payroll-group.too-many",
                new(
                    Invariant($"最多可设 {PayrollGroup.Most} 个发放组。"),
                    Invariant($"There are {PayrollGroup.Most} groups, which is the most there can be.")
                )
            );
    }

    /// <summary>Refuses units that are not known, and units that another group has, above or below as well.</summary>
    private static async Task CheckUnitsAsync(
        List<string> orgs,
        List<PayrollGroup> others,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var units = await db.OrgUnits.AsNoTracking().Select(u => new { u.Code, u.Parent }).ToListAsync(ct);
        var known = units.Select(u => u.Code).ToHashSet(StringComparer.Ordinal);
        var unknown = orgs.Where(o => !known.Contains(o)).ToList();
        if (unknown.Count > 0)
            throw new RuleBrokenException(
                "payroll-group.unit-unknown",
                new(
                    $"orgs：没有这些机构：{string.Join('、', unknown.Select(Refusal.Quote))}。",
                    $"orgs: there are no such units: {string.Join(", ", unknown.Select(Refusal.Quote))}."
                ),
                status: 400,
                details: [.. unknown]
            );
        var children = units.ToLookup(u => u.Parent, u => u.Code, StringComparer.Ordinal);
        var own = Below(orgs);
        foreach (var other in others)
        {
            var both = Below(other.Units.Select(u => u.Org)).Where(own.Contains).Order(StringComparer.Ordinal).ToList();
            if (both.Count > 0)
                throw new RuleBrokenException(
                    "payroll-group.unit-in-other-group",
                    new(
                        $"orgs：机构 {both[0]} 已在组 {other.Code} 中（含其下级机构）。",
                        $"orgs: unit {both[0]} is in group {other.Code} already, itself or with a unit above it."
                    ),
                    details: [.. both]
                );
        }

        HashSet<string> Below(IEnumerable<string> tops) =>
            tops.SelectMany(o => PartOfBank.Below(o, children!)).ToHashSet(StringComparer.Ordinal);
    }
}
