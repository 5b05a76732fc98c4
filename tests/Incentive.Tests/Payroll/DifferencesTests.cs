using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts.Incentive;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Payroll;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Payroll;

/// <summary>The answers of payroll against the entries it should have paid, day by day.</summary>
public sealed class DifferencesTests
{
    [Fact]
    public async Task An_entry_without_an_answer_is_a_difference_after_the_days_set()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        office.Service.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Empty((await ReportAsync(office)).Items);
        office.Service.Clock.Advance(TimeSpan.FromDays(1));
        await RejectionTests.SayAsync(office, ids[0], "paid");

        var (counts, items) = await ReportAsync(office);
        Assert.Equal((0, 0, 0, 2), counts);
        Assert.Equal(
            [("unanswered", ids[1], "200.00"), ("unanswered", ids[2], "300.00")],
            items.Select(i => (Text(i, "kind"), i.GetProperty("eventId").GetGuid(), Text(i, "amount")))
        );
        // Yesterday it was none, and of the day before the answer the first was one too.
        Assert.Empty((await ReportAsync(office, "?asOf=2026-06-21")).Items);
        office.Service.Clock.Advance(TimeSpan.FromDays(3));
        await RejectionTests.SayAsync(office, ids[1], "paid");
        Assert.Equal((0, 0, 0, 1), (await ReportAsync(office)).Counts);
        Assert.Equal((0, 0, 0, 2), (await ReportAsync(office, "?asOf=2026-06-24")).Counts);
    }

    [Fact]
    public async Task The_days_count_from_the_pay_day_where_the_calendar_has_a_later_one()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var months = Enumerable
            .Range(1, 12)
            .Select(m => new
            {
                period = $"2026-{m:00}",
                cutOff = new DateOnly(2026, 1, 20).AddMonths(m + 1).ToString("O"),
                payDay = new DateOnly(2026, 1, 25).AddMonths(m + 1).ToString("O"),
            });
        var put = await BonusOffice.PutAsync(
            office.Payroll,
            "/payroll/calendar/2026",
            JsonSerializer.Serialize(new { months })
        );
        Assert.Equal(200, put.Status);
        // April is paid on 25 June; it was approved on the 15th.
        office.Service.Clock.Advance(TimeSpan.FromDays(16));
        Assert.Empty((await ReportAsync(office)).Items);
        office.Service.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((0, 0, 0, 3), (await ReportAsync(office)).Counts);
    }

    [Fact]
    public async Task A_paid_amount_that_differs_is_reported_until_it_is_corrected_or_settled()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        await RejectionTests.SayAsync(office, ids[0], "paid", paidAmount: "100.00");
        await RejectionTests.SayAsync(office, ids[1], "paid", paidAmount: "150.00");
        await RejectionTests.SayAsync(office, ids[2], "paid", paidAmount: "300.01");
        Assert.Equal((3, "600.00", 3, 0, 0, "49.99"), await AcknowledgeTests.ReconcileAsync(office));

        var (counts, items) = await ReportAsync(office);
        Assert.Equal((0, 2, 0, 0), counts);
        Assert.Equal(
            [("200.00", "150.00"), ("300.00", "300.01")],
            items.Select(i => (Text(i, "amount"), Text(i, "paidAmount")))
        );
        Assert.All(
            items,
            i =>
            {
                Assert.Contains("not the entry's", Text(i.GetProperty("whatToDo"), "en"), StringComparison.Ordinal);
                Assert.Contains("不符", Text(i.GetProperty("whatToDo"), "zh"), StringComparison.Ordinal);
            }
        );

        office.Service.Clock.Advance(TimeSpan.FromHours(1));
        await RejectionTests.SayAsync(office, ids[1], "paid", paidAmount: "200.00");
        Assert.Equal(200, (await SettleAsync(office, "amount-differs", ids[2])).Status);
        Assert.Equal((0, 0, 0, 0), (await ReportAsync(office)).Counts);
        // What payroll says anew is a difference anew.
        office.Service.Clock.Advance(TimeSpan.FromHours(1));
        await RejectionTests.SayAsync(office, ids[2], "paid", paidAmount: "299.00");
        Assert.Equal((0, 1, 0, 0), (await ReportAsync(office)).Counts);
    }

    [Fact]
    public async Task An_unknown_id_is_refused_kept_and_counted_however_it_came()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var (byHttp, byQueue) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal(409, (await RejectionTests.SayAsync(office, byHttp, "paid", paidAmount: "1.00")).Status);
        Assert.Equal(409, (await RejectionTests.SayAsync(office, byHttp, "paid", paidAmount: "2.00")).Status);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            office.Service.DeliverAsync(new PayrollAcknowledged([new(byQueue, "paid", null, new(2026, 6, 15))]))
        );
        await ServiceUnderTest.UntilAsync(
            async () => (await ReportAsync(office)).Counts == (0, 0, 2, 0),
            "the id of the parked message"
        );

        var items = (await ReportAsync(office, "?kind=unknown-event")).Items;
        var first = items.Single(i => i.GetProperty("eventId").GetGuid() == byHttp);
        Assert.Equal(
            (2, "2.00", "payroll"),
            (first.GetProperty("times").GetInt32(), Text(first, "paidAmount"), Text(first, "by"))
        );
        var second = items.Single(i => i.GetProperty("eventId").GetGuid() == byQueue);
        Assert.Equal("queue cardteam.payroll.acknowledgements", Text(second, "by"));
        Assert.Equal(200, (await SettleAsync(office, "unknown-event", byHttp)).Status);
        Assert.Equal((0, 0, 1, 0), (await ReportAsync(office)).Counts);
        Assert.Equal(
            (404, "difference.not-found"),
            await SettleAsync(office, "unknown-event", byHttp) is var again ? (again.Status, again.Code) : default
        );
        // A part of the bank is not told of what may be of another.
        Assert.Equal((0, 0, 0, 0), (await ReportAsync(office, by: office.Service.As(Roles.Payroll, org: "B1"))).Counts);
    }

    [Fact]
    public async Task A_refusal_is_kept_under_an_idempotency_key_too_and_keeps_nothing_else()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var client = office.Payroll;
        client.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        var answer = await BonusOffice.PostAsync(
            client,
            "/payroll/acknowledgements",
            $$"""{ "items": [ { "eventId": "{{ids[0]}}", "status": "paid" }, { "eventId": "{{Guid.NewGuid()}}", "status": "paid" } ] }"""
        );
        Assert.Equal((409, "acknowledgement.unknown-event"), (answer.Status, answer.Code));
        Assert.Equal((0, 0, 1, 0), (await ReportAsync(office)).Counts);
        Assert.Equal((3, "600.00", 0, 0, 3, "600.00"), await AcknowledgeTests.ReconcileAsync(office));
    }

    [Fact]
    public async Task Unknown_ids_are_bounded_the_oldest_make_room()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        for (var batch = 0; batch < 3; batch++)
        {
            var items = Enumerable
                .Range(0, 4000)
                .Select(_ => new { eventId = Guid.NewGuid(), status = "paid" })
                .ToList();
            await BonusOffice.PostAsync(
                office.Payroll,
                "/payroll/acknowledgements",
                JsonSerializer.Serialize(new { items })
            );
            office.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var (kept, oldest) = await office.Service.ReadAsync<IncentiveDbContext, (int, int)>(async db =>
            (
                await db.RefusedAcknowledgements.CountAsync(),
                await db.RefusedAcknowledgements.CountAsync(r => r.LastAt == SettableClock.OrdinaryDay)
            )
        );
        Assert.Equal((RefusedAcknowledgement.Most, 2000), (kept, oldest));
    }

    [Fact]
    public async Task Paid_after_it_was_sent_again_is_the_most_pressing()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        var ids = (await office.EntriesAsync()).Select(e => e.EventId).ToList();
        await RejectionTests.SayAsync(office, ids[0], "rejected", "account closed");
        await RejectionTests.ProposeAsync(office, ids[0], "resend");
        await RejectionTests.DecideAsync(office, ids[0]);
        await RejectionTests.SayAsync(office, ids[0], "paid");
        await RejectionTests.SayAsync(office, ids[1], "paid", paidAmount: "1.00");
        await RejectionTests.SayAsync(office, Guid.NewGuid(), "paid");
        office.Service.Clock.Advance(TimeSpan.FromDays(7));

        var (counts, items) = await ReportAsync(office);
        Assert.Equal((1, 1, 1, 2), counts);
        Assert.Equal(
            ["paid-after-decision", "amount-differs", "unknown-event", "unanswered", "unanswered"],
            items.Select(i => Text(i, "kind"))
        );
        Assert.Equal(ids[0], items[0].GetProperty("eventId").GetGuid());

        // Page by page it is the same report.
        var (seen, after) = (new List<Guid>(), (string?)null);
        do
        {
            var page = (
                await BonusOffice.GetAsync(
                    office.Payroll,
                    $"/payroll/differences?limit=1{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}"
                )
            ).Body;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("eventId").GetGuid()));
            after = page.GetProperty("next").GetString();
        } while (after is not null);
        Assert.Equal(items.Select(i => i.GetProperty("eventId").GetGuid()), seen);
        var csv = (await office.Payroll.GetStringAsync("/payroll/differences.csv")).TrimEnd().Split("\r\n");
        Assert.Equal(6, csv.Length);
        Assert.StartsWith(
            "kind,eventId,sequence,period,managerNo,name,org,amount,paidAmount,",
            csv[0],
            StringComparison.Ordinal
        );
        Assert.Contains("请与薪资部门核实是否重复发放", csv[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?asOf=2026-06-16", "request.invalid-day")]
    [InlineData("?asOf=1900-01-01", "request.invalid-day")]
    [InlineData("?kind=lost", "request.invalid-kind")]
    [InlineData("?limit=501", "request.invalid-limit")]
    [InlineData("?after=eA==", "request.invalid-cursor")]
    public async Task What_cannot_be_asked_is_refused(string query, string code)
    {
        await using var office = await BonusOffice.StartAsync();
        var answer = await BonusOffice.GetAsync(office.Payroll, $"/payroll/differences{query}");
        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Health_is_degraded_by_differences_and_says_how_many()
    {
        await using var office = await AcknowledgeTests.PaidAsync();
        Assert.Equal("healthy", Text(await HealthAsync(office), "status"));
        await RejectionTests.SayAsync(office, Guid.NewGuid(), "paid");
        office.Service.Clock.Advance(TimeSpan.FromMinutes(1));

        var health = await HealthAsync(office);
        Assert.Equal(("degraded", "1"), (Text(health, "status"), Text(health, "unknownEvent")));
        Assert.Contains("1 differences with payroll", Text(health, "detail"), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> HealthAsync(BonusOffice office) =>
        (await office.Service.Anonymous().GetFromJsonAsync<JsonElement>("/health"))
            .GetProperty("dependencies")
            .GetProperty("payroll");

    private static Task<Answer> SettleAsync(BonusOffice office, string kind, Guid eventId) =>
        BonusOffice.PostAsync(
            office.Payroll,
            "/payroll/differences/settle",
            $$"""{ "kind": "{{kind}}", "eventId": "{{eventId}}", "note": "found in the test environment" }"""
        );

    private static async Task<((int, int, int, int) Counts, List<JsonElement> Items)> ReportAsync(
        BonusOffice office,
        string query = "",
        HttpClient? by = null
    )
    {
        var report = (await BonusOffice.GetAsync(by ?? office.Payroll, $"/payroll/differences{query}")).Body;
        var counts = report.GetProperty("counts");
        return (
            (
                counts.GetProperty("paidAfterDecision").GetInt32(),
                counts.GetProperty("amountDiffers").GetInt32(),
                counts.GetProperty("unknownEvent").GetInt32(),
                counts.GetProperty("unanswered").GetInt32()
            ),
            report.GetProperty("items").EnumerateArray().ToList()
        );
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
