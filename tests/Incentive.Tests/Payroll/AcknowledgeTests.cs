using System.Text.Json;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Payroll;

public class AcknowledgeTests
{
    [Fact]
    public async Task Reconciliation_sets_the_stream_against_what_is_acknowledged()
    {
        await using var office = await PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();

        Assert.Equal((3, "600.00", 0, 0, 3, "600.00"), await ReconcileAsync(office));
        var answer = await SayAsync(office, (ids[0], "paid", null), (ids[1], "rejected", "account closed"));
        Assert.Equal((200, 2), (answer.Status, answer.Body.GetProperty("acknowledged").GetInt32()));
        Assert.Equal((3, "600.00", 1, 1, 1, "500.00"), await ReconcileAsync(office));

        var reconciliation = (await BonusOffice.GetAsync(office.Payroll, "/payroll/reconciliation/2026-04")).Body;
        Assert.Equal(
            [(ids[1], "rejected", "account closed"), (ids[2], "outstanding", null)],
            reconciliation
                .GetProperty("items")
                .EnumerateArray()
                .Select(i =>
                    (
                        i.GetProperty("eventId").GetGuid(),
                        i.GetProperty("status").GetString()!,
                        i.GetProperty("reason").GetString()
                    )
                )
        );
        Assert.Equal(
            ("100.00", "200.00", "300.00", "600.00"),
            (
                Money(reconciliation, "acknowledgedAmount"),
                Money(reconciliation, "rejectedAmount"),
                Money(reconciliation, "outstandingAmount"),
                Money(reconciliation, "approvedAmount")
            )
        );

        await SayAsync(office, (ids[1], "paid", null), (ids[2], "paid", null));
        Assert.Equal((3, "600.00", 3, 0, 0, "0.00"), await ReconcileAsync(office));
    }

    [Fact]
    public async Task Twice_is_harmless()
    {
        await using var office = await PaidAsync();
        var id = (await office.EntriesAsync())[0].EventId;
        Assert.Equal(200, (await SayAsync(office, (id, "paid", null), (id, "paid", null))).Status);
        office.Service.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (await SayAsync(office, (id, "paid", null))).Status);

        var at = await office.Service.ReadAsync<IncentiveDbContext, DateTimeOffset>(db =>
            db.Acknowledgements.Where(a => a.EventId == id).Select(a => a.AcknowledgedAt).SingleAsync()
        );
        Assert.Equal(CardTeam.Testing.SettableClock.OrdinaryDay, at);
        Assert.Equal((3, "600.00", 1, 0, 2, "500.00"), await ReconcileAsync(office));
    }

    [Fact]
    public async Task Said_many_times_at_once_it_is_taken_once()
    {
        await using var office = await PaidAsync();
        var id = (await office.EntriesAsync())[0].EventId;
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SayAsync(office, (id, "paid", null))));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal((3, "600.00", 1, 0, 2, "500.00"), await ReconcileAsync(office));
    }

    [Fact]
    public async Task Paid_stays_paid_and_takes_the_rest_of_its_request_with_it()
    {
        await using var office = await PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        await SayAsync(office, (ids[0], "paid", null));

        var answer = await SayAsync(office, (ids[1], "paid", null), (ids[0], "rejected", "too late"));
        Assert.Equal((409, "acknowledgement.already-paid"), (answer.Status, answer.Code));
        Assert.Equal((3, "600.00", 1, 0, 2, "500.00"), await ReconcileAsync(office));
    }

    /// <summary>
    /// Acknowledgements are never overwritten: contradictions are refused, and earlier ones are listed with their
    /// sender.
    /// </summary>
    [Fact]
    public async Task What_was_said_stays_and_a_contradiction_is_refused()
    {
        await using var office = await PaidAsync();
        var id = (await office.EntriesAsync())[0].EventId;
        var without = await BonusOffice.PostAsync(
            office.Payroll,
            "/payroll/acknowledgements",
            $$"""{ "items": [ { "eventId": "{{id}}", "status": "rejected" } ] }"""
        );
        Assert.Equal((400, "acknowledgement.reason-missing"), (without.Status, without.Code));
        await SayAsync(office, (id, "rejected", "account closed"));
        await SayAsync(office, (id, "paid", null));
        await SayAsync(office, (id, "paid", null));
        var another = await BonusOffice.PostAsync(
            office.Payroll,
            "/payroll/acknowledgements",
            $$"""{ "items": [ { "eventId": "{{id}}", "status": "paid", "paidOn": "2026-06-16" } ] }"""
        );
        Assert.Equal((409, "acknowledgement.other-day"), (another.Status, another.Code));

        var steps = (await BonusOffice.GetAsync(office.Payroll, "/payroll/acknowledgements?period=2026-04"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(s =>
                (
                    s.GetProperty("eventId").GetGuid(),
                    s.GetProperty("status").GetString(),
                    s.GetProperty("reason").GetString(),
                    s.GetProperty("by").GetString()
                )
            );
        Assert.Equal([(id, "rejected", "account closed", "payroll"), (id, "paid", null, "payroll")], steps);
    }

    [Fact]
    public async Task An_unknown_id_is_named_and_nothing_of_the_request_is_kept()
    {
        await using var office = await PaidAsync();
        var (id, unknown) = ((await office.EntriesAsync())[0].EventId, Guid.NewGuid());

        var answer = await SayAsync(office, (id, "paid", null), (unknown, "paid", null));
        Assert.Equal((409, "acknowledgement.unknown-event"), (answer.Status, answer.Code));
        Assert.Equal(unknown, Assert.Single(answer.Details).GetGuid());
        Assert.Equal((3, "600.00", 0, 0, 3, "600.00"), await ReconcileAsync(office));
    }

    [Theory]
    [InlineData("""{ "items": [] }""")]
    [InlineData("""{ "items": [ null ] }""")]
    [InlineData("""{ }""")]
    [InlineData("""{ "items": [ { "status": "paid" } ] }""")]
    [InlineData("""{ "items": [ { "eventId": "10ba9cda-5e81-8d23-ad67-71dca0a72ccb", "status": "maybe" } ] }""")]
    [InlineData("""{ "items": [ { "eventId": "10ba9cda-5e81-8d23-ad67-71dca0a72ccb" } ] }""")]
    public async Task What_cannot_be_read_is_refused(string json)
    {
        await using var office = await BonusOffice.StartAsync();

        Assert.Equal(400, (await BonusOffice.PostAsync(office.Payroll, "/payroll/acknowledgements", json)).Status);
        Assert.Equal(
            403,
            (await BonusOffice.PostAsync(office.Service.As(Roles.Auditor), "/payroll/acknowledgements", json)).Status
        );
    }

    /// <summary>M1, M2 and M3 with 100, 200 and 300.</summary>
    internal static async Task<BonusOffice> PaidAsync()
    {
        var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2").Hire("M3").Hire("M4");
        for (var i = 0; i < 6; i++)
            office.Others.Fact(
                $"F{i}",
                "activated",
                $"C{i}",
                "2026-04-02",
                i < 1 ? "M1"
                    : i < 3 ? "M2"
                    : "M3"
            );
        await office.PayAsync("2026-04");
        return office;
    }

    private static Task<Answer> SayAsync(BonusOffice office, params (Guid Id, string Status, string? Reason)[] items) =>
        BonusOffice.PostAsync(
            office.Payroll,
            "/payroll/acknowledgements",
            JsonSerializer.Serialize(
                new
                {
                    items = items.Select(i => new
                    {
                        eventId = i.Id,
                        status = i.Status,
                        reason = i.Reason,
                        paidOn = "2026-06-15",
                    }),
                }
            )
        );

    internal static async Task<(
        int Entries,
        string Amount,
        int Acknowledged,
        int Rejected,
        int Outstanding,
        string Difference
    )> ReconcileAsync(BonusOffice office)
    {
        var r = (await BonusOffice.GetAsync(office.Payroll, "/payroll/reconciliation/2026-04")).Body;
        return (
            r.GetProperty("entries").GetInt32(),
            Money(r, "amount"),
            r.GetProperty("acknowledged").GetInt32(),
            r.GetProperty("rejected").GetInt32(),
            r.GetProperty("outstanding").GetInt32(),
            Money(r, "difference")
        );
    }

    private static string Money(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
