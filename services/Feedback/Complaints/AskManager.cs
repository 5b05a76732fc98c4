using System.ComponentModel.DataAnnotations;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Asks the manager a complaint names for their side, and records it. From then on they see that it is there, what it
/// is about and how it ended, and nothing else of it.
/// </summary>
internal static class AskManager
{
    /// <param name="Text">The manager's side.</param>
    public sealed record Request([property: Required, MaxLength(Lengths.Comment)] string? Text);

    /// <param name="Statement">What the manager wrote; null until then.</param>
    /// <param name="MayAnswer">True while the complaint is undecided and nothing was written.</param>
    /// <param name="Outcome"><c>upheld</c>, <c>partly-upheld</c> or <c>rejected</c>; null while undecided.</param>
    public sealed record Row(
        string ComplaintRef,
        string Category,
        DateOnly ReceivedOn,
        DateTimeOffset AskedAt,
        string? Statement,
        bool MayAnswer,
        string? Outcome,
        string? Consequence
    );

    private static readonly ListOrder<ComplaintCase> Order = new ListOrder<ComplaintCase>("-number").Key(
        "number",
        c => c.Number
    );

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("complaintRef", new("投诉编号", "Complaint"), r => r.ComplaintRef),
        new("category", new("类别", "Category"), r => r.Category),
        new("receivedOn", new("收到日期", "Received on"), r => r.ReceivedOn),
        new("askedAt", new("要求说明时间（UTC）", "Asked at (UTC)"), r => r.AskedAt),
        new("statement", new("情况说明", "Statement"), r => r.Statement),
        new("outcome", new("处理结果", "Outcome"), r => r.Outcome),
        new("consequence", new("处理措施", "Consequence"), r => r.Consequence),
    ];

    public static Task<Ok<CaseAnswer>> Ask(string complaintRef, Caller caller, CaseDesk desk, CancellationToken ct) =>
        desk.ActAsync(complaintRef, caller, (one, now) => one.AskStatement(caller.Id, now), ct);

    /// <summary>Lists the complaints about which the caller was asked.</summary>
    public static Listing<ComplaintCase, Row> List([AsParameters] ListQuery list, Caller caller, FeedbackDbContext db)
    {
        var own = caller.ManagerNo ?? "";
        return new(
            db.Cases.AsNoTracking().Where(c => c.ManagerNo == own && c.StatementAskedAt != null),
            list,
            Order,
            c => new Row(
                c.ComplaintRef,
                c.Category,
                c.ReceivedOn,
                c.StatementAskedAt!.Value,
                c.Statement,
                c.Statement == null && CaseWords.Undecided.Contains(c.State),
                c.Outcome,
                c.Outcome == null ? null : c.Consequence
            ),
            Columns
        );
    }

    public static async Task<NoContent> Answer(
        string complaintRef,
        Request request,
        Caller caller,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = CaseBounds.Read(request.Text, "text");
        var one =
            await db.Cases.FirstOrDefaultAsync(
                c => c.ComplaintRef == complaintRef && c.ManagerNo == caller.ManagerNo && c.StatementAskedAt != null,
                ct
            ) ?? throw RuleBrokenException.NotFound("case");
        one.GiveStatement(text, caller.Id, clock.GetUtcNow());
        trail.About(complaintRef);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
