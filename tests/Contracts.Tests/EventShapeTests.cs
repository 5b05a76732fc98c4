using System.Text;
using System.Text.Json;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Incentive;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;

namespace CardTeam.Contracts.Tests;

/// <summary>Every event as it travels, letter by letter: others read it by these names, and a changed one fails here first.</summary>
public sealed class EventShapeTests
{
    private static readonly DateOnly Day = new(2026, 6, 3);
    private static readonly Period June = Period.Month(2026, 6);

    /// <summary>A full sample of each, and one with everything left out that may be.</summary>
    private static readonly (IIntegrationEvent Event, string Json)[] Samples =
    [
        (new OrgUnitsChanged([new("B1", "HO", 2), new("HO", null, 1)]),
            """{"units":[{"code":"B1","parent":"HO","version":2},{"code":"HO","version":1}]}"""),
        (new ManagersChanged(
            [
                new("M0001", 3, 2, new(2020, 1, 2), new(2020, 2, 1), new(2026, 6, 30), [new(new(2020, 1, 2), "B1", "regular", "senior", "A", "urban")]),
                new("M0002", 1, 1, new(2026, 6, 1), null, null, [new(new(2026, 6, 1), "B2", null, null, null, null)]),
            ]),
            """
            {"managers":[
            {"managerNo":"M0001","version":3,"knownFrom":2,"hiredOn":"2020-01-02","inPostSince":"2020-02-01","leftOn":"2026-06-30","postings":[{"from":"2020-01-02","org":"B1","employment":"regular","level":"senior","step":"A","area":"urban"}]},
            {"managerNo":"M0002","version":1,"knownFrom":1,"hiredOn":"2026-06-01","postings":[{"from":"2026-06-01","org":"B2"}]}]}
            """),
        (new CardFactsRecorded(
            [
                new("F-1", 2, "M0001", CardFactKind.Instalment, "card-1", Day, "GOLD", Money.Parse("1234.50"), true, 2, 3),
                new("F-2", 1, "M0001", CardFactKind.Activated, "card-2", Day, null, null, false, 1, null),
            ]),
            """
            {"facts":[
            {"factRef":"F-1","version":2,"managerNo":"M0001","kind":"instalment","cardRef":"card-1","occurredOn":"2026-06-03","product":"GOLD","amount":"1234.50","void":true,"knownFrom":2,"knownUntil":3},
            {"factRef":"F-2","version":1,"managerNo":"M0001","kind":"activated","cardRef":"card-2","occurredOn":"2026-06-03","knownFrom":1}]}
            """),
        (new ScorecardsClosed([new("M0001", June, 1, 1, 0.9500m), new("M0002", June, 2, 1, null)]),
            """{"scores":[{"managerNo":"M0001","period":"2026-06","version":1,"knownFrom":1,"total":"0.9500"},{"managerNo":"M0002","period":"2026-06","version":2,"knownFrom":1}]}"""),
        (new PeriodClosed(June, 1, new(2026, 7, 1, 10, 0, 0, TimeSpan.FromHours(8)), [new(June, 2, Money.Parse("1234.50"), 3)], 4, 5, 6, 7),
            """
            {"period":"2026-06","closeNumber":1,"closedAt":"2026-07-01T02:00:00Z","facts":[{"month":"2026-06","count":2,"amount":"1234.50","versions":3}],
            "managers":4,"managerVersions":5,"scorecards":6,"scorecardVersions":7}
            """),
        (new CertificatesChanged([new("M0001", "CARD-SALES", Day, new(2028, 6, 2), 1, 2), new("M0002", "CARD-SALES", Day, null, 1, 1)]),
            """
            {"intervals":[{"managerNo":"M0001","certificate":"CARD-SALES","validFrom":"2026-06-03","validTo":"2028-06-02","version":1,"knownFrom":2},
            {"managerNo":"M0002","certificate":"CARD-SALES","validFrom":"2026-06-03","version":1,"knownFrom":1}]}
            """),
        (new CertificatesCounted(June, 1, 2, 3), """{"period":"2026-06","closeNumber":1,"intervals":2,"versions":3}"""),
        (new ComplaintsChanged([new("C-1", 2, 1, "M0001", "major", "upheld", Day), new("C-2", 1, 1, "M0001", "minor", null, null)]),
            """
            {"complaints":[{"complaintRef":"C-1","version":2,"knownFrom":1,"managerNo":"M0001","severity":"major","outcome":"upheld","resolvedOn":"2026-06-03"},
            {"complaintRef":"C-2","version":1,"knownFrom":1,"managerNo":"M0001","severity":"minor"}]}
            """),
        (new ComplaintsCounted(June, 1, 2, 3), """{"period":"2026-06","closeNumber":1,"decided":2,"versions":3}"""),
        (new SatisfactionRecorded([new(new("0198b7a0-0000-7000-8000-000000000001"), 1, "M0001", Day, 5)]),
            """{"answers":[{"answerId":"0198b7a0-0000-7000-8000-000000000001","version":1,"managerNo":"M0001","answeredOn":"2026-06-03","score":5}]}"""),
        (new Bonus(
                new("8a3f1c2e-0000-8000-8000-000000000001"), 42, "approved", 1, June, "M0001", "BJ-01", "CNY", Money.Parse("3120.00"), Money.Zero,
                new("0198b7a0-0000-7000-8000-000000000002"), "CARD-2026", 1, "sha256:00ff", "/incentive/statements/M0001/2026-06", "approver", new(2026, 7, 3, 2, 0, 0, TimeSpan.Zero), null),
            """
            {"eventId":"8a3f1c2e-0000-8000-8000-000000000001","sequence":42,"kind":"approved","version":1,"period":"2026-06","managerNo":"M0001","org":"BJ-01",
            "currency":"CNY","amount":"3120.00","deferred":"0.00","runId":"0198b7a0-0000-7000-8000-000000000002","planCode":"CARD-2026","planVersion":1,
            "ruleHash":"sha256:00ff","statement":"/incentive/statements/M0001/2026-06","approvedBy":"approver","approvedAt":"2026-07-03T02:00:00Z",
            "correctsEventId":null}
            """),
        (new PayrollAcknowledged([new(new("8a3f1c2e-0000-8000-8000-000000000001"), "paid", null, Day), new(new("8a3f1c2e-0000-8000-8000-000000000003"), "rejected", "no account", null)]),
            """
            {"items":[{"eventId":"8a3f1c2e-0000-8000-8000-000000000001","status":"paid","paidOn":"2026-06-03"},
            {"eventId":"8a3f1c2e-0000-8000-8000-000000000003","status":"rejected","reason":"no account"}]}
            """),
    ];

    public static TheoryData<string> Names => [.. EventCatalogue.All.Keys];

    [Fact]
    public void These_are_the_events_of_the_suite() => Assert.Equal(
        [
            "feedback.complaints-changed.v1", "feedback.complaints-counted.v1", "feedback.satisfaction-recorded.v1", "incentive.bonus.v1", "incentive.payroll-acknowledged.v1",
            "performance.card-facts-recorded.v1", "performance.managers-changed.v1", "performance.org-units-changed.v1", "performance.period-closed.v1", "performance.scorecards-closed.v1",
            "training.certificates-changed.v1", "training.certificates-counted.v1",
        ],
        EventCatalogue.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_event_has_a_name_of_its_own_and_a_sample_here()
    {
        var events = typeof(IIntegrationEvent).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IIntegrationEvent))).ToList();
        Assert.Equal(events.Count, events.Select(EventCatalogue.NameOf).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(events.Select(e => e.Name).Order(), Samples.Select(s => s.Event.GetType().Name).Order());
        Assert.All(events, e => Assert.StartsWith(e.Namespace!.Split('.')[^1].ToLowerInvariant() + ".", EventCatalogue.NameOf(e), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_written_so(string name)
    {
        var (sample, json) = Of(name);
        Assert.Equal(json, Encoding.UTF8.GetString(EventCatalogue.Write(sample)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_read_as_it_was_written(string name)
    {
        var (_, json) = Of(name);
        Assert.Equal(json, Encoding.UTF8.GetString(EventCatalogue.Write(EventCatalogue.Read(name, Encoding.UTF8.GetBytes(json)))));
    }

    /// <summary>A newer sender may say more than we know of, in every part.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_known_is_passed_over(string name)
    {
        var (_, json) = Of(name);
        var newer = json.Replace("{", """{"later":[1,"x",null],""", StringComparison.Ordinal);
        Assert.Equal(json, Encoding.UTF8.GetString(EventCatalogue.Write(EventCatalogue.Read(name, Encoding.UTF8.GetBytes(newer)))));
    }

    [Fact]
    public void An_event_nobody_knows_is_said_to_be_so() => Assert.Throws<KeyNotFoundException>(() => EventCatalogue.Read("performance.unheard-of.v1", "{}"u8));

    /// <summary>Kinds of facts by their names in files, plans and messages.</summary>
    [Fact]
    public void Kinds_of_facts_are_called_so()
    {
        Assert.Equal("applied approved activated first-used active-month sleeping cancelled overdue instalment referral-confirmed", string.Join(' ', CardFactKinds.All));
        Assert.All(Enum.GetValues<CardFactKind>(), kind => Assert.True(CardFactKinds.TryParse(kind.Name(), out var read) && read == kind));
    }

    [Fact]
    public void An_unknown_kind_is_no_fact() => Assert.Throws<JsonException>(() => EventCatalogue.Read("performance.card-facts-recorded.v1",
        """{"facts":[{"factRef":"F-1","version":1,"managerNo":"M0001","kind":"forgotten","cardRef":"c","occurredOn":"2026-06-03","knownFrom":1}]}"""u8));

    private static (IIntegrationEvent Event, string Json) Of(string name)
    {
        var (sample, json) = Samples.Single(s => EventCatalogue.NameOf(s.Event.GetType()) == name);
        return (sample, json.ReplaceLineEndings(""));
    }
}
