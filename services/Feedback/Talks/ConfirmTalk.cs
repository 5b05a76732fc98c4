using System.ComponentModel.DataAnnotations;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Talks;

/// <summary>Confirms that the manager has read the record of a talk.</summary>
internal static class ConfirmTalk
{
    public sealed record Request([property: MaxLength(Talk.LongestText)] string? Reply);

    public static async Task<Ok<TalkRoutes.Answer>> Handle(
        Guid id,
        Request? request,
        PartOfBankFinder part,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var own = (await part.FindAsync(ct)).ManagerNo;
        var talk =
            await db.Talks.SingleOrDefaultAsync(t => t.Id == id && t.ManagerNo == own, ct)
            ?? throw RuleBrokenException.NotFound("talk");
        talk.Confirm(request?.Reply, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Two confirmations were sent at once and the other one was saved first.
            throw Talk.AlreadyRead();
        }

        return TypedResults.Ok(TalkRoutes.Show(talk));
    }
}
