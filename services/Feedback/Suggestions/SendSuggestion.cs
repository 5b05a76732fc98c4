using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Suggestions;

/// <summary>
/// Sends a suggestion, and follows it: under one's name, or by a code that is shown once. Of somebody who gives no name
/// nothing is kept, in no table and no entry of the audit.
/// </summary>
internal static class SendSuggestion
{
    private const string NoName = "suggestion box",
        CodeLetterSet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int CodeLetters = 20,
        MostOwn = 200;

    public sealed record Request(
        [property: Required, AllowedValues("suggestion", "workplace-issue", "improvement")] string? Kind,
        [property: Required, MaxLength(Suggestion.Longest)] string? Text,
        [property: Required] bool? IsAnonymous,
        [property: Required] bool? MayPublish
    );

    /// <param name="Code">The code to follow it by, shown once; null for one under a name.</param>
    public sealed record Answer(string? Code);

    public sealed record CodeRequest([property: Required, MaxLength(60)] string? Code);

    public sealed record CodeLineRequest(
        [property: Required, MaxLength(60)] string? Code,
        [property: Required, MaxLength(Suggestion.Longest)] string? Text
    );

    public sealed record LineRequest([property: Required, MaxLength(Suggestion.Longest)] string? Text);

    public sealed record OwnAnswer(IReadOnlyList<Own> Suggestions);

    /// <param name="State">One of <see cref="Suggestion.States"/>.</param>
    /// <param name="MaySay">True while it is not answered.</param>
    public sealed record Own(
        long Number,
        string Kind,
        string Text,
        string State,
        DateOnly SentOn,
        bool MayPublish,
        bool MaySay,
        IReadOnlyList<SuggestionLine> Lines
    );

    public static async Task<Ok<Answer>> Handle(
        Request request,
        Caller caller,
        SuggestionLimit limit,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (request.IsAnonymous == true)
            trail.Begin(NoName, [], "POST /suggestions", "");
        var text = Read(request.Text);
        if (!limit.Admits(caller.Id))
            throw new RuleBrokenException(
                "suggestion.too-many",
                new("今日提交过多，请明天再提。", "That is enough for today; send more tomorrow."),
                status: 429
            );
        var code = request.IsAnonymous == true ? RandomNumberGenerator.GetString(CodeLetterSet, CodeLetters) : null;
        db.Suggestions.Add(
            Suggestion.Send(
                request.Kind!,
                text,
                code is null ? caller.Id : null,
                code is null ? null : MarkOf(code),
                request.MayPublish!.Value,
                BankCalendar.Today(clock)
            )
        );
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Answer(code));
    }

    /// <summary>Lists what the caller sent under their name, the newest first.</summary>
    public static async Task<Ok<OwnAnswer>> ListOwn(Caller caller, FeedbackDbContext db, CancellationToken ct)
    {
        var own = await db
            .Suggestions.AsNoTracking()
            .Where(s => s.Author == caller.Id)
            .OrderByDescending(s => s.Number)
            .Take(MostOwn)
            .ToListAsync(ct);
        return TypedResults.Ok(new OwnAnswer([.. own.Select(Show)]));
    }

    public static async Task<NoContent> SayOwn(
        long number,
        LineRequest request,
        Caller caller,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = Read(request.Text);
        var one =
            await db.Suggestions.FirstOrDefaultAsync(s => s.Number == number && s.Author == caller.Id, ct)
            ?? throw RuleBrokenException.NotFound("suggestion");
        one.Say(Suggestion.OfAuthor, text, BankCalendar.Today(clock));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Shows a suggestion by its code, which is in the body so that no log has it.</summary>
    public static async Task<Ok<Own>> Follow(CodeRequest request, FeedbackDbContext db, CancellationToken ct) =>
        TypedResults.Ok(Show(await FindAsync(request.Code, db.Suggestions.AsNoTracking(), ct)));

    public static async Task<NoContent> SayByCode(
        CodeLineRequest request,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        trail.Begin(NoName, [], "POST /suggestions/by-code/lines", "");
        var text = Read(request.Text);
        var one = await FindAsync(request.Code, db.Suggestions, ct);
        one.Say(Suggestion.OfAuthor, text, BankCalendar.Today(clock));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    public static string Read(string? text) =>
        TypedText.Read(text, Suggestion.Longest, "text", hasLines: true)
        ?? throw new RuleBrokenException(
            "suggestion.text-missing",
            new("请填写内容。", "Write something."),
            status: 400
        );

    private static async Task<Suggestion> FindAsync(
        string? code,
        IQueryable<Suggestion> suggestions,
        CancellationToken ct
    )
    {
        var mark = MarkOf(code ?? "");
        return await suggestions.FirstOrDefaultAsync(s => s.CodeMark == mark, ct)
            ?? throw RuleBrokenException.NotFound("suggestion");
    }

    private static Own Show(Suggestion s) =>
        new(
            s.Number,
            s.Kind,
            s.Text,
            s.State,
            s.SentOn,
            s.MayPublish,
            s.AnsweredOn is null,
            [.. s.Lines.OrderBy(l => l.Number)]
        );

    private static string MarkOf(string code) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant())
            )
        );
}

/// <summary>
/// Limits what one person sends in a day, which is known to this process only and forgotten with it.
/// </summary>
internal sealed class SuggestionLimit : IDisposable
{
    public const int PerDay = 20;

    private readonly PartitionedRateLimiter<string> _people = PartitionedRateLimiter.Create<string, string>(person =>
        RateLimitPartition.GetFixedWindowLimiter(
            person,
            _ => new() { PermitLimit = PerDay, Window = TimeSpan.FromDays(1) }
        )
    );

    public bool Admits(string person)
    {
        using var lease = _people.AttemptAcquire(person);
        return lease.IsAcquired;
    }

    public void Dispose() => _people.Dispose();
}
