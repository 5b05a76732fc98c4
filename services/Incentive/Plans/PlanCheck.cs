using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Plans;

/// <summary>Reads a plan document into rules, and finds all its faults in one pass.</summary>
/// <param name="units">The bank's units; null for a document whose units were checked when it was written.</param>
internal sealed class PlanCheck(UnitTree? units)
{
    private const int LongestName = 60;
    private readonly RuleReader _reader = new();
    private readonly List<(string Path, string Type, Rule Rule)> _rules = [];

    public IReadOnlyList<PlanFault> Faults => _reader.Faults;
    public IReadOnlyList<Rule> Rules => _rules.ConvertAll(r => r.Rule);

    /// <inheritdoc cref="PlanCheck"/>
    public static PlanCheck Of(PlanDocument document, UnitTree? units = null)
    {
        var check = new PlanCheck(units);
        check.Read(document);
        return check;
    }

    private void Read(PlanDocument document)
    {
        if (string.IsNullOrWhiteSpace(document.Code))
            Required("code");
        if (document.EffectiveFrom is not { IsMonth: true })
            Fault("effectiveFrom", "plan.not-a-month", "应为月份，如 2026-01。", "A month is wanted, like 2026-01.");
        if (string.IsNullOrWhiteSpace(document.Title?.Zh))
            Required("title.zh");
        if (string.IsNullOrWhiteSpace(document.Title?.En))
            Required("title.en");
        if (document.Rules is not { Count: > 0 })
        {
            Required("rules");
            return;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < document.Rules.Count; i++)
        {
            var (rule, path) = (document.Rules[i], Invariant($"rules[{i}]"));
            if (rule is null)
            {
                Required(path);
                continue;
            }

            if (string.IsNullOrWhiteSpace(rule.Id) || rule.Id.Length > 60)
                Required($"{path}.id");
            else if (!ids.Add(rule.Id))
                Fault(
                    $"{path}.id",
                    "plan.id-twice",
                    $"规则编号“{rule.Id}”重复。",
                    $"The rule id '{rule.Id}' is used more than once."
                );
            CheckName(rule.Name, path);
            var audience = _reader.ReadAudience(rule, path, units);
            if (ReadRule(rule, path) is { } read)
                _rules.Add((path, rule.Type!, read with { Audience = audience }));
        }

        CheckReferences(document.Rules);
        CheckSingles();
        var all = Rules;
        foreach (var (path, _, rule) in _rules)
            rule.CheckAmong(all, path, _reader);
    }

    private void CheckName(PlanTitle? name, string path)
    {
        if (name is null)
            return;
        foreach (var (language, text) in new[] { ("zh", name.Zh), ("en", name.En) })
            if (string.IsNullOrWhiteSpace(text))
                Required($"{path}.name.{language}");
            else if (text.Length > LongestName)
                Fault(
                    $"{path}.name.{language}",
                    "plan.name-too-long",
                    $"名称最长 {LongestName} 个字符。",
                    $"A name has at most {LongestName} characters."
                );
    }

    private Rule? ReadRule(RuleDocument rule, string path)
    {
        if (RuleTypes.Of(rule.Type) is { } type)
            return type.Read(rule, path, _reader);
        string[] names = [.. RuleTypes.All.Select(t => t.Name)];
        Fault(
            $"{path}.type",
            "plan.unknown-type",
            $"规则类型应为 {string.Join('、', names[..^1])} 或 {names[^1]}。",
            $"A rule's type is {string.Join(", ", names[..^1])} or {names[^1]}."
        );
        return null;
    }

    private void CheckReferences(IReadOnlyList<RuleDocument> rules)
    {
        var byId = new Dictionary<string, RuleDocument>(StringComparer.Ordinal);
        foreach (var rule in rules)
            if (rule?.Id is { } own)
                byId.TryAdd(own, rule);
        for (var i = 0; i < rules.Count; i++)
        {
            if (RuleTypes.Of(rules[i]?.Type) is not { MayName: { } types, MayNameText: { } words })
                continue;
            foreach (var id in rules[i].Of?.Items ?? [])
                if (
                    id is null
                    || byId.GetValueOrDefault(id)?.Type is not { } named
                    || !types.Contains(named, StringComparer.Ordinal)
                )
                    Fault(
                        Invariant($"rules[{i}].of"),
                        "plan.unknown-rule",
                        $"“{id}”不是{words.Zh}。",
                        $"'{id}' is not {words.En}."
                    );
        }
    }

    /// <summary>Checks that no manager can be under two rules of a type that takes effect once.</summary>
    private void CheckSingles()
    {
        foreach (var same in _rules.GroupBy(r => r.Type, StringComparer.Ordinal))
        {
            if (RuleTypes.Of(same.Key)?.IsSingle != true)
                continue;
            var rules = same.Select(r => r.Rule).ToList();
            if (rules.Where((rule, i) => rules.Take(i).Any(r => r.Audience.Overlaps(rule.Audience, units))).Any())
                Fault(
                    "rules",
                    "plan.more-than-one",
                    $"同一客户经理最多适用一条 {same.Key} 规则；多条规则的 levels、employment 或 org 不得重叠。",
                    $"A manager is under at most one {same.Key} rule: "
                        + "several may not overlap in levels, employment and org."
                );
        }
    }

    private void Required(string path) => _reader.Required(path);

    private void Fault(string path, string code, string zh, string en) => _reader.Fault(path, code, zh, en);
}
