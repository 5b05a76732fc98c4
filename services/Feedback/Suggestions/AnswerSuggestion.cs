using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Suggestions;

/// <summary>Lists the suggestions for personnel, asks back, answers them, and shows them to everybody.</summary>
internal static class AnswerSuggestion
{
    /// <param name="Author">The author's user id; null for somebody who gave no name.</param>
    /// <param name="State">One of <see cref="Suggestion.States"/>.</param>
    public sealed record Row(
        long Number,
        string Kind,
        string Text,
        string? Author,
        string State,
        DateOnly SentOn,
        DateOnly? AnsweredOn,
        bool MayPublish,
        bool IsPublished
    );

    /// <param name="Author">The author's user id; null for somebody who gave no name.</param>
    public sealed record Shown(
        long Number,
        string Kind,
        string Text,
        string? Author,
        string State,
        DateOnly SentOn,
        DateOnly? AnsweredOn,
        bool MayPublish,
        bool IsPublished,
        IReadOnlyList<SuggestionLine> Lines
    );

    public sealed record Request(
        [property: Required] bool? IsTakenUp,
        [property: Required, MaxLength(Suggestion.Longest)] string? Text
    );

    public sealed record PublishRequest([property: Required] bool? IsShown);

    public sealed record PublishedAnswer(IReadOnlyList<Published> Suggestions);

    /// <param name="Answer">The bank's answer.</param>
    public sealed record Published(string Kind, string Text, string State, string Answer, DateOnly AnsweredOn);

    private const int MostPublished = 100;

    private static readonly ListOrder<Suggestion> Order = new ListOrder<Suggestion>("-number").Key(
        "number",
        s => s.Number
    );

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("number", new("编号", "Number"), r => r.Number),
        new("kind", new("种类", "Kind"), r => r.Kind),
        new("text", new("内容", "Text"), r => r.Text),
        new("author", new("提出人", "Author"), r => r.Author),
        new("state", new("状态", "State"), r => r.State),
        new("sentOn", new("提出日期", "Sent on"), r => r.SentOn),
        new("answeredOn", new("答复日期", "Answered on"), r => r.AnsweredOn),
        new("mayPublish", new("同意公开", "May be shown"), r => r.MayPublish),
        new("isPublished", new("已公开", "Shown"), r => r.IsPublished),
    ];

    /// <param name="state">One of <see cref="Suggestion.States"/>, or <c>open</c>; null for all.</param>
    public static Listing<Suggestion, Row> List([AsParameters] ListQuery list, string? state, FeedbackDbContext db)
    {
        var suggestions = db.Suggestions.AsNoTracking();
        if (state is "open")
            suggestions = suggestions.Where(s => s.AnsweredOn == null);
        else if (!string.IsNullOrEmpty(state))
            suggestions = Suggestion.States.Contains(state, StringComparer.Ordinal)
                ? suggestions.Where(s => s.State == state)
                : throw new RuleBrokenException(
                    "request.invalid-state",
                    new(
                        $"state 应为下列之一：open、{string.Join("、", Suggestion.States)}。",
                        $"state is one of open, {string.Join(", ", Suggestion.States)}."
                    ),
                    status: 400
                );
        return new(
            suggestions,
            list,
            Order,
            s => new Row(
                s.Number,
                s.Kind,
                s.Text,
                s.Author,
                s.State,
                s.SentOn,
                s.AnsweredOn,
                s.MayPublish,
                s.IsPublished
            ),
            Columns
        );
    }

    public static async Task<Ok<Shown>> Get(long number, FeedbackDbContext db, CancellationToken ct)
    {
        var one = await FindAsync(number, db.Suggestions.AsNoTracking(), ct);
        return TypedResults.Ok(
            new Shown(
                one.Number,
                one.Kind,
                one.Text,
                one.Author,
                one.State,
                one.SentOn,
                one.AnsweredOn,
                one.MayPublish,
                one.IsPublished,
                [.. one.Lines.OrderBy(l => l.Number)]
            )
        );
    }

    /// <summary>Asks the author something, who answers under their name or by their code.</summary>
    public static Task<NoContent> Say(
        long number,
        SendSuggestion.LineRequest request,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = SendSuggestion.Read(request.Text);
        return ActAsync(number, db, trail, s => s.Say(Suggestion.OfBank, text, BankCalendar.Today(clock)), ct);
    }

    public static Task<NoContent> Handle(
        long number,
        Request request,
        Caller caller,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = SendSuggestion.Read(request.Text);
        return ActAsync(
            number,
            db,
            trail,
            s => s.Answer(request.IsTakenUp!.Value, text, caller.Id, BankCalendar.Today(clock)),
            ct
        );
    }

    public static Task<NoContent> Publish(
        long number,
        PublishRequest request,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    ) => ActAsync(number, db, trail, s => s.Publish(request.IsShown!.Value), ct);

    /// <summary>Shows the published suggestions with their answers, the newest first, without any author.</summary>
    public static async Task<Ok<PublishedAnswer>> ListPublished(FeedbackDbContext db, CancellationToken ct)
    {
        var shown = await db
            .Suggestions.AsNoTracking()
            .Where(s => s.IsPublished)
            .OrderByDescending(s => s.Number)
            .Take(MostPublished)
            .ToListAsync(ct);
        return TypedResults.Ok(
            new PublishedAnswer([
                .. shown.Select(s => new Published(
                    s.Kind,
                    s.Text,
                    s.State,
                    s.Lines.OrderBy(l => l.Number).Last().Text,
                    s.AnsweredOn!.Value
                )),
            ])
        );
    }

    private static async Task<NoContent> ActAsync(
        long number,
        FeedbackDbContext db,
        AuditTrail trail,
        Action<Suggestion> act,
        CancellationToken ct
    )
    {
        var one = await FindAsync(number, db.Suggestions, ct);
        var before = one.State;
        act(one);
        trail.About(number.ToString(CultureInfo.InvariantCulture));
        trail.Change("state", before, one.State);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Suggestion> FindAsync(
        long number,
        IQueryable<Suggestion> suggestions,
        CancellationToken ct
    ) =>
        await suggestions.FirstOrDefaultAsync(s => s.Number == number, ct)
        ?? throw RuleBrokenException.NotFound("suggestion");
}
