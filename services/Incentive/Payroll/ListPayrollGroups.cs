using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>Lists the payroll groups with their units and queues.</summary>
internal static class ListPayrollGroups
{
    private static readonly ListOrder<PayrollGroup> Order = new ListOrder<PayrollGroup>("code")
        .By("queue", g => g.Queue)
        .By("changedAt", g => g.ChangedAt)
        .Key("code", g => g.Code);

    private static readonly ExportColumn<PutPayrollGroup.Answer>[] Columns =
    [
        new("code", new("组", "Group"), g => g.Code),
        new("orgs", new("机构", "Units"), g => string.Join(' ', g.Orgs)),
        new("queue", new("队列", "Queue"), g => g.Queue),
        new("entries", new("条目数", "Entries"), g => g.Entries),
        new("changedBy", new("修改人", "Changed by"), g => g.ChangedBy),
        new("changedAt", new("修改时间（UTC）", "Changed at (UTC)"), g => g.ChangedAt),
    ];

    public static Listing<PayrollGroup, PutPayrollGroup.Answer> Handle(
        [AsParameters] ListQuery list,
        IncentiveDbContext db
    ) =>
        new(
            db.PayrollGroups.AsNoTracking(),
            list,
            Order,
            g => new PutPayrollGroup.Answer(
                g.Code,
                g.Units.OrderBy(u => u.Org).Select(u => u.Org).ToList(),
                g.Queue,
                db.PayrollEntries.Where(e => e.GroupCode == g.Code).Max(e => e.GroupSequence) ?? 0,
                g.ChangedBy,
                g.ChangedAt
            ),
            Columns
        );
}
