using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.WhatIfs;

/// <summary>Asks what closed months would have come to by another plan, saved or only drafted.</summary>
internal static class StartWhatIf
{
    /// <summary>The greatest number of what-ifs that may wait.</summary>
    private const int MostWaiting = 20;

    /// <param name="Plan">
    /// A plan document as for <c>PUT /plans/{code}</c>, whose effective month is ignored here, or
    /// <c>{ "code", "version" }</c> of a saved version.
    /// </param>
    /// <param name="From">The first month for which the plan is taken to be in force.</param>
    /// <param name="To">The last such month; at most 24 months in all.</param>
    /// <param name="Org">Code of the unit whose managers count, with those below it; null for the whole bank.</param>
    public sealed record Request(
        [property: Required] JsonElement? Plan,
        [property: Required] Period? From,
        [property: Required] Period? To,
        string? Org
    );

    public static async Task<Accepted<WhatIfAnswer>> Handle(
        Request request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (from, to) = (request.From!.Value, request.To!.Value);
        CheckMonths(from, to);
        var (plan, version) = await ReadPlanAsync(request.Plan!.Value, from, db, clock, ct);
        if (request.Org is { } org && !await db.OrgUnits.AnyAsync(u => u.Code == org, ct))
            throw new RuleBrokenException(
                "what-if.unknown-org",
                new($"没有编号为“{org}”的机构。", $"There is no unit '{org}'."),
                status: 400
            );
        var closes = await db
            .Closes.OrderBy(c => c.CloseNumber)
            .Select(c => new { c.CloseNumber, c.Period })
            .ToListAsync(ct);
        if (closes.Count == 0 || from < closes[0].Period || to > closes[^1].Period)
            throw new RuleBrokenException(
                "what-if.not-closed",
                closes.Count == 0
                    ? new("还没有已关账的月份。", "No month is closed yet.")
                    : new(
                        $"只能测算已关账的月份（{closes[0].Period} 至 {closes[^1].Period}）。",
                        $"Only closed months can be asked about ({closes[0].Period} to {closes[^1].Period})."
                    )
            );
        await PlanCalendars.LoadAsync(db, to, ct); // a month without any plan is refused now, not in the background

        var whatIf = WhatIf.Queue(
            plan,
            version,
            (from, to),
            request.Org,
            closes[^1].CloseNumber,
            caller.Id,
            clock.GetUtcNow()
        );
        await db.InTransactionAsync(
            async () =>
            {
                if (
                    await db.WhatIfs.CountAsync(
                        w => w.Status == WhatIfStatus.Queued || w.Status == WhatIfStatus.Running,
                        ct
                    ) >= MostWaiting
                )
                    throw new RuleBrokenException(
                        "what-if.too-many",
                        new(
                            $"已有 {MostWaiting} 个测算在等待，请稍后再试或取消其中之一。",
                            $"{MostWaiting} what-ifs are waiting; try again later, or cancel one."
                        )
                    );
                trail.About(whatIf.Id.ToString());
                trail.Note("plan", version is null ? plan.Code : Invariant($"{plan.Code} {version}"));
                trail.Note("months", $"{from} {to}");
                db.WhatIfs.Add(whatIf);
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Accepted($"/{IncentiveService.Name}/what-ifs/{whatIf.Id}", WhatIfAnswer.Of(whatIf));
    }

    private static void CheckMonths(Period from, Period to)
    {
        var areMonths = from.IsMonth && to.IsMonth && from <= to;
        if (areMonths && to.FirstDay.AddMonths(-WhatIf.MostMonths) < from.FirstDay)
            return;
        throw new RuleBrokenException(
            "what-if.invalid-months",
            new(
                $"from 和 to 应为月份，from 不晚于 to，最多 {WhatIf.MostMonths} 个月。",
                $"from and to are months, from not after to, at most {WhatIf.MostMonths} months."
            ),
            status: 400
        );
    }

    /// <returns>The plan, and its version where it is a saved one.</returns>
    private static async Task<(Plan Plan, int? Version)> ReadPlanAsync(
        JsonElement body,
        Period from,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (
            body.ValueKind == JsonValueKind.Object
            && body.TryGetProperty("version", out var number)
            && body.TryGetProperty("code", out var code)
        )
        {
            var version = 0;
            var isNumber = number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out version);
            if (code.ValueKind != JsonValueKind.String || !isNumber)
                throw RuleBrokenException.NotFound("plan");
            var named = code.GetString();
            var saved =
                await db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Code == named && p.Version == version, ct)
                ?? throw RuleBrokenException.NotFound("plan");
            return (saved, version);
        }

        var document = PlanDocument.Read(body);
        var draft = Plan.Draft(
            document with
            {
                Code = document.Code ?? "what-if",
                EffectiveFrom = document.EffectiveFrom ?? from,
            },
            version: 0,
            by: "",
            clock.GetUtcNow(),
            units: await UnitTrees.NowAsync(db, ct)
        );
        return (draft, null);
    }
}
