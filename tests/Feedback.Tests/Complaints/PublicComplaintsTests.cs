using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Tests.Complaints;

/// <summary>The public form: what a customer sends and sees, and what the desk makes of it.</summary>
public sealed class PublicComplaintsTests : IAsyncLifetime
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7 the bill"u8];

    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await _service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ")));
        await _service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B1")));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_customer_sends_it_and_follows_it_by_its_code_to_the_reply()
    {
        var (status, page) = await PublicForm.SendAsync(
            _service,
            new()
            {
                ["category"] = "fees.annual",
                ["text"] = "The annual fee was taken twice.",
                ["about"] = "Mr Wang, East branch",
                ["contact"] = "138 0000 2222",
            },
            ("bill.pdf", Pdf)
        );
        Assert.Equal(200, status);
        var code = PublicForm.CodeIn(page);
        Assert.Matches("^([2-9A-HJKMNP-TV-Z]{5}-){3}[2-9A-HJKMNP-TV-Z]{5}$", code);
        Assert.Contains("已收到，等待受理", await FollowAsync(code), StringComparison.Ordinal);

        var desk = _service.As(Roles.ComplaintDesk, id: "desk");
        var reference = Assert.Single(await desk.WalkAsync("/complaint-cases?", "complaintRef"));
        var early = await desk.PostAsJsonAsync($"/complaint-cases/{reference}/accept", new { });
        Assert.Equal((409, "case.manager-missing"), ((int)early.StatusCode, await CodeAsync(early)));
        await StepAsync(
            desk,
            reference,
            "identify",
            new
            {
                managerNo = "M1",
                severity = "major",
                category = "fees.annual",
            }
        );
        await StepAsync(desk, reference, "accept", new { });
        await StepAsync(desk, reference, "assign", new { });
        var seen = await desk.GetFromJsonAsync<JsonElement>($"/complaint-cases/{reference}");
        Assert.Equal(("M1", "B1", "major"), (seen.Text("managerNo"), seen.Text("org"), seen.Text("severity")));
        Assert.Equal("138 0000 2222", seen.Text("contact"));
        Assert.Contains("Mr Wang, East branch", seen.Text("text"), StringComparison.Ordinal);
        var file = Assert.Single(seen.GetProperty("attachments").EnumerateArray());
        Assert.Equal(("bill.pdf", "application/pdf"), (file.Text("name"), file.Text("type")));
        Assert.Equal(Pdf, await desk.GetByteArrayAsync($"/complaint-cases/{reference}/attachments/{file.Text("id")}"));
        await StepAsync(desk, reference, "decide", new { outcome = "upheld", reasons = "it was taken twice" });
        Assert.DoesNotContain("Dear customer", await FollowAsync(code), StringComparison.Ordinal);
        await StepAsync(desk, reference, "reply", new { letter = "Dear customer, <b>we</b> pay it back." });
        var followed = await FollowAsync(code.ToLowerInvariant().Replace('-', ' '));
        Assert.Contains("Dear customer, &lt;b&gt;we&lt;/b&gt; pay it back.", followed, StringComparison.Ordinal);
        Assert.DoesNotContain("M1", followed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_whom_it_may_concern_sees_it_before_it_is_known_whom_it_is_about()
    {
        await PublicForm.SendAsync(_service, Typed());
        var manager = _service.As(Roles.ComplaintDesk, managerNo: "M2", id: "m2");
        Assert.Empty(await manager.WalkAsync("/complaint-cases?", "complaintRef"));
        Assert.Empty(await _service.As(Roles.ComplaintDesk, org: "B1").WalkAsync("/complaint-cases?", "complaintRef"));
        var desk = _service.As(Roles.ComplaintDesk, id: "desk");
        var reference = Assert.Single(await desk.WalkAsync("/complaint-cases?", "complaintRef"));
        var subject = new
        {
            managerNo = "M1",
            severity = "minor",
            category = "other",
        };
        await StepAsync(desk, reference, "identify", subject);
        Assert.Equal([reference], await manager.WalkAsync("/complaint-cases?", "complaintRef"));
        Assert.Empty(
            await _service
                .As(Roles.ComplaintDesk, managerNo: "M1", id: "m1")
                .WalkAsync("/complaint-cases?", "complaintRef")
        );
        await StepAsync(desk, reference, "accept", new { });
        var late = await desk.PostAsJsonAsync($"/complaint-cases/{reference}/identify", subject);
        Assert.Equal((409, "case.wrong-state"), ((int)late.StatusCode, await CodeAsync(late)));
    }

    [Fact]
    public async Task Programs_are_refused_and_a_form_counts_once()
    {
        using var client = _service.Anonymous();
        var challenge = PublicForm.ChallengeIn(await client.GetStringAsync("/public/complaints"));
        var form = Typed();
        (form["challenge"], form["proof"]) = (challenge, PublicForm.ProofOf(challenge));
        Assert.Equal(400, (await PublicForm.SendAsync(client, form)).Status); // sooner than anybody types
        _service.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(400, (await PublicForm.SendAsync(client, With("proof", "17"))).Status);
        Assert.Equal(400, (await PublicForm.SendAsync(client, With("website", "http://x"))).Status);
        Assert.Equal(400, (await PublicForm.SendAsync(client, With("challenge", challenge[..^3] + "abc"))).Status);
        Assert.Equal(400, (await PublicForm.SendAsync(client, With("category", "fees"))).Status);
        Assert.Equal(400, (await PublicForm.SendAsync(client, With("text", "short"))).Status);
        Assert.Equal(400, (await PublicForm.SendAsync(client, With("text", "my card 4111 1111 1111 1111"))).Status);
        Assert.Equal(0, await CountAsync());
        Assert.Equal(200, (await PublicForm.SendAsync(client, form)).Status);
        Assert.Equal(409, (await PublicForm.SendAsync(client, form)).Status);
        Assert.Equal(1, await CountAsync());
        _service.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(400, (await PublicForm.SendAsync(client, form)).Status);

        Dictionary<string, string> With(string name, string value) =>
            new(form, StringComparer.Ordinal) { [name] = value };
    }

    [Fact]
    public async Task Without_script_a_sum_is_asked_and_only_some_an_hour_are_kept()
    {
        using var client = _service.Anonymous();
        var statuses = new List<int>();
        for (var i = 0; i <= FormLimit.AnsweredPerHour; i++)
        {
            var page = await client.GetStringAsync("/public/complaints");
            const string label = "for=\"answer\">";
            var at = page.IndexOf(label, StringComparison.Ordinal) + label.Length;
            var (left, right) = (page[at] - '0', page[at + 4] - '0');
            _service.Clock.Advance(TimeSpan.FromSeconds(15));
            var form = Typed();
            form["challenge"] = PublicForm.ChallengeIn(page);
            form["answer"] = (left + right).ToString(System.Globalization.CultureInfo.InvariantCulture);
            statuses.Add((await PublicForm.SendAsync(client, form)).Status);
        }

        Assert.All(statuses[..^1], s => Assert.Equal(200, s));
        Assert.Equal(429, statuses[^1]);
        // Who did the work is not held up by them.
        Assert.Equal(200, (await PublicForm.SendAsync(_service, Typed())).Status);
    }

    [Fact]
    public async Task Files_are_known_by_their_content_and_bounded()
    {
        var (many, _) = await PublicForm.SendAsync(
            _service,
            Typed(),
            [.. Enumerable.Range(0, 6).Select(i => ($"{i}.pdf", Pdf))]
        );
        var (wrong, _) = await PublicForm.SendAsync(
            _service,
            Typed(),
            ("bill.pdf", "MZ this is a program"u8.ToArray())
        );
        var (large, _) = await PublicForm.SendAsync(
            _service,
            Typed(),
            ("large.pdf", [.. Pdf, .. new byte[CaseBounds.AttachmentBytes]])
        );
        Assert.Equal((409, 415, 413), (many, wrong, large));
        Assert.Equal(0, await CountAsync());
        Assert.Empty(Directory.EnumerateFiles(Folder()));
    }

    /// <summary>The sealed file, the database and the audit have neither content nor code.</summary>
    [Fact]
    public async Task Files_are_sealed_on_the_disk_and_the_code_is_kept_nowhere()
    {
        var (_, page) = await PublicForm.SendAsync(_service, Typed(), ("bill.pdf", Pdf));
        var code = PublicForm.CodeIn(page).Replace("-", "", StringComparison.Ordinal);
        await FollowAsync(code);
        var file = Assert.Single(Directory.EnumerateFiles(Folder()));
        Assert.DoesNotContain(
            "the bill",
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)),
            StringComparison.Ordinal
        );
        var audit = await _service.As(Roles.Auditor).GetStringAsync("/audit?limit=200");
        Assert.Contains("GET /public/complaints/{code}", audit, StringComparison.Ordinal);
        Assert.Contains("POST /public/complaints", audit, StringComparison.Ordinal);
        foreach (var kept in new[] { audit, await DatabaseAsync() })
            Assert.DoesNotContain(code, kept, StringComparison.OrdinalIgnoreCase);

        async Task<string> DatabaseAsync() =>
            await _service.ReadAsync<FeedbackDbContext, string>(async db =>
                JsonSerializer.Serialize(
                    (await db.Cases.AsNoTracking().ToListAsync()).Select(c => new
                    {
                        c.FollowUpMark,
                        c.FormMark,
                        c.Text,
                    })
                )
            );
    }

    [Fact]
    public async Task Files_go_with_the_contact_when_their_time_has_come()
    {
        await PublicForm.SendAsync(_service, Typed(), ("bill.pdf", Pdf));
        var desk = _service.As(Roles.ComplaintDesk, id: "desk");
        var reference = Assert.Single(await desk.WalkAsync("/complaint-cases?", "complaintRef"));
        await StepAsync(desk, reference, "withdraw", new { text = "it was about another bank" });
        _service.Clock.SetTo(new(2029, 6, 14));
        await _service.RetainAsync();
        Assert.Single(Directory.EnumerateFiles(Folder()));
        _service.Clock.SetTo(new(2029, 6, 16));
        await _service.RetainAsync();
        Assert.Empty(Directory.EnumerateFiles(Folder()));
        Assert.Equal(0, await _service.ReadAsync<FeedbackDbContext, int>(db => db.CaseAttachments.CountAsync()));
    }

    [Fact]
    public async Task The_page_is_small_and_has_both_languages_and_no_cookie()
    {
        using var client = _service.Anonymous();
        foreach (var (address, text) in new[] { ("?lang=en", "What happened"), ("?lang=zh", "发生了什么") })
        {
            using var answer = await client.GetAsync($"/public/complaints{address}");
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Contains(text, page, StringComparison.Ordinal);
            Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, 30_000);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.Contains(
                "default-src 'none'",
                string.Concat(answer.Headers.GetValues("Content-Security-Policy")),
                StringComparison.Ordinal
            );
        }

        using var unknown = await client.GetAsync("/public/complaints/23456789ABCDEFGHJKMN?lang=en");
        Assert.Equal(404, (int)unknown.StatusCode);
        using var sought = await client.GetAsync("/public/complaints?code=abcde-fghjk");
        Assert.Equal("/public/complaints/ABCDEFGHJK", sought.Headers.Location?.ToString());
    }

    private static Dictionary<string, string> Typed() =>
        new(StringComparer.Ordinal) { ["category"] = "fees.annual", ["text"] = "The annual fee was taken twice." };

    private string Folder() =>
        Path.Combine(
            Path.GetDirectoryName(_service.ConnectionString["Data Source=".Length..])!,
            "feedback.attachments"
        );

    private Task<int> CountAsync() => _service.ReadAsync<FeedbackDbContext, int>(db => db.Cases.CountAsync());

    private async Task<string> FollowAsync(string code)
    {
        using var client = _service.Anonymous();
        return await client.GetStringAsync($"/public/complaints/{Uri.EscapeDataString(code)}");
    }

    private static async Task StepAsync(HttpClient client, string reference, string step, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/complaint-cases/{reference}/{step}", body);
        Assert.True(answer.IsSuccessStatusCode, $"{step}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("code");
}
