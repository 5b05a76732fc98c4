using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Customers;

/// <summary>Lists the care that was given.</summary>
internal static class ListCare
{
    /// <param name="Kind"><c>first-use</c>, <c>call-back</c>, <c>birthday</c> or <c>anniversary</c>.</param>
    /// <param name="DueOn">The day it was due; null for care that was not due.</param>
    /// <param name="Outcome"><c>reached</c>, <c>not-reached</c> or <c>refused</c>.</param>
    public sealed record Row(
        Guid Id,
        string CustomerRef,
        string ManagerNo,
        string Kind,
        DateOnly? DueOn,
        DateOnly DoneOn,
        string Outcome,
        string? Note,
        string By,
        DateTimeOffset At
    );

    private static readonly ListOrder<CareEntry> Order = new ListOrder<CareEntry>("-doneOn")
        .By("doneOn", e => e.DoneOn)
        .By("managerNo", e => e.ManagerNo)
        .Key("id", e => e.Id);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("customerRef", new("客户编号", "Customer"), e => e.CustomerRef),
        new("managerNo", new("客户经理编号", "Manager number"), e => e.ManagerNo),
        new("kind", new("关怀事项", "Care"), e => e.Kind),
        new("dueOn", new("到期日", "Due on"), e => e.DueOn),
        new("doneOn", new("完成日", "Done on"), e => e.DoneOn),
        new("outcome", new("结果", "Outcome"), e => e.Outcome),
        new("note", new("备注", "Note"), e => e.Note),
        new("by", new("记录人", "Recorded by"), e => e.By),
        new("at", new("记录时间（UTC）", "Recorded at (UTC)"), e => e.At),
    ];

    /// <param name="manager">A manager's number; null for all.</param>
    /// <param name="outcome">An outcome; null for all.</param>
    /// <param name="period">The period of the day on which care was given; null for all.</param>
    public static async Task<Listing<CareEntry, Row>> Handle(
        [AsParameters] ListQuery list,
        string? manager,
        string? outcome,
        Period? period,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var entries = db.CareEntries.AsNoTracking();
        if (part.ManagerNo is { } own)
            entries = entries.Where(e => e.ManagerNo == own);
        else if (!part.IsWhole)
        {
            var managers = db
                .Managers.Within(part, ManagerRoutes.OrgOn(BankCalendar.Today(clock)), m => m.ManagerNo)
                .Select(m => m.ManagerNo);
            entries = entries.Where(e => managers.Contains(e.ManagerNo));
        }

        if (manager is not null)
            entries = entries.Where(e => e.ManagerNo == manager);
        if (!string.IsNullOrEmpty(outcome))
        {
            CustomerBounds.CheckWord(outcome, CustomerWords.Outcomes, "outcome");
            entries = entries.Where(e => e.Outcome == outcome);
        }

        if (period is { } wanted)
        {
            var (first, last) = (wanted.FirstDay, wanted.LastDay);
            entries = entries.Where(e => e.DoneOn >= first && e.DoneOn <= last);
        }

        return new(
            entries,
            list,
            Order,
            e => new Row(e.Id, e.CustomerRef, e.ManagerNo, e.Kind, e.DueOn, e.DoneOn, e.Outcome, e.Note, e.By, e.At),
            Columns
        );
    }

    internal static Row Show(CareEntry e) =>
        new(
            Id: e.Id,
            CustomerRef: e.CustomerRef,
            ManagerNo: e.ManagerNo,
            Kind: e.Kind,
            DueOn: e.DueOn,
            DoneOn: e.DoneOn,
            Outcome: e.Outcome,
            Note: e.Note,
            By: e.By,
            At: e.At
        );
}
