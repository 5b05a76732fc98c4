using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Statements;

/// <summary>
/// Explains a statement's adjustment: each earlier period as last approved and as now calculated, line by line.
/// </summary>
internal static class ShowAdjustments
{
    public sealed record Answer(IReadOnlyList<AdjustedPeriod> Items);

    /// <param name="Before">
    /// The amounts last approved; null where the manager had nothing approved in the period.
    /// </param>
    /// <param name="After">The amounts calculated by the statement's run.</param>
    /// <param name="Changes">The rules whose amounts differ.</param>
    public sealed record AdjustedPeriod(
        Period Period,
        Outcome? Before,
        Outcome After,
        Money Difference,
        IReadOnlyList<Change> Changes
    );

    public sealed record Outcome(Money Payable, Money Deferred, Money Reserved, IReadOnlyList<StatementLine> Lines);

    /// <param name="Name">The name of the rule, in both languages.</param>
    public sealed record Change(string Rule, string Kind, LineText Name, Money Before, Money After, Money Difference);

    public static async Task<Ok<Answer>> Handle(
        string managerNo,
        Period period,
        Caller caller,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var (statement, run) = await StatementRoutes.FindAsync(managerNo, period, caller, part, db, ct);
        var earlier = await db
            .Statements.AsNoTracking()
            .Where(s => s.RunNumber == run.Number && s.ManagerNo == managerNo && s.Period < statement.Period)
            .OrderBy(s => s.Period)
            .ToListAsync(ct);
        var periods = earlier.ConvertAll(s => s.Period);
        var approved = (
            await db
                .Statements.AsNoTracking()
                .Where(s => s.ManagerNo == managerNo && periods.Contains(s.Period) && s.RunNumber < run.Number)
                .Where(s => db.Runs.Any(r => r.Number == s.RunNumber && r.Status == RunStatus.Approved))
                .ToListAsync(ct)
        )
            .GroupBy(s => s.Period)
            .ToDictionary(g => g.Key, g => g.MaxBy(s => s.RunNumber)!);
        var plans = earlier.Count == 0 ? null : await PlansOfMonths.LoadAsync(db, run.Period, ct);
        return TypedResults.Ok(
            new Answer([
                .. earlier.Select(after =>
                    Compare(approved.GetValueOrDefault(after.Period), after, plans!.Of(after.Period))
                ),
            ])
        );
    }

    private static AdjustedPeriod Compare(Statement? before, Statement after, RuleNames names)
    {
        // The period's own lines: adjustments of still earlier periods made in it are not part of its own result.
        var (was, now) = (before is null ? [] : OwnLines(before), OwnLines(after));
        var changes = was.Concat(now)
            .Select(l => (l.Rule, l.Kind))
            .Distinct()
            .Select(key =>
            {
                var (old, young) = (Sum(was, key), Sum(now, key));
                var name = names.Of(key.Rule);
                return new Change(key.Rule, key.Kind.Name(), new(name.Zh, name.En), old, young, young - old);
            })
            .Where(c => c.Difference.Fen != 0)
            .ToList();
        return new(
            after.Period,
            before is null ? null : OutcomeOf(before, was, names),
            OutcomeOf(after, now, names),
            after.OwnPayable - (before?.OwnPayable ?? Money.Zero),
            changes
        );
    }

    private static Outcome OutcomeOf(Statement statement, IReadOnlyList<Line> lines, RuleNames names) =>
        new(
            statement.OwnPayable,
            statement.OwnDeferred,
            statement.OwnReserved,
            [.. lines.Select(l => StatementLine.Of(l, names))]
        );

    private static List<Line> OwnLines(Statement statement) =>
        statement.ReadLines().Where(l => l.Kind != LineKind.Adjustment && CorrectionPart.Of(l) is null).ToList();

    private static Money Sum(IReadOnlyList<Line> lines, (string Rule, LineKind Kind) key) =>
        new(lines.Where(l => (l.Rule, l.Kind) == key).Sum(l => l.Amount.Fen));
}
