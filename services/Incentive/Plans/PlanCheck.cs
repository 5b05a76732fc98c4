using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Plans;

/// <summary>A part of a plan that cannot be calculated.</summary>
/// <param name="Path">The place in the document, such as <c>rules[1].tiers[2].from</c>.</param>
internal sealed record PlanFault(string Path, string Code, string Zh, string En);

/// <summary>Reads a plan document into rules, and finds all its faults in one pass.</summary>
internal sealed class PlanCheck
{
    private const int LongestName = 60;
    private static readonly string[] Severities = ["minor", "major", "severe"];
    private static readonly string[] Levels = ["trainee", "junior", "intermediate", "senior"];
    private readonly List<PlanFault> _faults = [];
    private readonly List<Rule> _rules = [];

    public IReadOnlyList<PlanFault> Faults => _faults;
    public IReadOnlyList<Rule> Rules => _rules;

    public static PlanCheck Of(PlanDocument document)
    {
        var check = new PlanCheck();
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
            if (ReadRule(rule, path) is { } read)
                _rules.Add(read);
        }

        CheckReferences(document.Rules);
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

    private Rule? ReadRule(RuleDocument rule, string path) =>
        rule.Type switch
        {
            "per-unit" => ReadPerUnit(rule, path),
            "per-amount" => ReadPerAmount(rule, path),
            "factor" => ReadFactor(rule, path),
            "complaint" => ReadComplaint(rule, path),
            "clawback" => ReadClawback(rule, path),
            "cap" => ReadCap(rule, path),
            "deferral" => ReadDeferral(rule, path),
            _ => Fault<Rule>(
                $"{path}.type",
                "plan.unknown-type",
                "规则类型应为 per-unit、per-amount、factor、complaint、clawback、cap 或 deferral。",
                "A rule's type is per-unit, per-amount, factor, complaint, clawback, cap or deferral."
            ),
        };

    private PerUnitRule? ReadPerUnit(RuleDocument rule, string path)
    {
        var tiering = ReadTiering(rule, path, "cumulative", "whole");
        var table = ReadRates(rule, path, wholeNumbers: true);
        var (fact, gate) = (ReadFact(rule, path), ReadGate(rule, path));
        return fact is { } kind && table is not null && tiering is { } how
            ? new(rule.Id ?? "", kind, ReadProducts(rule, path), gate, table, how)
            : null;
    }

    private PerAmountRule? ReadPerAmount(RuleDocument rule, string path)
    {
        var tiering = ReadTiering(rule, path, "cumulative", "whole", "per-item");
        var table = ReadRates(rule, path, wholeNumbers: false);
        var (fact, gate) = (ReadFact(rule, path), ReadGate(rule, path));
        return fact is { } kind && table is not null && tiering is { } how
            ? new(rule.Id ?? "", kind, ReadProducts(rule, path), gate, table, how)
            : null;
    }

    private FactorRule? ReadFactor(RuleDocument rule, string path)
    {
        if (rule.By != "scorecard")
            Fault($"{path}.by", "plan.unknown-by", "by 应为 scorecard。", "by is scorecard.");
        if (rule.Of is not { Items.Count: > 0 })
            Required($"{path}.of");
        var bands = ReadTable(
            rule.Bands?.Select(b => (b?.From, b?.Factor, b?.To)).ToList(),
            $"{path}.bands",
            "factor",
            wholeNumbers: false
        );
        return rule.Of is null || bands is null ? null : new(rule.Id ?? "", rule.Of.Items, bands);
    }

    private ComplaintRule? ReadComplaint(RuleDocument rule, string path)
    {
        foreach (var severity in Severities)
            if (rule.PerUpheld?.ContainsKey(severity) != true)
                Fault(
                    $"{path}.perUpheld.{severity}",
                    "plan.hole",
                    $"缺少“{severity}”的金额。",
                    $"There is no amount for '{severity}'."
                );
        foreach (var (severity, amount) in rule.PerUpheld ?? new Dictionary<string, Money>(StringComparer.Ordinal))
        {
            if (!Severities.Contains(severity))
                Fault(
                    $"{path}.perUpheld.{severity}",
                    "plan.unknown-severity",
                    "严重程度应为 minor、major 或 severe。",
                    "A severity is minor, major or severe."
                );
            if (amount < Money.Zero)
                Negative($"{path}.perUpheld.{severity}");
        }

        return rule.PerUpheld is null ? null : new(rule.Id ?? "", rule.PerUpheld);
    }

    private ClawbackRule? ReadClawback(RuleDocument rule, string path)
    {
        if (rule.Fact != "cancelled")
            Fault(
                $"{path}.fact",
                "plan.clawback-fact",
                "扣回规则的 fact 应为 cancelled。",
                "A clawback's fact is cancelled."
            );
        if (rule.WithinDays is not (>= 0 and <= 3650))
            Fault(
                $"{path}.withinDays",
                "plan.not-in-range",
                "应为 0 到 3650 的整数。",
                "A whole number from 0 to 3650 is wanted."
            );
        if (rule.Of is not { Items.Count: 1 })
            Required($"{path}.of");
        return rule.Of is { Items.Count: 1 } of && rule.WithinDays is { } days
            ? new(rule.Id ?? "", days, of.Items[0])
            : null;
    }

    private CapRule? ReadCap(RuleDocument rule, string path)
    {
        if (rule.Amount is null)
            Required($"{path}.amount");
        else if (rule.Amount < Money.Zero)
            Negative($"{path}.amount");
        return rule.Amount is { } amount ? new(rule.Id ?? "", amount) : null;
    }

    private DeferralRule? ReadDeferral(RuleDocument rule, string path)
    {
        if (rule.Share is not (> 0 and <= 1))
            Fault($"{path}.share", "plan.not-in-range", "应大于 0 且不超过 1。", "Above 0 and at most 1 is wanted.");
        if (rule.Years is not (>= 1 and <= 10))
            Fault(
                $"{path}.years",
                "plan.not-in-range",
                "应为 1 到 10 的整数。",
                "A whole number from 1 to 10 is wanted."
            );
        if (rule.Levels is not { Count: > 0 } || rule.Levels.Any(l => !Levels.Contains(l)))
            Fault(
                $"{path}.levels",
                "plan.unknown-level",
                "levels 应列出 trainee、junior、intermediate、senior 中的若干个。",
                "levels lists some of trainee, junior, intermediate, senior."
            );
        if (rule.Above is { } above && above < Money.Zero)
            Negative($"{path}.above");
        return rule is { Share: { } share, Years: { } years, Levels: { } levels }
            ? new(rule.Id ?? "", share, years, levels.ToHashSet(StringComparer.Ordinal), rule.Above ?? Money.Zero)
            : null;
    }

    private CardFactKind? ReadFact(RuleDocument rule, string path)
    {
        if (CardFactKinds.TryParse(rule.Fact, out var kind))
            return kind;
        Fault(
            $"{path}.fact",
            "plan.unknown-fact",
            $"fact 应为以下之一：{string.Join("、", CardFactKinds.All)}",
            $"fact is one of {string.Join(", ", CardFactKinds.All)}."
        );
        return null;
    }

    private HashSet<string>? ReadProducts(RuleDocument rule, string path)
    {
        if (rule.Products is { Count: 0 })
            Fault(
                $"{path}.products",
                "plan.no-products",
                "products 不能为空数组；要覆盖全部请写 [\"*\"] 或省略。",
                "products is not empty: [\"*\"], or nothing, means all."
            );
        return rule.Products is null || rule.Products.Contains("*", StringComparer.Ordinal)
            ? null
            : rule.Products.ToHashSet(StringComparer.Ordinal);
    }

    private Gate? ReadGate(RuleDocument rule, string path)
    {
        if (rule.Gate is null)
            return null;
        if (string.IsNullOrWhiteSpace(rule.Gate.Certificate))
            Required($"{path}.gate.certificate");
        if (rule.Gate.CureDays is not (null or >= 0 and <= 3650))
            Fault(
                $"{path}.gate.cureDays",
                "plan.not-in-range",
                "应为 0 到 3650 的整数。",
                "A whole number from 0 to 3650 is wanted."
            );
        return new(rule.Gate.Certificate ?? "", rule.Gate.CureDays ?? 0);
    }

    private Tiering? ReadTiering(RuleDocument rule, string path, params ReadOnlySpan<string> allowed)
    {
        if (rule.Tiers is null)
            return Tiering.Flat;
        if (allowed.Contains(rule.Tiering))
            return rule.Tiering switch
            {
                "cumulative" => Tiering.Cumulative,
                "whole" => Tiering.Whole,
                _ => Tiering.PerItem,
            };
        var words = string.Join(", ", allowed.ToArray());
        Fault(
            $"{path}.tiering",
            "plan.unknown-tiering",
            $"tiering 应为以下之一：{words}",
            $"tiering is one of {words}."
        );
        return null;
    }

    private Table? ReadRates(RuleDocument rule, string path, bool wholeNumbers)
    {
        if (rule.Rate is null == rule.Tiers is null)
            return Fault<Table>(
                $"{path}.rate",
                "plan.rate-or-tiers",
                "rate 与 tiers 必须且只能有一个。",
                "Either rate or tiers, and not both."
            );
        if (rule.Rate is { } rate)
        {
            if (rate < 0)
                Negative($"{path}.rate");
            return new([new(0, rate)]);
        }

        return ReadTable(
            rule.Tiers!.Select(t => (t?.From, t?.Rate, t?.To)).ToList(),
            $"{path}.tiers",
            "rate",
            wholeNumbers
        );
    }

    /// <summary>
    /// Reads a table and checks that it is total: it begins at 0, ascends, and has no gap and no overlap.
    /// </summary>
    private Table? ReadTable(
        List<(decimal? From, decimal? Value, decimal? To)>? steps,
        string path,
        string value,
        bool wholeNumbers
    )
    {
        if (steps is not { Count: > 0 })
        {
            Required(path);
            return null;
        }

        var before = _faults.Count;
        for (var i = 0; i < steps.Count; i++)
        {
            var at = Invariant($"{path}[{i}]");
            if (steps[i].From is not { } from)
                Required($"{at}.from");
            else if (i == 0 && from != 0)
                Fault(
                    $"{at}.from",
                    "plan.hole",
                    Invariant($"第一档必须从 0 开始，否则 0 到 {from} 没有档位。"),
                    Invariant($"The first one starts at 0: nothing holds 0 to {from}.")
                );
            else if (i > 0 && from <= steps[i - 1].From)
                Fault(
                    $"{at}.from",
                    "plan.overlap",
                    Invariant($"与上一档重叠：{from} 不大于 {steps[i - 1].From}。"),
                    Invariant($"Overlaps the one before: {from} is not above {steps[i - 1].From}.")
                );
            else if (wholeNumbers && from != decimal.Truncate(from))
                Fault($"{at}.from", "plan.not-whole", "件数应为整数。", "A number of units is whole.");
            if (steps[i].Value is not { } worth)
                Required($"{at}.{value}");
            else if (worth < 0)
                Negative($"{at}.{value}");
            var next = i + 1 < steps.Count ? steps[i + 1].From : null;
            if (steps[i].To is not { } to || to == next)
                continue;
            if (next is null || to < next)
                Fault(
                    $"{at}.to",
                    "plan.hole",
                    Invariant($"{to} 之后没有档位接上。"),
                    Invariant($"Nothing follows on at {to}.")
                );
            else
                Fault(
                    $"{at}.to",
                    "plan.overlap",
                    Invariant($"{next} 到 {to} 落在两档之中。"),
                    Invariant($"{next} to {to} lies in two of them.")
                );
        }

        return _faults.Count > before ? null : new(steps.Select(s => new Step(s.From!.Value, s.Value!.Value)).ToList());
    }

    private void CheckReferences(IReadOnlyList<RuleDocument> rules)
    {
        var byId = new Dictionary<string, RuleDocument>(StringComparer.Ordinal);
        foreach (var rule in rules)
            if (rule?.Id is { } own)
                byId.TryAdd(own, rule);
        for (var i = 0; i < rules.Count; i++)
        {
            foreach (var id in rules[i]?.Of?.Items ?? [])
            {
                var named = id is null ? null : byId.GetValueOrDefault(id);
                if (rules[i].Type == "factor" && named?.Type is not ("per-unit" or "per-amount"))
                    Fault(
                        Invariant($"rules[{i}].of"),
                        "plan.unknown-rule",
                        $"“{id}”不是计件或计额规则。",
                        $"'{id}' is not a per-unit or per-amount rule."
                    );
                if (rules[i].Type == "clawback" && named?.Type != "per-unit")
                    Fault(
                        Invariant($"rules[{i}].of"),
                        "plan.unknown-rule",
                        $"“{id}”不是计件规则。",
                        $"'{id}' is not a per-unit rule."
                    );
            }
        }

        foreach (var type in (string[])["cap", "deferral"])
            if (rules.Count(r => r?.Type == type) > 1)
                Fault(
                    "rules",
                    "plan.more-than-one",
                    $"一个方案最多一条 {type} 规则。",
                    $"A plan has at most one {type} rule."
                );
    }

    private void Required(string path) => Fault(path, "plan.required", "必填。", "Required.");

    private void Negative(string path) => Fault(path, "plan.negative", "不能为负。", "Not below zero.");

    private void Fault(string path, string code, string zh, string en) => _faults.Add(new(path, code, zh, en));

    private T? Fault<T>(string path, string code, string zh, string en)
        where T : class
    {
        Fault(path, code, zh, en);
        return null;
    }
}
