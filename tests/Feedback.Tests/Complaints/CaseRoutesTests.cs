using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Feedback.Tests.Complaints;

/// <summary>A case by its routes: from the desk's intake to the appeal, and what others hear and see of it.</summary>
public class CaseRoutesTests
{
    private static readonly DateOnly June1 = new(2026, 6, 1);

    [Fact]
    public async Task A_case_is_taken_down_handled_decided_answered_and_closed()
    {
        await using var service = await BankAsync();
        var (desk, reference) = (service.As(Roles.ComplaintDesk, id: "desk"), await ReceivedAsync(service));
        await StepAsync(desk, reference, "accept");
        await StepAsync(desk, reference, "assign", new { });
        await StepAsync(desk, reference, "investigate", new { text = "the recording was heard" });
        await StepAsync(desk, reference, "ask-statement");
        var decided = await StepAsync(
            desk,
            reference,
            "decide",
            new
            {
                outcome = "partly-upheld",
                reasons = "the fee was named late",
                consequence = "a talk",
            }
        );
        Assert.Equal(("decided", true), (decided.Text("state"), decided.GetProperty("isOnTime").GetBoolean()));

        var letter = await desk.GetFromJsonAsync<JsonElement>($"/complaint-cases/{reference}/letter");
        Assert.Contains(reference, letter.Text("zh"), StringComparison.Ordinal);
        Assert.Contains("2026-07-15", letter.Text("en"), StringComparison.Ordinal);
        await StepAsync(desk, reference, "reply", new { letter = "Dear customer,\nwe apologise." });
        var document = await desk.GetByteArrayAsync($"/complaint-cases/{reference}/letter.docx");
        using (var word = WordprocessingDocument.Open(new MemoryStream(document), isEditable: false))
            Assert.Equal(
                ["Dear customer,", "we apologise."],
                word.MainDocumentPart!.Document!.Body!.ChildElements.Select(p => p.InnerText)
            );

        await StepAsync(
            desk,
            reference,
            "measure",
            new
            {
                cause = "sales.fees-not-explained",
                measure = "a new script",
                owner = "head",
                dueOn = "2026-08-01",
            }
        );
        var closed = await StepAsync(desk, reference, "close");
        Assert.Equal(
            ["measure", "appeal", "reopen"],
            closed.GetProperty("next").EnumerateArray().Select(n => n.GetString())
        );
        // Undecided when it was accepted, upheld when it was decided: others hear these two.
        Assert.Equal(
            [null, "upheld"],
            (await service.AnnouncedAsync<ComplaintsChanged>()).SelectMany(e => e.Complaints).Select(c => c.Outcome)
        );
    }

    [Fact]
    public async Task An_appeal_that_succeeds_takes_back_what_the_decision_caused()
    {
        await using var service = await BankAsync();
        var (desk, reference) = (service.As(Roles.ComplaintDesk, id: "desk"), await DecidedAsync(service, "upheld"));
        await service.DeliverAsync(BankEvents.Closed(1, "2026-06"));
        service.Clock.SetTo(new(2026, 7, 2));
        await StepAsync(desk, reference, "reply", new { letter = "Dear customer" });
        await StepAsync(desk, reference, "appeal", new { text = "nobody asked me" });
        var denied = await desk.PostAsJsonAsync(
            $"/complaint-cases/{reference}/decide-appeal",
            new { outcome = "rejected", reasons = "no" }
        );
        Assert.Equal((409, "case.in-first-decision"), ((int)denied.StatusCode, await CodeAsync(denied)));
        var answer = await StepAsync(
            service.As(Roles.ComplaintDesk, id: "other"),
            reference,
            "decide-appeal",
            new { outcome = "rejected", reasons = "the recording shows the contrary" }
        );
        Assert.True(answer.GetProperty("isOverturned").GetBoolean());

        var last = (await service.AnnouncedAsync<ComplaintsChanged>()).SelectMany(e => e.Complaints).Last();
        Assert.Equal((3, "rejected", 2), (last.Version, last.Outcome, last.KnownFrom));
        Assert.Equal("2026-06", Assert.Single(last.ChangedMonths!).Month.ToString());
    }

    [Fact]
    public async Task Whom_it_concerns_neither_reads_nor_handles_it()
    {
        await using var service = await BankAsync();
        var reference = await ReceivedAsync(service, involved: ["M3"]);
        var desk = service.As(Roles.ComplaintDesk, id: "desk");
        await StepAsync(desk, reference, "accept");
        // M1 is named, M2 stands above M1, M3 is involved, and M4 has nothing to do with it.
        foreach (var (no, sees) in new[] { ("M1", false), ("M2", false), ("M3", false), ("M4", true) })
        {
            var person = service.As(Roles.ComplaintDesk, managerNo: no, id: no);
            Assert.Equal(
                sees ? [reference] : Array.Empty<string>(),
                await person.WalkAsync("/complaint-cases?", "complaintRef")
            );
            Assert.Equal(sees ? 200 : 404, (int)(await person.GetAsync($"/complaint-cases/{reference}")).StatusCode);
            Assert.Equal(
                sees ? 200 : 404,
                (int)(await person.PostAsJsonAsync($"/complaint-cases/{reference}/assign", new { })).StatusCode
            );
        }

        // The head of the branch handles nothing of their branch, whatever other role they hold.
        var head = service.As($"{Roles.ComplaintDesk} {Roles.BranchHead}", org: "B1", id: "head");
        Assert.Empty(await head.WalkAsync("/complaint-cases?", "complaintRef"));
        var unknown = await desk.PostAsJsonAsync($"/complaint-cases/{reference}/assign", new { to = "M2" });
        Assert.Equal((400, "case.unknown-handler"), ((int)unknown.StatusCode, await CodeAsync(unknown)));
        Assert.Equal(
            ["M4"],
            (await desk.GetFromJsonAsync<JsonElement>($"/complaint-cases/{reference}/handlers"))
                .GetProperty("handlers")
                .EnumerateArray()
                .Select(h => h.GetString())
        );
        foreach (var role in new[] { Roles.BranchHead, Roles.AccountManager, Roles.Trainer, Roles.Payroll })
            Assert.Equal(
                403,
                (int)(await service.As(role, org: "B1", managerNo: "M1").GetAsync("/complaint-cases")).StatusCode
            );
    }

    [Fact]
    public async Task The_manager_learns_of_it_when_asked_and_writes_their_side_once()
    {
        await using var service = await BankAsync();
        var (desk, reference) = (service.As(Roles.ComplaintDesk, id: "desk"), await ReceivedAsync(service));
        var manager = service.As(Roles.AccountManager, managerNo: "M1", id: "m1");
        await StepAsync(desk, reference, "accept");
        await StepAsync(desk, reference, "assign", new { });
        Assert.Empty(await manager.WalkAsync("/complaints?", "complaintRef"));
        Assert.Empty(await manager.WalkAsync("/complaint-statements?", "complaintRef"));
        Assert.Equal(
            404,
            (int)(await manager.PostAsJsonAsync($"/complaint-statements/{reference}", new { text = "x" })).StatusCode
        );

        await StepAsync(desk, reference, "ask-statement");
        Assert.Equal([reference], await manager.WalkAsync("/complaints?", "complaintRef"));
        var seen = (await manager.GetStringAsync("/complaint-statements"));
        Assert.DoesNotContain("annual fee twice", seen, StringComparison.Ordinal);
        var other = service.As(Roles.AccountManager, managerNo: "M4");
        Assert.Empty(await other.WalkAsync("/complaint-statements?", "complaintRef"));
        Assert.Equal(
            404,
            (int)(await other.PostAsJsonAsync($"/complaint-statements/{reference}", new { text = "x" })).StatusCode
        );
        var given = await manager.PostAsJsonAsync($"/complaint-statements/{reference}", new { text = "I did explain" });
        Assert.Equal(204, (int)given.StatusCode);
        var again = await manager.PostAsJsonAsync($"/complaint-statements/{reference}", new { text = "more" });
        Assert.Equal((409, "case.wrong-state"), ((int)again.StatusCode, await CodeAsync(again)));
        Assert.Equal(
            "I did explain",
            (await desk.GetFromJsonAsync<JsonElement>($"/complaint-cases/{reference}")).Text("statement")
        );
    }

    [Fact]
    public async Task A_contact_is_sealed_and_opens_for_the_handler_only()
    {
        await using var service = await BankAsync();
        var reference = await ReceivedAsync(service);
        var (desk, other) = (service.As(Roles.ComplaintDesk, id: "desk"), service.As(Roles.ComplaintDesk, id: "other"));
        await StepAsync(desk, reference, "accept");
        Assert.Null(await ContactAsync(desk, reference));
        await StepAsync(desk, reference, "assign", new { });
        Assert.Equal("Mr Li, 139 0000 1111", await ContactAsync(desk, reference));
        Assert.Null(await ContactAsync(other, reference));
        Assert.Null(await ContactAsync(service.As(Roles.Auditor), reference));

        var kept = await service.ReadAsync<FeedbackDbContext, byte[]>(async db =>
            (await db.Cases.SingleAsync()).Contact!
        );
        Assert.DoesNotContain("1111", Encoding.UTF8.GetString(kept), StringComparison.Ordinal);
        var audit = await service.As(Roles.Auditor).GetStringAsync("/audit?limit=200");
        Assert.DoesNotContain("1111", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("Mr Li", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_is_erased_when_its_time_has_come()
    {
        await using var service = await BankAsync();
        var reference = await DecidedAsync(service, "rejected");
        service.Clock.SetTo(new(2029, 5, 31));
        await service.RetainAsync();
        Assert.True(await HasContactAsync());
        service.Clock.SetTo(new(2029, 6, 2));
        await service.RetainAsync();
        Assert.False(await HasContactAsync());

        async Task<bool> HasContactAsync() =>
            (await service.As(Roles.Auditor).GetFromJsonAsync<JsonElement>($"/complaint-cases/{reference}"))
                .GetProperty("hasContact")
                .GetBoolean();
    }

    [Fact]
    public async Task The_same_card_and_the_same_customer_are_found_before_it_is_taken_down()
    {
        await using var service = await BankAsync();
        var (desk, reference) = (service.As(Roles.ComplaintDesk, id: "desk"), await ReceivedAsync(service));
        Assert.Equal([(reference, "card")], await AlikeAsync(new { cardRef = "card-81" }));
        Assert.Equal([(reference, "contact")], await AlikeAsync(new { contact = "mr li 13900001111" }));
        Assert.Empty(await AlikeAsync(new { cardRef = "card-82", contact = "Ms Wang" }));
        service.Clock.SetTo(new(2026, 7, 2));
        Assert.Empty(await AlikeAsync(new { cardRef = "card-81" }));

        async Task<IEnumerable<(string?, string?)>> AlikeAsync(object request) =>
            (
                await (
                    await desk.PostAsJsonAsync("/complaint-cases/alike", request)
                ).Content.ReadFromJsonAsync<JsonElement>()
            )
                .GetProperty("complaints")
                .EnumerateArray()
                .Select(c => (c.Text("complaintRef"), c.Text("by")));
    }

    /// <summary>V14: each crossing makes one escalation, whoever watches and however often.</summary>
    [Fact]
    public async Task V14_each_crossing_of_a_clock_is_escalated_once()
    {
        await using var service = await BankAsync();
        for (var i = 0; i < 3; i++)
            await ReceivedAsync(service);
        var found = new List<int>();
        foreach (var day in new[] { 12, 13, 14, 16, 17, 17, 18, 40 })
        {
            service.Clock.SetTo(June1.AddDays(day - 1));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(WatchAsync)));
            await service.RestartAsync();
            found.Add(await service.ReadAsync<FeedbackDbContext, int>(db => db.Escalations.CountAsync()));
        }

        // The last day is the 16th: reminded from the 13th on, late from the 17th on.
        Assert.Equal([0, 3, 3, 3, 6, 6, 6, 6], found);

        async Task WatchAsync()
        {
            await using var scope = service.App.Services.CreateAsyncScope();
            await WatchCaseClocks.RunAsync(scope.ServiceProvider, service.Clock, CancellationToken.None);
        }
    }

    [Fact]
    public async Task They_are_listed_and_counted_by_their_clocks()
    {
        await using var service = await BankAsync();
        var desk = service.As(Roles.ComplaintDesk, id: "desk");
        var first = await ReceivedAsync(service);
        var second = await DecidedAsync(service, "upheld");
        Assert.Equal([first], await desk.WalkAsync("/complaint-cases?state=undecided", "complaintRef"));
        Assert.Equal([first], await desk.WalkAsync("/complaint-cases?clock=due", "complaintRef"));
        Assert.Equal([first], await desk.WalkAsync("/complaint-cases?handler=-", "complaintRef"));
        Assert.Equal([second], await desk.WalkAsync("/complaint-cases?handler=desk", "complaintRef"));
        Assert.Equal([second], await desk.WalkAsync("/complaint-cases?state=decided", "complaintRef"));
        Assert.Equal(400, (int)(await desk.GetAsync("/complaint-cases?state=lost")).StatusCode);
        service.Clock.SetTo(new(2026, 6, 17));
        Assert.Equal([first], await desk.WalkAsync("/complaint-cases?clock=late", "complaintRef"));

        var figures = await desk.GetFromJsonAsync<JsonElement>("/complaint-cases/figures?by=org");
        Assert.Equal(
            (1, 1, 1, 1),
            (
                figures.Number("undecided"),
                figures.Number("unassigned"),
                figures.Number("late"),
                figures.Number("toReply")
            )
        );
        var group = Assert.Single(figures.GetProperty("groups").EnumerateArray());
        Assert.Equal(
            ("B1", 2, 1, 1, 1, 1),
            (
                group.Text("key"),
                group.Number("cases"),
                group.Number("decided"),
                group.Number("onTime"),
                group.Number("upheld"),
                group.Number("recurred")
            )
        );
    }

    [Fact]
    public async Task A_file_does_not_change_what_is_handled_here()
    {
        await using var service = await BankAsync();
        var reference = await ReceivedAsync(service);
        var outcome = await service.ImportAsync(
            "complaints",
            $"complaint_ref,manager_no,received_on,channel,category,severity\n{reference},M1,2026-06-01,phone,x,minor\n"
        );
        Assert.Equal(1, outcome.RowsRejected);
        Assert.Contains(outcome.Errors, m => m.Code == "complaint.handled-here");
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        await using var service = await BankAsync();
        var desk = service.As(Roles.ComplaintDesk, org: "B1", id: "desk");
        Assert.Equal((404, "manager.not-found"), await RefusedAsync(Complaint("M9")));
        Assert.Equal((404, "manager.not-found"), await RefusedAsync(Complaint("M4")));
        Assert.Equal(400, (await RefusedAsync(Complaint("M1", receivedOn: "2030-01-01"))).Status);
        Assert.Equal(
            (400, "import.looks-like-a-card-number"),
            await RefusedAsync(Complaint("M1", text: "my card 4111 1111 1111 1111"))
        );
        var reference = await ReceivedAsync(service);
        var early = await desk.PostAsJsonAsync(
            $"/complaint-cases/{reference}/decide",
            new { outcome = "upheld", reasons = "x" }
        );
        Assert.Equal((409, "case.wrong-state"), ((int)early.StatusCode, await CodeAsync(early)));

        async Task<(int Status, string? Code)> RefusedAsync(object complaint)
        {
            var answer = await desk.PostAsJsonAsync("/complaints", complaint);
            return ((int)answer.StatusCode, await CodeAsync(answer));
        }
    }

    private static object Complaint(
        string managerNo,
        string receivedOn = "2026-06-01",
        string text = "They took the annual fee twice.",
        string[]? involved = null
    ) =>
        new
        {
            managerNo,
            receivedOn,
            channel = "phone",
            category = "年费争议",
            severity = "major",
            cardRef = "card-81",
            contact = "Mr Li, 139 0000 1111",
            text,
            involved,
        };

    private static async Task<string> ReceivedAsync(ServiceUnderTest service, string[]? involved = null)
    {
        var answer = await service
            .As(Roles.ComplaintDesk, id: "desk")
            .PostAsJsonAsync("/complaints", Complaint("M1", involved: involved));
        Assert.Equal(201, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("complaintRef")!;
    }

    private static async Task<string> DecidedAsync(ServiceUnderTest service, string outcome)
    {
        var (desk, reference) = (service.As(Roles.ComplaintDesk, id: "desk"), await ReceivedAsync(service));
        await StepAsync(desk, reference, "accept");
        await StepAsync(desk, reference, "assign", new { });
        await StepAsync(desk, reference, "decide", new { outcome, reasons = "the recording was heard" });
        return reference;
    }

    private static async Task<JsonElement> StepAsync(
        HttpClient client,
        string reference,
        string step,
        object? body = null
    )
    {
        var answer = await client.PostAsJsonAsync($"/complaint-cases/{reference}/{step}", body ?? new { });
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{step}: {(int)answer.StatusCode} {said}");
        return JsonDocument.Parse(said).RootElement;
    }

    private static async Task<string?> ContactAsync(HttpClient client, string reference) =>
        (await client.GetFromJsonAsync<JsonElement>($"/complaint-cases/{reference}")).Text("contact");

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("code", out var code)
            ? code.GetString()
            : null;

    /// <summary>M1 works for M2 in B1, M3 is their colleague, and M4 works in another branch.</summary>
    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ"), ("B2", "HQ")));
        await service.DeliverAsync(BankEvents.Managers(("M2", "B1"), ("M3", "B1"), ("M4", "B2")));
        await service.DeliverAsync(
            new ManagersChanged([
                new(
                    "M1",
                    1,
                    1,
                    new(2020, 1, 1),
                    null,
                    null,
                    [new(new(2020, 1, 1), "B1", null, null, null, null, Supervisor: "M2")]
                ),
            ])
        );
        return service;
    }
}

/// <summary>Reads members of an answer.</summary>
internal static class Answers
{
    public static string? Text(this JsonElement of, string name) => of.GetProperty(name).GetString();

    public static int Number(this JsonElement of, string name) => of.GetProperty(name).GetInt32();
}
