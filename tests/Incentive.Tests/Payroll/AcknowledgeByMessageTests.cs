using System.Text;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Payroll;

public sealed class AcknowledgeByMessageTests
{
    private static readonly DateOnly Day = new(2026, 6, 15);

    [Fact]
    public async Task What_payroll_says_by_queue_counts_as_said_and_is_on_record()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();

        await office.Service.DeliverAsync(
            new PayrollAcknowledged([new(ids[0], "paid", null, Day), new(ids[1], "rejected", "account closed", null)])
        );
        Assert.Equal((3, "600.00", 1, 1, 1, "500.00"), await AcknowledgeTests.ReconcileAsync(office));
        var (roles, action, subject) = await office.Service.ReadAsync<IncentiveDbContext, (string, string, string)>(
            async db =>
            {
                var entry = await db.Audit.SingleAsync(a => a.Actor == "queue cardteam.payroll.acknowledgements");
                return (entry.Roles, entry.Action, entry.Subject);
            }
        );
        Assert.Equal(("payroll", "acknowledge by message", "2 items"), (roles, action, subject));
    }

    [Fact]
    public async Task Twice_is_harmless()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var said = new PayrollAcknowledged([new((await office.EntriesAsync())[0].EventId, "paid", null, Day)]);
        var message = Guid.NewGuid();

        await office.Service.DeliverAsync(said, message);
        await office.Service.DeliverAsync(said, message);
        await office.Service.DeliverAsync(said);
        Assert.Equal((3, "600.00", 1, 0, 2, "500.00"), await AcknowledgeTests.ReconcileAsync(office));
    }

    public static TheoryData<string, string> Untrue =>
        new()
        {
            {
                """{"items":[{"eventId":"paid","status":"paid"},{"eventId":"10ba9cda-5e81-8d23-ad67-71dca0a72ccb","status":"paid"}]}""",
                "1 of the eventIds do not exist."
            },
            { """{}""", "items is missing or empty." },
            { """{"items":[]}""", "items is missing or empty." },
            { """{"items":[{"eventId":"open","status":"paid"},null]}""", "items[1] is null." },
            { """{"items":[{"eventId":"open","status":"maybe"}]}""", "items[0]: The field Status must match" },
            { """{"items":[{"eventId":"open"}]}""", "items[0]: The Status field is required." },
            { """{"items":[{"status":"paid"}]}""", "items[0]: The EventId field is required." },
            {
                """{"items":[{"eventId":"open","status":"paid"},{"eventId":"paid","status":"rejected","reason":"late"}]}""",
                "is acknowledged as paid and cannot be rejected any more."
            },
        };

    [Theory]
    [MemberData(nameof(Untrue))]
    public async Task What_cannot_be_true_is_parked_with_its_reason_and_changes_nothing(string json, string reason)
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        await office.Service.DeliverAsync(new PayrollAcknowledged([new(ids[0], "paid", null, Day)]));
        var before = await AcknowledgeTests.ReconcileAsync(office);

        var body = json.Replace("\"eventId\":\"paid\"", $"\"eventId\":\"{ids[0]}\"", StringComparison.Ordinal)
            .Replace("\"eventId\":\"open\"", $"\"eventId\":\"{ids[1]}\"", StringComparison.Ordinal);
        var parked = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            office.Service.DeliverAsync(
                EventCatalogue.Read("incentive.payroll-acknowledged.v1", Encoding.UTF8.GetBytes(body))
            )
        );
        Assert.Contains(reason, parked.Message, StringComparison.Ordinal);
        Assert.Equal(before, await AcknowledgeTests.ReconcileAsync(office));
        Assert.Equal(
            1,
            await office.Service.ReadAsync<IncentiveDbContext, int>(db =>
                db.Audit.CountAsync(a => a.Actor == "queue cardteam.payroll.acknowledgements")
            )
        );

        var listed = (await BonusOffice.GetAsync(office.Service.As(Roles.Administrator), "/parked")).Body.GetProperty(
            "items"
        )[0];
        Assert.Equal("AcknowledgeOnPayrollAcknowledged", listed.GetProperty("consumer").GetString());
        Assert.Contains(reason, listed.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_announces_every_entry_as_http_answers_it()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var items = (await BonusOffice.GetAsync(office.Payroll, "/payroll/bonuses"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .ToList();
        var announced = (await office.Service.OutboxAsync()).Where(a => a.Stream == "payroll").ToList();

        Assert.Equal(3, items.Count);
        Assert.Equal(
            items.Select(i => i.GetRawText()),
            announced.Select(a => Encoding.UTF8.GetString(EventCatalogue.Write(a.Event)))
        );
        Assert.Equal(items.Select(i => i.GetProperty("eventId").GetGuid()), announced.Select(a => a.MessageId));
        Assert.Equal(
            ["bonus.approved.B1"],
            (
                await office.Service.ReadAsync(db =>
                    db.Outbox.Where(m => m.Stream == "payroll").Select(m => m.RoutingKey!).ToListAsync()
                )
            ).Distinct()
        );
    }
}
