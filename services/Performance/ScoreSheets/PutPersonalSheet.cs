using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>Sets the score sheet of one manager from a month on, in place of the level's.</summary>
internal static class PutPersonalSheet
{
    public static async Task<Ok<PersonalSheetAnswer>> Handle(
        string managerNo,
        PutScoreSheet.Request request,
        Caller caller,
        BankBounds bounds,
        RegulationMargin margin,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (from, rhythm, reason) = PutScoreSheet.Read(request, bounds);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    if (!await db.Managers.AnyAsync(m => m.ManagerNo == managerNo, ct))
                        throw RuleBrokenException.NotFound("manager");
                    var proposal = await PutScoreSheet.WriteAsync(
                        "",
                        managerNo,
                        from,
                        rhythm,
                        request.Kpis!,
                        reason,
                        caller.Id,
                        margin,
                        db,
                        trail,
                        clock,
                        ct
                    );
                    return proposal is null
                        ? PersonalSheetAnswer.Of((await db.PersonalSheets.FindAsync([managerNo, from, rhythm], ct))!)
                        : PersonalSheetAnswer.Of(proposal);
                },
                ct
            )
        );
    }

    /// <summary>Lists every sheet of a manager's own, the newest first.</summary>
    public static async Task<Ok<IReadOnlyList<PersonalSheetAnswer>>> List(
        string managerNo,
        PartOfBankFinder part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var visible = await ManagerRoutes.Visible(part, db, BankCalendar.Today(clock), ct);
        if (!await visible.AnyAsync(m => m.ManagerNo == managerNo, ct))
            throw RuleBrokenException.NotFound("manager");
        var sheets = await db
            .PersonalSheets.AsNoTracking()
            .Where(s => s.ManagerNo == managerNo)
            .OrderByDescending(s => s.EffectiveFrom)
            .ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<PersonalSheetAnswer>>([.. sheets.Select(PersonalSheetAnswer.Of)]);
    }
}
