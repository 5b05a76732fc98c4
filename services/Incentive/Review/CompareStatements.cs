using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Review;

/// <summary>
/// Compares the statements of a run with the month before, with a row for each manager who has a statement in either
/// month: a manager without a statement now is listed with nothing payable, because that is a change as well.
/// </summary>
internal static class CompareStatements
{
    /// <param name="Sort">
    /// <c>-change-size</c> (the default: the greatest difference first, whether up or down), <c>change</c>,
    /// <c>payable</c>, either with a - before it for the greatest first, or <c>managerNo</c>. Rows of equal value are
    /// ordered by manager number.
    /// </param>
    /// <param name="Org">
    /// Code of a unit, including those below; the unit of the run's month, or of the month before for a manager without
    /// a statement now.
    /// </param>
    /// <param name="Only"><c>outliers</c>, or null for all managers.</param>
    /// <param name="Search">A part of the manager's name or number.</param>
    public readonly record struct Query(string? Sort, string? Org, string? Manager, string? Only, string? Search);

    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="Org">
    /// Unit on the last day of the month, or of the month before for a manager without a statement now.
    /// </param>
    /// <param name="Payable">Zero where there is no statement.</param>
    /// <param name="Adjustment">
    /// The part of <paramref name="Payable"/> that results from late knowledge of earlier months.
    /// </param>
    /// <param name="Before">
    /// The amount payable by the approved run of the month before; null for a manager without a statement there.
    /// </param>
    /// <param name="Change">Payable less before; a missing statement counts as zero.</param>
    /// <param name="HasStatement">False for a manager who had a statement the month before and has none now.</param>
    /// <param name="IsOutlier">
    /// True when payable lies beyond Tukey's fences of the run, see <see cref="Quartiles.IsOutlier"/>.
    /// </param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        string Org,
        Money Payable,
        Money Deferred,
        Money Reserved,
        Money Carried,
        Money Adjustment,
        Money? Before,
        Money Change,
        bool HasStatement,
        bool IsOutlier
    );

    public static async Task<Page<Answer>> Handle(
        [AsParameters] PageQuery page,
        [AsParameters] Query query,
        Guid id,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var months = await BothMonths.OfAsync(id, part, db, ct);
        var fences = await BothMonths.PayablesAsync(months.Now, ct) is { Length: > 0 } payables
            ? Quartiles.Of(payables)
            : null;
        var rows = Compared(months, query.Manager);
        if (query.Org is { } org)
        {
            var below = await PartOfBank.BelowAsync(org, db, ct);
            rows = rows.Where(r => below.Contains(r.Org));
        }

        if (query.Only == "outliers")
        {
            var (low, high) = (fences?.TwiceLowFence ?? 0, fences?.TwiceHighFence ?? 0);
            rows = rows.Where(r => r.IsNow == 1 && (2 * r.Payable < low || 2 * r.Payable > high));
        }
        else if (query.Only is not null)
            throw new RuleBrokenException(
                "request.invalid-only",
                new("only 只能是 outliers。", "only is outliers, or is left out."),
                status: 400
            );

        rows = rows.OfManagersLike(query.Search, r => r.ManagerNo, db);
        var sort = query.Sort ?? "-change-size";
        var placed = Placed(rows, sort);
        if (page.AfterKey().Length > 0)
        {
            if (
                page.AfterParts(3) is not [var by, var value, var no]
                || by != sort
                || !long.TryParse(value, CultureInfo.InvariantCulture, out var last)
            )
                throw PageQuery.Unknown();
            placed = placed.Where(p => p.Place > last || (p.Place == last && p.Row.ManagerNo.CompareTo(no) > 0));
        }

        var found = await placed
            .OrderBy(p => p.Place)
            .ThenBy(p => p.Row.ManagerNo)
            .ToPageAsync(
                page,
                p => PageQuery.Key(sort, p.Place.ToString(CultureInfo.InvariantCulture), p.Row.ManagerNo),
                ct
            )
            .WithTotalAsync(rows, page, ct);
        var names = await ManagerNames.OfAsync(db, found.Items.Select(p => p.Row.ManagerNo), ct);
        return new(
            found.Items.Select(p => AnswerOf(p.Row, names.GetValueOrDefault(p.Row.ManagerNo), fences)).ToList(),
            found.Next,
            found.Total
        );
    }

    /// <summary>
    /// Both months below each other, summed by manager: a full outer join that works in both databases.
    /// </summary>
    private static IQueryable<Row> Compared(BothMonths months, string? manager)
    {
        var (now, before) = (months.Now, months.Before);
        if (manager is not null)
            (now, before) = (now.Where(s => s.ManagerNo == manager), before.Where(s => s.ManagerNo == manager));

        // Money is bigint 分 in the database; the cast is for LINQ, which knows no arithmetic of Money.
        return now.Select(s => new
            {
                s.ManagerNo,
                s.Org,
                IsNow = 1,
                IsBefore = 0,
                Before = 0L,
                Payable = (long)(object)s.Payable,
                Own = (long)(object)s.OwnPayable + (long)(object)s.Corrected,
                Deferred = (long)(object)s.Deferred,
                Reserved = (long)(object)s.Reserved,
                Carried = (long)(object)s.Carried,
            })
            .Concat(
                before.Select(s => new
                {
                    s.ManagerNo,
                    s.Org,
                    IsNow = 0,
                    IsBefore = 1,
                    Before = (long)(object)s.Payable,
                    Payable = 0L,
                    Own = 0L,
                    Deferred = 0L,
                    Reserved = 0L,
                    Carried = 0L,
                })
            )
            .GroupBy(s => s.ManagerNo)
            .Select(g => new Row
            {
                ManagerNo = g.Key,
                Org = g.Max(s => s.IsNow == 1 ? s.Org : null) ?? g.Max(s => s.Org)!,
                IsNow = g.Max(s => s.IsNow),
                IsBefore = g.Max(s => s.IsBefore),
                Before = g.Sum(s => s.Before),
                Payable = g.Sum(s => s.Payable),
                Own = g.Sum(s => s.Own),
                Deferred = g.Sum(s => s.Deferred),
                Reserved = g.Sum(s => s.Reserved),
                Carried = g.Sum(s => s.Carried),
            });
    }

    /// <summary>Adds to each row the number by which it is sorted, smallest first.</summary>
    private static IQueryable<PlacedRow> Placed(IQueryable<Row> rows, string sort) =>
        sort switch
        {
            "-change-size" => rows.Select(r => new PlacedRow { Row = r, Place = -Math.Abs(r.Payable - r.Before) }),
            "change" => rows.Select(r => new PlacedRow { Row = r, Place = r.Payable - r.Before }),
            "-change" => rows.Select(r => new PlacedRow { Row = r, Place = r.Before - r.Payable }),
            "payable" => rows.Select(r => new PlacedRow { Row = r, Place = r.Payable }),
            "-payable" => rows.Select(r => new PlacedRow { Row = r, Place = -r.Payable }),
            "managerNo" => rows.Select(r => new PlacedRow { Row = r, Place = 0 }),
            _ => throw new RuleBrokenException(
                "request.invalid-sort",
                new(
                    "sort 只能是 -change-size、change、-change、payable、-payable 或 managerNo。",
                    "sort is one of -change-size, change, -change, payable, -payable and managerNo."
                ),
                status: 400
            ),
        };

    private static Answer AnswerOf(Row r, string? name, Quartiles? fences) =>
        new(
            r.ManagerNo,
            name,
            r.Org,
            new(r.Payable),
            new(r.Deferred),
            new(r.Reserved),
            new(r.Carried),
            new(r.Payable - r.Own),
            r.IsBefore == 1 ? new Money(r.Before) : null,
            new(r.Payable - r.Before),
            r.IsNow == 1,
            r.IsNow == 1 && fences!.IsOutlier(r.Payable)
        );

    /// <summary>A row with amounts in 分, and 1 for true.</summary>
    private sealed class Row
    {
        public string ManagerNo { get; init; } = "";
        public string Org { get; init; } = "";
        public int IsNow { get; init; }
        public int IsBefore { get; init; }
        public long Before { get; init; }
        public long Payable { get; init; }
        public long Own { get; init; }
        public long Deferred { get; init; }
        public long Reserved { get; init; }
        public long Carried { get; init; }
    }

    private sealed class PlacedRow
    {
        public Row Row { get; init; } = new();
        public long Place { get; init; }
    }
}
