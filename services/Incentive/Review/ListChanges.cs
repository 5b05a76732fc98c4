using CardTeam.Contracts;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Review;

/// <summary>
/// The changes of closed months that a run takes into account for the first time: what changed, whose, by whom, and
/// what it makes of the manager's pay.
/// </summary>
internal static class ListChanges
{
    /// <param name="Name">The manager's; null when none is known.</param>
    /// <param name="Period">The closed month; of several, the first.</param>
    /// <param name="LastPeriod">
    /// The last of several months, which a certificate or the roster may have; else the same month.
    /// </param>
    /// <param name="Kind">
    /// <c>target</c>, <c>indicator</c>, <c>satisfaction</c>, <c>card-fact</c>, <c>complaint</c>, <c>certificate</c>,
    /// <c>course</c> or <c>roster</c>.
    /// </param>
    /// <param name="Reference">
    /// The KPI, fact, complaint, certificate or course; null for answers of customers, for the roster, and for complaints that
    /// change a scorecard only.
    /// </param>
    /// <param name="ChangedBy">Person or system that made the change.</param>
    /// <param name="Difference">
    /// The month's pay as it now comes out, less what was approved: the same for every change of one manager's month, for
    /// they are calculated together. Null until the run is calculated.
    /// </param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        Period Period,
        Period LastPeriod,
        string Kind,
        string? Reference,
        string ChangedBy,
        Money? Difference
    );

    private static readonly ListOrder<BookedChange> Order = new ListOrder<BookedChange>("managerNo")
        .By("managerNo", c => c.ManagerNo)
        .By("period", c => c.Month)
        .By("kind", c => c.Kind)
        .By("changedBy", c => c.ChangedBy)
        .Key("number", c => c.Number);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), c => c.ManagerNo),
        new("name", new("姓名", "Name"), c => c.Name),
        new("period", new("已关账月份", "Closed month"), c => c.Period),
        new("lastPeriod", new("至", "Up to"), c => c.LastPeriod),
        new("kind", new("改动内容", "What changed"), c => c.Kind),
        new("reference", new("编号", "Reference"), c => c.Reference),
        new("changedBy", new("改动人", "Changed by"), c => c.ChangedBy),
        // Several changes of one month share its difference: a sum would count it several times.
        new("difference", new("该月奖金差额", "Difference of the month"), c => c.Difference) { IsSummed = false },
    ];

    private static async Task<IReadOnlyList<Answer>> WithDifferencesAsync(
        Run run,
        IReadOnlyList<Answer> some,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var differences = await MonthDifferences.LoadAsync(run, some.Select(a => a.ManagerNo), db, ct);
        return [.. some.Select(a => a with { Difference = differences.Of(a.ManagerNo, a.Period, a.LastPeriod) })];
    }

    /// <param name="manager">Shows the changes of this manager only.</param>
    /// <param name="kind">Shows the changes of this kind only.</param>
    /// <param name="by">Shows the changes of this person or system only.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<BookedChange, Answer>> Handle(
        [AsParameters] ListQuery list,
        Guid id,
        string? manager,
        string? kind,
        string? by,
        string? search,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var run = await RunAnswer.FindAsync(id, db, ct);
        var part = await finder.FindAsync(ct);
        var changes = (await ClosedMonthChanges.OfAsync(run, db, ct)).OfManagersLike(search, c => c.ManagerNo, db);
        if (!part.IsWhole)
        {
            var visible = db
                .Statements.AsNoTracking()
                .Where(s => s.RunNumber == run.Number && s.IsStatement)
                .Within(part, s => s.Org, s => s.ManagerNo);
            changes = changes.Where(c => visible.Any(s => s.ManagerNo == c.ManagerNo));
        }

        if (manager is not null)
            changes = changes.Where(c => c.ManagerNo == manager);
        if (kind is not null)
            changes = changes.Where(c => c.Kind == kind);
        if (by is not null)
            changes = changes.Where(c => c.ChangedBy == by);
        return new(
            changes,
            list,
            Order,
            c => new Answer(
                c.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == c.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                c.Month,
                c.LastMonth,
                c.Kind,
                c.Reference == "" ? null : c.Reference,
                c.ChangedBy,
                null
            ),
            Columns
        )
        {
            CompleteAsync = run.ResultHash is null ? null : some => WithDifferencesAsync(run, some, db, ct),
        };
    }
}
