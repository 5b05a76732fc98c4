using System.Text;
using CardTeam.Contracts;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Payroll;

/// <summary>The payroll team's sample consumers pay every entry once, even when they are killed.</summary>
public sealed class PayrollConsumerTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Count = 600,
        Kills = 12,
        Seed = 20260715;

    public static TheoryData<string> Languages => ["csharp", "node"];

    [Theory]
    [Trait("Run", "long")]
    [MemberData(nameof(Languages))]
    public async Task Killed_at_random_moments_it_holds_every_entry_once_and_has_acknowledged_it(string language)
    {
        output.WriteLine($"starting number {Seed}");
        var address = await (await RabbitBroker.CommonAsync()).CreateVirtualHostAsync($"kills{language}");
        await using var queues = await PayrollQueues.DeclareAsync(address);
        using var consumer = new PayrollConsumer(language, address);
        // Every tenth entry is sent twice, as after a broker's crash.
        await queues.PublishAsync(Enumerable.Range(1, Count).SelectMany(s => s % 10 == 0 ? [s, s - 3] : new[] { s }));

        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var taking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var process = consumer.Start(line =>
            {
                if (line.StartsWith("Taking", StringComparison.Ordinal))
                    taking.TrySetResult();
            });
            // Killed while starting, at its first entry, or after some more entries in the ledger.
            var enough = Length() + random.Next(1, 8000);
            if (kill % 4 != 3)
                await Task.WhenAny(taking.Task, process.ExitAsync());
            if (kill % 4 is 1 or 2)
                await ServiceUnderTest.UntilAsync(
                    () => Task.FromResult(Length() >= enough || process.HasExited),
                    "the ledger to grow"
                );
            else
                await Task.Delay(random.Next(1, 80));
            Assert.False(process.HasExited, process.Said);
            await process.EndAsync(9);
            if (kill == Kills / 2)
                await File.AppendAllTextAsync(consumer.Ledger, """{"paidOn":"2026-07-"""); // a line the kill cut off
        }

        var untilThen = consumer.Bonuses.Count();
        output.WriteLine($"{untilThen} of {Count} entries after {Kills} kills");
        Assert.InRange(untilThen, 1, Count - 1);
        var (exitCode, said) = await consumer.RunAsync();
        Assert.True(exitCode == 0, said);
        Assert.Contains("600 entries, 61803.00 CNY.", said, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, Count).Select(PayrollQueues.Entry), consumer.Bonuses);
        Assert.Equal(0u, await queues.CountAsync(PayrollQueues.Bonuses));
        var acknowledged = await queues.AcknowledgedAsync();
        Assert.Equal(
            consumer
                .Entries.Select(e =>
                    (
                        Id: (Guid?)e.GetProperty("bonus").GetProperty("eventId").GetGuid(),
                        "paid",
                        (DateOnly?)DateOnly.Parse(e.GetProperty("paidOn").GetString()!)
                    )
                )
                .OrderBy(e => e.Id),
            acknowledged.Select(a => (Id: a.EventId, a.Status!, a.PaidOn)).Distinct().OrderBy(a => a.Id)
        );

        long Length() => File.Exists(consumer.Ledger) ? new FileInfo(consumer.Ledger).Length : 0;
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_missing_entry_holds_back_what_follows_until_it_is_replayed(string language)
    {
        var address = await (await RabbitBroker.CommonAsync()).CreateVirtualHostAsync($"gap{language}");
        await using var queues = await PayrollQueues.DeclareAsync(address);
        using var consumer = new PayrollConsumer(language, address);
        await queues.PublishAsync(1, 2, 5, 4, 5);

        var (exitCode, said) = await consumer.RunAsync();
        Assert.True(exitCode == 2, said);
        Assert.Contains("Sequence 3 is missing; 2 entries from 4 on are held back.", said, StringComparison.Ordinal);
        Assert.Contains("GET /incentive/payroll/bonuses?after=2&", said, StringComparison.Ordinal);
        Assert.Equal([1, 2], consumer.Bonuses.Select(b => b.Sequence));
        Assert.Equal(2, (await queues.AcknowledgedAsync()).Count);

        var answer =
            $$"""{"items":[{{Encoding.UTF8.GetString(EventCatalogue.Write(PayrollQueues.Entry(3)))}}],"last":3}""";
        (exitCode, said) = await consumer.RunAsync("--replay", consumer.Write("answer.json", answer));
        Assert.True(exitCode == 0, said);
        Assert.Equal(Enumerable.Range(1, 5).Select(PayrollQueues.Entry), consumer.Bonuses);
        Assert.Equal(
            [3, 4, 5],
            (await queues.AcknowledgedAsync()).Select(a => (int)EntryOf(a.EventId)).Distinct().Order()
        );
        Assert.Equal(0u, await queues.CountAsync(PayrollQueues.Bonuses));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_group_s_queue_is_read_by_the_group_s_numbers(string language)
    {
        var address = await (await RabbitBroker.CommonAsync()).CreateVirtualHostAsync($"group{language}");
        await using var queues = await PayrollQueues.DeclareAsync(address);
        // The bank's numbers have gaps in a group; the group's have none, but for the third that is missing here.
        var entries = new[] { 4, 9, 11, 30 }
            .Select((sequence, place) => PayrollQueues.Entry(sequence) with { Group = "B1", GroupSequence = place + 1 })
            .ToList();
        var queue = await queues.PublishToGroupAsync("B1", entries[0], entries[1], entries[3]);
        using var consumer = new PayrollConsumer(language, address, queue);

        var (exitCode, said) = await consumer.RunAsync();
        Assert.True(exitCode == 2, said);
        Assert.Equal([4, 9], consumer.Bonuses.Select(b => b.Sequence));
        var answer = $$"""{"items":[{{Encoding.UTF8.GetString(EventCatalogue.Write(entries[2]))}}],"last":3}""";
        (exitCode, said) = await consumer.RunAsync("--replay", consumer.Write("answer.json", answer));
        Assert.True(exitCode == 0, said);
        Assert.Equal(entries, consumer.Bonuses);
        Assert.Equal(0u, await queues.CountAsync(queue));
    }

    [Theory]
    [InlineData("csharp", "no json")]
    [InlineData("csharp", """{"eventId":null}""")]
    [InlineData(
        "csharp",
        """{"eventId":"00000001-0000-8000-8000-000000000001","sequence":1,"kind":"gift","version":1,"amount":"1.00"}"""
    )]
    [InlineData("node", "no json")]
    [InlineData("node", """{"eventId":null}""")]
    [InlineData(
        "node",
        """{"eventId":"00000001-0000-8000-8000-000000000001","sequence":1,"kind":"gift","version":1,"amount":"1.00"}"""
    )]
    public async Task What_is_no_bonus_stops_it_and_stays(string language, string body)
    {
        var address = await (await RabbitBroker.CommonAsync()).CreateVirtualHostAsync($"wrong{language}{body.Length}");
        await using var queues = await PayrollQueues.DeclareAsync(address);
        using var consumer = new PayrollConsumer(language, address);
        await queues.PublishAsync(Encoding.UTF8.GetBytes(body));

        var (exitCode, said) = await consumer.RunAsync();
        Assert.True(exitCode == 1 && said.Contains("Stopped: ", StringComparison.Ordinal), said);
        Assert.Empty(consumer.Entries);
        await ServiceUnderTest.UntilAsync(
            async () => await queues.CountAsync(PayrollQueues.Bonuses) == 1,
            "the message to be back"
        );
    }

    [Fact]
    [Trait("Run", "long")]
    public async Task When_the_broker_goes_both_wait_for_it_and_go_on()
    {
        await using var broker = await RabbitBroker.StartAsync();
        foreach (var language in (string[])["csharp", "node"])
        {
            var address = await broker.CreateVirtualHostAsync(language);
            using var consumer = new PayrollConsumer(language, address);
            await using var process = consumer.Start(heard: null);
            await using (var queues = await PayrollQueues.DeclareAsync(address))
                await queues.PublishAsync(Enumerable.Range(1, 50));
            await UntilAsync(50);
            await broker.RestartAsync(9);
            await using (var queues = await PayrollQueues.DeclareAsync(address))
                await queues.PublishAsync(Enumerable.Range(51, 50));
            await UntilAsync(100);
            Assert.Equal(Enumerable.Range(1, 100).Select(PayrollQueues.Entry), consumer.Bonuses);
            Assert.Contains("trying again", process.Error, StringComparison.Ordinal);

            async Task UntilAsync(int count)
            {
                try
                {
                    await ServiceUnderTest.UntilAsync(
                        () => Task.FromResult(process.HasExited || consumer.Bonuses.Count() == count),
                        $"{count} entries in the ledger"
                    );
                    Assert.False(process.HasExited, process.Said);
                }
                catch (TimeoutException late)
                {
                    throw new TimeoutException($"{late.Message} {process.Said}", late);
                }
            }
        }
    }

    private static long EntryOf(Guid? eventId) =>
        Enumerable.Range(1, 5).Single(s => PayrollQueues.Entry(s).EventId == eventId);
}
