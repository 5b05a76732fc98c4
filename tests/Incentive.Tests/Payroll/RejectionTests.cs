using System.Globalization;
using System.Text.Json;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Payroll;

/// <summary>Entries that payroll rejected are sent again or written off, by two people, once.</summary>
public sealed class RejectionTests
{
    [Fact]
    public async Task A_rejected_entry_is_sent_again_under_a_new_number_and_the_month_adds_up()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        await SayAsync(office, ids[0], "paid");
        await SayAsync(office, ids[1], "rejected", "account closed");
        await SayAsync(office, ids[2], "paid");
        Assert.Equal((3, "600.00", 2, 1, 0, "200.00"), await AcknowledgeTests.ReconcileAsync(office));

        var proposed = await ProposeAsync(office, ids[1], "resend");
        Assert.Equal((200, "resend-proposed"), (proposed.Status, State(proposed)));
        Assert.Equal(3, (await office.EntriesAsync()).Count);
        var approved = await DecideAsync(office, ids[1]);
        Assert.Equal((200, "resent"), (approved.Status, State(approved)));

        var entries = await office.EntriesAsync();
        var (rejected, resent) = (entries[1], entries[3]);
        Assert.Equal(
            (4L, "approved", "2026-04", "M2", "200.00", "0.00", rejected.EventId),
            (
                resent.Sequence,
                resent.Kind,
                resent.Period,
                resent.ManagerNo,
                resent.Amount,
                resent.Deferred,
                resent.CorrectsEventId
            )
        );
        Assert.NotEqual(rejected.EventId, resent.EventId);
        Assert.Equal(8, resent.EventId.Version);
        Assert.Equal(resent.EventId, approved.Body.GetProperty("resentAs").GetGuid());
        Assert.Equal((rejected.RunId, rejected.RuleHash), (resent.RunId, resent.RuleHash));
        Assert.Equal(Roles.IncentiveApprover, resent.ApprovedBy);
        var announced = (await office.Service.OutboxAsync()).Where(a => a.Stream == "payroll").ToList();
        Assert.Equal(resent.EventId, announced[^1].MessageId);

        // The rejected one is neither owed nor rejected any more; the new one is owed, once.
        Assert.Equal((3, "600.00", 2, 0, 1, "200.00"), await AcknowledgeTests.ReconcileAsync(office));
        Assert.Equal([("resent", 2L), ("outstanding", 4L)], await UnpaidAsync(office));
        await SayAsync(office, resent.EventId, "paid");
        Assert.Equal((3, "600.00", 3, 0, 0, "0.00"), await AcknowledgeTests.ReconcileAsync(office));
    }

    [Fact]
    public async Task The_one_sent_again_may_be_rejected_and_sent_again_too()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var id = (await office.EntriesAsync())[0].EventId;
        for (var sequence = 4; sequence <= 6; sequence++)
        {
            await SayAsync(office, id, "rejected", "account closed");
            await ProposeAsync(office, id, "resend");
            Assert.Equal(200, (await DecideAsync(office, id)).Status);
            var entries = await office.EntriesAsync();
            Assert.Equal((sequence, id), (entries[^1].Sequence, entries[^1].CorrectsEventId));
            id = entries[^1].EventId;
        }

        Assert.Equal(6, (await office.EntriesAsync()).Select(e => e.EventId).Distinct().Count());
        Assert.Equal((3, "600.00", 0, 0, 3, "600.00"), await AcknowledgeTests.ReconcileAsync(office));
    }

    [Fact]
    public async Task Written_off_is_not_owed_any_more_and_writes_no_entry()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        await SayAsync(office, ids[0], "paid");
        await SayAsync(office, ids[1], "paid");
        await SayAsync(office, ids[2], "rejected", "died, no heirs");
        await ProposeAsync(office, ids[2], "write-off");

        Assert.Equal("written-off", State(await DecideAsync(office, ids[2])));
        Assert.Equal(3, (await office.EntriesAsync()).Count);
        Assert.Equal((3, "600.00", 2, 0, 0, "0.00"), await AcknowledgeTests.ReconcileAsync(office));
        var answer = (await BonusOffice.GetAsync(office.Payroll, "/payroll/reconciliation/2026-04")).Body;
        Assert.Equal(
            (1, "300.00", 0),
            (
                answer.GetProperty("writtenOff").GetInt32(),
                answer.GetProperty("writtenOffAmount").GetString(),
                answer.GetProperty("resent").GetInt32()
            )
        );
        Assert.Equal([("written-off", 3L)], await UnpaidAsync(office));
    }

    [Fact]
    public async Task Who_proposed_it_does_not_approve_it_and_each_step_has_its_turn()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        var both = office.Service.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: "both");
        Assert.Equal("rejection.not-found", (await ProposeAsync(office, ids[0], "resend")).Code);
        Assert.Equal("rejection.not-found", (await DecideAsync(office, Guid.NewGuid())).Code);
        await SayAsync(office, ids[0], "rejected", "account closed");
        Assert.Equal("rejection.wrong-state", (await DecideAsync(office, ids[0])).Code);

        Assert.Equal(200, (await ProposeAsync(office, ids[0], "resend", by: both)).Status);
        Assert.Equal("rejection.wrong-state", (await ProposeAsync(office, ids[0], "write-off")).Code);
        foreach (var act in (string[])["approve", "return"])
            Assert.Equal("rejection.maker-cannot-check", (await DecideAsync(office, ids[0], act, both)).Code);
        Assert.Equal(3, (await office.EntriesAsync()).Count);

        var returned = await DecideAsync(office, ids[0], "return");
        Assert.Equal((200, "rejected"), (returned.Status, State(returned)));
        Assert.Equal("not like this", (await ListAsync(office)).Single().GetProperty("returnReason").GetString());
        await ProposeAsync(office, ids[0], "write-off");
        Assert.Equal("written-off", State(await DecideAsync(office, ids[0])));
        foreach (
            var answer in new[] { await DecideAsync(office, ids[0]), await ProposeAsync(office, ids[0], "resend") }
        )
            Assert.Equal((409, "rejection.wrong-state"), (answer.Status, answer.Code));

        foreach (var role in (string[])[Roles.IncentiveApprover, Roles.Payroll, Roles.Auditor, Roles.Hr])
            Assert.Equal(403, (await ProposeAsync(office, ids[1], "resend", by: office.Service.As(role))).Status);
        foreach (var role in (string[])[Roles.IncentiveAnalyst, Roles.Payroll, Roles.Auditor, Roles.Hr])
            Assert.Equal(403, (await DecideAsync(office, ids[1], by: office.Service.As(role))).Status);
    }

    [Fact]
    public async Task What_payroll_paid_in_the_meantime_is_left_alone()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        await SayAsync(office, ids[0], "rejected", "account closed");
        await ProposeAsync(office, ids[0], "resend");
        await SayAsync(office, ids[0], "paid");

        Assert.Equal("rejection.paid-since", (await DecideAsync(office, ids[0])).Code);
        Assert.Equal(3, (await office.EntriesAsync()).Count);
        Assert.Empty(await ListAsync(office));
        await SayAsync(office, ids[1], "rejected", "account closed");
        await SayAsync(office, ids[1], "paid");
        Assert.Equal("rejection.paid-since", (await ProposeAsync(office, ids[1], "resend")).Code);
    }

    [Theory]
    [InlineData("resend")]
    [InlineData("write-off")]
    public async Task What_was_settled_cannot_be_acknowledged_as_paid(string decision)
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        await SayAsync(office, ids[0], "rejected", "account closed");
        await ProposeAsync(office, ids[0], decision);
        await DecideAsync(office, ids[0]);
        var before = await AcknowledgeTests.ReconcileAsync(office);

        var answer = await SayAsync(office, ids[0], "paid");
        Assert.Equal((409, "acknowledgement.replaced"), (answer.Status, answer.Code));
        Assert.Equal(ids[0], Assert.Single(answer.Details).GetProperty("eventId").GetGuid());
        Assert.Equal(before, await AcknowledgeTests.ReconcileAsync(office));
        // Rejected once more is true still, and changes nothing.
        Assert.Equal(200, (await SayAsync(office, ids[0], "rejected", "account closed")).Status);
        Assert.Equal(before, await AcknowledgeTests.ReconcileAsync(office));
    }

    [Fact]
    public async Task Approved_many_times_at_once_it_is_sent_once()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var id = (await office.EntriesAsync())[0].EventId;
        await SayAsync(office, id, "rejected", "account closed");
        var proposals = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    ProposeAsync(office, id, "resend", by: office.Service.As(Roles.IncentiveAnalyst, id: $"a{i}"))
                )
        );
        Assert.Equal([200, 409, 409, 409, 409, 409], proposals.Select(a => a.Status).Order());

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    DecideAsync(
                        office,
                        id,
                        i % 4 == 3 ? "return" : "approve",
                        office.Service.As(Roles.IncentiveApprover, id: $"b{i}")
                    )
                )
        );
        Assert.Equal(1, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("rejection.wrong-state", a.Code));
        var resent = (await office.EntriesAsync()).Count(e => e.CorrectsEventId == id);
        Assert.Equal(
            answers.Single(a => a.Status == 200).Body.GetProperty("state").GetString() == "resent" ? 1 : 0,
            resent
        );
        Assert.Equal(
            Enumerable.Range(1, 3 + resent).Select(n => (long)n),
            (await office.EntriesAsync()).Select(e => e.Sequence)
        );
    }

    [Fact]
    public async Task The_list_says_how_each_stands_and_is_filtered_and_exported()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        office.Others.Name("M2", "王芳");
        await office.DeliverAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        await SayAsync(office, ids[0], "rejected", "account closed");
        await SayAsync(office, ids[1], "rejected", "name differs");
        await SayAsync(office, ids[2], "rejected", "limit");
        await ProposeAsync(office, ids[1], "resend");
        await ProposeAsync(office, ids[2], "write-off");
        await DecideAsync(office, ids[2]);

        Assert.Equal(
            [
                ("M1", "rejected", "account closed"),
                ("M2", "resend-proposed", "name differs"),
                ("M3", "written-off", "limit"),
            ],
            (await ListAsync(office)).Select(Seen)
        );
        foreach (
            var (state, manager) in ((string, string?)[])
                [
                    ("rejected", "M1"),
                    ("resend-proposed", "M2"),
                    ("write-off-proposed", null),
                    ("resent", null),
                    ("written-off", "M3"),
                ]
        )
            Assert.Equal(
                manager,
                (await ListAsync(office, $"?state={state}")).Select(r => Seen(r).Item1).SingleOrDefault()
            );
        Assert.Equal("M2", Seen((await ListAsync(office, "?search=王芳")).Single()).Item1);
        Assert.Empty(await ListAsync(office, "?period=2026-05"));
        Assert.Equal(["M3", "M2", "M1"], (await ListAsync(office, "?sort=-amount")).Select(r => Seen(r).Item1));
        Assert.Equal(
            "request.invalid-state",
            (await BonusOffice.GetAsync(office.Analyst, "/payroll/rejections?state=lost")).Code
        );
        var csv = await office.Analyst.GetStringAsync("/payroll/rejections.csv?state=resend-proposed");
        var lines = csv.TrimEnd().Split("\r\n");
        Assert.StartsWith(
            "eventId,sequence,kind,period,managerNo,name,org,amount,state,reason,",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            $"{ids[1]},2,approved,2026-04,M2,王芳,B1,200.00,resend-proposed,name differs,",
            lines[1],
            StringComparison.Ordinal
        );
        Assert.Equal(2, lines.Length);

        var ofB2 = office.Service.As(Roles.IncentiveAnalyst, org: "B2");
        Assert.Equal(
            0,
            (await BonusOffice.GetAsync(ofB2, "/payroll/rejections")).Body.GetProperty("items").GetArrayLength()
        );
        Assert.Equal("auth.whole-bank-only", (await ProposeAsync(office, ids[0], "resend", by: ofB2)).Code);

        static (string, string, string) Seen(JsonElement row) =>
            (
                row.GetProperty("managerNo").GetString()!,
                row.GetProperty("state").GetString()!,
                row.GetProperty("reason").GetString()!
            );
    }

    [Theory]
    [InlineData("""{ "decision": "forget", "reason": "x" }""")]
    [InlineData("""{ "decision": "resend" }""")]
    [InlineData("""{ "decision": "resend", "reason": "  " }""")]
    [InlineData("""{ "reason": "x" }""")]
    [InlineData("{}")]
    public async Task What_cannot_be_read_is_refused(string json)
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var id = (await office.EntriesAsync())[0].EventId;
        await SayAsync(office, id, "rejected", "account closed");
        Assert.Equal(
            400,
            (await BonusOffice.PostAsync(office.Analyst, $"/payroll/rejections/{id}/proposal", json)).Status
        );
        Assert.Equal("rejected", (await ListAsync(office)).Single().GetProperty("state").GetString());
    }

    [Fact]
    public async Task Each_step_is_in_the_audit_trail_with_the_state_before_and_after()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var id = (await office.EntriesAsync())[0].EventId;
        await SayAsync(office, id, "rejected", "account closed");
        await ProposeAsync(office, id, "resend");
        await DecideAsync(office, id);

        var details = await office.Service.ReadAsync<IncentiveDbContext, List<string>>(db =>
            db.Audit.Where(a => a.Action.Contains("/payroll/rejections/") && a.Subject == id.ToString())
                .OrderBy(a => a.Id)
                .Select(a => a.Actor + " " + a.Detail)
                .ToListAsync()
        );
        Assert.Equal(2, details.Count);
        Assert.StartsWith(Roles.IncentiveAnalyst, details[0], StringComparison.Ordinal);
        Assert.Contains("\"before\":\"rejected\",\"after\":\"resend-proposed\"", details[0], StringComparison.Ordinal);
        Assert.StartsWith(Roles.IncentiveApprover, details[1], StringComparison.Ordinal);
        Assert.Contains("\"before\":\"resend-proposed\",\"after\":\"resent\"", details[1], StringComparison.Ordinal);
    }

    /// <summary>Says of one entry what became of it.</summary>
    internal static Task<Answer> SayAsync(
        BonusOffice office,
        Guid id,
        string status,
        string? reason = null,
        string? paidAmount = null
    ) =>
        BonusOffice.PostAsync(
            office.Payroll,
            "/payroll/acknowledgements",
            JsonSerializer.Serialize(
                new
                {
                    items = new[]
                    {
                        new
                        {
                            eventId = id,
                            status,
                            reason,
                            paidOn = status == "paid" ? "2026-06-15" : null,
                            paidAmount,
                        },
                    },
                }
            )
        );

    internal static Task<Answer> ProposeAsync(BonusOffice office, Guid id, string decision, HttpClient? by = null) =>
        BonusOffice.PostAsync(
            by ?? office.Analyst,
            $"/payroll/rejections/{id}/proposal",
            $$"""{ "decision": "{{decision}}", "reason": "as agreed with payroll" }"""
        );

    internal static Task<Answer> DecideAsync(
        BonusOffice office,
        Guid id,
        string act = "approve",
        HttpClient? by = null
    ) =>
        BonusOffice.PostAsync(
            by ?? office.Approver,
            $"/payroll/rejections/{id}/{act}",
            act == "return" ? """{ "reason": "not like this" }""" : "{}"
        );

    private static string? State(Answer answer) => answer.Body.GetProperty("state").GetString();

    private static async Task<List<JsonElement>> ListAsync(BonusOffice office, string query = "") =>
        (await BonusOffice.GetAsync(office.Analyst, $"/payroll/rejections{query}"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .ToList();

    private static async Task<List<(string, long)>> UnpaidAsync(BonusOffice office) =>
        (await BonusOffice.GetAsync(office.Payroll, "/payroll/reconciliation/2026-04"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(i => (i.GetProperty("status").GetString()!, i.GetProperty("sequence").GetInt64()))
            .ToList();
}
