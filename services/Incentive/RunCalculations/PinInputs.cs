using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Recognitions;
using CardTeam.Incentive.Recoveries;
using CardTeam.Incentive.Runs;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>Fixes the inputs of a run, and tells later whether they have changed.</summary>
internal static class PinInputs
{
    /// <exception cref="RuleBrokenException">
    /// 409: the period is not closed, its data is not complete, it is out of order, or has no plan.
    /// </exception>
    public static async Task<RunInputs> PinAsync(
        IncentiveDbContext db,
        Period period,
        IReadOnlyList<string> without,
        CancellationToken ct
    )
    {
        var close =
            await db.Closes.AsNoTracking().FirstOrDefaultAsync(c => c.Period == period, ct)
            ?? throw NotComplete([new Missing("performance", $"close of {period}", null, "nothing")]);
        var missing = await ControlTotals.CompareAsync(db, close, without, ct);
        if (missing.Count > 0)
            throw NotComplete(missing);
        var first =
            await db
                .Closes.AsNoTracking()
                .Where(c => c.CloseNumber == 1)
                .Select(c => (Period?)c.Period)
                .FirstOrDefaultAsync(ct)
            ?? throw NotComplete([new Missing("performance", "the first close", null, "nothing")]);
        var expected = (await ApprovedRuns.LastPeriodAsync(db, ct))?.Next() ?? first;
        if (period < expected)
            throw new RuleBrokenException(
                "run.already-approved",
                new($"{period} 的奖金已经批准。", $"The bonuses of {period} are approved.")
            );
        if (period > expected)
            throw new RuleBrokenException(
                "run.out-of-order",
                new($"须先批准 {expected} 的奖金。", $"The bonuses of {expected} are to be approved first.")
            );

        await UnitTrees.PinAsync(db, first, period, ct);
        // Saved with the run, as one audit entry.
        await DecideContests.AtCloseAsync(db, close, ct);
        var calendar = await PlanCalendars.LoadAsync(db, first, period, ct);
        var plan = calendar.In(period)!;
        await CheckUnitsAsync(db, plan, ct);
        var certificates = without.Contains(AnnouncedCount.Training, StringComparer.Ordinal)
            ? await db.Certificates.MaxAsync(c => (long?)c.Number, ct) ?? 0
            : long.MaxValue;
        var complaints = without.Contains(AnnouncedCount.Feedback, StringComparer.Ordinal)
            ? await db.Complaints.MaxAsync(c => (long?)c.Number, ct) ?? 0
            : long.MaxValue;
        var trainingFacts = without.Contains(AnnouncedCount.Training, StringComparer.Ordinal)
            ? await db.TrainingFacts.MaxAsync(f => (long?)f.Number, ct) ?? 0
            : long.MaxValue;
        var knowledge = new Knowledge(close.CloseNumber, certificates, complaints, trainingFacts);
        return new(
            close.CloseNumber,
            without,
            certificates,
            complaints,
            trainingFacts,
            plan.Code,
            plan.Version,
            plan.RuleHash,
            await HashAsync(db, close, calendar, without, knowledge, ct)
        );
    }

    /// <summary>Checks that the bank's reorganisation has not brought anybody under two rules of one type.</summary>
    private static async Task CheckUnitsAsync(IncentiveDbContext db, PlanInForce inForce, CancellationToken ct)
    {
        if (!inForce.NamesUnits)
            return;
        var plan = await db
            .Plans.AsNoTracking()
            .SingleAsync(p => p.Code == inForce.Code && p.Version == inForce.Version, ct);
        var (faults, _) = Plan.Check(plan.Read(), await UnitTrees.NowAsync(db, ct));
        if (faults.Count > 0)
            throw new RuleBrokenException(
                "run.units-overlap",
                new(
                    "机构调整后，方案中按机构适用的规则相互重叠；请先批准新的方案版本。",
                    "Units have moved, and rules of the plan for some units overlap; approve a new version first."
                ),
                details: [.. faults]
            );
    }

    /// <summary>
    /// Hashes a run's inputs as they are now: the hash is the same unless a plan or a booked input has changed.
    /// </summary>
    public static async Task<string> HashNowAsync(IncentiveDbContext db, Run run, CancellationToken ct)
    {
        var close = await db.Closes.AsNoTracking().SingleAsync(c => c.CloseNumber == run.CloseNumber, ct);
        return await HashAsync(
            db,
            close,
            await PlanCalendars.LoadAsync(db, run.Period, ct),
            run.WithoutServices,
            run.Knowledge,
            ct
        );
    }

    private static async Task<string> HashAsync(
        IncentiveDbContext db,
        AnnouncedClose close,
        PlanCalendar calendar,
        IReadOnlyList<string> without,
        Knowledge knowledge,
        CancellationToken ct
    )
    {
        var (number, certificates, complaints) = (
            close.CloseNumber,
            knowledge.CertificatesUpTo,
            knowledge.ComplaintsUpTo
        );
        var totals = (await db.FactTotals.AsNoTracking().Where(t => t.KnownFrom <= number).ToListAsync(ct))
            .OrderBy(t => t.Month)
            .ThenBy(t => t.KnownFrom)
            .Select(t =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{t.Month} {t.KnownFrom} {t.Count} {t.Amount} {t.Versions}"
                )
            );
        var won =
            await db.WonContests.CountAsync(w => w.KnownFrom <= number, ct)
            + db.ChangeTracker.Entries<WonContest>().Count(w => w.State == EntityState.Added);
        var ofTraining = await TrainingFact.KnownTo(db, knowledge).CountAsync(ct);
        string[] inputs =
        [
            close.Announcement,
            string.Join(' ', without),
            .. totals,
            .. calendar.Months.Select(m =>
                Invariant($"{m} {calendar.In(m)!.Code} {calendar.In(m)!.Version} {calendar.In(m)!.RuleHash}")
            ),
            Invariant($"{await db.Managers.CountAsync(m => m.KnownFrom <= number, ct)} ")
                + Invariant($"{await db.Scores.CountAsync(s => s.KnownFrom <= number, ct)}"),
            Invariant(
                $"{await db.Certificates.CountAsync(c => c.KnownFrom <= number && c.Number <= certificates, ct)} "
            )
                + Invariant(
                    $"{await db.Complaints.CountAsync(c => c.KnownFrom <= number && c.Number <= complaints, ct)}"
                ),
            .. won > 0 ? new[] { Invariant($"contests {won}") } : [],
            .. ofTraining > 0 ? new[] { Invariant($"training {ofTraining}") } : [],
            .. calendar
                .Months.Where(m => calendar.In(m)!.NamesUnits)
                .Select(m => $"{m} {calendar.In(m)!.UnitsCovered}"),
            // Nothing where there is none: the inputs of runs without any keep the hash they have always had.
            .. await CorrectionBook.FingerprintAsync(db, calendar.Last, ct) is { } corrections
                ? new[] { corrections }
                : [],
            .. await RecoveryBook.FingerprintAsync(db, calendar.Last, ct) is { } recoveries ? new[] { recoveries } : [],
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(inputs))));
    }

    private static RuleBrokenException NotComplete(IReadOnlyList<Missing> missing) =>
        new(
            "run.not-complete",
            new("计算所需的数据尚未到齐。", "What the close announced has not all arrived."),
            details: [.. missing]
        );
}
