using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Reads the parts that rules have in common, and keeps the faults found.</summary>
internal sealed class RuleReader
{
    private readonly List<PlanFault> _faults = [];

    public IReadOnlyList<PlanFault> Faults => _faults;

    public CardFactKind? ReadFact(RuleDocument rule, string path)
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

    public HashSet<string>? ReadProducts(RuleDocument rule, string path)
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

    public Gate? ReadGate(RuleDocument rule, string path)
    {
        if (rule.Gate is null)
            return null;
        if (string.IsNullOrWhiteSpace(rule.Gate.Certificate))
            Required($"{path}.gate.certificate");
        if (rule.Gate.CureDays is not (null or >= 0 and <= 3650))
            NotInRange($"{path}.gate.cureDays", 0, 3650);
        return new(rule.Gate.Certificate ?? "", rule.Gate.CureDays ?? 0);
    }

    public Tiering? ReadTiering(RuleDocument rule, string path, params ReadOnlySpan<string> allowed)
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

    public Table? ReadRates(RuleDocument rule, string path, bool wholeNumbers)
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
    public Table? ReadTable(
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

    public void Required(string path) => Fault(path, "plan.required", "必填。", "Required.");

    public void Negative(string path) => Fault(path, "plan.negative", "不能为负。", "Not below zero.");

    public void NotInRange(string path, int least, int most) =>
        Fault(
            path,
            "plan.not-in-range",
            Invariant($"应为 {least} 到 {most} 的整数。"),
            Invariant($"A whole number from {least} to {most} is wanted.")
        );

    public void Fault(string path, string code, string zh, string en) => _faults.Add(new(path, code, zh, en));

    private T? Fault<T>(string path, string code, string zh, string en)
        where T : class
    {
        Fault(path, code, zh, en);
        return null;
    }
}
