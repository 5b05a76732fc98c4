using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Payroll;

/// <summary>Units whose entries go to a queue of their own as well, numbered without a gap.</summary>
public sealed class PayrollGroupTests
{
    [Fact]
    public async Task A_group_has_a_gapless_sequence_of_its_own_beside_the_bank_s()
    {
        await using var office = await StartAsync();
        office.Others.Hire("M2", "B1-01").Hire("M3", "B2").Hire("M4", "B2-01").Hire("M5", "B3");
        Earn(office, "2026-04", "M1", "M2", "M3", "M4", "M5");
        Earn(office, "2026-05", "M1", "M2", "M3", "M4", "M5");
        await PutAsync(office, "north", ["B1"], "payroll.bonuses.north");
        await PutAsync(office, "south", ["B2-01"], "payroll.bonuses.south");
        await office.PayAsync("2026-04");
        await PutAsync(office, "south", ["B2"], "payroll.bonuses.south");
        await office.PayAsync("2026-05");

        var items = await ItemsAsync(office, "");
        Assert.Equal(
            Enumerable.Range(1, 10).Select(n => (long)n),
            items.Select(i => i.GetProperty("sequence").GetInt64())
        );
        Assert.Equal(
            [
                ("M1", "north", 1),
                ("M2", "north", 2),
                ("M3", null, null),
                ("M4", "south", 1),
                ("M5", null, null),
                ("M1", "north", 3),
                ("M2", "north", 4),
                ("M3", "south", 2),
                ("M4", "south", 3),
                ("M5", null, null),
            ],
            items.Select(Placed)
        );

        var south = await ItemsAsync(office, "?group=south");
        Assert.Equal([("M4", "south", 1L), ("M3", "south", 2), ("M4", "south", 3)], south.Select(Placed));
        var rest = (await BonusOffice.GetAsync(office.Payroll, "/payroll/bonuses?group=south&after=1&limit=1")).Body;
        Assert.Equal(2, rest.GetProperty("last").GetInt64());
        Assert.Equal("M3", rest.GetProperty("items")[0].GetProperty("managerNo").GetString());
        Assert.Equal(
            (404, "payroll-group.not-found"),
            await BonusOffice.GetAsync(office.Payroll, "/payroll/bonuses?group=west") is var unknown
                ? (unknown.Status, unknown.Code)
                : default
        );

        // Each leaves twice, letter by letter the same: once for the bank's queue and once for the group's.
        var announced = await office.Service.OutboxAsync();
        Assert.Equal(10, announced.Count(a => a.Stream == "payroll"));
        Assert.Equal(
            south.Select(i => i.GetRawText()),
            announced
                .Where(a => a.Stream == "payroll.south")
                .Select(a => System.Text.Encoding.UTF8.GetString(EventCatalogue.Write(a.Event)))
        );
        Assert.Equal(
            ["bonus-group.south"],
            await office.Service.ReadAsync(db =>
                db.Outbox.Where(m => m.Stream == "payroll.south").Select(m => m.RoutingKey!).Distinct().ToListAsync()
            )
        );
    }

    [Fact]
    public async Task What_is_sent_again_is_in_the_group_too()
    {
        await using var office = await StartAsync();
        Earn(office, "2026-04", "M1");
        await PutAsync(office, "north", ["HO"], "payroll.bonuses.north");
        await office.PayAsync("2026-04");
        var id = (await office.EntriesAsync())[0].EventId;
        await RejectionTests.SayAsync(office, id, "rejected", "account closed");
        await RejectionTests.ProposeAsync(office, id, "resend");
        await RejectionTests.DecideAsync(office, id);

        Assert.Equal(
            [("M1", "north", 1L), ("M1", "north", 2)],
            (await ItemsAsync(office, "?group=north")).Select(Placed)
        );
    }

    [Fact]
    public async Task A_unit_is_in_one_group_with_those_below_it()
    {
        await using var office = await StartAsync();
        await PutAsync(office, "north", ["B1", "B3"], "payroll.bonuses.north");

        foreach (
            var orgs in (string[][])
                [
                    ["B1"],
                    ["B1-01"],
                    ["HO"],
                    ["B2", "B3"],
                ]
        )
        {
            var answer = await PutAsync(office, "south", orgs, "payroll.bonuses.south");
            Assert.Equal((409, "payroll-group.unit-in-other-group"), (answer.Status, answer.Code));
        }

        Assert.Equal(200, (await PutAsync(office, "south", ["B2"], "payroll.bonuses.south")).Status);
        // A unit given up by one group can be taken by another.
        Assert.Equal(200, (await PutAsync(office, "north", ["B1"], "payroll.bonuses.north")).Status);
        Assert.Equal(200, (await PutAsync(office, "south", ["B2", "B3"], "payroll.bonuses.south")).Status);
        var list = (await BonusOffice.GetAsync(office.Payroll, "/payroll/groups")).Body.GetProperty("items");
        Assert.Equal(
            [("north", "B1"), ("south", "B2 B3")],
            list.EnumerateArray()
                .Select(g =>
                    (
                        g.GetProperty("code").GetString()!,
                        string.Join(' ', g.GetProperty("orgs").EnumerateArray().Select(o => o.GetString()))
                    )
                )
        );
        Assert.Equal(
            "code,orgs,queue,entries,changedBy,changedAt",
            (await office.Payroll.GetStringAsync("/payroll/groups.csv")).Split("\r\n")[0]
        );
    }

    [Theory]
    [InlineData("north", """{ "orgs": ["B1"], "queue": "payroll.bonuses" }""", 400, "payroll-group.queue-not-valid")]
    [InlineData("north", """{ "orgs": ["B1"], "queue": "payroll.bonuses." }""", 400, "payroll-group.queue-not-valid")]
    [InlineData(
        "north",
        """{ "orgs": ["B1"], "queue": "payroll.bonuses.a.b" }""",
        400,
        "payroll-group.queue-not-valid"
    )]
    [InlineData("north", """{ "orgs": ["B1"], "queue": "payroll.bonuses.#" }""", 400, "payroll-group.queue-not-valid")]
    [InlineData("north", """{ "orgs": ["B1"], "queue": "incentive.mine" }""", 400, "payroll-group.queue-not-valid")]
    [InlineData("north", """{ "orgs": ["B9"], "queue": "payroll.bonuses.n" }""", 400, "payroll-group.unit-unknown")]
    [InlineData("north", """{ "orgs": ["B1", "B1"], "queue": "payroll.bonuses.n" }""", 400, "payroll-group.unit-twice")]
    [InlineData(
        "north",
        """{ "orgs": ["B1", null], "queue": "payroll.bonuses.n" }""",
        400,
        "payroll-group.unit-missing"
    )]
    [InlineData("n.o", """{ "orgs": ["B1"], "queue": "payroll.bonuses.n" }""", 400, "payroll-group.code-not-valid")]
    [InlineData("South", """{ "orgs": ["B1"], "queue": "payroll.bonuses.n" }""", 409, "code.differs-in-case-only")]
    [InlineData("north", """{ "orgs": ["B1"], "queue": "payroll.bonuses.south" }""", 409, "payroll-group.queue-taken")]
    [InlineData("north", """{ "orgs": ["B1"] }""", 400, "request.invalid")]
    [InlineData("north", """{ "queue": "payroll.bonuses.n" }""", 400, "request.invalid")]
    public async Task What_cannot_be_is_refused_with_its_reason(string code, string json, int status, string reason)
    {
        await using var office = await StartAsync();
        await PutAsync(office, "south", ["B2"], "payroll.bonuses.south");

        var answer = await BonusOffice.PutAsync(office.Payroll, $"/payroll/groups/{code}", json);

        Assert.Equal((status, reason), (answer.Status, answer.Code));
        Assert.Equal(
            1,
            (await BonusOffice.GetAsync(office.Payroll, "/payroll/groups")).Body.GetProperty("items").GetArrayLength()
        );
    }

    [Fact]
    public async Task The_queue_of_a_group_with_entries_stays_and_an_ended_group_takes_no_more()
    {
        await using var office = await StartAsync();
        Earn(office, "2026-04", "M1");
        Earn(office, "2026-05", "M1");
        await PutAsync(office, "north", ["B1"], "payroll.bonuses.nroth");
        Assert.Equal(200, (await PutAsync(office, "north", ["B1"], "payroll.bonuses.north")).Status);
        await office.PayAsync("2026-04");
        Assert.Equal(
            "payroll-group.queue-fixed",
            (await PutAsync(office, "north", ["B1"], "payroll.bonuses.other")).Code
        );

        Assert.Equal(200, (await PutAsync(office, "north", [], "payroll.bonuses.north")).Status);
        await office.PayAsync("2026-05");
        Assert.Equal([("M1", "north", 1L), ("M1", null, null)], (await ItemsAsync(office, "")).Select(Placed));
    }

    [Fact]
    public async Task Two_at_once_cannot_both_have_a_unit()
    {
        await using var office = await StartAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i => PutAsync(office, $"g{i}", [i % 2 == 0 ? "B1" : "B1-01"], $"payroll.bonuses.g{i}"))
        );
        Assert.Equal([200, 409, 409, 409, 409, 409], answers.Select(a => a.Status).Order());
    }

    [Fact]
    public async Task Payroll_sets_it_up_analysts_and_auditors_read_it()
    {
        await using var office = await StartAsync();
        const string Body = """{ "orgs": ["B1"], "queue": "payroll.bonuses.B1" }""";
        foreach (var role in (string[])[Roles.IncentiveAnalyst, Roles.Auditor, Roles.Hr, Roles.Administrator])
            Assert.Equal(403, (await BonusOffice.PutAsync(office.Service.As(role), "/payroll/groups/B1", Body)).Status);
        Assert.Equal(
            "auth.whole-bank-only",
            (await BonusOffice.PutAsync(office.Service.As(Roles.Payroll, org: "B1"), "/payroll/groups/B1", Body)).Code
        );
        foreach (var role in (string[])[Roles.Payroll, Roles.IncentiveAnalyst, Roles.Auditor])
            Assert.Equal(200, (await BonusOffice.GetAsync(office.Service.As(role), "/payroll/groups")).Status);
        Assert.Equal(403, (await BonusOffice.GetAsync(office.Service.As(Roles.Hr), "/payroll/groups")).Status);
    }

    private static async Task<BonusOffice> StartAsync()
    {
        var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Units(("HO", null), ("B1", "HO"), ("B1-01", "B1"), ("B2", "HO"), ("B2-01", "B2"), ("B3", "HO"));
        await office.DeliverAsync();
        return office;
    }

    private static void Earn(BonusOffice office, string month, params string[] managers)
    {
        foreach (var manager in managers)
            office.Others.Fact($"{month}{manager}", "activated", $"{month}{manager}", $"{month}-02", manager);
    }

    private static Task<Answer> PutAsync(BonusOffice office, string code, string[] orgs, string queue) =>
        BonusOffice.PutAsync(office.Payroll, $"/payroll/groups/{code}", JsonSerializer.Serialize(new { orgs, queue }));

    private static async Task<List<JsonElement>> ItemsAsync(BonusOffice office, string query) =>
        (await BonusOffice.GetAsync(office.Payroll, $"/payroll/bonuses{query}"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .ToList();

    private static (string?, string?, long?) Placed(JsonElement item) =>
        (
            item.GetProperty("managerNo").GetString(),
            item.TryGetProperty("group", out var group) ? group.GetString() : null,
            item.TryGetProperty("groupSequence", out var sequence) ? sequence.GetInt64() : null
        );
}
