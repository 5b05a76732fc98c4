using System.ComponentModel.DataAnnotations;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>Approves a score sheet with findings, or returns it; its maker does neither.</summary>
internal static class DecideScoreSheet
{
    /// <param name="Reason">The reason for returning it, which the maker reads.</param>
    public sealed record ReturnRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    /// <summary>Puts the sheet into force; its month must still be open.</summary>
    public static async Task<Ok<ListProposals.Answer>> Approve(
        Guid id,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var approved = await db.InTransactionAsync(
            async () =>
            {
                var proposal = await FindAsync(id, db, trail, ct);
                proposal.Approve(caller.Id, clock.GetUtcNow());
                await PutScoreSheet.CheckOpenAsync(proposal.EffectiveFrom, proposal.Rhythm, db, ct);
                PutScoreSheet.CheckNotEnded(proposal.Kpis, (await KpiCatalogue.LoadAsync(db, ct)).Newest());
                await PutScoreSheet.SetAsync(
                    proposal.Level,
                    proposal.ManagerNo,
                    proposal.EffectiveFrom,
                    proposal.Rhythm,
                    proposal.Kpis,
                    caller.Id,
                    proposal.Reason,
                    db,
                    trail,
                    ct
                );
                trail.Change("status", PutScoreSheet.Draft, PutScoreSheet.InForce);
                trail.Note("findings", string.Join(' ', proposal.ReadFindings().Select(f => f.Code)));
                await db.SaveChangesAsync(ct);
                return proposal;
            },
            ct
        );
        return TypedResults.Ok(ListProposals.Answer.Of(approved));
    }

    public static async Task<Ok<ListProposals.Answer>> Return(
        Guid id,
        ReturnRequest request,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason =
            TypedText.Read(request.Reason, Lengths.Reason, "reason", hasLines: true)
            ?? throw new RuleBrokenException(
                "score-sheet.reason-required",
                new("退回考核表须说明理由。", "A score sheet is returned with a reason."),
                status: 400
            );
        var returned = await db.InTransactionAsync(
            async () =>
            {
                var proposal = await FindAsync(id, db, trail, ct);
                proposal.Return(reason, caller.Id, clock.GetUtcNow());
                trail.Change("status", PutScoreSheet.Draft, SheetProposal.Returned);
                trail.Note("reason", reason);
                await db.SaveChangesAsync(ct);
                return proposal;
            },
            ct
        );
        return TypedResults.Ok(ListProposals.Answer.Of(returned));
    }

    private static async Task<SheetProposal> FindAsync(
        Guid id,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var proposal = await db.SheetProposals.FindAsync([id], ct) ?? throw RuleBrokenException.NotFound("score-sheet");
        trail.About(
            PutScoreSheet.Subject(proposal.ManagerNo ?? proposal.Level, proposal.EffectiveFrom, proposal.Rhythm)
        );
        return proposal;
    }
}
