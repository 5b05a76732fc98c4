namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// The faults while events are sent that no other test has: <see cref="BrokerOutageTests"/> ends and kills the broker,
/// <see cref="ServiceKillTests"/> publishers and consumers.
/// </summary>
[Trait("Run", "long")]
public sealed class PublisherDrillTests
{
    [Fact]
    public Task Every_event_arrives_in_order_though_the_broker_is_killed_twice_and_frozen_while_it_is_sent() =>
        PublisherDrill.RunAsync(["killed twice", "frozen"], seed: 1);
}
