using System.Text;
using System.Text.Json;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Incentive;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;

namespace CardTeam.Contracts.Tests;

/// <summary>
/// The exact JSON of every event in <c>Released/</c>, with one file for every version that ever existed. Other systems
/// read events by these names, and a changed name fails here first.
/// </summary>
public sealed class EventShapeTests
{
    private static readonly DateOnly Day = new(2026, 6, 3);
    private static readonly Period June = Period.Month(2026, 6);

    /// <summary>A full sample of each event, and one without its optional fields.</summary>
    private static readonly IIntegrationEvent[] Samples =
    [
        new OrgUnitsChanged([new("B1", "HO", 2, "朝阳支行"), new("HO", null, 1)]),
        new ManagersChanged(
            [
                new(
                    "M0001",
                    3,
                    2,
                    new(2020, 1, 2),
                    new(2020, 2, 1),
                    new(2026, 6, 30),
                    [new(new(2020, 1, 2), "B1", "regular", "senior", "A", "urban", "M0009", "M0003")],
                    ChangedBy: "hr",
                    ChangedFrom: June,
                    ChangedTo: June.Next()
                ),
                new("M0002", 1, 1, new(2026, 6, 1), null, null, [new(new(2026, 6, 1), "B2", null, null, null, null)]),
            ],
            [new("M0001", 3, "王芳"), new("M0002", 1, null)]
        ),
        new CardFactsRecorded([
            new(
                "F-1",
                2,
                "M0001",
                CardFactKind.Instalment,
                "card-1",
                Day,
                "GOLD",
                Money.Parse("1234.50"),
                true,
                2,
                3,
                "hr"
            ),
            new("F-2", 1, "M0001", CardFactKind.Activated, "card-2", Day, null, null, false, 1, null),
        ]),
        new ScorecardsClosed([
            new(
                "M0001",
                June,
                1,
                1,
                0.9500m,
                [new("target", "activated", "head"), new("satisfaction", null, "desk")],
                [new("active-rate", new(2, 3)), new("activated", new(12, 1))]
            ),
            new("M0002", June, 2, 1, null),
        ]),
        new GradesAssigned([
            new(
                "M0001",
                new(2026, 7, 1),
                2,
                "junior",
                "A",
                "intermediate",
                "C",
                "GRADES-2026",
                Period.Parse("2026-H1")
            ),
            new("M0002", new(2026, 7, 1), 1, "trainee", null, "trainee", null, "GRADES-2026", Period.Parse("2026-H1")),
        ]),
        new PeriodClosed(
            June,
            1,
            new(2026, 7, 1, 10, 0, 0, TimeSpan.FromHours(8)),
            [new(June, 2, Money.Parse("1234.50"), 3)],
            4,
            5,
            6,
            7
        ),
        new CertificatesChanged([
            new("M0001", "CARD-SALES", Day, new(2028, 6, 2), 1, 2, "trainer", June, June.Next()),
            new("M0002", "CARD-SALES", Day, null, 1, 1),
        ]),
        new CertificatesCounted(June, 1, 2, 3, 4),
        new CertificatesExpiring([new("M0001", "CARD-SALES", new(2026, 8, 31), 90)]),
        new CourseCompleted([
            new("M0001", "SALES-1", 2, "S-2026-06", Day, new(2027, 6, 2), 1, "trainer"),
            new("M0002", "SALES-1", 1, "S-2026-06", Day),
        ]),
        new ComplaintsChanged([
            new("C-1", 2, 1, "M0001", "major", "upheld", Day, "desk", [new("M0001", June)]),
            new("C-2", 1, 1, "M0001", "minor", null, null),
        ]),
        new ComplaintsCounted(June, 1, 2, 3),
        new TrainingNeeded("complaint", "C-1", "M0001", "分期费率说明", Day),
        new SatisfactionRecorded([
            new(new("0198b7a0-0000-7000-8000-000000000001"), 1, "M0001", Day, 5, "desk"),
            new(new("0198b7a0-0000-7000-8000-000000000004"), 1, "M0001", Day, 4),
        ]),
        new Bonus(
            new("8a3f1c2e-0000-8000-8000-000000000001"),
            42,
            "approved",
            1,
            June,
            "M0001",
            "BJ-01",
            "CNY",
            Money.Parse("3120.00"),
            Money.Zero,
            new("0198b7a0-0000-7000-8000-000000000002"),
            "CARD-2026",
            1,
            "sha256:00ff",
            "/incentive/statements/M0001/2026-06",
            "approver",
            new(2026, 7, 3, 2, 0, 0, TimeSpan.Zero),
            null,
            "B1",
            7
        ),
        new PayrollAcknowledged([
            new(new("8a3f1c2e-0000-8000-8000-000000000001"), "paid", null, Day, Money.Parse("3000.00")),
            new(new("8a3f1c2e-0000-8000-8000-000000000003"), "rejected", "no account", null),
        ]),
    ];

    /// <summary>Names with their versions.</summary>
    public static TheoryData<string> Released => [.. Files.Keys];

    public static TheoryData<string> Current => [.. CurrentNames];

    private static IEnumerable<string> CurrentNames =>
        EventCatalogue.All.Where(e => !e.Value.IsAssignableTo(typeof(IPreviousShape))).Select(e => e.Key);

    private static readonly SortedDictionary<string, string> Files = ReadFiles();

    [Fact]
    public void These_are_the_events_of_the_suite() =>
        Assert.Equal(
            [
                "feedback.complaints-changed.v1",
                "feedback.complaints-counted.v1",
                "feedback.satisfaction-recorded.v1",
                "feedback.training-needed.v1",
                "incentive.bonus.v1",
                "incentive.payroll-acknowledged.v1",
                "performance.card-facts-recorded.v1",
                "performance.grades-assigned.v1",
                "performance.managers-changed.v1",
                "performance.org-units-changed.v1",
                "performance.period-closed.v1",
                "performance.scorecards-closed.v1",
                "training.certificates-changed.v1",
                "training.certificates-counted.v1",
                "training.certificates-expiring.v1",
                "training.course-completed.v1",
            ],
            EventCatalogue.All.Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_event_has_a_name_of_its_own_and_a_sample_here()
    {
        var events = typeof(IIntegrationEvent)
            .Assembly.GetTypes()
            .Where(t => t.IsClass && t.IsAssignableTo(typeof(IIntegrationEvent)))
            .ToList();
        Assert.Equal(events.Count, events.Select(EventCatalogue.NameOf).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            CurrentNames.Order(StringComparer.Ordinal),
            Samples.Select(s => EventCatalogue.NameOf(s.GetType())).Order(StringComparer.Ordinal)
        );
        Assert.All(
            events,
            e =>
                Assert.StartsWith(
                    e.Namespace!.Split('.')[^1].ToLowerInvariant() + ".",
                    EventCatalogue.NameOf(e),
                    StringComparison.Ordinal
                )
        );
    }

    /// <summary>
    /// A released version may still be in a queue or an outbox: neither its file nor its record may be removed.
    /// </summary>
    [Fact]
    public void Every_version_has_a_file_and_every_file_is_of_a_version() =>
        Assert.Equal(EventCatalogue.All.Keys.Order(StringComparer.Ordinal), Files.Keys);

    [Theory]
    [MemberData(nameof(Current))]
    public void It_is_written_so(string name)
    {
        var sample = Samples.Single(s => EventCatalogue.NameOf(s.GetType()) == name);
        Assert.Equal(Files[name], Encoding.UTF8.GetString(EventCatalogue.Write(sample)));
    }

    [Theory]
    [MemberData(nameof(Released))]
    public void It_is_read_without_loss(string name) => Assert.Equal(Files[name], ReadAndWritten(name, Files[name]));

    /// <summary>A newer sender may add fields in every part, which are ignored.</summary>
    [Theory]
    [MemberData(nameof(Released))]
    public void What_is_not_known_is_passed_over(string name) =>
        Assert.Equal(
            Files[name],
            ReadAndWritten(name, Files[name].Replace("{", """{"later":[1,"x",null],""", StringComparison.Ordinal))
        );

    [Theory]
    [MemberData(nameof(Released))]
    public void Every_version_is_read_as_what_its_event_is_now(string name) =>
        Assert.Equal(
            EventCatalogue.CurrentTypeOf(name),
            EventCatalogue.Read(name, Encoding.UTF8.GetBytes(Files[name])).GetType()
        );

    /// <summary>Messages with and without names are read by readers of both releases.</summary>
    [Fact]
    public void A_roster_with_names_and_one_without_are_read_both_ways()
    {
        const string name = "performance.managers-changed.v1";
        const string without =
            """{"managers":[{"managerNo":"M1","version":1,"knownFrom":1,"hiredOn":"2026-06-01","postings":[]}]}""";
        var with = without.Replace(
            "]}]}",
            """]}],"names":[{"managerNo":"M1","version":1,"name":"王芳"},{"managerNo":"M2","version":2}]}""",
            StringComparison.Ordinal
        );

        Assert.Null(((ManagersChanged)EventCatalogue.Read(name, Encoding.UTF8.GetBytes(without))).Names);
        var read = (ManagersChanged)EventCatalogue.Read(name, Encoding.UTF8.GetBytes(with));
        Assert.Equal([new("M1", 1, "王芳"), new("M2", 2, null)], read.Names);
        Assert.Equal("M1", Assert.Single(read.Managers).ManagerNo);
        Assert.Equal(without, ReadAndWritten(name, without));
        Assert.Equal(with, ReadAndWritten(name, with));
        Assert.Equal("M1", JsonSerializer.Deserialize<WithoutNames>(with, EventCatalogue.Json)!.Managers[0].ManagerNo);
    }

    /// <summary>The event as read by a release without names.</summary>
    private sealed record WithoutNames(IReadOnlyList<ManagerProfile> Managers);

    /// <summary>
    /// A sender that does not say who changed a closed month and one that does are read alike; a reader that knows
    /// nothing of it finds everything else where it was.
    /// </summary>
    [Theory]
    [InlineData("performance.card-facts-recorded.v1", ",\"changedBy\":\"hr\"")]
    [InlineData(
        "performance.scorecards-closed.v1",
        ",\"changedBy\":[{\"kind\":\"target\",\"kpi\":\"activated\",\"by\":\"head\"},{\"kind\":\"satisfaction\",\"by\":\"desk\"}]"
    )]
    [InlineData(
        "feedback.complaints-changed.v1",
        ",\"changedBy\":\"desk\",\"changedMonths\":[{\"managerNo\":\"M0001\",\"month\":\"2026-06\"}]"
    )]
    [InlineData("feedback.satisfaction-recorded.v1", ",\"changedBy\":\"desk\"")]
    [InlineData(
        "performance.managers-changed.v1",
        ",\"changedBy\":\"hr\",\"changedFrom\":\"2026-06\",\"changedTo\":\"2026-07\""
    )]
    [InlineData(
        "training.certificates-changed.v1",
        ",\"changedBy\":\"trainer\",\"changedFrom\":\"2026-06\",\"changedTo\":\"2026-07\""
    )]
    public void Who_changed_a_closed_month_is_optional(string name, string members)
    {
        Assert.Contains(members, Files[name], StringComparison.Ordinal);
        var without = Files[name].Replace(members, "", StringComparison.Ordinal);

        Assert.DoesNotContain("changed", without, StringComparison.Ordinal);
        Assert.Equal(without, ReadAndWritten(name, without));
        // As a former reader does: what it does not know by name it passes over.
        var renamed = Files[name].Replace("\"changed", "\"later", StringComparison.Ordinal);
        Assert.Equal(without, ReadAndWritten(name, renamed));
    }

    /// <summary>
    /// An entry of no payroll group, and an acknowledgement without an amount, are written as they always were, and a
    /// reader that knows neither finds everything else where it was.
    /// </summary>
    [Theory]
    [InlineData("incentive.bonus.v1", ",\"group\":\"B1\",\"groupSequence\":7")]
    [InlineData("incentive.payroll-acknowledged.v1", ",\"paidAmount\":\"3000.00\"")]
    public void Groups_and_paid_amounts_are_optional(string name, string members)
    {
        Assert.Contains(members, Files[name], StringComparison.Ordinal);
        var without = Files[name].Replace(members, "", StringComparison.Ordinal);

        Assert.Equal(without, ReadAndWritten(name, without));
        var renamed = Files[name]
            .Replace("\"group", "\"later", StringComparison.Ordinal)
            .Replace("\"paidAmount", "\"later", StringComparison.Ordinal);
        Assert.Equal(without, ReadAndWritten(name, renamed));
    }

    [Fact]
    public void An_event_nobody_knows_is_said_to_be_so() =>
        Assert.Throws<KeyNotFoundException>(() => EventCatalogue.Read("performance.unheard-of.v1", "{}"u8));

    /// <summary>The names of fact kinds in files, plans and messages.</summary>
    [Fact]
    public void Kinds_of_facts_are_called_so()
    {
        Assert.Equal(
            "applied approved activated first-used active-month sleeping cancelled overdue instalment referral-confirmed",
            string.Join(' ', CardFactKinds.All)
        );
        Assert.All(
            Enum.GetValues<CardFactKind>(),
            kind => Assert.True(CardFactKinds.TryParse(kind.Name(), out var read) && read == kind)
        );
    }

    [Fact]
    public void An_unknown_kind_is_no_whole_fact_and_takes_none_beside_it_along()
    {
        var message = Assert.IsType<CardFactsRecorded>(
            EventCatalogue.Read(
                "performance.card-facts-recorded.v1",
                """{"facts":[{"factRef":"F-1","version":1,"managerNo":"M0001","kind":"forgotten","cardRef":"c","occurredOn":"2026-06-03","knownFrom":1},{"factRef":"F-2","version":1,"managerNo":"M0001","kind":"activated","cardRef":"c","occurredOn":"2026-06-03","knownFrom":1}]}"""u8
            )
        );
        Assert.Equal([("F-1", false), ("F-2", true)], message.Facts.Select(f => (f.FactRef, f.IsWhole)));
    }

    /// <summary>The required fields of a fact, missing or invalid one by one.</summary>
    [Theory]
    [InlineData("\"factRef\":\"F-1\",", "")]
    [InlineData("\"version\":1,", "")]
    [InlineData("\"managerNo\":\"M0001\",", "")]
    [InlineData("\"kind\":\"activated\",", "")]
    [InlineData("\"cardRef\":\"c\",", "")]
    [InlineData("\"occurredOn\":\"2026-06-03\",", "")]
    [InlineData("2026-06-03", "2026-06-31")]
    [InlineData("\"10.00\"", "\"ten\"")]
    [InlineData(",\"knownFrom\":1", "")]
    public void A_fact_that_does_not_say_what_it_must_is_not_whole(string said, string instead)
    {
        const string Whole =
            """{"facts":[{"factRef":"F-1","version":1,"managerNo":"M0001","kind":"activated","cardRef":"c","occurredOn":"2026-06-03","amount":"10.00","knownFrom":1}]}""";
        Assert.True(OneOf(Whole).IsWhole);
        Assert.False(OneOf(Whole.Replace(said, instead, StringComparison.Ordinal)).IsWhole);

        static CardFact OneOf(string json) =>
            Assert.Single(
                Assert
                    .IsType<CardFactsRecorded>(
                        EventCatalogue.Read("performance.card-facts-recorded.v1", Encoding.UTF8.GetBytes(json))
                    )
                    .Facts
            );
    }

    /// <summary>Writes the event in its own shape, not in the one it is converted to.</summary>
    private static string ReadAndWritten(string name, string json) =>
        Encoding.UTF8.GetString(
            EventCatalogue.Write(
                (IIntegrationEvent)JsonSerializer.Deserialize(json, EventCatalogue.TypeOf(name), EventCatalogue.Json)!
            )
        );

    private static SortedDictionary<string, string> ReadFiles()
    {
        const string End = ".json";
        var assembly = typeof(EventShapeTests).Assembly;
        return new(
            assembly
                .GetManifestResourceNames()
                .Where(n => n.EndsWith(End, StringComparison.Ordinal))
                .ToDictionary(
                    n => n[..^End.Length],
                    n =>
                    {
                        using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                        return reader.ReadToEnd().TrimEnd();
                    }
                ),
            StringComparer.Ordinal
        );
    }
}
