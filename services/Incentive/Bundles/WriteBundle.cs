using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Runs;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Bundles;

/// <summary>
/// Writes all that a run's statements rest on, so that a program outside the suite can calculate them again to the 分.
/// </summary>
internal static class WriteBundle
{
    private const int ManagersAtOnce = 200;

    /// <summary>Checks that a bundle can be made of a run.</summary>
    /// <exception cref="RuleBrokenException">
    /// 409: the run has no result that counts, or a plan or an input has changed since it was calculated.
    /// </exception>
    public static async Task CheckAsync(IncentiveDbContext db, Run run, CancellationToken ct)
    {
        if (run is not { ResultHash: not null, Status: RunStatus.Approved or RunStatus.Calculated })
            throw new RuleBrokenException(
                "bundle.no-result",
                new(
                    "只有已计算完成或已批准的计算才有证明包。",
                    "Only a run that is calculated or approved has a bundle."
                )
            );
        if (run.Status == RunStatus.Calculated && await PinInputs.HashNowAsync(db, run, ct) != run.InputHash)
            throw new RuleBrokenException(
                "run.stale",
                new(
                    "本次计算所依据的方案或数据已变更，请取消后重新计算。",
                    "A plan or input this run rests on has changed since; cancel it and run again."
                )
            );
    }

    /// <param name="managerNo">The manager whose statement is wanted; null for the whole run.</param>
    public static async Task ToAsync(
        Stream to,
        IncentiveDbContext db,
        Run run,
        string? managerNo,
        BundleKeys keys,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var calendar = await PlanCalendars.LoadAsync(db, run.Period, ct);
        using var inputs = await BundleInputs.OpenAsync(db, run, calendar, managerNo, ct);
        await using var bundle = await BundleWriter.OpenAsync(to, now, ct);
        await bundle.AddAsync("README.md", BundleReadme.En, ct);
        await bundle.AddAsync("README.zh-CN.md", BundleReadme.Zh, ct);
        var plans = await AddPlansAsync(bundle, db, calendar, ct);
        await bundle.AddAsync("run.json", RunOf(run, calendar, plans, isWhole: managerNo is null), ct);
        var after = "";
        while (await NextAsync(db, run, managerNo, after, ct) is { Count: > 0 } statements)
        {
            var managers = statements.Select(s => s.ManagerNo).Distinct(StringComparer.Ordinal).ToList();
            var own = statements.ToLookup(s => s.ManagerNo, StringComparer.Ordinal);
            await foreach (var manager in inputs.ReadAsync(managers, ct))
            {
                await bundle.AddAsync($"managers/{manager.ManagerNo}/inputs.json", manager, ct);
                await bundle.AddAsync(
                    $"managers/{manager.ManagerNo}/statement.json",
                    StatementOf([.. own[manager.ManagerNo]]),
                    ct
                );
            }

            after = managers[^1];
        }

        await bundle.FinishAsync(
            new(
                BundleDocuments.Format,
                managerNo is null ? "run" : "statement",
                run.Id,
                run.Period,
                managerNo,
                now,
                Files: []
            ),
            keys,
            ct
        );
    }

    /// <summary>The statements of the next managers, whole managers only, in the order of their numbers.</summary>
    private static async Task<List<Statement>> NextAsync(
        IncentiveDbContext db,
        Run run,
        string? managerNo,
        string after,
        CancellationToken ct
    )
    {
        var statements = db.Statements.AsNoTracking().Where(s => s.RunNumber == run.Number);
        if (managerNo is not null)
            statements = statements.Where(s => s.ManagerNo == managerNo);
        var next = await statements
            .Where(s => s.IsStatement && s.ManagerNo.CompareTo(after) > 0)
            .OrderBy(s => s.ManagerNo)
            .Select(s => s.ManagerNo)
            .Take(ManagersAtOnce)
            .ToListAsync(ct);
        return next.Count == 0
            ? []
            : await statements
                .Where(s => next.Contains(s.ManagerNo))
                .OrderBy(s => s.ManagerNo)
                .ThenBy(s => s.Period)
                .ToListAsync(ct);
    }

    /// <summary>Adds the document and the sentences of each plan in force.</summary>
    private static async Task<List<BundledPlan>> AddPlansAsync(
        BundleWriter bundle,
        IncentiveDbContext db,
        PlanCalendar calendar,
        CancellationToken ct
    )
    {
        var bundled = new List<BundledPlan>();
        foreach (var (code, version) in calendar.Plans.Select(p => (p.Code, p.Version)).Distinct())
        {
            var plan = await db.Plans.AsNoTracking().SingleAsync(p => p.Code == code && p.Version == version, ct);
            var (folder, text) = (Invariant($"plans/{bundled.Count + 1}"), PlanText.Of(plan));
            await bundle.AddAsync($"{folder}/plan.json", plan.Document, ct);
            await bundle.AddAsync($"{folder}/text.zh.txt", text.Zh, ct);
            await bundle.AddAsync($"{folder}/text.en.txt", text.En, ct);
            bundled.Add(
                new(
                    folder,
                    plan.Code,
                    plan.Version,
                    plan.RuleHash,
                    text.TextHash,
                    plan.ApprovedAt,
                    [
                        .. calendar.Months.Where(month =>
                            calendar.In(month) is { } inForce && (inForce.Code, inForce.Version) == (code, version)
                        ),
                    ]
                )
            );
        }

        return bundled;
    }

    private static BundledRun RunOf(Run run, PlanCalendar calendar, IReadOnlyList<BundledPlan> plans, bool isWhole) =>
        new(
            Id: run.Id,
            Period: run.Period,
            FirstMonth: calendar.First,
            CloseNumber: run.CloseNumber,
            Without: run.WithoutServices,
            Status: run.Status == RunStatus.Approved ? "approved" : "calculated",
            CalculatedAt: run.CalculatedAt,
            ApprovedAt: run.Status == RunStatus.Approved ? run.DecidedAt : null,
            ResultHash: run.ResultHash!,
            Figures: isWhole ? new(run.Managers, run.Total, run.Deferred, run.Reserved, run.Signed) : null,
            Plans: plans
        );

    /// <param name="statements">A manager's statements of the run, the earlier months first.</param>
    private static BundledStatement StatementOf(List<Statement> statements)
    {
        var statement = statements[^1];
        var earlier = statements.SkipLast(1).ToList();
        var lines = statement.ReadLines();
        using var hash = new ResultHash();
        hash.Add(
            new(statement.ManagerNo, statement.Period, statement.Amounts(), statement.Carried),
            lines,
            earlier.Select(s => (s.Period, s.Amounts()))
        );
        return new(
            ManagerNo: statement.ManagerNo,
            Period: statement.Period,
            Org: statement.Org,
            Amounts: BundledAmounts.Of(statement.Amounts()),
            Own: new(statement.OwnPayable, statement.OwnDeferred, statement.OwnReserved),
            Held: statement.Held,
            Carried: statement.Carried,
            LineHash: hash.Result(),
            Lines: BundledLine.Of(lines),
            Earlier: earlier.ConvertAll(s => new EarlierMonth(
                s.Period,
                BundledAmounts.Of(s.Amounts()),
                s.Carried,
                BundledLine.Of(s.ReadLines())
            ))
        );
    }
}
