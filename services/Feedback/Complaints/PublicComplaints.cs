using System.Security.Cryptography;
using System.Text;
using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Public;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// The public form for complaints, and what a customer sees of theirs by its code: the state and the reply. Nobody signs
/// in; the code is known to the customer only, and the bank keeps its digest.
/// </summary>
internal static class PublicComplaints
{
    private const string Path = $"{PublicPage.Root}/complaints",
        Actor = "public";

    private const int CodeLetters = 20,
        ShortestText = 10,
        LongestText = CaseBounds.Text - CaseBounds.About - 100;

    private static readonly Text Title = new("提出投诉", "Make a complaint");

    public static void MapPublicComplaints(this IEndpointRouteBuilder app)
    {
        var pages = app.MapPublic("complaints");
        pages.MapGet("", ShowForm);
        pages
            .MapPost("", Receive)
            .WithMetadata(
                new RequestSizeLimitAttribute(CaseBounds.Attachments * (long)CaseBounds.AttachmentBytes + (1 << 20))
            )
            .DisableAntiforgery();
        pages.MapGet("{code}", ShowState);
    }

    /// <param name="code">A follow-up code, which the form for it sends here.</param>
    private static async Task ShowForm(
        string? code,
        HttpContext http,
        FormChallenge challenge,
        ContactSafe safe,
        AttachmentStore store,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        if (!string.IsNullOrWhiteSpace(code))
        {
            http.Response.Redirect(
                PublicPage.AddressOf(http, $"{Path}/{Uri.EscapeDataString(Plain(code))}"),
                permanent: false
            );
            return;
        }

        await WriteFormAsync(http, new(), fault: null, 200, challenge, safe, store, db, ct);
    }

    private static async Task Receive(
        HttpContext http,
        FormChallenge challenge,
        FormLimit limit,
        ContactSafe safe,
        AttachmentStore store,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (typed, files) = await ReadFormAsync(http, ct);
        try
        {
            var code = await KeepAsync(typed, files, challenge, limit, safe, store, db, trail, clock, ct);
            await WriteReceivedAsync(http, code);
        }
        catch (RuleBrokenException broken)
        {
            db.ChangeTracker.Clear();
            await WriteFormAsync(http, typed, broken.Text, broken.Status, challenge, safe, store, db, ct);
        }
    }

    private static async Task ShowState(
        string code,
        HttpContext http,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var mark = MarkOf(code);
        var one = await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.FollowUpMark == mark, ct);
        if (one is null)
        {
            await PublicPage.WriteAsync(
                http,
                new("查询投诉", "Your complaint"),
                new("没有这个查询码的投诉，请核对。", "There is no complaint with this code; check it."),
                StatusCodes.Status404NotFound
            );
            return;
        }

        // The entry names the complaint and never the code.
        trail.Begin(Actor, [], $"GET {Path}/{{code}}", one.ComplaintRef, isRead: true);
        await db.SaveChangesAsync(ct);
        await PublicPage.WriteAsync(
            http,
            new("您的投诉", "Your complaint"),
            Html.Of(
                $"""
                <dl>
                <dt>{new Text("投诉编号", "Number").For(http)}</dt><dd>{one.ComplaintRef}</dd>
                <dt>{new Text("收到日期", "Received on").For(http)}</dt><dd>{Day(one.ReceivedOn)}</dd>
                <dt>{new Text("办理情况", "State").For(http)}</dt><dd>{StateOf(one).For(http)}</dd>
                {(one.DueOn is { } due ? Html.Of(
                    $"<dt>{new Text("最迟于", "At the latest on").For(http)}</dt><dd>{Day(due)}</dd>"
                ) : Html.Nothing)}
                </dl>
                {(one.Letter is { } letter ? Html.Of(
                    $"<h2>{new Text("答复", "Our reply").For(http)}</h2><p class=\"box text\">{letter}</p>"
                ) : Html.Nothing)}
                """
            )
        );
    }

    private static async Task<(Typed Typed, IReadOnlyList<IFormFile> Files)> ReadFormAsync(
        HttpContext http,
        CancellationToken ct
    )
    {
        if (!http.Request.HasFormContentType)
            throw Refused("form.type", 415, new("请用网页上的表单提交。", "Send it by the form of the page."));
        try
        {
            // A file stays in memory, so that no disk ever has it unsealed.
            var form = await http.Request.ReadFormAsync(
                new()
                {
                    MemoryBufferThreshold = CaseBounds.AttachmentBytes + 1,
                    MultipartBodyLengthLimit = CaseBounds.AttachmentBytes + 1,
                    ValueCountLimit = 20,
                    ValueLengthLimit = 4 * CaseBounds.Text,
                },
                ct
            );
            var typed = new Typed(
                form["category"].ToString(),
                form["about"].ToString(),
                form["text"].ToString(),
                form["contact"].ToString(),
                form["website"].ToString(),
                form["challenge"].ToString(),
                form["proof"].ToString(),
                form["answer"].ToString()
            );
            return (typed, [.. form.Files.Where(f => f.Length > 0)]);
        }
        catch (InvalidDataException)
        {
            throw CaseAttachment.TooLarge();
        }
    }

    /// <summary>Checks the form and keeps it as a case.</summary>
    /// <returns>The follow-up code.</returns>
    private static async Task<string> KeepAsync(
        Typed typed,
        IReadOnlyList<IFormFile> files,
        FormChallenge challenge,
        FormLimit limit,
        ContactSafe safe,
        AttachmentStore store,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var verdict = CheckSender(typed, challenge);
        var content = await ReadAsync(typed, safe, db, clock, ct);
        if (files.Count > CaseBounds.Attachments)
            throw CaseAttachment.TooMany();
        var now = clock.GetUtcNow();
        var attached = new List<(CaseAttachment Entry, byte[] Content)>();
        foreach (var file in files)
        {
            using var stream = new MemoryStream();
            await file.CopyToAsync(stream, ct);
            var bytes = stream.ToArray();
            attached.Add((CaseAttachment.Of(content.Ref, file.FileName, bytes, Actor, now), bytes));
        }

        if (!limit.Admits(verdict))
            throw Refused(
                "form.too-many",
                429,
                new("提交过多，请稍后再试，或拨打客服电话。", "Too many were sent; try again later, or call us.")
            );
        var code = RandomNumberGenerator.GetString(ReceiveComplaint.RefLetters, CodeLetters);
        var received = ComplaintCase.ReceiveForm(
            content.Ref,
            content.Case,
            MarkOf(code),
            FormChallenge.MarkOf(typed.Challenge),
            Actor,
            now
        );
        db.Cases.Add(received);
        db.CaseAttachments.AddRange(attached.Select(a => a.Entry));
        trail.Begin(Actor, [], $"POST {Path}", content.Ref);
        try
        {
            foreach (var (entry, bytes) in attached)
                await store.WriteAsync(entry.Id, bytes, ct);
            await db.SaveChangesAsync(ct);
            return code;
        }
        catch (Exception failure)
        {
            foreach (var (entry, _) in attached)
                store.Delete(entry.Id);
            if (UniqueViolation.Is(failure))
                throw Refused(
                    "form.sent-before",
                    409,
                    new("这份投诉已经收到，无需重复提交。", "This complaint has been received already.")
                );
            throw;
        }
    }

    /// <exception cref="RuleBrokenException">400: a program sent it, or nobody could have typed it so soon.</exception>
    private static FormChallenge.Verdict CheckSender(Typed typed, FormChallenge challenge)
    {
        // People do not see this field; programs fill it in.
        var verdict =
            typed.Website.Length > 0
                ? FormChallenge.Verdict.Refused
                : challenge.Check(typed.Challenge, typed.Proof, typed.Answer);
        return verdict switch
        {
            FormChallenge.Verdict.TooFast => throw Refused(
                "form.too-fast",
                400,
                new("提交过快，请稍候几秒再提交。", "That was very quick; wait a few seconds and send it again.")
            ),
            FormChallenge.Verdict.Refused => throw Refused(
                "form.refused",
                400,
                new("校验未通过，请重新提交。", "The check failed; please send it again.")
            ),
            _ => verdict,
        };
    }

    private static async Task<(string Ref, CaseContent Case)> ReadAsync(
        Typed typed,
        ContactSafe safe,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var choices = Topics.Choices(await Topics.LoadAsync(Topics.Category, db, ct));
        var category =
            choices.FirstOrDefault(t => t.Code == typed.Category)
            ?? throw Refused("form.category", 400, new("请选择投诉类别。", "Choose what it is about."));
        var text = CaseBounds.Read(typed.Text, "text", LongestText);
        if (text.Length < ShortestText)
            throw Refused(
                "form.text-short",
                400,
                new("请说明发生了什么（至少 10 个字）。", "Say what happened (at least 10 characters).")
            );
        var about = CaseBounds.ReadIfAny(typed.About, "about", CaseBounds.About);
        var contact = safe.IsOpen ? CaseBounds.ReadIfAny(typed.Contact, "contact", CaseBounds.Contact) : null;
        var today = BankCalendar.Today(clock);
        var complaintRef = ReceiveComplaint.NewRef(today);
        return (
            complaintRef,
            new(
                ManagerNo: "",
                ReceivedOn: today,
                Channel: "online",
                Category: category.Code,
                Severity: "minor",
                CardRef: null,
                Contact: contact is null ? null : safe.Seal(contact, complaintRef),
                ContactMark: contact is null ? null : safe.Mark(contact),
                Text: about is null ? text : $"{text}\n\n被投诉人（客户填写）：{about}",
                Barred: [],
                JoinedTo: null
            )
        );
    }

    private static async Task WriteFormAsync(
        HttpContext http,
        Typed typed,
        Text? fault,
        int status,
        FormChallenge challenge,
        ContactSafe safe,
        AttachmentStore store,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var topics = await Topics.LoadAsync(Topics.Category, db, ct);
        var choices = Topics.Choices(topics).ToList();
        var sum = challenge.Make();
        await PublicPage.WriteAsync(
            http,
            Title,
            Html.Of(
                $"""
                {(fault is { } said ? Html.Of($"<p class=\"box fault\" role=\"alert\">{said.For(http)}</p>") : Html.Nothing)}
                <p>{new Text(
                    "我们在 15 日内答复，复杂投诉 30 日。提交后会得到一个查询码。",
                    "We answer within 15 days, and within 30 where it is complex. You get a code to follow it."
                ).For(http)}</p>
                <form method="post" action="{PublicPage.AddressOf(http, Path)}" enctype="multipart/form-data">
                <input type="hidden" name="challenge" value="{sum.Token}"><input type="hidden" name="proof" value="">
                <p class="gone" aria-hidden="true"><label for="website">Website</label><input id="website" name="website" tabindex="-1" autocomplete="off"></p>
                <label for="category">{new Text("投诉类别", "What it is about").For(http)}</label>
                <select id="category" name="category" required><option value=""></option>{Options(http, topics, choices, typed.Category)}</select>
                <label for="text">{new Text("发生了什么", "What happened").For(http)}</label>
                <textarea id="text" name="text" rows="8" required minlength="{ShortestText}" maxlength="{LongestText}" aria-describedby="text-rule">{typed.Text}</textarea>
                <small id="text-rule">{new Text(
                    "请勿填写完整卡号、密码或验证码。",
                    "Do not write a whole card number, a password or a code."
                ).For(http)}</small>
                <label for="about">{new Text("涉及的人员或网点（选填）", "The person or branch (optional)").For(http)}</label>
                <input id="about" name="about" maxlength="{CaseBounds.About}" value="{typed.About}">
                {(safe.IsOpen ? Html.Of(
                    $"""
                    <label for="contact">{new Text("联系电话或邮箱（选填）", "Telephone or e-mail (optional)").For(http)}</label>
                    <input id="contact" name="contact" maxlength="{CaseBounds.Contact}" autocomplete="tel" value="{typed.Contact}" aria-describedby="contact-rule">
                    <small id="contact-rule">{new Text(
                        "加密保存，仅承办人可见。",
                        "Stored encrypted; only the person who handles it sees it."
                    ).For(http)}</small>
                    """
                ) : Html.Nothing)}
                {(store.IsOpen ? Html.Of(
                    $"""
                    <label for="files">{new Text("附件（选填）", "Files (optional)").For(http)}</label>
                    <input id="files" name="files" type="file" multiple accept=".pdf,.png,.jpg,.jpeg" aria-describedby="files-rule">
                    <small id="files-rule">{new Text(
                        "最多 5 个，每个不超过 10 MB：pdf、png、jpg。",
                        "At most 5 of 10 MB each: pdf, png, jpg."
                    ).For(http)}</small>
                    """
                ) : Html.Nothing)}
                <noscript><label for="answer">{sum.Left} + {sum.Right} = ?</label><input id="answer" name="answer" inputmode="numeric" autocomplete="off"></noscript>
                <button data-wait="{new Text("正在校验，请稍候", "Checking, one moment").For(http)}">{new Text("提交投诉", "Send the complaint").For(http)}</button>
                </form>
                <h2>{new Text("查询已提交的投诉", "Follow a complaint").For(http)}</h2>
                <form action="{Path}"><label for="code">{new Text("查询码", "Your code").For(http)}</label>
                <input id="code" name="code" required maxlength="40" autocomplete="off">
                <button>{new Text("查询", "Show").For(http)}</button></form>
                """
            ),
            FormChallenge.Script,
            status
        );
    }

    private static IEnumerable<Html> Options(
        HttpContext http,
        IReadOnlyList<Topics.Topic> topics,
        IReadOnlyList<Topics.Topic> choices,
        string chosen
    )
    {
        foreach (var group in choices.GroupBy(c => c.Group, StringComparer.Ordinal))
        {
            var options = group.Select(c =>
                c.Code == chosen
                    ? Html.Of($"<option value=\"{c.Code}\" selected>{NameOf(c)}</option>")
                    : Html.Of($"<option value=\"{c.Code}\">{NameOf(c)}</option>")
            );
            var parent = topics.FirstOrDefault(t => t.Code == group.Key);
            if (parent is null)
                foreach (var option in options)
                    yield return option;
            else
                yield return Html.Of($"<optgroup label=\"{NameOf(parent)}\">{options}</optgroup>");
        }

        string NameOf(Topics.Topic topic) => new Text(topic.NameZh, topic.NameEn).For(http);
    }

    private static Task WriteReceivedAsync(HttpContext http, string code)
    {
        var shown = string.Join('-', code.Chunk(5).Select(part => new string(part)));
        return PublicPage.WriteAsync(
            http,
            new("已收到您的投诉", "We have your complaint"),
            Html.Of(
                $"""
                <p>{new Text(
                    "请记下查询码。凭查询码可以查看办理情况和答复，遗失后无法找回。",
                    "Keep this code. It shows how your complaint stands and our reply; a lost code cannot be found again."
                ).For(http)}</p>
                <p class="box code">{shown}</p>
                <p><a href="{PublicPage.AddressOf(http, $"{Path}/{code}")}">{new Text("查看办理情况", "See how it stands").For(http)}</a></p>
                """
            )
        );
    }

    /// <summary>The state as the customer is told it.</summary>
    private static Text StateOf(ComplaintCase one) =>
        one.State switch
        {
            CaseWords.Received => new("已收到，等待受理", "Received"),
            CaseWords.Decided or CaseWords.AppealDecided => new("已有结果，正在答复", "Decided; the reply follows"),
            CaseWords.Replied or CaseWords.Closed => new("已答复", "Answered"),
            CaseWords.Withdrawn => new("已撤回", "Withdrawn"),
            CaseWords.Appealed => new("复核中", "Being reviewed"),
            _ => new("办理中", "Being looked into"),
        };

    private static string Day(DateOnly day) => Invariant($"{day:yyyy-MM-dd}");

    private static string MarkOf(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(code))));

    /// <summary>The code as it was given out, however it is typed.</summary>
    private static string Plain(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static RuleBrokenException Refused(string code, int status, Text text) => new(code, text, status: status);

    /// <summary>The values in the fields of the form.</summary>
    private sealed record Typed(
        string Category = "",
        string About = "",
        string Text = "",
        string Contact = "",
        string Website = "",
        string Challenge = "",
        string Proof = "",
        string Answer = ""
    );
}
