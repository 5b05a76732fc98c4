using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Ledger;

/// <summary>Lists what is still to be paid of deferred money and reserves, for payroll's planning.</summary>
internal static class ListDue
{
    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="Org">The unit of the newest posting.</param>
    /// <param name="OrgName">Name of the unit; null when unknown.</param>
    /// <param name="Account"><c>deferred</c> or <c>reserve</c>.</param>
    /// <param name="Period">The month that deferred or kept the money.</param>
    /// <param name="Amount">The amount not yet paid; below zero for what a later result took from a month already paid.</param>
    public sealed record Row(
        string ManagerNo,
        string? Name,
        string Org,
        string? OrgName,
        string Account,
        Period Period,
        DateOnly DueOn,
        Money Amount
    );

    /// <summary>A sum of entries that is not zero.</summary>
    internal sealed class Open
    {
        public required string ManagerNo { get; init; }
        public required string Org { get; init; }
        public required string Account { get; init; }
        public required Period Period { get; init; }
        public required DateOnly DueOn { get; init; }
        public required long Fen { get; init; }
    }

    private static readonly ListOrder<Open> Order = new ListOrder<Open>("dueOn")
        .Key("dueOn", o => o.DueOn)
        .Key("managerNo", o => o.ManagerNo)
        .Key("period", o => o.Period)
        .Key("account", o => o.Account)
        .By("amount", o => o.Fen);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("account", new("种类", "Kind"), r => r.Account),
        new("period", new("形成期间", "Period"), r => r.Period),
        new("dueOn", new("到期日", "Due on"), r => r.DueOn),
        new("amount", new("金额", "Amount"), r => r.Amount),
    ];

    /// <param name="dueBefore">Shows what falls due before this day; null for all.</param>
    /// <param name="account"><c>deferred</c> or <c>reserve</c>; null for both.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<Open, Row>> Handle(
        [AsParameters] ListQuery list,
        DateOnly? dueBefore,
        string? account,
        string? search,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var entries = db.LedgerEntries.AsNoTracking().Where(e => e.DueOn != null);
        if (dueBefore is { } day)
            entries = entries.Where(e => e.DueOn < day);
        if (account is not null)
            entries = entries.Where(e => e.Account == account);
        var posts = db.ManagerPosts.AsNoTracking().Within(await finder.FindAsync(ct), p => p.Org, p => p.ManagerNo);
        var open =
            from e in entries.OfManagersLike(search, e => e.ManagerNo, db)
            join p in posts on e.ManagerNo equals p.ManagerNo
            group (long)(object)e.Amount by new
            {
                e.ManagerNo,
                p.Org,
                e.Account,
                e.Period,
                e.DueOn,
            } into g
            where g.Sum() != 0
            select new Open
            {
                ManagerNo = g.Key.ManagerNo,
                Org = g.Key.Org,
                Account = g.Key.Account,
                Period = g.Key.Period,
                DueOn = g.Key.DueOn!.Value,
                Fen = g.Sum(),
            };
        return new(
            open,
            list,
            Order,
            o => new Row(
                o.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == o.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                o.Org,
                db.OrgUnits.Where(u => u.Code == o.Org).Select(u => u.Name).FirstOrDefault(),
                o.Account,
                o.Period,
                o.DueOn,
                new Money(o.Fen)
            ),
            Columns
        );
    }
}
