using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.Testing;
using RabbitMQ.Client;

namespace CardTeam.Incentive.Tests.Payroll;

/// <summary>The documents agree with the messages sent and received.</summary>
public sealed class PayrollDocumentsTests
{
    private const string BonusSchema = "bonus.schema.json",
        AcknowledgementSchema = "acknowledgement.schema.json";

    public static TheoryData<string> BonusFields => [.. FieldsOf(EventCatalogue.Write(Sample))];

    private static readonly Bonus Sample = new(
        new("8a3f1c2e-0000-8000-8000-000000000001"),
        42,
        "approved",
        1,
        Period.Month(2026, 6),
        "M0001",
        "BJ-01",
        "CNY",
        Money.Parse("3120.00"),
        Money.Zero,
        new("0198b7a0-0000-7000-8000-000000000002"),
        "CARD-2026",
        1,
        $"sha256:{new string('0', 64)}",
        "/incentive/statements/M0001/2026-06",
        "approver",
        new(2026, 7, 3, 2, 0, 0, TimeSpan.Zero),
        null
    );

    /// <summary>An entry of a payroll group that takes money back.</summary>
    private static readonly Bonus OfGroup = Sample with
    {
        Kind = "recovered",
        Amount = Money.Parse("-120.00"),
        CorrectsEventId = new("8a3f1c2e-0000-8000-8000-000000000003"),
        Group = "B1",
        GroupSequence = 7,
    };

    /// <summary>The queue after an approval contains what the schema describes, and what HTTP answers.</summary>
    [Fact]
    public async Task What_an_approval_leaves_in_the_queue_is_as_described_and_the_same_by_http()
    {
        var address = await (await RabbitBroker.CommonAsync()).CreateVirtualHostAsync("documents");
        await using var office = await BonusOffice.StartAtBrokerAsync(address, Rules.Hundred);
        office
            .Others.Hire("M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02", "M2");
        await office.PayAsync("2026-04");
        var items = (await BonusOffice.GetAsync(office.Payroll, "/payroll/bonuses"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(i => i.GetRawText())
            .ToList();
        Assert.Equal(2, items.Count);

        await using var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await ServiceUnderTest.UntilAsync(
            async () => (await office.Service.OutboxAsync()).Count == 0,
            "the entries to leave"
        );
        foreach (var item in items)
        {
            var got = (await channel.BasicGetAsync("payroll.bonuses", autoAck: true))!;
            var body = Encoding.UTF8.GetString(got.Body.Span);
            Assert.Equal(item, body);
            Assert.Empty(await PayrollDocuments.FaultsAsync(BonusSchema, body));
            Assert.Equal(
                (Exchanges.Payroll, "bonus.approved.B1", DeliveryModes.Persistent),
                (got.Exchange, got.RoutingKey, got.BasicProperties.DeliveryMode)
            );
            Assert.Equal(
                JsonDocument.Parse(body).RootElement.GetProperty("eventId").GetString(),
                got.BasicProperties.MessageId
            );
        }
    }

    [Fact]
    public async Task A_sample_is_without_fault() =>
        Assert.Empty(
            await PayrollDocuments.FaultsAsync(BonusSchema, Encoding.UTF8.GetString(EventCatalogue.Write(Sample)))
        );

    [Fact]
    public async Task An_amount_below_zero_and_a_group_are_without_fault() =>
        Assert.Empty(
            await PayrollDocuments.FaultsAsync(BonusSchema, Encoding.UTF8.GetString(EventCatalogue.Write(OfGroup)))
        );

    [Theory]
    [MemberData(nameof(BonusFields))]
    public async Task A_bonus_without_a_field_is_no_bonus(string field)
    {
        var bonus = JsonNode.Parse(EventCatalogue.Write(Sample))!.AsObject();
        bonus.Remove(field);
        Assert.Contains(
            await PayrollDocuments.FaultsAsync(BonusSchema, bonus.ToJsonString()),
            f => f.Contains(field, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("amount", "3120.5")]
    [InlineData("amount", "3,120.50")]
    [InlineData("eventId", "42")]
    [InlineData("kind", "gift")]
    [InlineData("period", "2026-13")]
    [InlineData("ruleHash", "sha256:00ff")]
    [InlineData("approvedAt", "2026-07-03T10:00:00+08:00")]
    [InlineData("correctsEventId", "none")]
    [InlineData("bonus", "a field nobody described")]
    public async Task A_wrong_value_or_an_unknown_field_is_found(string field, string value)
    {
        var bonus = JsonNode.Parse(EventCatalogue.Write(Sample))!.AsObject();
        bonus[field] = value;
        Assert.Contains(
            await PayrollDocuments.FaultsAsync(BonusSchema, bonus.ToJsonString()),
            f => f.Contains(field, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        """{"items":[{"eventId":"8a3f1c2e-0000-8000-8000-000000000001","status":"paid","paidOn":"2026-07-15"}]}""",
        true
    )]
    [InlineData(
        """{"items":[{"eventId":"8a3f1c2e-0000-8000-8000-000000000001","status":"rejected","reason":"no account"}]}""",
        true
    )]
    [InlineData(
        """{"items":[{"eventId":"8a3f1c2e-0000-8000-8000-000000000001","status":"paid","paidAmount":"3000.00"}]}""",
        true
    )]
    [InlineData(
        """{"items":[{"eventId":"8a3f1c2e-0000-8000-8000-000000000001","status":"paid","paidAmount":"3,000"}]}""",
        false
    )]
    [InlineData("""{"items":[]}""", false)]
    [InlineData("""{"items":[null]}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("""{"items":[{"status":"paid"}]}""", false)]
    [InlineData("""{"items":[{"eventId":"42","status":"paid"}]}""", false)]
    [InlineData("""{"items":[{"eventId":"8a3f1c2e-0000-8000-8000-000000000001","status":"maybe"}]}""", false)]
    [InlineData(
        """{"items":[{"eventId":"8a3f1c2e-0000-8000-8000-000000000001","status":"paid","day":"2026-07-15"}]}""",
        false
    )]
    public async Task An_acknowledgement_is_described(string json, bool isFaultless) =>
        Assert.Equal(isFaultless, (await PayrollDocuments.FaultsAsync(AcknowledgementSchema, json)).Count == 0);

    [Fact]
    public async Task An_acknowledgement_as_the_contract_writes_it_is_as_described()
    {
        var said = new PayrollAcknowledged([
            new(Sample.EventId, "paid", null, new(2026, 7, 15)),
            new(Sample.EventId, "rejected", "no account", null),
        ]);
        Assert.Empty(
            await PayrollDocuments.FaultsAsync(
                AcknowledgementSchema,
                Encoding.UTF8.GetString(EventCatalogue.Write(said))
            )
        );
    }

    [Fact]
    public void Every_field_stands_in_the_schema_and_in_the_page()
    {
        var schema = JsonDocument.Parse(PayrollDocuments.Read(BonusSchema)).RootElement;
        var fields = FieldsOf(EventCatalogue.Write(OfGroup));
        Assert.Equal(fields, schema.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            FieldsOf(EventCatalogue.Write(Sample)),
            schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()!)
        );
        Assert.Equal(
            fields,
            PayrollDocuments
                .Read("payroll.md")
                .Split('\n')
                .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
                .Select(l => l.Split('`')[1])
                .Take(fields.Count)
        );
    }

    [Fact]
    public void The_channels_are_those_of_the_broker()
    {
        var yaml = PayrollDocuments.Read("asyncapi.yaml");
        var heard = Subscriptions.All.Single(s => s.Service == "payroll");
        Assert.Equal(
            [
                "bonus.{kind}.{org}",
                heard.Queue,
                "bonus-group.{queue}",
                $"{heard.Queue}.{{queue}}",
                Subscriptions.Acknowledgements,
            ],
            ValuesOf("address")
        );
        Assert.Equal(
            [heard.Exchange, heard.Queue, heard.Exchange, Subscriptions.Acknowledgements],
            yaml.Split('\n')
                .Where(l => l.StartsWith("          name: ", StringComparison.Ordinal))
                .Select(l => l.Split(": ")[1])
        );
        Assert.Equal(
            [EventCatalogue.NameOf(typeof(Bonus)), EventCatalogue.NameOf(typeof(PayrollAcknowledged))],
            yaml.Split('\n')
                .Where(l => l.StartsWith("      name: ", StringComparison.Ordinal))
                .Select(l => l.Split(": ")[1])
        );
        Assert.Contains(
            $"the queue {heard.Queue}, which is bound by {heard.RoutingKey}",
            yaml,
            StringComparison.Ordinal
        );
        Assert.Equal(
            Sample.RoutingKey,
            "bonus.{kind}.{org}"
                .Replace("{kind}", Sample.Kind, StringComparison.Ordinal)
                .Replace("{org}", Sample.Org, StringComparison.Ordinal)
        );
        foreach (var schema in (string[])[BonusSchema, AcknowledgementSchema])
            Assert.Contains($"$ref: ./{schema}", yaml, StringComparison.Ordinal);

        IEnumerable<string> ValuesOf(string name) =>
            yaml.Split('\n')
                .Where(l => l.StartsWith($"    {name}: ", StringComparison.Ordinal))
                .Select(l => l.Split(": ")[1]);
    }

    private static List<string> FieldsOf(byte[] json) =>
        JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => p.Name).ToList();
}
