using CardTeam.Contracts;
using CardTeam.Performance.Kpis;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Performance.Tests.Kpis;

public class KpiSetTests
{
    private static readonly KpiSet OfRelease = KpiCatalogue.OfRelease().Newest();

    [Fact]
    public void Todays_codes_stand_in_the_catalogue_with_family_direction_and_mark() =>
        Assert.Equal(
            [
                "activated sales higher",
                "active quality higher",
                "active-amount sales higher",
                "active-rate quality higher",
                "approved sales higher volume",
                "cancelled quality lower",
                "complaints-upheld compliance lower",
                "instalment-amount sales higher",
                "new-customers sales higher volume",
                "overdue risk lower",
                "satisfaction satisfaction higher",
            ],
            new[]
            {
                Kpi.Activated,
                Kpi.Active,
                Kpi.ActiveAmount,
                Kpi.ActiveRate,
                Kpi.Approved,
                Kpi.Cancelled,
                Kpi.ComplaintsUpheld,
                Kpi.InstalmentAmount,
                Kpi.NewCustomers,
                Kpi.Overdue,
                Kpi.Satisfaction,
            }
                .Select(OfRelease.Of)
                .Select(k => $"{k.Code} {k.Family} {k.Direction}{(k.Volume ? " volume" : "")}")
        );

    [Theory]
    [InlineData("activation-rate", "card-facts")]
    [InlineData("active-rate", "card-facts")]
    [InlineData("complaint-rate", "calculated")]
    [InlineData("satisfaction", "feedback")]
    [InlineData("attendance", "imported")]
    [InlineData("nobody-defined-it", "imported")]
    public void A_scorecard_names_the_source_of_the_values(string code, string source) =>
        Assert.Equal(source, OfRelease.SourceOf(code));

    [Fact]
    public void A_ratio_is_exact_and_nothing_of_nothing_is_no_value()
    {
        var values = new Dictionary<string, Quotient?>(StringComparer.Ordinal)
        {
            [Kpi.Activated] = new(2, 1),
            [Kpi.Approved] = new(6, 1),
        };

        Assert.Equal(new Quotient(1, 3), OfRelease.ValueOf(Kpi.ActivationRate, values.GetValueOrDefault));
        values[Kpi.Approved] = new(0, 1);
        Assert.Null(OfRelease.ValueOf(Kpi.ActivationRate, values.GetValueOrDefault));
        values.Remove(Kpi.Approved);
        Assert.Null(OfRelease.ValueOf(Kpi.ActivationRate, values.GetValueOrDefault));
    }

    /// <summary>Means of answers are quotients themselves.</summary>
    [Fact]
    public void A_ratio_of_quotients_is_their_quotient()
    {
        var set = new KpiSet([Ratio("warmth", "satisfaction", "skill")]);
        var values = new Dictionary<string, Quotient?>(StringComparer.Ordinal)
        {
            ["satisfaction"] = new(9, 2),
            ["skill"] = new(3, 4),
        };

        Assert.Equal(new Quotient(6, 1), set.ValueOf("warmth", values.GetValueOrDefault));
    }

    [Fact]
    public void A_sum_does_not_depend_on_the_order_of_its_parts() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(
                (
                    from numbers in Gen.ListOf(Gen.Choose(-1_000_000, 1_000_000))
                    from shuffled in Gen.Shuffle(numbers.Select((n, at) => (n, at)).ToArray())
                    select (numbers.Select((n, at) => (n, at)).ToArray(), shuffled)
                ).ToArbitrary(),
                drawn =>
                {
                    var (parts, shuffled) = drawn;
                    Assert.Equal(SumOf(parts), SumOf(shuffled));
                    Assert.Equal(parts.Sum(p => p.n * (p.at + 0.5m) / 1000m), SumOf(parts)!.Value.Value);
                }
            )
        );

    [Fact]
    public void A_month_keeps_the_definition_it_was_closed_with()
    {
        var catalogue = KpiCatalogue.Of([
            Imported("deposits", null, cap: 1.5m),
            Imported("deposits", Period.Parse("2026-06"), cap: 2m),
        ]);

        Assert.Equal(1.5m, catalogue.For(Period.Parse("2026-05")).Of("deposits").Cap);
        Assert.Equal(2m, catalogue.For(Period.Parse("2026-06")).Of("deposits").Cap);
        Assert.Equal(2m, catalogue.Newest().Of("deposits").Cap);
    }

    [Fact]
    public void A_rate_rests_on_the_cards_a_manager_holds()
    {
        var catalogue = KpiCatalogue.OfRelease();

        Assert.True(catalogue.RestsOn(Kpi.ActiveRate, Kpi.Cards));
        Assert.True(catalogue.RestsOn(Kpi.Cards, Kpi.Cards));
        Assert.False(catalogue.RestsOn(Kpi.ActivationRate, Kpi.Cards));
    }

    private static Quotient? SumOf((int n, int at)[] parts) =>
        new KpiSet([
            new KpiDefinition("index", null).Set(
                Terms("sum", new(Parts: [.. parts.Select(p => new KpiPart($"k{p.at}", p.n / 1000m))])),
                null,
                null
            ),
        ]).ValueOf("index", code => new Quotient(2 * int.Parse(code[1..]) + 1, 2));

    private static KpiDefinition Ratio(string code, string numerator, string denominator) =>
        new KpiDefinition(code, null).Set(
            Terms("ratio", new(Numerator: numerator, Denominator: denominator)),
            null,
            null
        );

    private static KpiDefinition Imported(string code, Period? from, decimal cap) =>
        new KpiDefinition(code, from).Set(Terms("import", null) with { Cap = cap }, null, null);

    private static KpiTerms Terms(string source, KpiBasis? basis) =>
        new("名", "name", "count", "higher", "sales", source, basis, 1.5m, Volume: false);
}
