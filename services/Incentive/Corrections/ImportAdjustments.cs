using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Incentive.Corrections;

/// <summary>Proposes the manual adjustments of a file, all or none; they are decided as one.</summary>
internal sealed class ImportAdjustments(IncentiveDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    private static readonly ManagerNoColumn No = ManagerNoColumn.Whose;
    private static readonly PeriodColumn InPeriod = new("period", new("期间", "Period"), true)
    {
        AlsoKnownAs = ["月份", "Month"],
    };
    private static readonly AmountColumn Amount = new("amount", new("金额", "Amount"), true)
    {
        AlsoKnownAs = ["调整金额"],
    };
    private static readonly TextColumn Reason = new("reason", new("原因", "Reason"), Lengths.Reason, true)
    {
        AlsoKnownAs = ["调整原因", "理由"],
    };

    public override string Name => "adjustments";

    public override Text Title { get; } = new("人工调整", "Manual adjustments");

    public override IReadOnlyList<ImportColumn> Columns { get; } = [No, InPeriod, Amount, Reason];

    public override IReadOnlyList<string> ExportedToo { get; } =
    ["name", "姓名", "org", "机构", "orgName", "机构名称", "number", "序号"];

    public override IReadOnlyList<string> Roles { get; } = [AllRoles.IncentiveAnalyst];

    public override bool IsAtomic => true;

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var rows = chunk
            .Rows.Select(row =>
                (
                    Row: row,
                    No: row.Text(No),
                    Period: row.Period(InPeriod),
                    Amount: row.Money(Amount),
                    Reason: row.Text(Reason)
                )
            )
            .ToList();
        var numbers = rows.Select(r => r.No).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var orgs = await db
            .ManagerPosts.Where(p => numbers.Contains(p.ManagerNo))
            .ToDictionaryAsync(p => p.ManagerNo, p => p.Org, StringComparer.Ordinal, ct);
        var alike = await AlikeCodes.AmongAsync(
            db.ManagerPosts.Select(p => p.ManagerNo),
            numbers.Where(no => !orgs.ContainsKey(no)),
            ct
        );
        var known = (
            await db
                .ManualAdjustments.AsNoTracking()
                .Where(a => numbers.Contains(a.ManagerNo))
                .Where(a => a.State == AdjustmentState.Proposed || a.State == AdjustmentState.Approved)
                .ToListAsync(ct)
        )
            .GroupBy(Key)
            .ToDictionary(g => g.Key, g => g.First().Proposal);
        var current = Period.MonthOf(BankCalendar.Today(clock));
        foreach (var (row, no, period, amount, reason) in rows)
        {
            if (no is not null)
                CheckManager(row, no, chunk.Part, orgs, alike);
            if (period is { } month && (!month.IsMonth || month > current))
                row.Reject(
                    "period",
                    "correction.month-out-of-range",
                    new($"应为不晚于 {current} 的月份。", $"A month is wanted, not after {current}.")
                );
            if (amount is { } money && !ProposeAdjustment.IsAmount(money))
                row.Reject("amount", ProposeAdjustment.WrongAmount, ProposeAdjustment.AmountRule);
            if (!row.IsGood)
                continue;
            var key = (no!, period!.Value, amount!.Value, reason!);
            if (known.TryGetValue(key, out var proposal))
            {
                // The same file may come twice; the same row twice in one file is a mistake, or two that differ.
                if (proposal != chunk.Import)
                    row.Unchanged();
                else
                    row.Reject(
                        "reason",
                        "adjustment.repeated",
                        new(
                            "文件中已有完全相同的一行；如确为两笔，请在原因中写明区别。",
                            "The file has this row already; if both are meant, say in the reason how they differ."
                        )
                    );
                continue;
            }

            known[key] = chunk.Import;
            db.ManualAdjustments.Add(
                ManualAdjustment.Propose(
                    new(no!, period.Value, amount.Value, reason!, []),
                    orgs[no!],
                    chunk.Import,
                    trail.Actor,
                    clock.GetUtcNow()
                )
            );
            row.Accept();
        }

        static (string, Period, Money, string) Key(ManualAdjustment a) => (a.ManagerNo, a.Period, a.Amount, a.Reason);
    }

    /// <summary>Refuses a manager whom nobody announced, or who is outside the importer's part of the bank.</summary>
    private static void CheckManager(
        ImportRow row,
        string no,
        PartOfBank part,
        Dictionary<string, string> orgs,
        AlikeCodes alike
    )
    {
        if (part.IsWhole && alike.Of(no) is { } other)
            row.Reject("manager_no", ManagerNumber.DiffersInCaseOnly, ManagerNumber.Alike(no, other));
        else if (!orgs.TryGetValue(no, out var org) || !part.Includes(org, no))
            OutsideYourPart.Reject(row, "manager_no", OutsideYourPart.Manager);
    }
}
