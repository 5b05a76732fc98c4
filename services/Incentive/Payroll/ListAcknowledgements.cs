using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Lists every acknowledgement of a period's entries, including rejections before a payment, with its time and its
/// sender.
/// </summary>
internal static class ListAcknowledgements
{
    /// <param name="Number">The number in the order of arrival.</param>
    /// <param name="Name">The manager's name; null for one not heard of yet.</param>
    /// <param name="Status"><c>paid</c> or <c>rejected</c>.</param>
    /// <param name="PaidAmount">The amount payroll named; null means the entry's own.</param>
    public sealed record Step(
        long Number,
        Guid EventId,
        long Sequence,
        string ManagerNo,
        string? Name,
        string Status,
        string? Reason,
        DateOnly? PaidOn,
        Money? PaidAmount,
        string By,
        DateTimeOffset At
    );

    private static readonly ListOrder<AcknowledgementStep> Order = new ListOrder<AcknowledgementStep>("number").Key(
        "number",
        s => s.Number
    );

    private static readonly ExportColumn<Step>[] Columns =
    [
        new("number", new("序号", "Number"), s => s.Number),
        new("eventId", new("发放编号", "Entry id"), s => s.EventId),
        new("sequence", new("流水序号", "Sequence"), s => s.Sequence),
        new("managerNo", new("客户经理编号", "Manager number"), s => s.ManagerNo),
        new("name", new("姓名", "Name"), s => s.Name),
        new("status", new("状态", "Status"), s => s.Status),
        new("reason", new("原因", "Reason"), s => s.Reason),
        new("paidOn", new("发放日期", "Paid on"), s => s.PaidOn),
        new("paidAmount", new("发放金额", "Paid amount"), s => s.PaidAmount) { IsSummed = false },
        new("by", new("登记人", "Recorded by"), s => s.By),
        new("at", new("登记时间（UTC）", "Recorded at (UTC)"), s => s.At),
    ];

    /// <param name="eventId">An entry's id, to list only its acknowledgements; null for all.</param>
    public static async Task<Listing<AcknowledgementStep, Step>> Handle(
        [AsParameters] ListQuery list,
        Period period,
        Guid? eventId,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var entries = db
            .PayrollEntries.AsNoTracking()
            .Where(e => e.Period == period)
            .Within(await part.FindAsync(ct), e => e.Org, e => e.ManagerNo);
        var steps =
            from entry in entries
            join step in db.AcknowledgementSteps.AsNoTracking() on entry.EventId equals step.EventId
            select step;
        if (eventId is { } only)
            steps = steps.Where(s => s.EventId == only);
        return new(
            steps,
            list,
            Order,
            s => new Step(
                s.Number,
                s.EventId,
                db.PayrollEntries.Where(e => e.EventId == s.EventId).Select(e => e.Sequence).First(),
                db.PayrollEntries.Where(e => e.EventId == s.EventId).Select(e => e.ManagerNo).First(),
                db.PayrollEntries.Where(e => e.EventId == s.EventId)
                    .Select(e =>
                        db.ManagerNames.Where(n => n.ManagerNo == e.ManagerNo).Select(n => n.Name).FirstOrDefault()
                    )
                    .First(),
                s.Status,
                s.Reason,
                s.PaidOn,
                s.PaidAmount,
                s.By,
                s.At
            ),
            Columns
        );
    }
}
