using CardTeam.Incentive.Calculation.Rules;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation;

/// <summary>
/// Names of a plan's rules for people, in both languages: as given in the plan, or by the rule's effect.
/// </summary>
internal sealed class RuleNames
{
    /// <summary>Names for lines without a plan: each rule is named by its id.</summary>
    public static readonly RuleNames None = new([]);

    /// <summary>Names of the lines without a rule, by id.</summary>
    private static readonly Dictionary<string, Text> Unstated = new(StringComparer.Ordinal)
    {
        ["carry"] = new("上期结转", "Carried over"),
        ["recovery"] = new("追索扣回", "Recovery"),
        ["adjustment"] = new("补发或补扣", "Adjustment"),
        ["manual"] = new("人工调整", "Manual adjustment"),
        ["held"] = new("暂扣", "Held"),
        ["released-hold"] = new("解除暂扣", "Released from hold"),
        ["products"] = new("方案未列的产品", "Products outside the plan"),
    };

    private readonly Dictionary<string, Text> _names;

    private RuleNames(Dictionary<string, Text> names) => _names = names;

    public static RuleNames Of(PlanDocument document)
    {
        var rules = (document.Rules ?? []).Where(r => r.Id is not null).ToList();
        var usual = rules.ToDictionary(r => r.Id!, Usual, StringComparer.Ordinal);
        return new(
            rules.ToDictionary(
                r => r.Id!,
                r =>
                    r.Name is { Zh: { } zh, En: { } en } ? new Text(zh, en)
                    : rules.Any(other => other != r && usual[other.Id!] == usual[r.Id!]) ? Told(usual[r.Id!], r)
                    : usual[r.Id!],
                StringComparer.Ordinal
            )
        );
    }

    public Text Of(string rule) =>
        _names.TryGetValue(rule, out var name) || Unstated.TryGetValue(rule, out name) ? name : new(rule, rule);

    /// <summary>The names of several rules on one line, given as ids separated by blanks.</summary>
    public Text OfAll(string rules)
    {
        var names = rules.Split(' ').Select(Of).ToList();
        return new(string.Join('、', names.Select(n => n.Zh)), string.Join(", ", names.Select(n => n.En)));
    }

    /// <summary>Distinguishes a rule from another with the same effect: by its products, otherwise by its id.</summary>
    private static Text Told(Text name, RuleDocument rule)
    {
        var by =
            rule.Products is { Count: > 0 } products && !products.Contains("*", StringComparer.Ordinal)
                ? new Text(string.Join('、', products), string.Join(", ", products))
                : new Text(rule.Id!, rule.Id!);
        return new($"{name.Zh}（{by.Zh}）", $"{name.En} ({by.En})");
    }

    private static Text Usual(RuleDocument rule) => RuleTypes.Of(rule.Type)?.UsualName(rule) ?? new(rule.Id!, rule.Id!);
}
