using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Exports the stream of a period: for a script exactly as the stream is, for people with names beside the numbers.
/// </summary>
internal static class ExportPayroll
{
    private sealed record Row(PayrollEntry Entry, string? Name, string? OrgName);

    private static readonly ExportColumn<Row> NameColumn = new("name", new("姓名", "Name"), r => r.Name);

    private static readonly ExportColumn<Row> OrgNameColumn = new(
        "org_name",
        new("机构名称", "Unit name"),
        r => r.OrgName
    );

    private static readonly ExportColumn<Row>[] Stream =
    [
        new("sequence", new("序号", "Sequence"), r => r.Entry.Sequence),
        new("event_id", new("事件编号", "Event id"), r => r.Entry.EventId),
        new("kind", new("种类", "Kind"), r => r.Entry.Kind),
        new("period", new("期间", "Period"), r => r.Entry.Period),
        new("manager_no", new("客户经理编号", "Manager number"), r => r.Entry.ManagerNo),
        new("org", new("机构", "Unit"), r => r.Entry.Org),
        new("currency", new("币种", "Currency"), _ => "CNY"),
        new("amount", new("应发金额", "Amount"), r => r.Entry.Amount),
        new("deferred", new("延期金额", "Deferred"), r => r.Entry.Deferred),
        new("plan_code", new("方案编号", "Plan"), r => r.Entry.PlanCode),
        new("plan_version", new("方案版本", "Plan version"), r => r.Entry.PlanVersion),
        new("rule_hash", new("规则哈希", "Rule hash"), r => r.Entry.RuleHash),
        new("approved_by", new("批准人", "Approved by"), r => r.Entry.ApprovedBy),
        new("approved_at", new("批准时间（UTC）", "Approved at (UTC)"), r => r.Entry.ApprovedAt),
        new("corrects_event_id", new("更正的事件编号", "Corrects event id"), r => r.Entry.CorrectsEventId),
    ];

    private static readonly ExportColumn<Row>[] WithNames =
    [
        .. Stream[..5],
        NameColumn,
        Stream[5],
        OrgNameColumn,
        .. Stream[6..],
    ];

    public static async Task Handle(
        string file,
        HttpContext http,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        if (!Period.TryParse(Path.GetFileNameWithoutExtension(file), out var period))
            throw RuleBrokenException.NotFound("export");
        var isForPeople = ExportFile.IsForPeople(http);
        var columns = ExportFile.IsCsv(file) && !isForPeople ? Stream : WithNames;
        var rows = db
            .PayrollEntries.AsNoTracking()
            .Where(e => e.Period == period)
            .Within(await part.FindAsync(ct), e => e.Org, e => e.ManagerNo)
            .OrderBy(e => e.Sequence)
            .Select(e => new Row(
                e,
                db.ManagerNames.Where(n => n.ManagerNo == e.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                db.OrgUnits.Where(u => u.Code == e.Org).Select(u => u.Name).FirstOrDefault()
            ))
            .AsAsyncEnumerable();
        await ExportFile.WriteAsync(
            http,
            $"bonuses-{period}{Path.GetExtension(file)}",
            [.. columns.Select(c => c.Heading(http, isForPeople))],
            rows.Select(row => (IReadOnlyList<object?>)[.. columns.Select(c => c.Value(row))]),
            ct
        );
    }
}
