using System.Text.Json;

namespace CardTeam.Contracts.Tests;

/// <summary>
/// An event of a previous shape is still understood: a message of the last release, still in a queue, is converted to
/// today's meaning.
/// </summary>
public sealed class PreviousShapeTests
{
    [Theory]
    [InlineData(1, """{"managerNo":"M0001","name":"Li Wei"}""")]
    [InlineData(2, """{"managerNo":"M0001","family":"Wei","given":"Li"}""")]
    [InlineData(3, """{"managerNo":"M0001","family":"Wei","given":"Li","title":"unknown"}""")]
    public void Every_earlier_version_is_read_as_the_last(int version, string json)
    {
        var written = (IIntegrationEvent)
            JsonSerializer.Deserialize(
                json,
                version switch
                {
                    1 => typeof(RenamedV1),
                    2 => typeof(RenamedV2),
                    _ => typeof(Renamed),
                },
                EventCatalogue.Json
            )!;
        Assert.Equal(new Renamed("M0001", "Wei", "Li", "unknown"), EventCatalogue.Current(written));
    }

    [Fact]
    public void Each_version_has_its_name_and_all_share_a_queue()
    {
        Assert.Equal(
            ["tests.renamed.v1", "tests.renamed.v2", "tests.renamed.v3"],
            new[] { typeof(RenamedV1), typeof(RenamedV2), typeof(Renamed) }.Select(EventCatalogue.NameOf)
        );
        Assert.Equal(
            [("incentive.tests.renamed", "tests.renamed.*")],
            new[] { typeof(RenamedV1), typeof(RenamedV2), typeof(Renamed) }
                .Select(t => Subscriptions.Of("incentive", t))
                .Select(s => (s.Queue, s.RoutingKey))
                .Distinct()
        );
    }

    [EventName("tests.renamed", 1)]
    private sealed record RenamedV1(string ManagerNo, string Name) : IPreviousShape
    {
        public IIntegrationEvent ToNext() => new RenamedV2(ManagerNo, Name.Split(' ')[1], Name.Split(' ')[0]);
    }

    [EventName("tests.renamed", 2)]
    private sealed record RenamedV2(string ManagerNo, string Family, string Given) : IPreviousShape
    {
        public IIntegrationEvent ToNext() => new Renamed(ManagerNo, Family, Given, "unknown");
    }

    [EventName("tests.renamed", 3)]
    private sealed record Renamed(string ManagerNo, string Family, string Given, string Title) : IIntegrationEvent;
}
