using CardTeam.Performance.Kpis;
using CardTeam.Performance.ScoreSheets;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Performance.Tests.ScoreSheets;

/// <summary>The regulation's rules on weights: cards issued are never the sole or main measure, compliance leads.</summary>
public class SheetFindingTests
{
    private static readonly KpiSet OfRelease = KpiCatalogue.OfRelease().Newest();

    private static readonly string[] Codes =
    [
        .. KpisOfRelease.Codes.Order(StringComparer.Ordinal),
        "nobody-defined-it",
    ];

    [Theory]
    // The plans of the source texts: cards issued first.
    [InlineData("approved=1", "volume-sole compliance-too-light")]
    [InlineData("approved=0.6 satisfaction=0.4", "volume-heaviest compliance-too-light")]
    [InlineData("approved=0.6 active-rate=0.2 satisfaction=0.2", "volume-heaviest compliance-too-light")]
    [InlineData("approved=0.5 new-customers=0.5", "volume-sole compliance-too-light")]
    // Two measures of volume count together, and a tie is the heaviest, too.
    [InlineData("approved=0.2 new-customers=0.2 overdue=0.35 complaints-upheld=0.25", "volume-heaviest")]
    [InlineData("approved=0.4 overdue=0.4 complaints-upheld=0.2", "volume-heaviest")]
    [InlineData("approved=0.25 overdue=0.45 complaints-upheld=0.3", "")]
    // Cards activated are no volume, but compliance has to lead all the same.
    [InlineData("activated=1", "compliance-too-light")]
    [InlineData("activated=0.5 overdue=0.5", "compliance-too-light")]
    // Exactly the margin is enough, a hair less is not.
    [InlineData("activated=0.475 overdue=0.525", "")]
    [InlineData("activated=0.4751 overdue=0.5249", "compliance-too-light")]
    // Against each other family, not against all together.
    [InlineData("overdue=0.2 complaints-upheld=0.15 activated=0.3 satisfaction=0.3 attendance=0.05", "")]
    [InlineData("compliance=1", "")]
    [InlineData("overdue=0.4 complaints-upheld=0.6", "")]
    // Sales are weighed with their volume.
    [InlineData("overdue=0.4 activated=0.2 approved=0.2 satisfaction=0.2", "compliance-too-light")]
    [InlineData("nobody-defined-it=0.6 overdue=0.4", "compliance-too-light")]
    public void Weights_are_judged_by_the_regulation(string sheet, string findings) =>
        Assert.Equal(
            findings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => $"regulation.{f}"),
            SheetFinding.Of(Sheet(sheet), OfRelease, 0.05m).Select(f => f.Code)
        );

    [Fact]
    public void Each_finding_has_its_clause_its_source_and_the_numbers_in_both_languages()
    {
        var findings = SheetFinding.Of(Sheet("approved=0.6 satisfaction=0.25 overdue=0.15"), OfRelease, 0.05m);

        Assert.Equal(2, findings.Count);
        Assert.All(
            findings,
            f =>
            {
                Assert.Contains("2022", f.Source.Zh, StringComparison.Ordinal);
                Assert.Contains("2022", f.Source.En, StringComparison.Ordinal);
                Assert.NotEmpty(f.Clause.Zh);
                Assert.NotEmpty(f.Clause.En);
            }
        );
        Assert.Contains("单一或主要考核指标", findings[0].Clause.Zh, StringComparison.Ordinal);
        Assert.Equal(
            (0.6m, "satisfaction", 0.25m),
            (findings[0].Weight, findings[0].Against, findings[0].AgainstWeight)
        );
        Assert.Contains("60%", findings[0].Text.En, StringComparison.Ordinal);
        Assert.Equal(
            (0.15m, "sales", 0.6m, 0.05m),
            (findings[1].Weight, findings[1].Against, findings[1].AgainstWeight, findings[1].Margin)
        );
        Assert.Contains("5%", findings[1].Text.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "activated=0.4999 overdue=0.5001", true)]
    [InlineData("0", "activated=0.5 overdue=0.5", false)]
    [InlineData("0.2", "activated=0.4 overdue=0.6", true)]
    [InlineData("0.2", "activated=0.41 overdue=0.59", false)]
    public void The_margin_is_the_bank_s(string margin, string sheet, bool isGood) =>
        Assert.Equal(isGood, SheetFinding.Of(Sheet(sheet), OfRelease, decimal.Parse(margin)).Count == 0);

    [Fact]
    public void The_order_of_the_kpis_plays_no_part() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                (
                    from codes in Gen.Shuffle(Codes)
                    from count in Gen.Choose(1, 12)
                    from parts in Gen.ArrayOf(Gen.Choose(1, 9), count)
                    from shuffled in Gen.Shuffle(
                        codes
                            .Take(count)
                            .Zip(parts, (code, part) => new WeightedKpi(code, part / (decimal)parts.Sum()))
                            .ToArray()
                    )
                    select (
                        codes
                            .Take(count)
                            .Zip(parts, (code, part) => new WeightedKpi(code, part / (decimal)parts.Sum()))
                            .ToArray(),
                        shuffled
                    )
                ).ToArbitrary(),
                drawn =>
                    Assert.Equal(
                        Say(SheetFinding.Of(drawn.Item1, OfRelease, 0.05m)),
                        Say(SheetFinding.Of(drawn.shuffled, OfRelease, 0.05m))
                    )
            )
        );

    /// <summary>More weight for compliance, taken from any other, never makes a finding.</summary>
    [Fact]
    public void Shifting_weight_to_compliance_never_makes_a_sheet_worse() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                (
                    from codes in Gen.Shuffle(Codes.Where(c => c != "compliance").ToArray())
                    from parts in Gen.ArrayOf(Gen.Choose(10, 90), 5)
                    from shifted in Gen.Choose(1, 9)
                    select (codes[..5], parts, shifted)
                ).ToArbitrary(),
                drawn =>
                {
                    var (codes, parts, shifted) = drawn;
                    var before = codes.Zip(parts, (c, p) => new WeightedKpi(c, p)).Append(new("compliance", 10));
                    var after = codes
                        .Zip(parts, (c, p) => new WeightedKpi(c, c == codes[0] ? p - shifted : p))
                        .Append(new("compliance", 10 + shifted));
                    if (IsLed(before))
                        Assert.True(IsLed(after), string.Join(", ", after));
                }
            )
        );

    private static bool IsLed(IEnumerable<WeightedKpi> sheet) =>
        !SheetFinding.Of([.. sheet], OfRelease, 5m).Any(f => f.Code == SheetFinding.ComplianceTooLight);

    private static string Say(IEnumerable<SheetFinding> findings) =>
        string.Join('\n', findings.Select(f => $"{f with { Kpis = [] }} {string.Join(' ', f.Kpis)}"));

    private static List<WeightedKpi> Sheet(string kpis) =>
        kpis.Split(' ').Select(k => new WeightedKpi(k.Split('=')[0], decimal.Parse(k.Split('=')[1]))).ToList();
}
