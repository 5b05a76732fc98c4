using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;

namespace CardTeam.Incentive.Tests.Payroll;

/// <summary>The queues of payroll groups at a real broker.</summary>
public sealed class PayrollGroupQueueTests
{
    [Fact]
    public async Task A_group_set_up_while_the_service_runs_gets_its_entries_and_the_bank_s_queue_gets_all()
    {
        var address = await (await RabbitBroker.CommonAsync()).CreateVirtualHostAsync("group");
        await using var office = await StartAsync(address);
        await PutAsync(office, """{ "orgs": ["B1"], "queue": "payroll.bonuses.B1" }""");
        await office.PayAsync("2026-04");
        await LeaveAsync(office);

        await using var it = await ConnectAsync(address);
        Assert.Equal([(1, null), (2, 1L)], await ReadAsync(it.Channel, "payroll.bonuses"));
        Assert.Equal([(2, 1L)], await ReadAsync(it.Channel, "payroll.bonuses.B1"));
        await Assert.ThrowsAnyAsync<Exception>(() =>
            it.Channel.QueueDeclareAsync("payroll.bonuses.B1", durable: true, exclusive: false, autoDelete: false)
        ); // it is a quorum queue, and a classic one is refused
    }

    /// <summary>A group's queue that cannot be had keeps nothing from the bank's, and loses nothing.</summary>
    [Fact]
    public async Task A_queue_that_was_declared_in_another_way_keeps_the_group_s_entries_waiting_alone()
    {
        var address = await (await RabbitBroker.CommonAsync()).CreateVirtualHostAsync("classic");
        await using var it = await ConnectAsync(address);
        await it.Channel.QueueDeclareAsync("payroll.bonuses.B1", durable: true, exclusive: false, autoDelete: false);
        await using var office = await StartAsync(address);
        await PutAsync(office, """{ "orgs": ["B1"], "queue": "payroll.bonuses.B1" }""");
        await office.PayAsync("2026-04");
        await ServiceUnderTest.UntilAsync(
            async () =>
                await office.Service.ReadAsync(db =>
                    db.Outbox.AllAsync(m => m.Stream == "payroll.B1" && m.Attempts > 0)
                ),
            "the group's entry alone to wait"
        );
        Assert.Equal([(1, null), (2, 1L)], await ReadAsync(it.Channel, "payroll.bonuses"));

        office.Service.Clock.Advance(TimeSpan.FromSeconds(90));
        var health = (await office.Service.Anonymous().GetFromJsonAsync<JsonElement>("/health"))
            .GetProperty("dependencies")
            .GetProperty("messaging");
        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Contains("bonus-group.B1", health.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await it.Channel.QueueDeleteAsync("payroll.bonuses.B1");
        await LeaveAsync(office);
        Assert.Equal([(2, 1L)], await ReadAsync(it.Channel, "payroll.bonuses.B1"));
    }

    private static async Task<BonusOffice> StartAsync(string address)
    {
        var office = await BonusOffice.StartAtBrokerAsync(address, Rules.Hundred);
        await ServiceUnderTest.UntilAsync(
            async () =>
                (await office.Service.Anonymous().GetFromJsonAsync<JsonElement>("/health"))
                    .GetProperty("dependencies")
                    .GetProperty("broker")
                    .GetProperty("status")
                    .GetString() == "healthy",
            "the broker"
        );
        office
            .Others.Units(("HO", null), ("B1", "HO"), ("B1-01", "B1"), ("B2", "HO"))
            .Hire("M0", "B2")
            .Hire("M1", "B1-01")
            .Fact("A", "activated", "C1", "2026-04-02", "M0")
            .Fact("B", "activated", "C2", "2026-04-02", "M1");
        await office.DeliverAsync();
        return office;
    }

    private static async Task PutAsync(BonusOffice office, string json) =>
        Assert.Equal(200, (await BonusOffice.PutAsync(office.Payroll, "/payroll/groups/B1", json)).Status);

    private static Task LeaveAsync(BonusOffice office) =>
        ServiceUnderTest.UntilAsync(
            async () =>
            {
                office.Service.Clock.Advance(TimeSpan.FromSeconds(5));
                return (await office.Service.OutboxAsync()).Count == 0;
            },
            "the entries to leave"
        );

    private static async Task<List<(long, long?)>> ReadAsync(IChannel channel, string queue)
    {
        var read = new List<(long, long?)>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } got)
        {
            var body = JsonDocument.Parse(got.Body).RootElement;
            read.Add(
                (
                    body.GetProperty("sequence").GetInt64(),
                    body.TryGetProperty("groupSequence", out var own) ? own.GetInt64() : null
                )
            );
        }

        return read;
    }

    private static async Task<Link> ConnectAsync(string address)
    {
        var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        return new(connection, await connection.CreateChannelAsync());
    }

    private sealed record Link(IConnection Connection, IChannel Channel) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Channel.DisposeAsync();
            await Connection.DisposeAsync();
        }
    }
}
