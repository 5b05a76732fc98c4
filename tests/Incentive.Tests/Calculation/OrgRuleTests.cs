using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Tests.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests.Calculation;

/// <summary>Rules for the managers of a unit and those below it.</summary>
public class OrgRuleTests
{
    private const string Pool =
        """{ "id": "pool", "type": "pool", "amount": "100.01", "by": "scorecard", "org": "A" }""";

    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Theory]
    [InlineData("A", "100.00")]
    [InlineData("B1", "100.00")]
    [InlineData("B2", "0.00")] // beside it
    [InlineData("HQ", "0.00")] // above it
    [InlineData("B9", "0.00")] // unknown to the tree
    public void A_rule_pays_in_its_unit_and_below_it_only(string org, string payable)
    {
        var rule = """{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "100.00", "org": "A" }""";
        var bank = Bank(rule).Colleague("M1", org: org).Activated(1);

        Assert.Equal(payable, bank.Bonus().Payable.ToString());
        Assert.Equal(
            payable == "0.00" ? ["not-for-manager"] : [],
            bank.Bonus().Lines.Where(l => l.Kind == LineKind.WhyNot).Select(l => l.Reason)
        );
    }

    [Fact]
    public void Each_unit_has_a_cap_of_its_own()
    {
        var bank = Bank(
                Rules.Hundred,
                """{ "id": "cap-1", "type": "cap", "amount": "150.00", "org": "B1" }""",
                """{ "id": "cap-2", "type": "cap", "amount": "120.00", "org": "B2" }"""
            )
            .Colleague("M1", org: "B1")
            .Colleague("M2", org: "B2")
            .Colleague("M3", org: "HQ")
            .Activated(2);
        foreach (var manager in new[] { "M2", "M3" })
        foreach (var fact in new[] { "x", "y" })
            bank.Fact($"{manager}{fact}", "activated", $"{manager}{fact}", "2026-04-10", manager: manager);

        Assert.Equal(
            ["150.00", "120.00", "200.00"],
            new[] { "M1", "M2", "M3" }.Select(m => $"{bank.Bonus(m).Payable}")
        );
    }

    [Fact]
    public void A_plan_whose_units_were_not_found_calculates_nothing()
    {
        var bank = KnownBank.InApril(Pool).Colleague("M1");

        Assert.Throws<InvalidOperationException>(() => bank.Bonus());
    }

    [Fact]
    public void A_pool_of_a_unit_goes_to_its_managers_alone_and_whole_in_any_order()
    {
        var bank =
            from orgs in Gen.Elements("HQ", "A", "B1", "B2", "B3").ArrayOf(7)
            from scores in Gen.Choose(0, 150).ArrayOf(7)
            from parents in Gen.Elements("HQ", "A").ArrayOf(3)
            select (orgs, scores, parents);

        Prop.ForAll(bank.ToArbitrary(), Hold).Check(Cases);
    }

    private static void Hold((string[] Orgs, int[] Scores, string[] Parents) at)
    {
        var managers = Enumerable.Range(1, 7).Select(i => $"M{i}").ToList();
        var units = Tree(at.Parents);
        var (bank, turned) = (Fill(managers), Fill(managers.AsEnumerable().Reverse()));
        var lines = managers.ConvertAll(m => bank.Bonus(m).Lines.Where(l => l.Kind == LineKind.Pool).ToList());
        var weight = 0;
        for (var i = 0; i < 7; i++)
        {
            var isWithin = units.Below("A").Contains(at.Orgs[i]);
            Assert.Equal(isWithin ? 1 : 0, lines[i].Count);
            weight += isWithin ? at.Scores[i] : 0;
        }

        Assert.Equal(weight > 0 ? 100_01 : 0, lines.Sum(own => own.Sum(l => l.Amount.Fen)));
        Assert.Equal(managers.Select(m => bank.Bonus(m).Payable), managers.Select(m => turned.Bonus(m).Payable));

        KnownBank Fill(IEnumerable<string> order)
        {
            var filled = new KnownBank(Calendar(units, Pool));
            foreach (var manager in order)
            {
                var i = int.Parse(manager[1..]) - 1;
                filled.Colleague(manager, org: at.Orgs[i]).Scored("2026-04", at.Scores[i] / 100m, manager);
            }

            return filled;
        }
    }

    private static KnownBank Bank(params string[] rules) => new(Calendar(Tree(["A", "HQ", "HQ"]), rules));

    private static PlanCalendar Calendar(UnitTree units, params string[] rules)
    {
        var plan = Rules.InForce(rules).Among(units);
        return Rules.Calendar("2026-04", "2026-04", _ => plan);
    }

    /// <summary>Head office, an area below it, and three branches below either.</summary>
    private static UnitTree Tree(string[] parents) =>
        new(
            new Dictionary<string, string?>
            {
                ["HQ"] = null,
                ["A"] = "HQ",
                ["B1"] = parents[0],
                ["B2"] = parents[1],
                ["B3"] = parents[2],
            }
        );
}
