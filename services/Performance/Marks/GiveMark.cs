using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Indicators;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Marks;

/// <summary>
/// A superior marks a manager for a qualitative KPI of a period. A mark of a closed period is late knowledge: the next
/// close makes a new version of the scorecard, and names who changed it.
/// </summary>
internal static class GiveMark
{
    /// <param name="Mark">0 to 100, by the KPI's anchors.</param>
    /// <param name="Reason">The reason; needed below 60 and above 95.</param>
    public sealed record Request([property: Required] int? Mark, [property: MaxLength(Lengths.Reason)] string? Reason);

    public static async Task<Ok<ListMarks.Row>> Handle(
        string managerNo,
        Period period,
        string kpi,
        Request request,
        Caller caller,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (bounds.OfPeriod(period) is { } refusal)
            throw refusal.Of("period");
        if (period.FirstDay > BankCalendar.Today(clock))
            throw new RuleBrokenException(
                "mark.period-to-come",
                new($"{period} 尚未开始，不能打分。", $"{period} has not begun; nobody is marked for it yet.")
            );
        var reason = TypedText.Read(request.Reason, Lengths.Reason, "reason");
        var part = await finder.FindAsync(ct);
        var row = await db.InTransactionAsync(
            async () =>
            {
                var wanted =
                    await (await ListMarks.OfAsync(db, period, part, ct)).FirstOrDefaultAsync(
                        w => w.ManagerNo == managerNo && w.Kpi == kpi,
                        ct
                    ) ?? throw RuleBrokenException.NotFound("mark");
                if (managerNo == caller.ManagerNo)
                    throw new RuleBrokenException(
                        "mark.own",
                        new("不能给自己打分。", "Nobody marks themselves."),
                        status: StatusCodes.Status403Forbidden
                    );
                var known = await db.QualitativeMarks.FindAsync([managerNo, period, kpi], ct);
                var mark = known ?? new QualitativeMark(managerNo, period, kpi);
                var before = known?.Mark.ToString(CultureInfo.InvariantCulture);
                if (mark.Give(request.Mark!.Value, reason, caller.Id, clock.GetUtcNow()))
                {
                    if (known is null)
                        db.QualitativeMarks.Add(mark);
                    await KeepAsync(mark, caller.Id, db, ct);
                    trail.About(managerNo);
                    trail.Note("kpi", kpi);
                    trail.Change("mark", before, mark.Mark.ToString(CultureInfo.InvariantCulture));
                    if (reason is not null)
                        trail.Note("reason", reason);
                    await db.SaveChangesAsync(ct);
                }

                return ListMarks.WithMark(
                    new(managerNo, wanted.Name, wanted.Org, period, kpi, null, null, null, null),
                    mark
                );
            },
            ct
        );
        return TypedResults.Ok(row);
    }

    /// <summary>Keeps the mark as the KPI's indicator, which scorecards are computed from.</summary>
    private static async Task KeepAsync(QualitativeMark mark, string by, PerformanceDbContext db, CancellationToken ct)
    {
        var indicator = await db.Indicators.FindAsync([mark.ManagerNo, mark.Period, mark.Kpi], ct);
        if (indicator is null)
            db.Indicators.Add(new(mark.ManagerNo, mark.Period, mark.Kpi, mark.Mark));
        else if (!indicator.Change(mark.Mark))
            return;
        var late = await LateBook.OpenAsync(db, [mark.ManagerNo], await PeriodLedger.LoadAsync(db, ct), ct);
        late.Change(mark.ManagerNo, mark.Period, new(LateChange.Indicator, mark.Kpi, by));
    }
}
