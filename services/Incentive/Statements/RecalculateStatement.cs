using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Statements;

/// <summary>
/// Calculates a statement again with what a close knew, or with everything booked so far. What was paid stays as it is:
/// months before it count as they were approved when it was calculated.
/// </summary>
internal static class RecalculateStatement
{
    private const string Now = "now";

    /// <summary>The knowledge that takes in everything booked, whatever close it becomes known with.</summary>
    public static readonly Knowledge EverythingBooked = new(int.MaxValue);

    /// <exception cref="RuleBrokenException">
    /// 400: neither a close nor <c>now</c>, or the close knew nothing of the month. 404: there is no such close, or no
    /// statement that the caller may see.
    /// </exception>
    public static async Task<StatementRoutes.Answer> OfAsync(
        string managerNo,
        Period period,
        string asKnownAt,
        Caller caller,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (knowledge, known, without) = await KnowledgeAsync(asKnownAt, period, db, ct);
        var open = await OpenMonths.LoadAsync(db, clock, ct);
        if (!period.IsMonth || (period >= open.First && !open.Include(period)))
            throw NotFound();
        // A month that waits for its approval is shown to those who check it only, in whatever form.
        var lastApproved = await ApprovedRuns.LastPeriodAsync(db, ct);
        if (period < open.First && !(period <= lastApproved) && !StatementRoutes.SeesEarly(caller))
            throw NotFound();

        var calendar = await PlanCalendars.LoadToOpenAsync(db, period, ct);
        var recalculation = await Recalculation.OpenAsync(db, knowledge, calendar, managerNo, ct) ?? throw NotFound();
        var bonus = recalculation.Calculate();
        if (
            !(await finder.FindAsync(ct)).Includes(recalculation.Org, managerNo)
            || !bonus.IsStatementOf(recalculation.Manager.Profile)
        )
            throw NotFound();

        var inForce = calendar.In(period)!;
        var plan = await db
            .Plans.AsNoTracking()
            .SingleAsync(p => p.Code == inForce.Code && p.Version == inForce.Version, ct);
        var org = recalculation.Org ?? "";
        return new(
            ManagerNo: managerNo,
            Name: await StatementRoutes.NameAsync(managerNo, db, ct),
            Period: period,
            RunId: null,
            Status: "recalculated",
            Org: org,
            OrgName: await StatementRoutes.OrgNameAsync(org, db, ct),
            Payable: bonus.Payable,
            Deferred: bonus.Deferred,
            Reserved: bonus.Amounts.Reserved,
            Held: bonus.Held,
            Carried: bonus.Own.CarriedOut,
            PlanCode: plan.Code,
            PlanVersion: plan.Version,
            RuleHash: plan.RuleHash,
            SignedAt: (await db.PlanSignatures.FindAsync([plan.Code, plan.Version, managerNo], ct))?.SignedAt,
            Without: without,
            Lines: await LineRecords.OpenAsync(db, managerNo, period, bonus.Lines, plan, knowledge.CloseNumber, ct)
        )
        {
            AsKnownAt = known,
        };
    }

    /// <summary>
    /// The knowledge asked for. That of a close is what its approved run used, where there is one: a run may have gone
    /// on without a service that was down.
    /// </summary>
    private static async Task<(Knowledge, StatementRoutes.KnownAt, IReadOnlyList<string> Without)> KnowledgeAsync(
        string asKnownAt,
        Period period,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        if (asKnownAt == Now)
        {
            var last = await db
                .Closes.OrderByDescending(c => c.CloseNumber)
                .Select(c => (Period?)c.Period)
                .FirstOrDefaultAsync(ct);
            return (EverythingBooked, new(null, last), []);
        }

        if (!int.TryParse(asKnownAt, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new RuleBrokenException(
                "request.invalid-as-known-at",
                new("asKnownAt 应为关账序号或 now。", "asKnownAt is the number of a close, or now."),
                status: 400
            );
        var close =
            await db.Closes.AsNoTracking().FirstOrDefaultAsync(c => c.CloseNumber == number, ct)
            ?? throw new RuleBrokenException(
                "close.unknown",
                new(Invariant($"没有第 {number} 次关账。"), Invariant($"There is no close number {number}.")),
                status: 404
            );
        if (close.Period < period)
            throw new RuleBrokenException(
                "statement.not-known-then",
                new(
                    Invariant($"第 {number} 次关账截至 {close.Period}，当时还没有 {period} 的数据。"),
                    Invariant($"Close number {number} was that of {close.Period}; it knew nothing of {period} yet.")
                ),
                status: 400
            );
        var run = await db
            .Runs.AsNoTracking()
            .Where(r => r.CloseNumber == number && (r.Status == RunStatus.Approved || r.Status == RunStatus.Calculated))
            .OrderByDescending(r => r.Number)
            .FirstOrDefaultAsync(ct);
        return (run?.Knowledge ?? new(number), new(number, close.Period), run?.WithoutServices ?? []);
    }

    private static RuleBrokenException NotFound() => RuleBrokenException.NotFound("statement");
}
