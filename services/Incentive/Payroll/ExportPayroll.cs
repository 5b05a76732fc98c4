using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>The stream of a period as a sheet.</summary>
internal static class ExportPayroll
{
    private static readonly string[] Columns =
    [
        "sequence",
        "event_id",
        "kind",
        "period",
        "manager_no",
        "org",
        "currency",
        "amount",
        "deferred",
        "plan_code",
        "plan_version",
        "rule_hash",
        "approved_by",
        "approved_at",
    ];

    public static async Task Handle(
        string file,
        HttpContext http,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var (name, extension) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file));
        if (!Period.TryParse(name, out var period))
            throw RuleBrokenException.NotFound("export");
        var entries = db
            .PayrollEntries.AsNoTracking()
            .Where(e => e.Period == period)
            .Within(await part.FindAsync(ct), e => e.Org, e => e.ManagerNo)
            .OrderBy(e => e.Sequence)
            .AsAsyncEnumerable();
        await SheetFile.WriteAsync(
            http,
            $"bonuses-{period}{extension}",
            Columns,
            entries.Select(Cells),
            isMarked: false,
            ct
        );
    }

    private static IReadOnlyList<object?> Cells(PayrollEntry e) =>
        [
            e.Sequence,
            e.EventId,
            e.Kind,
            e.Period,
            e.ManagerNo,
            e.Org,
            "CNY",
            e.Amount,
            e.Deferred,
            e.PlanCode,
            e.PlanVersion,
            e.RuleHash,
            e.ApprovedBy,
            e.ApprovedAt,
        ];
}
