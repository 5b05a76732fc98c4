using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Statements;

/// <summary>Lists the lines of all statements of a run.</summary>
internal static class ListRunLines
{
    /// <summary>
    /// Lists lines by manager, their statement's first, then those of earlier periods with different results. Pages
    /// contain whole managers.
    /// </summary>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Page<StatementLine>> Handle(
        [AsParameters] PageQuery page,
        Guid id,
        string? manager,
        string? search,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var run = await RunAnswer.FindAsync(id, db, ct);
        var after = page.AfterKey();
        // A run that has no result yet has statements of some managers only.
        var number = run.ResultHash is null ? 0 : run.Number;
        var all = db
            .Statements.AsNoTracking()
            .Where(s => s.RunNumber == number)
            .Within(await part.FindAsync(ct), s => s.Org, s => s.ManagerNo)
            .OfManagersLike(search, s => s.ManagerNo, db);
        if (manager is not null)
            all = all.Where(s => s.ManagerNo == manager);
        int? total = page.Total == true ? await Statement.CountLinesAsync(all, ct) : null;
        var statements = all.Where(s => s.ManagerNo.CompareTo(after) > 0);
        var lines = new List<StatementLine>();
        var plans = await PlansOfMonths.LoadAsync(db, run.Period, ct);
        string? last = null;
        await foreach (
            var statement in statements
                .OrderBy(s => s.ManagerNo)
                .ThenByDescending(s => s.Period)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
        {
            if (lines.Count >= page.Size && statement.ManagerNo != last)
                return new(await NamedAsync(lines, db, ct), PageQuery.Cursor(last!), total);
            last = statement.ManagerNo;
            lines.AddRange(
                statement
                    .ReadLines()
                    .Select(l =>
                        StatementLine.Of(l, plans.Of(statement.Period)) with
                        {
                            ManagerNo = statement.ManagerNo,
                            Period = statement.Period,
                        }
                    )
            );
        }

        return new(await NamedAsync(lines, db, ct), null, total);
    }

    private static async Task<IReadOnlyList<StatementLine>> NamedAsync(
        List<StatementLine> lines,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var names = await ManagerNames.OfAsync(db, lines.Select(l => l.ManagerNo!), ct);
        return lines.ConvertAll(l => l with { ManagerName = names.GetValueOrDefault(l.ManagerNo!) });
    }
}
