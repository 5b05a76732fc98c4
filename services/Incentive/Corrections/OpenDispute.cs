using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <summary>Opens a dispute about a line of one's own statement, and opens an answered one again.</summary>
internal static class OpenDispute
{
    /// <param name="Rule">The rule of the line; for a line without a rule its name, such as <c>adjustment</c>.</param>
    /// <param name="Expected">The amount that the manager expected; null where they name none.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required] Period? Period,
        [property: Required, MaxLength(100)] string? Rule,
        Money? Expected,
        [property: Required, MaxLength(Lengths.Comment)] string? Text
    );

    public sealed record ReopenRequest([property: Required, MaxLength(Lengths.Comment)] string? Text);

    public static async Task<Created<DisputeAnswer>> Handle(
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var content = new DisputeContent(
            request.ManagerNo!,
            request.Period!.Value,
            request.Rule!,
            request.Expected,
            CorrectionBounds.ReadText(request.Text)
        );
        var part = await finder.FindAsync(ct);
        Dispute? dispute = null;
        await db.InTransactionAsync(
            async () =>
            {
                var statement =
                    await db
                        .Statements.AsNoTracking()
                        .Where(s => s.ManagerNo == content.ManagerNo && s.Period == content.Period && s.IsStatement)
                        .Where(s => db.Runs.Any(r => r.Number == s.RunNumber && r.Status == RunStatus.Approved))
                        .Within(part, s => s.Org, s => s.ManagerNo)
                        .FirstOrDefaultAsync(ct)
                    ?? throw RuleBrokenException.NotFound("statement");
                var lines = statement.ReadLines().Where(l => l.Rule == content.Rule).ToList();
                if (lines.Count == 0)
                    throw new RuleBrokenException(
                        "dispute.no-such-line",
                        new(
                            $"rule：该奖金单没有“{content.Rule}”的明细。",
                            $"rule: the statement has no line of '{content.Rule}'."
                        ),
                        status: 400
                    );
                if (
                    await db.Disputes.AnyAsync(
                        d => d.ManagerNo == content.ManagerNo && d.Period == content.Period && d.Rule == content.Rule,
                        ct
                    )
                )
                    throw new RuleBrokenException(
                        "dispute.already-there",
                        new(
                            "您已对这一明细提出异议。如不同意答复，可以重新提出一次。",
                            "You have disputed this line already. If you do not agree with the answer, reopen it once."
                        )
                    );
                dispute = Dispute.Open(
                    content,
                    statement.Org,
                    new(lines.Sum((Line l) => l.Amount.Fen)),
                    caller.Id,
                    clock.GetUtcNow()
                );
                db.Disputes.Add(dispute);
                trail.About(dispute.Id.ToString());
                trail.Note("managerNo", content.ManagerNo);
                trail.Note("period", content.Period.ToString());
                trail.Note("rule", content.Rule);
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Created(
            $"/{IncentiveService.Name}/disputes/{dispute!.Id}",
            await DisputeAnswer.OfAsync(dispute, caller, db, clock, ct)
        );
    }

    public static async Task<Ok<DisputeAnswer>> Reopen(
        Guid id,
        ReopenRequest request,
        Caller caller,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = CorrectionBounds.ReadText(request.Text);
        var part = await finder.FindAsync(ct);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var dispute = await DisputeAnswer.FindAsync(id, part, db, ct);
                    var before = dispute.State;
                    dispute.Reopen(text, caller.Id, clock.GetUtcNow());
                    trail.Change("state", before.ToString().ToLowerInvariant(), "open");
                    await db.SaveChangesAsync(ct);
                    return await DisputeAnswer.OfAsync(dispute, caller, db, clock, ct);
                },
                ct
            )
        );
    }
}
