namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>Events survive every fault of the broker, their publisher and their consumer, in order.</summary>
public sealed class PublisherDrillTests
{
    [Fact]
    public Task Every_event_arrives_in_order_whatever_fails_while_it_is_sent() =>
        PublisherDrill.RunAsync(PublisherDrill.Faults.Keys, seed: 1);
}
