using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Talks;

internal static class TalkRoutes
{
    /// <param name="Name">The manager's name; null where the answer has the record only.</param>
    /// <param name="ReadAt">The time at which the manager confirmed it; null until then.</param>
    public sealed record Answer(
        Guid Id,
        string ManagerNo,
        string? Name,
        DateOnly HeldOn,
        string Kind,
        string Said,
        string? Agreed,
        DateOnly? NextOn,
        string RecordedBy,
        DateTimeOffset RecordedAt,
        DateTimeOffset? ReadAt,
        string? Reply
    );

    private static readonly ListOrder<Talk> Order = new ListOrder<Talk>("-heldOn")
        .Key("id", t => t.Id)
        .By("heldOn", t => t.HeldOn)
        .By("managerNo", t => t.ManagerNo);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), t => t.ManagerNo),
        new("name", new("姓名", "Name"), t => t.Name),
        new("heldOn", new("面谈日期", "Held on"), t => t.HeldOn),
        new("kind", new("种类", "Kind"), t => t.Kind),
        new("said", new("内容", "Said"), t => t.Said),
        new("agreed", new("约定", "Agreed"), t => t.Agreed),
        new("nextOn", new("下次日期", "Next on"), t => t.NextOn),
        new("recordedBy", new("记录人", "Recorded by"), t => t.RecordedBy),
        new("readAt", new("本人确认（UTC）", "Confirmed (UTC)"), t => t.ReadAt),
        new("reply", new("本人意见", "Reply"), t => t.Reply),
    ];

    /// <summary>
    /// Maps the routes of talks. They concern only the superior who held a talk, those above, personnel, and the
    /// manager.
    /// </summary>
    public static void MapTalks(this IEndpointRouteBuilder app)
    {
        app.MapList("/talks", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists one-to-ones, the newest first.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Talks")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager);
        var talks = app.MapGroup("/talks").WithTags("Talks");
        talks
            .MapPost("/", RecordTalk.Handle)
            .Describe(
                "Records a one-to-one that was held with a manager.",
                "400 talk.not-held-yet",
                "400 talk.next-before",
                "404 manager.not-found",
                "409 idempotency.key-reused"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        talks
            .MapPost("/{id:guid}/confirm", ConfirmTalk.Handle)
            .Describe("Confirms one's own one-to-one, with an optional comment.", "404 talk.not-found")
            .RequireRoles(Roles.AccountManager);
    }

    internal static Answer Show(Talk t, string? name = null) =>
        new(
            t.Id,
            t.ManagerNo,
            name,
            t.HeldOn,
            t.Kind,
            t.Said,
            t.Agreed,
            t.NextOn,
            t.RecordedBy,
            t.RecordedAt,
            t.ReadAt,
            t.Reply
        );

    /// <summary>Lists talks, the newest first.</summary>
    /// <param name="unread">True for talks the manager has not confirmed; false for the others; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<Talk, Answer>> List(
        [AsParameters] ListQuery list,
        string? manager,
        bool? unread,
        string? search,
        PartOfBankFinder part,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var talks = db
            .Talks.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), t => t.ManagerNo, db, clock)
            .OfManagersLike(search, t => t.ManagerNo, db);
        if (manager is not null)
            talks = talks.Where(t => t.ManagerNo == manager);
        if (unread is not null)
            talks = talks.Where(t => t.ReadAt == null == unread);
        return new(
            talks,
            list,
            Order,
            t => Show(t, db.ManagerNames.Where(n => n.ManagerNo == t.ManagerNo).Select(n => n.Name).FirstOrDefault()),
            Columns
        );
    }
}
